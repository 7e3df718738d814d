/** The catalogue of one language, fetched when it is first wanted. */
import type { Language } from "./language.ts";
import type { Words } from "./en.ts";

export async function loadWords(language: Language): Promise<Words> {
  const { words } = language === "ru" ? await import("./ru.ts") : await import("./en.ts");
  return words;
}
