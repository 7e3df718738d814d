import { useId } from "react";
import { clashing, errorText } from "../api/field-errors.ts";
import { Note } from "../ui/note.tsx";
import { useWords, type Say } from "../words/use-words.ts";
import type { DirectoryProblem } from "./directory-problems.ts";
import { FILE_ERRORS } from "./file-errors.ts";
import type { ImportError, Imported } from "./import.ts";
import classes from "./import-dialog.module.css";
import type { Kind } from "./kinds.ts";
import { listText } from "./list-text.ts";

/** Errors that are listed; the rest is counted. */
const SHOWN = 100;

/** Rows with the same error that are listed; the rest is counted. */
const LINES = 5;

/** Characters of a cell that are quoted. */
const QUOTED = 100;

/** An error of a cell, a row or the file, in words. */
export type Reported = Readonly<{ line: number | null; column: string | null; text: string }>;

export function ofImportError(kind: Kind, { line, column, code, text: cell }: ImportError, say: Say): Reported {
  if (code === "no_key") return { line, column, text: say(`sheet.error.noKey.${kind}`) };
  const text = cell.length > QUOTED ? `${cell.slice(0, QUOTED)}…` : cell;
  // A box above adds it.
  if (kind === "employees" && code === "department_unknown")
    return { line, column, text: say("sheet.error.newDepartment", { text }) };
  const words =
    code in ERROR_KEYS
      ? say(ERROR_KEYS[code as keyof typeof ERROR_KEYS], { text })
      : errorText(say, `/${column}`, code);
  const isQuoted = !(code in ERROR_KEYS) && text !== "";
  return { line, column, text: isQuoted ? say("sheet.error.ofText", { text, problem: words }) : words };
}

const ERROR_KEYS = {
  missing: "sheet.error.missing",
  new_nameless: "sheet.error.newNameless",
  rounded: "sheet.error.rounded",
  not_read: "sheet.error.notRead",
  sim_not_read: "sheet.error.simNotRead",
  range_unclear: "sheet.error.rangeUnclear",
  range_too_long: "sheet.error.rangeTooLong",
  ranges_too_long: "sheet.error.rangesTooLong",
  several: "sheet.error.several",
  repeats: "sheet.error.repeats",
  yes_or_no: "sheet.error.yesOrNo",
  guest_stays: "sheet.error.guestStays",
  no_columns: "sheet.error.noColumns",
  nameless: "sheet.error.nameless",
  too_long: "sheet.error.tooLong",
  ...FILE_ERRORS,
  outgoing_unknown: "sheet.note.outgoingUnknown",
  outgoing_off: "sheet.note.outgoingOff",
  outgoing_not_read: "sheet.note.outgoingNotRead",
} as const;

/** Problems of the result, apart from cells that have an error already; each once. */
export function ofProblems(
  problems: readonly DirectoryProblem[],
  { cellOf, errors }: Imported,
  say: Say,
): readonly Reported[] {
  const wrong = new Set(errors.map(({ line, column }) => `${line} ${column}`));
  const told = new Map(problems.map((problem) => [`${problem.path} ${problem.code}`, problem]));
  return [...told.values()].flatMap(({ path, code, other }) => {
    const clash = clashing(path, other);
    const cell = cellOf(path) ?? (clash === undefined ? null : cellOf(clash));
    if (cell && wrong.has(`${cell.line} ${cell.column}`)) return [];
    return [{ line: cell?.line ?? null, column: cell?.column ?? null, text: errorText(say, path, code) }];
  });
}

type Props = Readonly<{
  reported: readonly Reported[];
  /** The heading of a column in the file, or the page's word for it. */
  titleOf: (column: string) => string;
}>;

/** @param props.more errors that the service has found and does not list */
export function ImportErrors({ reported, more, titleOf }: Props & Readonly<{ more: number }>) {
  const say = useWords();
  const id = useId();
  const groups = groupsOf(reported);
  return (
    <Note tone="error" title={<span id={id}>{say("sheet.errors", { count: groups.length })}</span>}>
      <Groups labelledBy={id} groups={groups} more={more} titleOf={titleOf} />
    </Note>
  );
}

/** What is left out of an import that goes on without it. */
export function ImportNotes({ reported, titleOf }: Props) {
  const say = useWords();
  const id = useId();
  return (
    <div className={classes.note}>
      <p className={classes.noteTitle} id={id}>
        {say("sheet.note.title")}
      </p>
      <Groups labelledBy={id} groups={groupsOf(reported)} more={0} titleOf={titleOf} />
    </div>
  );
}

/** The same error of a column in all its rows. */
type Group = readonly Reported[];

const groupsOf = (reported: readonly Reported[]): readonly Group[] => [
  ...Map.groupBy(reported, ({ column, text }) => `${column} ${text}`).values(),
];

type GroupsProps = Readonly<{
  labelledBy: string;
  groups: readonly Group[];
  more: number;
  titleOf: Props["titleOf"];
}>;

function Groups({ labelledBy, groups, more, titleOf }: GroupsProps) {
  const say = useWords();
  const hidden = Math.max(0, groups.length - SHOWN) + more;
  return (
    <>
      <ul className={classes.list} tabIndex={0} aria-labelledby={labelledBy}>
        {groups.slice(0, SHOWN).map((alike) => {
          const text = groupText(alike, titleOf, say);
          return <li key={text}>{text}</li>;
        })}
      </ul>
      {hidden > 0 && say("common.andMore", { count: hidden })}
    </>
  );
}

function groupText(alike: Group, titleOf: Props["titleOf"], say: Say): string {
  const [{ column, text }] = alike as readonly [Reported];
  const lines = alike.flatMap(({ line }) => line ?? []);
  if (lines.length === 0) return text;
  const rows = say(lines.length === 1 ? "sheet.line" : "sheet.lines", { lines: listText(lines, LINES, say) });
  return column === null
    ? say("sheet.row", { rows, text })
    : say("sheet.cell", { rows, column: titleOf(column), text });
}
