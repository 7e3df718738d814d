import { createContext, useContext } from "react";
import type { Language } from "./language.ts";
import type { Say } from "./say.ts";

export type { Say };

type Speech = Readonly<{ language: Language; say: Say }>;

/** The language of the page with the way to say something in it. */
export const SpeechContext = createContext<Speech>({ language: "en", say: (key) => key });

/** The one way from a key of the catalogue to a text: `say("outgoing.save")`. */
export const useWords = (): Say => useContext(SpeechContext).say;

export const useLanguage = (): Language => useContext(SpeechContext).language;

/** Names whoever saved something. */
export function useWho(): (name: string) => string {
  const say = useWords();
  // So the service calls who comes with the key of its configuration.
  return (name) => (name === "operator" ? say("frame.operator") : name);
}

/** Writes a moment (ISO 8601) the way the language does, in the reader's time zone. */
export function useMomentText(): (moment: string) => string {
  const language = useLanguage();
  return (moment) =>
    new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(new Date(moment));
}
