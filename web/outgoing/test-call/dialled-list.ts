/** A list of dialled numbers, pasted from a letter or a spreadsheet. */

import { MOST_DIALLED } from "../../../src/policy/most-dialled.ts";

/** Of one of them, in characters: no number is longer. */
const LONGEST = 200;

export type DialledList = Readonly<{
  dialled: readonly string[];
  /** How many more there are. */
  more: number;
}>;

/** One in a line or a cell. A comma or a semicolon parts two of them only before a space: within a number it is a pause. */
export function readDialledList(text: string): DialledList {
  const all = text
    .split(/[\r\n\t]+|[,;](?=\s|$)/)
    .map((one) => one.trim().slice(0, LONGEST))
    .filter((one) => one !== "");
  return { dialled: all.slice(0, MOST_DIALLED), more: Math.max(0, all.length - MOST_DIALLED) };
}
