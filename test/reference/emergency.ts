/** docs/rules.md, "Understanding what was dialled", step 6, read slowly. */
import { phoneNumberOf, phoneUtil, shortNumberInfo } from "./google.ts";
import { EMERGENCY_EVERYWHERE, MORE_EMERGENCY_NUMBERS } from "./tables.ts";

export const isNationalEmergencyNumber = (digits: string, country: string): boolean =>
  /^\d+$/.test(digits) &&
  (EMERGENCY_EVERYWHERE.includes(digits) ||
    shortNumberInfo.isEmergencyNumber(digits, country) ||
    (MORE_EMERGENCY_NUMBERS[country] ?? []).includes(digits));

/** Longer digits are no short numbers, and no value that a number holds exactly. */
export const isShortNumber = (digits: string, country: string): boolean =>
  /^\d{1,15}$/.test(digits) &&
  shortNumberInfo.isValidShortNumberForRegion(
    phoneNumberOf(phoneUtil.getCountryCodeForRegion(country), digits),
    country,
  );
