import type { Language } from "../words/language.ts";

/** The languages of the guide (docs/guide); readers of others get the English one. */
const GUIDES: ReadonlySet<string> = new Set(["en", "ru"]);

/** The address of the administrator's guide, or of a section of it, and its language. */
export function guidePage(language: Language, section?: string): Readonly<{ href: string; hrefLang: string }> {
  const guide = GUIDES.has(language) ? language : "en";
  return { href: `/guide/${guide}.html${section === undefined ? "" : `#${section}`}`, hrefLang: guide };
}
