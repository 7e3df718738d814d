/** The company's numbers as rows of a spreadsheet. */
import type { CompanyNumber, Directory } from "../../src/policy/directory.ts";
import { cellOver, isRounded } from "./cells.ts";
import { changeOf, LEFT_OUT, type ImportError, type Imported, type ImportOptions, type Question } from "./import.ts";
import { meaningOf, MOST_IN_RANGES } from "./number-meaning.ts";
import type { Sheet } from "./sheet.ts";
import { yesOrNo } from "./yes-or-no.ts";

export type NumberColumn = "number" | "label" | "on";

export const NUMBER_COLUMNS: readonly NumberColumn[] = ["number", "label", "on"];

type Cells = Readonly<Record<NumberColumn, string>>;

/** @param words for on and off, in the language of the file */
export const numberCells =
  (words: Readonly<{ yes: string; no: string }>) =>
  ({ number, label, on }: CompanyNumber): Cells => ({ number, label, on: on ? words.yes : words.no });

/** Between the numbers of a cell. A parameter, as in `tel:+375172221013;ext=5`, is part of its number. */
const BETWEEN = /[|,]|;(?!\s*[a-z])/i;

/** What a cell holds, each number by itself; "3,75E+11" is one. */
const textsIn = (cell: string): readonly string[] =>
  isRounded(cell)
    ? [cell]
    : cell
        .split(BETWEEN)
        .map((text) => text.trim())
        .filter((text) => text !== "");

const MARKS = { yes: "✓", no: "–" };

export function importNumbers(
  sheet: Sheet<NumberColumn>,
  directory: Directory,
  { removeMissing, readNumber, answers = new Map(), mayGiveNumbers }: ImportOptions,
): Imported<NumberColumn> {
  const errors: ImportError<NumberColumn>[] = [];
  const questions: Question<NumberColumn>[] = [];
  const known = new Map(directory.numbers.map((number) => [number.number, number]));
  const next = new Map(known);
  const lineOf = new Map<string, number>();
  let inRanges = 0;

  for (const { line, cell } of sheet.rows) {
    const report = (column: NumberColumn | null, code: ImportError["code"], text: string) =>
      errors.push({ line, column, code, text });
    const text = cell("number") ?? "";
    const onCell = cell("on");
    const on = onCell ? yesOrNo(onCell) : undefined;
    if (on === null) report("on", "yes_or_no", onCell ?? "");
    if (text === "") report("number", "missing", text);
    const ofEach = textsIn(text).map((one) => numbersIn(one, line, report));
    for (const { length } of ofEach) if (length > 1) inRanges += length;
    if (inRanges > MOST_IN_RANGES) {
      report("number", "ranges_too_long", text);
      continue;
    }
    const numbers = new Set(ofEach.flat());
    const repeated = new Set<number>();
    const isNew = [...numbers].some((number) => !known.has(number));
    if (isNew && !mayGiveNumbers) report("number", "number_unknown", text);
    for (const number of numbers) {
      const earlier = lineOf.get(number);
      if (earlier !== undefined) {
        repeated.add(earlier);
        continue;
      }
      lineOf.set(number, line);
      const before = known.get(number);
      next.set(number, {
        ...before,
        number,
        label: cellOver(before?.label ?? "", cell("label") ?? before?.label ?? ""),
        on: on ?? before?.on ?? true,
      });
    }
    for (const earlier of repeated) report(null, "repeats", String(earlier));
  }

  const numbers = [...next.values()].filter(({ number }) => !removeMissing || lineOf.has(number));
  const cells = numberCells(MARKS);
  const gone = directory.numbers.filter(({ number }) => removeMissing && !lineOf.has(number));
  return {
    directory: { ...directory, numbers },
    errors,
    questions,
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

  type Report = (column: NumberColumn, code: ImportError["code"], text: string) => void;

  /** Asks where a cell is not clear, and goes on with the answer or the likeliest meaning. */
  function numbersIn(text: string, line: number, report: Report): readonly string[] {
    if (isRounded(text)) {
      report("number", "rounded", text);
      return [];
    }
    const meaning = meaningOf(text, known, readNumber);
    if (meaning.kind === "clear") return [meaning.number];
    if (meaning.kind === "error") {
      report("number", meaning.code, text);
      return [];
    }
    questions.push({ line, column: "number", text, kind: meaning.kind, options: meaning.options });
    const answer = answers.get(text) ?? 0;
    return answer === LEFT_OUT ? [] : (meaning.options[answer] ?? []);
  }
}
