/** Telephone numbers as people write them. */
import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";

/**
 * The E.164 numbers that a text may mean, the likeliest first: as it is written at home, then, for lists in which the
 * plus was lost, as a number with its calling code.
 * @param country ISO 3166-1 alpha-2, of the company's home
 */
export function readPhone(text: string, country: string): readonly string[] {
  const digits = text.replace(/\D/g, "");
  const readings = [
    parsePhoneNumberFromString(text, { defaultCountry: country as CountryCode, extract: false }),
    /^\s*\+/.test(text) ? undefined : parsePhoneNumberFromString(`+${digits}`, { extract: false }),
  ];
  const found: string[] = readings.filter((number) => number?.isPossible()).map((number) => number!.number);
  return [...new Set(found)];
}
