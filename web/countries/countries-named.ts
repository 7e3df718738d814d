/** The countries that a cell of a list may mean. */
import { foldedWords } from "../find/fold.ts";
import { countriesIn, isCountryFound, namesOf, type NamedCountry } from "./countries.ts";

const phrase = (text: string) => foldedWords(text).join(" ");

/** From the surest to the loosest; where one finds something, the others are not asked. */
const MEANINGS: readonly ((country: NamedCountry, text: string) => boolean)[] = [
  ({ code }, text) => code === text.trim().toUpperCase(),
  ({ code }, text) => namesOf(code).some((name) => phrase(name) === phrase(text)),
  ({ also = "" }, text) => ` ${phrase(also)} `.includes(` ${phrase(text)} `),
  isCountryFound,
];

/**
 * Codes of the countries with this ISO code or name in any language of the page, or else those that a search would find.
 * Several: the text is ambiguous.
 */
export function countriesNamed(text: string): readonly string[] {
  if (phrase(text) === "") return [];
  const found = MEANINGS.map((means) => countriesIn("en").filter((country) => means(country, text)));
  return (found.find((countries) => countries.length > 0) ?? []).map(({ code }) => code);
}
