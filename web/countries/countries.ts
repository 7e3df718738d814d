/** Countries with their names, calling codes and parts of the world. */
import { foldedWords } from "../find/fold.ts";
import { LANGUAGES, type Language } from "../words/language.ts";
import { countryName } from "./country-name.ts";
import data from "./countries.json" with { type: "json" };

type Country = Readonly<{
  code: string;
  callingCode: number;
  /** Other names that the search finds it by. */
  also?: string;
  part: string;
}>;
export type NamedCountry = Country & Readonly<{ name: string }>;

/**
 * Parts of the world by their UN M49 code, behind the former Soviet countries: companies there often call the others,
 * and give them one number.
 */
const PARTS = ["former-soviet", "150", "142", "002", "021", "013", "029", "005", "009"] as const;
export type Part = Readonly<{ code: (typeof PARTS)[number]; countries: readonly NamedCountry[] }>;

const FORMER_SOVIET: ReadonlySet<string> = new Set("AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ".split(" "));

const countries: readonly Country[] = data;

/** All countries, sorted by name. */
export function countriesIn(language: Language): readonly NamedCountry[] {
  const { compare } = new Intl.Collator(language);
  return countries
    .map((country) => ({ ...country, name: countryName(country.code, language) }))
    .sort((a, b) => compare(a.name, b.name));
}

/** All countries by part of the world, each sorted by name; the former Soviet ones are listed twice. */
export function countriesByPart(language: Language): readonly Part[] {
  const all = countriesIn(language);
  return PARTS.map((part) => ({
    code: part,
    countries: all.filter(({ code, part: of }) => (part === "former-soviet" ? FORMER_SOVIET.has(code) : of === part)),
  }));
}

/** The country's names in every language of the page. */
export const namesOf = (code: string): readonly string[] => LANGUAGES.map((language) => countryName(code, language));

const searched = new Map<string, readonly string[]>();

function searchedWords({ code, also = "" }: Country): readonly string[] {
  const words = searched.get(code) ?? foldedWords([...namesOf(code), also, code].join(" "));
  searched.set(code, words);
  return words;
}

/** Whether a query finds a country: by the beginning of a word of its names, by its code or by its calling code. */
export function isCountryFound(country: Country, text: string): boolean {
  const digits = text.replace(/^\s*(\+|00)/, "").replace(/\D/g, "");
  if (digits !== "" && !/\p{L}/u.test(text)) return String(country.callingCode).startsWith(digits);
  const words = searchedWords(country);
  return foldedWords(text).every((query) => words.some((word) => word.startsWith(query)));
}
