/** Finds the company's number that a cell means. */
import type { Directory } from "../../src/policy/directory.ts";
import { foldedWords } from "../find/fold.ts";
import { isRounded } from "./cells.ts";

export type NumberMatch =
  | Readonly<{ kind: "on" | "off"; number: string }>
  /** A phone number, but not the company's. */
  | Readonly<{ kind: "unknown"; number: string }>
  /** `spreadsheet`: rounded to something like "3,75E+11", its digits are lost. `missing`: the cell is empty. */
  | Readonly<{ kind: "unreadable"; why: "spreadsheet" | "missing" | "no_number" }>;

/** The E.164 numbers that a text may mean in the company's home country, the likeliest first. */
export type ReadNumber = (text: string) => readonly string[];

/**
 * The company's number that a text means, by its digits in E.164 or as people write it; or else the likeliest number of
 * all.
 */
export function likeliestNumber(
  text: string,
  known: Pick<ReadonlyMap<string, unknown>, "has">,
  readNumber: ReadNumber,
): string | undefined {
  const written = `+${text.replace(/\D/g, "")}`;
  if (known.has(written)) return written;
  const readings = readNumber(text);
  return readings.find((reading) => known.has(reading)) ?? readings[0];
}

/**
 * Finds a number by its digits in E.164, with or without the plus, or else as people write it, or else by its label.
 */
export function numberReader({ numbers }: Directory, readNumber: ReadNumber): (text: string) => NumberMatch {
  const on = new Map(numbers.map(({ number, on }) => [number, on]));
  const labels = Map.groupBy(numbers, ({ label }) => labelKey(label));
  return (text) => {
    if (text === "") return { kind: "unreadable", why: "missing" };
    if (isRounded(text)) return { kind: "unreadable", why: "spreadsheet" };
    const likeliest = likeliestNumber(text, on, readNumber);
    const number = likeliest !== undefined && on.has(likeliest) ? likeliest : labelled(text);
    if (number !== undefined) return { kind: on.get(number) ? "on" : "off", number };
    return likeliest === undefined ? { kind: "unreadable", why: "no_number" } : { kind: "unknown", number: likeliest };
  };

  function labelled(text: string): string | undefined {
    const key = labelKey(text);
    const [number, ...more] = (key && labels.get(key)) || [];
    return more.length === 0 ? number?.number : undefined;
  }
}

const labelKey = (label: string) => foldedWords(label).join(" ");
