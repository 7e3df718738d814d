import { Alert } from "@mantine/core";
import { useId } from "react";
import type { DirectoryCheck } from "../api/check-directory.ts";
import { clashing, faultText } from "../api/field-faults.ts";
import { useWords, type Say } from "../words/use-words.ts";
import type { Fault, Imported } from "./import.ts";
import classes from "./import-dialog.module.css";
import { columnKey, type Kind } from "./kinds.ts";
import { listText } from "./list-text.ts";

/** Faults that are listed one by one; beyond, they are counted. */
const SHOWN = 100;

/** Rows with the same fault that are named; beyond, they are counted. */
const LINES = 5;

/** What stands against a cell, a row or the file, in words. */
export type Told = Readonly<{ line: number | null; column: string | null; text: string }>;

export function ofFault({ line, column, code, text }: Fault, say: Say): Told {
  const words =
    code in FAULTS ? say(FAULTS[code as keyof typeof FAULTS], { text }) : faultText(say, `/${column}`, code);
  const isQuoted = !(code in FAULTS) && text !== "";
  return { line, column, text: isQuoted ? `«${text}»: ${words}` : words };
}

const FAULTS = {
  missing: "sheet.fault.missing",
  rounded: "sheet.fault.rounded",
  not_read: "sheet.fault.notRead",
  several: "sheet.fault.several",
  repeats: "sheet.fault.repeats",
  yes_or_no: "sheet.fault.yesOrNo",
  guest_stays: "sheet.fault.guestStays",
  no_columns: "sheet.fault.noColumns",
  empty: "sheet.fault.empty",
  nameless: "sheet.fault.nameless",
  no_csv: "sheet.fault.noCsv",
  too_large: "sheet.fault.tooLarge",
  too_many_rows: "sheet.fault.tooManyRows",
} as const;

export function ofCheck(data: DirectoryCheck | undefined, { cellOf }: Imported, say: Say): readonly Told[] {
  return (data?.errors ?? []).map(({ path, code, other }) => {
    const clash = clashing(path, other);
    const cell = cellOf(path) ?? (clash === undefined ? null : cellOf(clash));
    return { line: cell?.line ?? null, column: cell?.column ?? null, text: faultText(say, path, code) };
  });
}

export function Faults({ kind, told }: Readonly<{ kind: Kind; told: readonly Told[] }>) {
  const say = useWords();
  const title = useId();
  const groups = [...Map.groupBy(told, ({ column, text }) => `${column} ${text}`).values()];
  return (
    <Alert
      color="red"
      variant="light"
      role="presentation"
      title={<span id={title}>{say("sheet.faults", { count: told.length })}</span>}
    >
      <ul className={classes.list} tabIndex={0} aria-labelledby={title}>
        {groups.slice(0, SHOWN).map((alike) => {
          const text = groupText(kind, alike, say);
          return <li key={text}>{text}</li>;
        })}
      </ul>
      {groups.length > SHOWN && say("common.andMore", { count: groups.length - SHOWN })}
    </Alert>
  );
}

/** The same fault of a column, with all its rows. */
function groupText(kind: Kind, alike: readonly Told[], say: Say): string {
  const [{ column, text }] = alike as readonly [Told];
  const lines = alike.flatMap(({ line }) => line ?? []);
  if (lines.length === 0) return text;
  const rows = say(lines.length === 1 ? "sheet.line" : "sheet.lines", { lines: listText(lines, LINES, say) });
  return column === null
    ? say("sheet.row", { rows, text })
    : say("sheet.cell", { rows, column: say(columnKey(kind, column)), text });
}
