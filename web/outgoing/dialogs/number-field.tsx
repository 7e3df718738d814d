import { NumberSelect } from "../../ui/number-select.tsx";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";

type Props = Readonly<{
  value: string | null;
  onChange: (number: string) => void;
  /** Whether the form was submitted once: from then on, a missing number is an error. */
  isSubmitted: boolean;
}>;

/** The number that clients will see: the first field of both entry dialogs. */
export function NumberField({ value, onChange, isSubmitted }: Props) {
  const say = useWords();
  const { directory } = useDraft();
  return (
    <NumberSelect
      first
      label={say("dialogs.number")}
      value={value}
      onChange={onChange}
      directory={directory}
      error={isSubmitted && value === null ? say("common.numberMissing") : undefined}
    />
  );
}
