/** What a cell in a list of the company's numbers means: a number, a range of them, or something to ask about. */
import type { PhoneReading } from "../ui/read-phone.ts";
import { likeliestNumber } from "./number-cell.ts";

/** How many numbers the ranges of a file may have, each alone and all together. */
export const MOST_IN_RANGES = 1000;

/** Characters of two numbers and what stands between them. Longer cells would take long to search for a range. */
const LONGEST = 100;

export type NumberMeaning =
  | Readonly<{ kind: "clear"; number: string }>
  | Readonly<{
      /** `range`: its numbers. `several`: the cell may mean either of these. `not_valid`: of no known numbering plan. */
      kind: "range" | "several" | "not_valid";
      /** The numbers of each meaning, the likeliest first. */
      options: readonly (readonly string[])[];
    }>
  | Readonly<{ kind: "error"; code: "not_read" | "range_unclear" | "range_too_long" }>;

export type ReadNumber = (text: string) => PhoneReading;

/** @param known the company's numbers, which need no question */
export function meaningOf(
  text: string,
  known: Pick<ReadonlyMap<string, unknown>, "has">,
  read: ReadNumber,
): NumberMeaning {
  if (text.length > LONGEST) return { kind: "error", code: "not_read" };
  const found = likeliestNumber(text, known, (written) => read(written).numbers);
  if (found !== undefined && known.has(found)) return { kind: "clear", number: found };
  const { numbers, isValid, isForeign, others } = read(text);
  const range = rangeOf(text, read);
  const [number] = numbers;
  // "030 1234-56" may also be one number, the part behind the hyphen an extension.
  const isAlsoNumber = range?.mark === "-" && number !== undefined && isValid;
  // "495 123-45-69" in Moscow is no range of the German +49 5123 45, as little as it is one number abroad.
  const isRange = range?.options !== undefined && !(isAlsoNumber && range.isForeign && !isForeign);
  if (isRange) {
    const options = isAlsoNumber && isForeign === range.isForeign ? [...range.options, [number]] : range.options;
    return { kind: options.length > 1 ? "several" : "range", options };
  }
  if (range && !isAlsoNumber) return { kind: "error", code: range.error ?? "range_unclear" };
  if (number === undefined) return { kind: "error", code: "not_read" };
  if (!isValid) return { kind: "not_valid", options: [[number]] };
  if (others.length > 0) return { kind: "several", options: [number, ...others].map((one) => [one]) };
  return { kind: "clear", number };
}

type Range = Readonly<{ mark: string }> &
  (
    | Readonly<{
        /** The numbers of each range that it may be, the likeliest first. */
        options: readonly (readonly string[])[];
        /** Whether the numbers of the first are of another country and lack their plus. */
        isForeign: boolean;
        error?: never;
      }>
    | Readonly<{ options?: never; error: "range_unclear" | "range_too_long" }>
  );

/** Marks that only ranges have, and a dash between spaces; then the last hyphen, which may also group digits. */
const RANGES = [
  /^(.*?\d)\)?\s*(\.{2,3}|…|~|\bto\b|до|по)\s*([+\d(][\d\s()-]*)$/i,
  /^(.*?\d)\)?\s+([-–—−])\s+([+\d(][\d\s()-]*)$/,
  /^(.*\d)\)?\s*([-–—−])\s*([+\d(][\d\s()]*)$/,
];

const rangeOf = (text: string, read: ReadNumber): Range | undefined => {
  const found = RANGES.map((pattern) => pattern.exec(text)).filter((match) => match !== null);
  const ranges = found.flatMap(([, from = "", mark = "", to = ""]) => rangeBetween(from, mark, to, read) ?? []);
  return ranges.find(({ options }) => options) ?? ranges[0];
};

/**
 * From the first to the last number of a range; the last may be its final digits alone, as in "01 58858 100-199".
 * Undefined: it is none, as the part before the hyphen is no number.
 */
function rangeBetween(from: string, written: string, to: string, read: ReadNumber): Range | undefined {
  const mark = /[-–—−]/.test(written) ? "-" : written;
  const { numbers, isValid, isForeign, others } = read(from);
  const [start] = numbers;
  const isStart = start !== undefined && isValid;
  const [fromDigits, toDigits] = [from, to].map((part) => part.replace(/\D/g, "")) as [string, string];
  if (!isStart && mark === "-" && toDigits.length < fromDigits.length) return undefined;
  if (!isStart) return { mark, error: "range_unclear" };
  const counted = [start, ...others].flatMap((first) => {
    const last = toDigits.length < fromDigits.length ? tailed(first, fromDigits, toDigits) : lastOf(first, read(to));
    const isEnd = last !== undefined && last > first && read(last).isValid;
    return isEnd ? [{ first, count: Number(BigInt(last) - BigInt(first)) + 1 }] : [];
  });
  const options = counted
    .filter(({ count }) => count <= MOST_IN_RANGES)
    .map(({ first, count }) => Array.from({ length: count }, (_, at) => `+${BigInt(first) + BigInt(at)}`));
  if (options.length > 0) return { mark, options, isForeign: isForeign && options[0]![0] === start };
  return { mark, error: counted.length === 0 ? "range_unclear" : "range_too_long" };
}

/** The number that a range from another one ends with: it is read alike, and so it has as many digits. */
const lastOf = (first: string, { numbers, others }: PhoneReading): string | undefined =>
  [...numbers.slice(0, 1), ...others].filter((last) => last.length === first.length && last > first).toSorted()[0];

/** The number with other final digits; undefined: its own do not stand at its end. */
const tailed = (number: string, digits: string, tail: string) =>
  number.endsWith(digits.slice(-tail.length)) ? number.slice(0, -tail.length) + tail : undefined;
