/** Numbers to show a form of numbers with. */
import { exampleCallsOf } from "../countries/example-calls.ts";
import { readPhone } from "../ui/read-phone.ts";
import type { Language } from "../words/language.ts";

/** Of no real subscriber; the second is for Germany. */
const [BERLIN, GRODNO] = ["+4930123456", "+375152450911"] as const;

/** Where it is not the largest country of the language. */
const NEAR: Readonly<Partial<Record<Language, string>>> = { ru: "BY", en: "GB" };

/** The country whose numbers a reader of the language knows best. */
export const nearTheReader = (language: Language): string =>
  NEAR[language] ?? new Intl.Locale(language).maximize().region!;

/** A number of the country, in E.164, and one of another country. */
export function exampleNumbers(country: string): readonly string[] {
  const dialled = exampleCallsOf(country)?.national;
  const number = dialled === undefined ? undefined : readPhone(dialled, country)[0];
  const abroad = country === "DE" ? GRODNO : BERLIN;
  return number === undefined ? [abroad] : [number, abroad];
}
