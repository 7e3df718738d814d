/** The countries of libphonenumber: ISO 3166 alpha-2, and XK, AC, TA. */
import libphonenumber from "google-libphonenumber";

const util = libphonenumber.PhoneNumberUtil.getInstance();

export const countries: ReadonlySet<string> = new Set(util.getSupportedRegions());

export function isCountry(text: string): boolean {
  return countries.has(text);
}
