import type { ComponentProps } from "react";
import { countryName } from "../countries/country-name.ts";
import type { FieldConflict } from "../form/field-conflict.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import type { TrunkForm } from "./trunk-form.ts";

/** The values of a trunk's fields, as a conflict names them. */
export function useValueTexts(): ComponentProps<typeof FieldConflict<TrunkForm>>["valueTexts"] {
  const say = useWords();
  const language = useLanguage();
  const country = (code: string | null) => (code === null ? "" : countryName(code, language));
  const text = (value: string) => value;
  return {
    name: text,
    domain: text,
    shownForm: (form) => say(`trunks.form.${form}`),
    shownCountry: country,
    calledForm: (form) => say(`trunks.form.${form}`),
    calledCountry: country,
    strip: text,
    prepend: text,
    identity: (identity) => say(`trunks.identity.${identity}`),
    diversion: (diversion) => say(`trunks.diversion.${diversion}`),
    accepts: (accepts) => say(`trunks.accepts.${accepts}`),
    foreign: (foreign) => say(foreign ? "common.yes" : "common.no"),
    displayName: (displayName) => say(`trunks.displayName.${displayName}`),
    fallbackIdentity: text,
  };
}
