import { createContext, useContext } from "react";
import type { Language } from "./language.ts";
import type { Say } from "./say.ts";

export type { Say };

type Speech = Readonly<{ language: Language; say: Say }>;

/** The language of the page, and the function that formats texts in it. */
export const SpeechContext = createContext<Speech>({ language: "en", say: (key) => key });

/** From a key of the catalogue to a text: `say("frame.save")`. */
export const useWords = (): Say => useContext(SpeechContext).say;

export const useLanguage = (): Language => useContext(SpeechContext).language;

/** Names the author of a save. */
export function useWho(): (name: string) => string {
  const say = useWords();
  // The service's name for the key of its configuration.
  return (name) => (name === "operator" ? say("frame.operator") : name);
}

/** Formats a moment (ISO 8601) in the reader's language and time zone. */
export function useMomentText(): (moment: string) => string {
  const language = useLanguage();
  return (moment) =>
    new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(new Date(moment));
}
