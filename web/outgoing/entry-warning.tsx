/** A warning about an entry, with a way to fix it if there is one. */
import { Button, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { targetKey } from "../../src/policy/entry-target.ts";
import { problemText } from "../ui/problem-text.ts";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import type { WordKey } from "../words/load.ts";
import { useDraft } from "./draft-context.ts";
import type { Entry } from "./logic/document.ts";
import type { TargetWarning } from "./logic/pointers.ts";
import { QuickFix } from "./quick-fix.tsx";
import { useSpotlight } from "./spotlight.tsx";
import { useNames } from "./use-names.ts";

type Props = Readonly<{
  /** The name of the entry. */
  name: string;
  entry: Entry;
  warning: TargetWarning;
  onEdit: () => void;
  onRemove: () => void;
}>;

/** Other entries that it links to. */
const SHOWN = 3;

export function EntryWarning({ name, entry, warning: { code, others }, onEdit, onRemove }: Props) {
  const say = useWords();
  const names = useNames();
  const { company, directory } = useDraft();
  const { focus } = useSpotlight();

  function text(): string {
    if (code !== "never_decides" || others.length > 0) return problemText(say, code);
    if (!("device" in entry)) return say("problem.never_decides.nowhere");
    const employee = "employee" in entry && directory.employees.find(({ id }) => id === entry.employee);
    return say(`problem.never_decides.${employee && employee.guest ? "guest" : "nobody"}` satisfies WordKey);
  }

  return (
    <Text size="sm">
      {"⚠ "}
      {say("outgoing.problem", { name, text: text() })}{" "}
      {others.slice(0, SHOWN).map((other) => (
        <Button key={targetKey(other)} variant="subtle" size="compact-xs" onClick={() => focus(targetKey(other))}>
          {say("outgoing.showEntry", { name: names.entry(other) })}
        </Button>
      ))}{" "}
      {code === "departments_differ" && (
        <Link to="/companies/$company/departments" params={{ company }} className={ui.link}>
          {say("outgoing.elsewhereLink", { section: say("frame.departments") })}
        </Link>
      )}
      <QuickFix code={code} onEdit={onEdit} onRemove={onRemove} />
    </Text>
  );
}
