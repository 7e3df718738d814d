/** Countries with their names in both languages, calling codes and parts of the world. */
import type { Language } from "../words/language.ts";
import { foldedWords } from "../find/fold.ts";
import data from "./countries.json" with { type: "json" };

export type CountryName = Readonly<{
  code: string;
  callingCode: number;
  ru: string;
  en: string;
  /** Other names that the search finds it by. */
  also?: string;
  part: string;
}>;
export type Part = Readonly<{ code: string; name: string; countries: readonly CountryName[] }>;

const countries: readonly CountryName[] = data.countries;
const sorted = (language: Language, list: readonly CountryName[]) => {
  const { compare } = new Intl.Collator(language);
  return [...list].sort((a, b) => compare(a[language], b[language]));
};

/** All countries, sorted by name. */
export const countriesIn = (language: Language) => sorted(language, countries);

/** All countries by part of the world, each sorted by name. */
export const countriesByPart = (language: Language): readonly Part[] =>
  data.parts.map((part) => ({
    code: part.code,
    name: part[language],
    countries: sorted(
      language,
      countries.filter((country) => country.part === part.code),
    ),
  }));

/** Whether a query finds a country: by the beginning of a word of its names, by its code or by its calling code. */
export function isCountryFound({ code, callingCode, ru, en, also = "" }: CountryName, text: string): boolean {
  const digits = text.replace(/^\s*(\+|00)/, "").replace(/\D/g, "");
  if (digits !== "" && !/\p{L}/u.test(text)) return String(callingCode).startsWith(digits);
  const words = foldedWords(`${ru} ${en} ${also} ${code}`);
  return foldedWords(text).every((query) => words.some((word) => word.startsWith(query)));
}
