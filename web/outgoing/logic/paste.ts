/** Lists of two columns, pasted from a spreadsheet or a letter: whom or where a number is for, and the number. */
import type { Directory } from "../../../src/policy/directory.ts";
import type { DeviceCondition, OutgoingNumbers } from "../../../src/policy/outgoing-numbers.ts";
import { personNamed } from "./person-named.ts";
import type { ListRow, SubjectMatch } from "./list-rows.ts";
import type { OwnNumberMatch } from "./own-number.ts";
import { pastedPairs } from "./pasted-pairs.ts";
import { placeReader } from "./place-named.ts";

type ReadNumber = (text: string) => OwnNumberMatch;

/** Reads a list of people and numbers for a device. */
export function readPastedPeople(
  text: string,
  directory: Directory,
  numberOf: ReadNumber,
  device: DeviceCondition,
): readonly ListRow[] {
  const named = personNamed(directory);
  return pastedRows(text, numberOf, device, (cell) => {
    const match = named(cell);
    if (match.kind === "one") return { kind: "one", subject: match.person };
    return { ...match, wanted: "person" };
  });
}

/** Reads a list of countries or prefixes and numbers; see {@link placeReader}. */
export const readPastedPlaces = (text: string, present: OutgoingNumbers, numberOf: ReadNumber): readonly ListRow[] =>
  pastedRows(text, numberOf, "any", placeReader(present));

function pastedRows(
  text: string,
  numberOf: ReadNumber,
  device: DeviceCondition,
  subjectOf: (text: string) => SubjectMatch,
): readonly ListRow[] {
  const isNumber = (cell: string) => ["on", "off"].includes(numberOf(cell).kind);
  const rows = pastedPairs(text, isNumber).map(({ line, text, numberText }): ListRow => ({
    line,
    text,
    numberText,
    deviceText: "",
    subject: subjectOf(text),
    device,
    number: numberOf(numberText),
  }));
  return rows[0] && isHeader(rows[0]) ? rows.slice(1) : rows;
}

/** Whether neither cell means anything and the second has no digits. */
const isHeader = ({ subject, number, numberText }: ListRow) =>
  subject.kind === "none" && number.kind === "unreadable" && number.why === "no_number" && !/\d/.test(numberText);
