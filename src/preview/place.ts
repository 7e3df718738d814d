/** Where a call may go, as far as the settings distinguish places. */
import { LRUCache } from "lru-cache";
import type { Destination } from "../number/destination.ts";
import { countriesBehind } from "../number/prefix-countries.ts";
import type { OutgoingNumbers } from "../policy/outgoing-numbers.ts";

export type Place = Readonly<
  /** The home country, where no prefix fits. */
  | { kind: "home" }
  /** A country without an entry, where no prefix fits. */
  | { kind: "abroad" }
  /** A country with an entry, where no prefix fits. */
  | { kind: "country"; country: string }
  /** Destinations for which this is the longest prefix that fits. */
  | { kind: "prefix"; prefix: string }
>;

const HOME: Place = { kind: "home" };
const ABROAD: Place = { kind: "abroad" };

/** Home and abroad first, then every country and prefix of the documents. */
export function placesOf(home: string, ...documents: readonly OutgoingNumbers[]): readonly Place[] {
  const countries = new Set<string>();
  const prefixes = new Set<string>();
  for (const { regional } of documents)
    for (const entry of regional)
      if ("prefix" in entry) prefixes.add(entry.prefix);
      else if (entry.country !== home) countries.add(entry.country);
  return [
    HOME,
    ABROAD,
    ...[...countries].map((country): Place => ({ kind: "country", country })),
    ...[...prefixes].map((prefix): Place => ({ kind: "prefix", prefix })),
  ];
}

/**
 * A destination of which only the place is known: it has no digits if no prefix fits, and otherwise the digits of the
 * prefix itself.
 */
export function destinationAt(place: Place, home: string): Destination {
  switch (place.kind) {
    case "home":
      return { kind: "external", e164: null, country: home, digits: null };
    case "abroad":
      return { kind: "external", e164: null, country: null, digits: null };
    case "country":
      return { kind: "external", e164: null, country: place.country, digits: null };
    case "prefix":
      return { kind: "external", e164: place.prefix, country: countryOf(place.prefix), digits: null };
  }
}

/** Whether a call to the place stays in the home country. */
export const isAtHome = ({ country }: Destination, home: string) => country === home;

/** Two documents of the largest size. */
const known = new LRUCache<string, Readonly<{ country: string | null }>>({ max: 40_000 });

/** The only country behind a prefix; null if there are several or none. */
function countryOf(prefix: string): string | null {
  const found = known.get(prefix);
  if (found) return found.country;
  const countries = countriesBehind(prefix);
  const country = countries.length === 1 ? countries[0]! : null;
  known.set(prefix, { country });
  return country;
}
