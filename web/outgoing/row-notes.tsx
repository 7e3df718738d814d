import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { targetKey } from "../../src/policy/entry-target.ts";
import { Note } from "../ui/note.tsx";
import { problemText } from "../ui/problem-text.ts";
import type { WordKey } from "../words/load.ts";
import { useWords } from "../words/use-words.ts";
import { useShownDraft } from "./draft-context.ts";
import type { Entry, Target } from "./logic/document.ts";
import { notesOfRow, type RowNote } from "./logic/notes.ts";
import type { ProblemsByTarget } from "./logic/pointers.ts";
import classes from "./outgoing.module.css";
import { useSpotlightControls } from "./spotlight.tsx";
import { useNames } from "./use-names.ts";

/** Notes that a row shows at first. */
const SHOWN = 6;
/** Entries that are named or linked to in one note; the rest is counted. */
const NAMED = 3;

type Props = Readonly<{
  chips: readonly Readonly<{ target: Target; entry: Entry }>[];
  problems: ProblemsByTarget;
  onEdit: () => void;
  onRemove: (targets: readonly Target[]) => void;
}>;

/** What is wrong in a row, with a way to mend it for all entries that a cause concerns. */
export function RowNotes({ chips, problems, onEdit, onRemove }: Props) {
  const say = useWords();
  const { directory } = useShownDraft();
  const [all, setAll] = useState(false);
  const notes = notesOfRow({ chips }, problems, (entry, code) => (code === "never_decides" ? whyNever(entry) : ""));
  const errors = notes.filter(({ isError }) => isError);
  const shown = all ? notes : notes.slice(0, Math.max(SHOWN, errors.length));
  const hidden = notes.slice(shown.length);

  function whyNever(entry: Entry): "guest" | "nobody" | "nowhere" {
    if (!("device" in entry)) return "nowhere";
    const employee = "employee" in entry && directory.employees.find(({ id }) => id === entry.employee);
    return employee && employee.guest ? "guest" : "nobody";
  }

  function textOf({ code, others, entries }: RowNote): string {
    const byOthers = code !== "never_decides" || others.length > 0;
    return byOthers ? problemText(say, code) : say(`problem.never_decides.${whyNever(entries[0]!)}` satisfies WordKey);
  }

  return (
    <div className={classes.notes}>
      {shown.map((note) => (
        <OneNote
          key={`${note.code} ${note.targets[0]}`}
          note={note}
          text={textOf(note)}
          onEdit={onEdit}
          onRemove={() => onRemove(note.targets)}
        />
      ))}
      {hidden.length > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {say("outgoing.moreWarnings", { count: new Set(hidden.flatMap(({ targets }) => targets)).size })}
        </Button>
      )}
    </div>
  );
}

type NoteProps = Readonly<{ note: RowNote; text: string; onEdit: () => void; onRemove: () => void }>;

function OneNote({ note, text, onEdit, onRemove }: NoteProps) {
  const { code, isError, isOfNumber, entries, others } = note;
  const say = useWords();
  const names = useNames();
  const { company, mayEdit } = useShownDraft();
  const { focus } = useSpotlightControls();
  const more = entries.length - NAMED;
  const named = entries.slice(0, NAMED).map(names.entry).join(", ");
  const name = more > 0 ? `${named} ${say("common.more", { count: more })}` : named;
  return (
    <Note
      tone={isError ? "error" : "warning"}
      action={
        <>
          {others.slice(0, NAMED).map((other) => (
            <Button
              key={targetKey(other)}
              variant="default"
              size="compact-sm"
              className={classes.wrapping}
              onClick={() => focus(targetKey(other))}
            >
              {say("outgoing.showEntry", { name: names.entry(other) })}
            </Button>
          ))}
          {code === "departments_differ" && (
            <Link to="/companies/$company/departments" params={{ company }}>
              {say("outgoing.elsewhereLink", { section: say("frame.departments") })}
            </Link>
          )}
          {mayEdit && isOfNumber && (
            <Button variant="default" size="compact-sm" onClick={onEdit}>
              {say("outgoing.fixNumber")}
            </Button>
          )}
          {mayEdit && code === "prefix_impossible" && (
            <Button variant="default" size="compact-sm" onClick={onEdit}>
              {say("outgoing.fixPrefix")}
            </Button>
          )}
          {mayEdit && BY_REMOVAL.has(code) && (
            <Button variant="default" size="compact-sm" onClick={onRemove}>
              {say("outgoing.fixRemove", { count: entries.length })}
            </Button>
          )}
        </>
      }
    >
      {isOfNumber
        ? say(`outgoing.${isError ? "cannotSave" : "passedOver"}.${code as "number_off"}` satisfies WordKey)
        : say("outgoing.problem", { name, text })}
    </Note>
  );
}

/** Problems of entries that cannot be saved, or that decide nothing: without them, every call stays the same. */
const BY_REMOVAL: ReadonlySet<RowNote["code"]> = new Set([
  "employee_unknown",
  "department_unknown",
  "employee_gone",
  "department_gone",
  "never_decides",
  "prefix_redundant",
  "prefix_impossible",
]);
