import { PasswordInput } from "@mantine/core";
import { lengthFault } from "../../src/access/password-form.ts";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import "@mantine/core/styles/PasswordInput.css";

type Props = Readonly<{
  label: string;
  value: string;
  onChange: (password: string) => void;
  error: string | undefined;
  /** Whether it is a new one, of which the rules are said. */
  isNew?: boolean;
}>;

/**
 * A password, which can be shown: that spares typing a new one twice. Mantine does not say `aria-invalid` of such a field.
 */
export function PasswordField({ label, value, onChange, error, isNew = false }: Props) {
  const say = useWords();
  return (
    <PasswordInput
      label={label}
      description={isNew ? say("account.passwordHint") : undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete={isNew ? "new-password" : "current-password"}
      error={error}
      aria-invalid={error !== undefined}
      required
    />
  );
}

/** What is wrong with a new password before the service judges it. */
export function useNewPasswordFault(): (password: string) => string | undefined {
  const say = useWords();
  return (password) => {
    const fault = lengthFault(password);
    return fault === null ? undefined : sentence(say(`field.${fault}`));
  };
}
