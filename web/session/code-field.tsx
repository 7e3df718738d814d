import { TextInput } from "@mantine/core";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ value: string; onChange: (code: string) => void; isWrong: boolean; autoFocus?: boolean }>;

/** For the code of the authenticator app, or a recovery code. */
export function CodeField({ value, onChange, isWrong, autoFocus = true }: Props) {
  const say = useWords();
  return (
    <TextInput
      label={say("signIn.code")}
      description={say("signIn.codeHint")}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      autoFocus={autoFocus}
      data-autofocus={autoFocus || undefined}
      error={isWrong}
    />
  );
}
