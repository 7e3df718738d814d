/** Finds the country or prefix that a cell of a list names. */
import type { OutgoingNumbers } from "../../../src/policy/outgoing-numbers.ts";
import { countriesNamed } from "../../countries/countries-named.ts";
import type { ListRow, Subject, SubjectMatch } from "./list-rows.ts";

type PrefixReading =
  /** With a warning, no number begins with it, and one of these may be meant. */
  | Readonly<{ prefix: string; warning?: Readonly<{ readings: readonly string[] }> | undefined }>
  /** It is not a prefix, but may be meant as one of these. */
  | Readonly<{ prefix: null; error: Readonly<{ readings: readonly string[] }> }>;

/** Longer texts are not prefixes, and the service is not asked about them. */
const LONGEST = 64;

type Regional = Pick<OutgoingNumbers, "regional">;

/** A text without letters is a prefix, as it is dialled or with a plus; any other names a country. */
export function placeReader(present: Regional): (text: string) => SubjectMatch {
  const countryOf = countryReader(present);
  const prefixOf = prefixReader(present);
  const isPrefix = (text: string) => /\d/.test(text) && !/\p{L}/u.test(text);
  return (text) => (text === "" ? { kind: "missing" } : isPrefix(text) ? prefixOf(text) : countryOf(text));
}

export function countryReader({ regional }: Regional): (text: string) => SubjectMatch {
  const known = new Set(regional.flatMap((entry) => ("country" in entry ? [entry.country] : [])));
  const matches = new Map<string, SubjectMatch>();
  const read = (text: string) => (known.has(text) ? [text] : countriesNamed(text));
  return (text) => {
    const match = matches.get(text) ?? matchOf("country", read(text));
    matches.set(text, match);
    return match;
  };
}

/** A prefix that has a number is known; all others are for the service to read: see {@link withPrefixes}. */
export function prefixReader({ regional }: Regional): (text: string) => SubjectMatch {
  const known = new Set(regional.flatMap((entry) => ("prefix" in entry ? [entry.prefix] : [])));
  return (text) => {
    const written = text.replace(/[\s()-]/g, "");
    if (known.has(written)) return matchOf("prefix", [written]);
    return text.length > LONGEST ? matchOf("prefix", []) : { kind: "pending" };
  };
}

/** The texts that the service has to read, each once. */
export const unreadPrefixes = (rows: readonly ListRow[]): readonly string[] => [
  ...new Set(rows.filter(({ subject }) => subject.kind === "pending").map(({ text }) => text)),
];

/** @param readings how the service reads them, by their text */
export const withPrefixes = (
  rows: readonly ListRow[],
  readings: ReadonlyMap<string, PrefixReading>,
): readonly ListRow[] =>
  rows.map((row) => {
    const answer = row.subject.kind === "pending" ? readings.get(row.text) : undefined;
    return answer ? { ...row, subject: prefixMatch(answer) } : row;
  });

function prefixMatch(answer: PrefixReading): SubjectMatch {
  if (answer.prefix !== null) return matchOf("prefix", [answer.prefix, ...(answer.warning?.readings ?? [])]);
  const candidates = answer.error.readings.map((id) => ({ kind: "prefix", id }) as const);
  return candidates.length > 0 ? { kind: "several", wanted: "prefix", candidates } : matchOf("prefix", []);
}

function matchOf(wanted: "country" | "prefix", found: readonly string[]): SubjectMatch {
  const [subject, ...more] = found.map((id): Subject => ({ kind: wanted, id }));
  if (!subject) return { kind: "none", wanted };
  return more.length === 0 ? { kind: "one", subject } : { kind: "several", wanted, candidates: [subject, ...more] };
}
