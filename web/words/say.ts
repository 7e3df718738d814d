import { IntlMessageFormat } from "intl-messageformat";
import type { WordKey, Words } from "./load.ts";
import type { Language } from "./language.ts";

export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

/** Formats the texts of a catalogue with their values (ICU MessageFormat); each is parsed when it is first used. */
export function sayIn(language: Language, words: Words): Say {
  const formats = new Map<WordKey, IntlMessageFormat>();
  return (key, values) => {
    // Without values, a text is what is said; the others are compiled in the built page (web/build/compiled-words.ts).
    if (typeof words[key] === "string" && !words[key].includes("{")) return words[key];
    const format = formats.get(key) ?? new IntlMessageFormat(words[key], language);
    formats.set(key, format);
    return String(format.format(values));
  };
}
