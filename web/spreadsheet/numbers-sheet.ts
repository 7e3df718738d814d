/** The company's numbers as rows of a spreadsheet. */
import type { CompanyNumber, Directory } from "../../src/policy/directory.ts";
import { cellOver, isRounded } from "./cells.ts";
import { changeOf, yesOrNo, type ImportError, type Imported, type ImportOptions } from "./import.ts";
import { likeliestNumber } from "./number-cell.ts";
import type { Sheet } from "./sheet.ts";

export type NumberColumn = "number" | "label" | "on";

export const NUMBER_COLUMNS: readonly NumberColumn[] = ["number", "label", "on"];

type Cells = Readonly<Record<NumberColumn, string>>;

/** @param words for on and off, in the language of the file */
export const numberCells =
  (words: Readonly<{ yes: string; no: string }>) =>
  ({ number, label, on }: CompanyNumber): Cells => ({ number, label, on: on ? words.yes : words.no });

const MARKS = { yes: "✓", no: "–" };

export function importNumbers(
  sheet: Sheet<NumberColumn>,
  directory: Directory,
  { removeMissing, readPhone, mayGiveNumbers }: ImportOptions,
): Imported<NumberColumn> {
  const errors: ImportError<NumberColumn>[] = [];
  const known = new Map(directory.numbers.map((number) => [number.number, number]));
  const next = new Map(known);
  const lineOf = new Map<string, number>();

  for (const { line, cell } of sheet.rows) {
    const report = (column: NumberColumn | null, code: ImportError["code"], text: string) =>
      errors.push({ line, column, code, text });
    const text = cell("number") ?? "";
    if (text === "" || isRounded(text)) {
      report("number", text === "" ? "missing" : "rounded", text);
      continue;
    }
    const number = likeliestNumber(text, known, readPhone);
    if (number === undefined) {
      report("number", "not_read", text);
      continue;
    }
    const earlier = lineOf.get(number);
    if (earlier !== undefined) {
      report(null, "repeats", String(earlier));
      continue;
    }
    lineOf.set(number, line);
    const before = known.get(number);
    if (!before && !mayGiveNumbers) report("number", "number_unknown", text);
    const onCell = cell("on");
    const on = onCell ? yesOrNo(onCell) : (before?.on ?? true);
    if (on === null) report("on", "yes_or_no", onCell ?? "");
    next.set(number, {
      number,
      label: cellOver(before?.label ?? "", cell("label") ?? before?.label ?? ""),
      on: on ?? true,
    });
  }

  const numbers = [...next.values()].filter(({ number }) => !removeMissing || lineOf.has(number));
  const cells = numberCells(MARKS);
  const gone = directory.numbers.filter(({ number }) => removeMissing && !lineOf.has(number));
  return {
    directory: { ...directory, numbers },
    errors,
    changes: [
      ...numbers.flatMap((number) => {
        const before = known.get(number.number);
        return changeOf(number.number, before ? cells(before) : null, cells(number));
      }),
      ...gone.flatMap((number) => changeOf(number.number, cells(number), null)),
    ],
    cellOf: (pointer) => {
      const [, list, at, field] = pointer.split("/");
      const number = list === "numbers" ? numbers[Number(at)] : undefined;
      const line = number && lineOf.get(number.number);
      return line === undefined ? null : { line, column: (field ?? null) as NumberColumn | null };
    },
  };
}
