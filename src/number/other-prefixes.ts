/** What people may mean by a prefix that no number starts with. */
import { countries } from "./country.ts";
import { planOf } from "./numbering-plan.ts";
import { mayStartNumber } from "./prefix-possible.ts";

/** Where more countries than this share a trunk prefix, as half of the world shares 0, none of them is a good guess. */
const MOST_ALIKE = 10;

/**
 * The other readings of an impossible prefix of the home country, the likeliest first: in countries that have the same
 * trunk prefix (`8 495`, typed in Minsk, is Moscow), and as an international number without its plus.
 * @param prefix a plus and digits
 * @param home one of libphonenumber's countries
 */
export function otherPrefixes(prefix: string, home: string): readonly string[] {
  const plan = planOf(home);
  const start = `+${plan.callingCode}`;
  const rest = prefix.slice(start.length);
  if (!prefix.startsWith(start) || rest === "") return [];
  const alike = [...countries].map(planOf).filter(({ nationalPrefix }) => nationalPrefix === plan.nationalPrefix);
  const inThem = alike.length > MOST_ALIKE ? [] : alike.map(({ callingCode }) => `+${callingCode}${rest}`);
  const found = [...inThem, `+${rest}`].filter((other) => other !== prefix && mayStartNumber(other));
  return [...new Set(found)];
}
