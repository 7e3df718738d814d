/** How a prefix relates to the other regional entries: which it takes calls from, and which take calls from it. */
import { countriesBehind } from "../number/prefix-countries.ts";
import { otherPrefixes } from "../number/other-prefixes.ts";
import { mayStartNumber } from "../number/prefix-possible.ts";
import { readPrefix, startsWithCallingCode } from "../number/prefix.ts";
import type { OutgoingNumbers } from "./outgoing-numbers.ts";
import type { ProblemCode } from "./problem.ts";

type Neighbour = Readonly<{ kind: "country"; country: string } | { kind: "prefix"; prefix: string }>;

/** With what may be meant instead. */
type PrefixWarning = Readonly<{ code: "prefix_no_country" | "prefix_impossible"; readings: readonly string[] }>;

export type PrefixNeighbours =
  | Readonly<{
      prefix: string;
      /** The countries that its numbers belong to, as far as they are known. */
      countries: readonly string[];
      beats: readonly Neighbour[];
      losesTo: readonly Neighbour[];
      /** Present if no number starts with it. */
      warning?: PrefixWarning;
    }>
  | Readonly<{
      prefix: null;
      error: Readonly<{ code: ProblemCode; message: string; readings: readonly string[] }>;
    }>;

/**
 * @param text as an admin types it
 * @param home the company's country
 */
export function neighboursOf(text: string, home: string, { regional }: OutgoingNumbers): PrefixNeighbours {
  const reading = readPrefix(text, home);
  if (!("prefix" in reading)) {
    const message =
      "This is not a prefix: write it with a plus, with the trunk prefix or with the international prefix.";
    return { prefix: null, error: { code: "prefix_invalid", message, readings: reading.readings } };
  }
  const { prefix } = reading;
  const countries = countriesBehind(prefix);
  const warning = warningAbout(prefix, home);
  const others = regional.flatMap((entry) => ("prefix" in entry && entry.prefix !== prefix ? [entry.prefix] : []));
  const asNeighbour = (prefix: string): Neighbour => ({ kind: "prefix", prefix });
  return {
    prefix,
    countries,
    beats: [
      ...regional.flatMap((entry): Neighbour[] =>
        "country" in entry && countries.includes(entry.country) ? [{ kind: "country", country: entry.country }] : [],
      ),
      ...others.filter((other) => prefix.startsWith(other)).map(asNeighbour),
    ],
    losesTo: others.filter((other) => other.startsWith(prefix)).map(asNeighbour),
    ...(warning && { warning }),
  };
}

function warningAbout(prefix: string, home: string): PrefixWarning | null {
  if (!startsWithCallingCode(prefix)) return { code: "prefix_no_country", readings: [] };
  return mayStartNumber(prefix) ? null : { code: "prefix_impossible", readings: otherPrefixes(prefix, home) };
}
