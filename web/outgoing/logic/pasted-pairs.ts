/** The two columns of a pasted list, however its lines are written. */
import { pastedCells } from "../../spreadsheet/cells.ts";

type PastedPair = Readonly<{
  /** The row's number in the list, from 1, including a header and empty rows. */
  line: number;
  text: string;
  numberText: string;
}>;

/**
 * Reads a list: see {@link pastedCells} for its columns. A row of one cell is taken apart by itself, as people mix
 * separators and leave them out. Empty rows are left out, and so are further columns.
 * @param isNumber whether a text is one of the company's numbers
 */
export function pastedPairs(text: string, isNumber: (text: string) => boolean): readonly PastedPair[] {
  return pastedCells(text).flatMap((cells, at): readonly PastedPair[] => {
    if (cells.every((cell) => cell === "")) return [];
    const [first = "", ...others] = cells;
    const [who = "", numberText = ""] = others.every((cell) => cell === "") ? apart(first, isNumber) : cells;
    return [{ line: at + 1, text: who, numberText }];
  });
}

function apart(cell: string, isNumber: (text: string) => boolean): readonly string[] {
  const [cells = []] = pastedCells(cell);
  return cells.length > 1 ? cells : byWords(cell, isNumber);
}

const HAS_LETTERS = /\p{L}/u;

/** `+7 495 +7 495 123-45-67`, `Südkorea Büro`: where the number begins, only its meaning or its plus tells. */
function byWords(cell: string, isNumber: (text: string) => boolean): readonly string[] {
  const gaps = Array.from(cell.matchAll(/ /g), ({ index }) => index);
  const pairs = gaps.map((at) => [cell.slice(0, at), cell.slice(at + 1)] as const);
  const digits = pairs.filter(([, number]) => !HAS_LETTERS.test(number));
  return (
    digits.find(([, number]) => isNumber(number)) ??
    pairs.findLast(([, number]) => isNumber(number)) ??
    pairs.findLast(([, number]) => number.startsWith("+")) ??
    digits.find(([who]) => HAS_LETTERS.test(who)) ?? [cell]
  );
}
