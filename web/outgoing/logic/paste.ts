/** A list of two columns, person and number, pasted from a spreadsheet. */
import type { Directory } from "../../../src/policy/directory.ts";
import type { DeviceCondition, PersonalEntry } from "../../../src/policy/outgoing-numbers.ts";
import { numberReader, type NumberMatch, type ReadNumber } from "../../spreadsheet/number-cell.ts";
import { personReader, type Person, type PersonMatch } from "../../spreadsheet/person-cell.ts";
import { pastedCells } from "../../spreadsheet/cells.ts";

export type PastedRow = Readonly<{
  /** The row's number in the list, from 1, including a header and empty rows. */
  line: number;
  personText: string;
  numberText: string;
  person: PersonMatch;
  number: NumberMatch;
  /** The earlier line that names the same person; such a row is not taken. */
  repeats: number | null;
  /** Further columns that are not read. */
  more: readonly string[];
}>;

/** Reads a list: see {@link pastedCells} for its columns. A header and empty rows are left out. */
export function readPasted(text: string, directory: Directory, readNumber: ReadNumber): readonly PastedRow[] {
  const personOf = personReader(directory);
  const numberOf = numberReader(directory, readNumber);
  const rows = pastedCells(text).flatMap((cells, at): readonly PastedRow[] => {
    const [personText = "", numberText = "", ...more] = cells;
    if (cells.every((cell) => cell === "")) return [];
    const found = { person: personOf(personText), number: numberOf(numberText) };
    return [
      { line: at + 1, personText, numberText, ...found, repeats: null, more: more.filter((cell) => cell !== "") },
    ];
  });
  return withRepeats(rows[0] && isHeader(rows[0]) ? rows.slice(1) : rows);
}

/** Whether neither cell means anything and the second has no digits. */
const isHeader = ({ person, number, numberText }: PastedRow) =>
  person.kind === "none" && number.kind === "unreadable" && number.why === "no_number" && !/\d/.test(numberText);

/** Settles which candidate an ambiguous row means. */
export const choosePerson = (rows: readonly PastedRow[], line: number, person: Person): readonly PastedRow[] =>
  withRepeats(rows.map((row) => (row.line === line ? { ...row, person: { kind: "one", person } } : row)));

function withRepeats(rows: readonly PastedRow[]): readonly PastedRow[] {
  const first = new Map<string, number>();
  return rows.map((row) => {
    if (row.person.kind !== "one") return row;
    const key = `${row.person.person.kind} ${row.person.person.id}`;
    const repeats = first.get(key) ?? null;
    if (repeats === null) first.set(key, row.line);
    return { ...row, repeats };
  });
}

/** The entries of those rows whose person and number are clear. */
export function pastedEntries(rows: readonly PastedRow[], device: DeviceCondition): readonly PersonalEntry[] {
  return rows.flatMap(({ person: match, number: found, repeats }): readonly PersonalEntry[] => {
    if (match.kind !== "one" || found.kind !== "on" || repeats !== null) return [];
    const { kind, id } = match.person;
    const { number } = found;
    return [kind === "employee" ? { number, employee: id, device } : { number, department: id, device }];
  });
}
