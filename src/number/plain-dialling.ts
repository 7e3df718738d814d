/**
 * What a table without a numbering plan can know of a country's dialling: enough to read numbers that were dialled with
 * an international or a trunk prefix, and to write E.164 numbers as they are dialled there, as nearly as prefixes can.
 */
import { lazily } from "./lazily.ts";
import { NORTH_AMERICA } from "./number-form.ts";
import { DOUBLE_ZERO, planOf } from "./numbering-plan.ts";

export type PlainDialling = Readonly<{
  callingCode: string;
  /** What may stand before a calling code, the longest first. */
  internationalPrefixes: readonly string[];
  /** What may stand before a national number, the longest first; empty where other digits change with it. */
  trunkPrefixes: readonly string[];
  /** The lengths of national numbers, and a regular expression for them that POSIX reads too, without anchors. */
  lengths: readonly number[];
  numbers: string;
  /** What is written before the digits of a national number, such as `80` in Belarus; may be empty. */
  national: string;
  /** What is written before the calling code of another country. */
  international: string;
}>;

/** The longest trunk prefix that is looked for. */
const LONGEST_PREFIX = 4;

/** @param country one of libphonenumber's */
export const plainDialling = lazily((country: string): PlainDialling => {
  const plan = planOf(country);
  const { callingCode, general, oneLength, nationalPrefix } = plan;
  const international = plan.preferredInternationalPrefix ?? DOUBLE_ZERO;
  const ofPlan = plan.nationalPrefixTransformRule === null ? literals(plan.nationalPrefixForParsing) : [];
  return {
    callingCode,
    internationalPrefixes: longestFirst([international, DOUBLE_ZERO]),
    trunkPrefixes: longestFirst(ofPlan),
    lengths: oneLength === null ? [...general.lengths].toSorted((a, b) => a - b) : [oneLength],
    numbers: plan.kinds.map(({ pattern }) => posix(pattern)).join("|"),
    national: callingCode === NORTH_AMERICA ? callingCode : (writtenBefore(plan.formats) ?? nationalPrefix ?? ""),
    international,
  };
});

const longestFirst = (prefixes: readonly string[]) =>
  [...new Set(prefixes)].toSorted((a, b) => b.length - a.length || a.localeCompare(b));

/** libphonenumber's patterns have groups, classes, repetitions, and digits as `\\d`. */
const posix = ({ source }: RegExp) =>
  source
    .replaceAll(/^\^|\$$/g, "")
    .replaceAll("(?:", "(")
    .replaceAll(String.raw`\d`, "[0-9]");

/** The short digit strings that a pattern matches to their last digit. */
function literals(pattern: RegExp | null, start = ""): readonly string[] {
  if (pattern === null) return [];
  const own = pattern.exec(start)?.[0] === start && start !== "" ? [start] : [];
  if (start.length === LONGEST_PREFIX) return own;
  const longer = Array.from({ length: 10 }, (_, digit) => literals(pattern, `${start}${digit}`)).flat();
  return [...own, ...longer];
}

/**
 * The digits that formats of a country write before a number's own, the longest of them. For 95 % of libphonenumber's
 * fixed-line and mobile examples that is what the whole plan writes.
 */
function writtenBefore(formats: readonly Readonly<{ written: string }>[]): string | undefined {
  const starts = formats.map(({ written }) => /^([^$]*)\$1/.exec(written)?.[1]?.replaceAll(/\D/g, "") ?? "");
  return longestFirst(starts).find((start) => start !== "");
}
