/** The page's language: the remembered choice, or else the browser's. */
const LANGUAGES = ["ru", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const REMEMBERED = "callas.language";

export function rememberedLanguage(): Language {
  const wanted = [localStorage.getItem(REMEMBERED), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return LANGUAGES.find((language) => language === wanted.find((tag) => tag === "ru" || tag === "en")) ?? "en";
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(REMEMBERED, language);
}
