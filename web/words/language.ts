/** The page's language: the remembered choice, or else the first of the browser's that the page has. */
import { CATALOGUES } from "./catalogues.ts";

export type Language = keyof typeof CATALOGUES;

export const LANGUAGES = Object.keys(CATALOGUES) as readonly Language[];

const REMEMBERED = "callas.language";

export function rememberedLanguage(): Language {
  const wanted = [localStorage.getItem(REMEMBERED), ...navigator.languages].map((tag) => tag?.split("-")[0]);
  const found = wanted.find((tag) => LANGUAGES.some((language) => language === tag));
  return (found as Language | undefined) ?? "en";
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(REMEMBERED, language);
}

/** What its speakers call a language, with a capital. */
export function ownName(language: Language): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
