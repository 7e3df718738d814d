/** The short numbers that a country's plan lists. */
import { beginningOf } from "./beginning.ts";
import { fits, isShort, ratedShortNumbers, takesMessages, type Description } from "./numbering-plan.ts";

/** How many digits of a kind are tried. Australia alone has a million numbers for messages that start with 19. */
const MOST_TRIED = 10_000;

/** The short numbers for calls that start with some digits; where a country has thousands, the first of them. */
export function* shortNumbersFrom(start: string, country: string): Generator<string> {
  const seen = new Set<string>();
  for (const description of ratedShortNumbers(country))
    for (const digits of startingWith(start, description).take(MOST_TRIED)) {
      if (seen.has(digits) || !isShort(digits, country) || takesMessages(digits, country)) continue;
      seen.add(digits);
      yield digits;
    }
}

/** Follows the pattern digit by digit; it ends because every pattern of the metadata does. */
function* startingWith(digits: string, description: Description): Generator<string> {
  if (!beginningOf(description.pattern).test(digits)) return;
  if (fits(digits, description)) yield digits;
  for (let next = 0; next < 10; next++) yield* startingWith(`${digits}${next}`, description);
}
