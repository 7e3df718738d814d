import { FORWARD_REASONS, type ForwardReason } from "../../src/policy/forward-reason.ts";
import { useWords } from "../words/use-words.ts";
import { Select } from "./select.tsx";

type Props = Readonly<{ value: ForwardReason; onChange: (reason: ForwardReason) => void }>;

/** Why a call was forwarded. */
export function ForwardReasonSelect({ value, onChange }: Props) {
  const say = useWords();
  return (
    <Select
      label={say("conditions.forwardReason")}
      data={FORWARD_REASONS.map((reason) => ({ value: reason, label: say(`conditions.reason.${reason}`) }))}
      value={value}
      onChange={(reason) => reason !== null && onChange(reason)}
      allowDeselect={false}
    />
  );
}
