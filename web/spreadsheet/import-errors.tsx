import { Alert } from "@mantine/core";
import { useId } from "react";
import type { DirectoryCheck } from "../api/check-directory.ts";
import { clashing, errorText } from "../api/field-errors.ts";
import { useWords, type Say } from "../words/use-words.ts";
import type { ImportError, Imported } from "./import.ts";
import classes from "./import-dialog.module.css";
import { columnKey, type Kind } from "./kinds.ts";
import { listText } from "./list-text.ts";

/** Errors that are listed; the rest is counted. */
const SHOWN = 100;

/** Rows with the same error that are listed; the rest is counted. */
const LINES = 5;

/** An error of a cell, a row or the file, in words. */
export type Reported = Readonly<{ line: number | null; column: string | null; text: string }>;

export function ofImportError({ line, column, code, text }: ImportError, say: Say): Reported {
  const words =
    code in ERROR_KEYS
      ? say(ERROR_KEYS[code as keyof typeof ERROR_KEYS], { text })
      : errorText(say, `/${column}`, code);
  const isQuoted = !(code in ERROR_KEYS) && text !== "";
  return { line, column, text: isQuoted ? say("sheet.error.ofText", { text, problem: words }) : words };
}

const ERROR_KEYS = {
  missing: "sheet.error.missing",
  rounded: "sheet.error.rounded",
  not_read: "sheet.error.notRead",
  several: "sheet.error.several",
  repeats: "sheet.error.repeats",
  yes_or_no: "sheet.error.yesOrNo",
  guest_stays: "sheet.error.guestStays",
  no_columns: "sheet.error.noColumns",
  empty: "sheet.error.empty",
  nameless: "sheet.error.nameless",
  no_csv: "sheet.error.noCsv",
  too_large: "sheet.error.tooLarge",
  too_many_rows: "sheet.error.tooManyRows",
} as const;

export function ofCheck(data: DirectoryCheck | undefined, { cellOf }: Imported, say: Say): readonly Reported[] {
  return (data?.errors ?? []).map(({ path, code, other }) => {
    const clash = clashing(path, other);
    const cell = cellOf(path) ?? (clash === undefined ? null : cellOf(clash));
    return { line: cell?.line ?? null, column: cell?.column ?? null, text: errorText(say, path, code) };
  });
}

export function ImportErrors({ kind, reported }: Readonly<{ kind: Kind; reported: readonly Reported[] }>) {
  const say = useWords();
  const title = useId();
  const groups = [...Map.groupBy(reported, ({ column, text }) => `${column} ${text}`).values()];
  return (
    <Alert
      color="red"
      variant="light"
      role="presentation"
      title={<span id={title}>{say("sheet.errors", { count: reported.length })}</span>}
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

/** The same error of a column in all its rows. */
function groupText(kind: Kind, alike: readonly Reported[], say: Say): string {
  const [{ column, text }] = alike as readonly [Reported];
  const lines = alike.flatMap(({ line }) => line ?? []);
  if (lines.length === 0) return text;
  const rows = say(lines.length === 1 ? "sheet.line" : "sheet.lines", { lines: listText(lines, LINES, say) });
  return column === null
    ? say("sheet.row", { rows, text })
    : say("sheet.cell", { rows, column: say(columnKey(kind, column)), text });
}
