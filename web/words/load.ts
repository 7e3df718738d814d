/** The catalogues, fetched when they are first needed. */
import { CATALOGUES } from "./catalogues.ts";
import type { words as english } from "./en/first.ts";
import type { words as englishOfSections } from "./en/sections.ts";
import type { Language } from "./language.ts";

export type WordKey = keyof typeof english | keyof typeof englishOfSections;

/** Texts in ICU MessageFormat. Those of the sections are present after {@link loadSectionWords}. */
export type Words = Readonly<Record<WordKey, string>>;

const catalogues = new Map<Language, Record<string, string>>();

/** Whether a text of this key is loaded. */
export const isWordKey = (key: string): key is WordKey =>
  catalogues.values().some((catalogue) => Object.hasOwn(catalogue, key));

let withSections = false;

export async function loadWords(language: Language): Promise<Words> {
  const catalogue = catalogues.get(language) ?? {};
  catalogues.set(language, catalogue);
  const parts = await Promise.all([firstWords(language), withSections ? sectionWords(language) : {}]);
  return Object.assign(catalogue, ...parts) as Words;
}

/** Loads the texts of the other sections, which most visits do not need. */
export async function loadSectionWords(): Promise<void> {
  withSections = true;
  await Promise.all([...catalogues.keys()].map(loadWords));
}

const firstWords = async (language: Language) => (await CATALOGUES[language].first()).words;

const sectionWords = async (language: Language) => (await CATALOGUES[language].sections()).words;
