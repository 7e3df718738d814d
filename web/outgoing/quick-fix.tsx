import { Button } from "@mantine/core";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ code: string; onEdit: () => void; onRemove: () => void }>;

/** The buttons that fix an entry, as far as there are any for the problem. */
export function QuickFix({ code, onEdit, onRemove }: Props) {
  const say = useWords();
  return (
    <>
      {BY_ANOTHER_NUMBER.has(code) && (
        <Button variant="light" size="compact-xs" onClick={onEdit}>
          {say("outgoing.fixNumber")}
        </Button>
      )}{" "}
      {BY_REMOVAL.has(code) && (
        <Button variant="light" size="compact-xs" onClick={onRemove}>
          {say("outgoing.fixRemove")}
        </Button>
      )}
    </>
  );
}

const BY_ANOTHER_NUMBER: ReadonlySet<string> = new Set(["number_off", "number_gone", "number_unknown"]);

/** Problems of entries that cannot be saved, or that decide nothing: without them, every call stays the same. */
const BY_REMOVAL: ReadonlySet<string> = new Set([
  ...BY_ANOTHER_NUMBER,
  "employee_unknown",
  "department_unknown",
  "employee_gone",
  "department_gone",
  "never_decides",
  "prefix_redundant",
]);
