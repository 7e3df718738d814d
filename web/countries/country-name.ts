import type { Language } from "../words/language.ts";

const names = new Map<Language, Intl.DisplayNames>();

/** A country's name in the page's language, from the browser's own CLDR; the code itself if it is not a country's. */
export function countryName(code: string, language: Language): string {
  const known = names.get(language) ?? new Intl.DisplayNames([language], { type: "region" });
  names.set(language, known);
  try {
    return known.of(code) ?? code;
  } catch {
    return code;
  }
}
