/** Phone numbers as people write them. */
import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";

/**
 * The E.164 numbers that a text may mean, the likeliest first: as it is written in the home country, then, for lists
 * that have lost the plus, as a number with its calling code.
 * @param country ISO 3166-1 alpha-2, the company's home country
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
