import { countryOfPhone } from "../ui/read-phone.ts";

/** The most numbers that are kept: those of a few large companies. */
const MOST = 50_000;

/** To read a number takes a while: each is read once. */
const known = new Map<string, string | null>();

/** The country of an E.164 number; null if it is of none, or of several. */
export function countryOf(number: string): string | null {
  const before = known.get(number);
  if (before !== undefined) return before;
  const country = countryOfPhone(number);
  if (known.size >= MOST) known.clear();
  known.set(number, country);
  return country;
}
