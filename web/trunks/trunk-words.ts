/** What a trunk does, in words. */
import { countryName } from "../countries/country-name.ts";
import type { Trunk } from "../api/trunks.ts";
import type { Language } from "../words/language.ts";
import type { Say } from "../words/use-words.ts";

/** "As dialled in a country: Belarus". */
export function formText(form: Trunk["shown"], say: Say, language: Language): string {
  const text = say(`trunks.form.${form.form}`);
  if (!("country" in form)) return text;
  return say("trunks.formIn", { form: text, country: countryName(form.country, language) });
}
