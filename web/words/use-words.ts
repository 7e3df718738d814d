import { useCallback } from "react";
import { useIntl } from "react-intl";
import type { WordKey } from "./en.ts";
import type { Language } from "./language.ts";

export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

/** The one way from a key of the catalogue to a text: `say("outgoing.save")`. */
export function useWords(): Say {
  const intl = useIntl();
  return useCallback((key, values) => intl.formatMessage({ id: key }, values), [intl]);
}

export function useLanguage(): Language {
  return useIntl().locale as Language;
}
