import { Button } from "@mantine/core";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ code: string; onEdit: () => void; onRemove: () => void }>;

/** What mends an entry in one click, where something does. */
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

/** Entries that cannot be saved, or that decide nothing: without them every call stays as it is. */
const BY_REMOVAL: ReadonlySet<string> = new Set([
  ...BY_ANOTHER_NUMBER,
  "employee_unknown",
  "department_unknown",
  "employee_gone",
  "department_gone",
  "never_decides",
  "prefix_redundant",
]);
