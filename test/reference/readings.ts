/** docs/rules.md, "Understanding what was dialled", step 7, and "The country", read slowly. */
import {
  IS_POSSIBLE,
  PhoneNumberFormat,
  PhoneNumberType,
  parsePhoneNumber,
  phoneNumberOf,
  phoneUtil,
  type PhoneNumber,
} from "./google.ts";
import { callingCodeAtStart, callingCodeOf, internationalPrefixOf, oneLengthOf, trunkPrefixOf } from "./plan.ts";
import { FRENCH, neighboursOf } from "./tables.ts";

export type TelephoneNumber = Readonly<{ e164: string; country: string | null; valid: boolean }>;

/** `bare`: on the device of this call digits are numbers as a CRM keeps them. */
export type ReadingHome = Readonly<{ country: string; areaCode: string | null; bare: boolean }>;

/** `national`: one of the readings b, d and e. `possible`: a possible number is enough. */
type Reading = Readonly<{
  number: PhoneNumber | null;
  national?: boolean;
  possible?: boolean;
  country?: string | null;
}>;

const E164 = /^\+[1-9]\d{6,14}$/;

const e164Of = (number: PhoneNumber): string => phoneUtil.format(number, PhoneNumberFormat.E164);
const nationalDigitsOf = (number: PhoneNumber): string => phoneUtil.getNationalSignificantNumber(number);

const isNumber = (number: PhoneNumber | null): number is PhoneNumber => number !== null && E164.test(e164Of(number));
const isValid = (number: PhoneNumber): boolean => phoneUtil.isValidNumber(number);
const isPossible = (number: PhoneNumber): boolean => phoneUtil.isPossibleNumberWithReason(number) === IS_POSSIBLE;

const asE164 = (digits: string): PhoneNumber | null => (/^[1-9]/.test(digits) ? parsePhoneNumber(`+${digits}`) : null);

export const isValidE164 = (digits: string): boolean => {
  const number = asE164(digits);
  return isNumber(number) && isValid(number);
};

/** A number of exactly these digits; null where they are too many for any. */
const exactly = (callingCode: number, nationalDigits: string): PhoneNumber | null =>
  /^\d{1,15}$/.test(nationalDigits) ? phoneNumberOf(callingCode, nationalDigits) : null;

/** As dialled in the country, where an international prefix is none: libphonenumber would read on behind it. */
const asDialledIn = (country: string, text: string): PhoneNumber | null => {
  const prefix = internationalPrefixOf(text, country);
  const readAsInternational = prefix !== null && !text.startsWith("0", prefix.length);
  return readAsInternational ? parsePhoneNumber(`+${callingCodeOf(country)}${text}`) : parsePhoneNumber(text, country);
};

const isWrittenWithTrunkPrefix = (number: PhoneNumber, country: string): boolean => {
  const trunkPrefix = trunkPrefixOf(country);
  if (trunkPrefix === "") return false;
  const written = phoneUtil.format(number, PhoneNumberFormat.NATIONAL).replace(/\D/g, "");
  return written.startsWith(trunkPrefix) && !nationalDigitsOf(number).startsWith(written);
};

const WITHOUT_AREA: ReadonlySet<number> = new Set([
  PhoneNumberType.TOLL_FREE,
  PhoneNumberType.PREMIUM_RATE,
  PhoneNumberType.SHARED_COST,
  PhoneNumberType.UAN,
]);

/** Local numbers there may be as long as numbers with their area code. */
const hasLongLocalNumbers = (country: string): boolean => country === "DE" || country === "AT";

/** The marks that a text without a plus may bear. */
const marksOf = (text: string, country: string) => {
  const trunkPrefix = trunkPrefixOf(country);
  const prefix = internationalPrefixOf(text, country);
  const international = prefix === null || text.startsWith("0", prefix.length) ? null : prefix;
  const doubleZero = text.startsWith("00") && !text.startsWith("000");
  const national = trunkPrefix !== "" && text.startsWith(trunkPrefix);
  return { international, doubleZero, national, none: international === null && !doubleZero && !national };
};

const a = (text: string, country: string): Reading => {
  const { international } = marksOf(text, country);
  return { number: international === null ? null : asE164(text.slice(international.length)) };
};

const a2 = (text: string, country: string): Reading => {
  const { international, doubleZero } = marksOf(text, country);
  return { number: doubleZero && international !== "00" ? asE164(text.slice(2)) : null };
};

const b = (text: string, country: string): Reading => ({
  number: marksOf(text, country).national ? asDialledIn(country, text) : null,
  national: true,
});

const b2 = (text: string, country: string): Reading => ({
  number: text.startsWith("00") ? asE164(`${callingCodeOf(country)}${text}`) : null,
});

const c1 = (text: string, { country }: ReadingHome): Reading => {
  const none: Reading = { number: null };
  if (!marksOf(text, country).none || hasLongLocalNumbers(country)) return none;
  const number = exactly(callingCodeOf(country), text);
  if (number === null || !phoneUtil.isValidNumberForRegion(number, country)) return none;
  if (!WITHOUT_AREA.has(phoneUtil.getNumberType(number))) return none;
  return isWrittenWithTrunkPrefix(number, country) ? none : { number };
};

const c = (text: string, { country, areaCode }: ReadingHome): Reading => {
  if (areaCode === null || !marksOf(text, country).none || text.startsWith("0")) return { number: null };
  const local = country === "AR" ? text.replace(/^15/, "") : text;
  if (local.length > 8) return { number: null };
  return { number: asDialledIn(country, areaCode + text) };
};

const d = (text: string, { country, bare }: ReadingHome): Reading => {
  const callingCode = callingCodeOf(country);
  const number = marksOf(text, country).none && text.startsWith(String(callingCode)) ? asE164(text) : null;
  return {
    number: number?.getCountryCode() === callingCode ? number : null,
    national: true,
    possible: bare && text.length >= 12,
  };
};

const e = (text: string, { country, bare }: ReadingHome): Reading => {
  const none: Reading = { number: null };
  const { none: unmarked, international, doubleZero, national } = marksOf(text, country);
  if (!unmarked && !(doubleZero && international === null && !national)) return none;
  const number = asDialledIn(country, text);
  if (number === null) return none;
  if (!bare) {
    if (hasLongLocalNumbers(country)) return none;
    const mayBeLocal = text.length <= 8 && oneLengthOf(country) === null;
    if (mayBeLocal && isWrittenWithTrunkPrefix(number, country)) return none;
  }
  return { number, national: true };
};

const f = (text: string, { country, bare }: ReadingHome): Reading => {
  const { none: unmarked, international, doubleZero } = marksOf(text, country);
  const long = text.length >= 12;
  if (!bare || text.length === oneLengthOf(country)) return { number: null };
  if (!unmarked && !(long && international === null && !doubleZero)) return { number: null };
  const number = asE164(text);
  return { number: number?.getCountryCode() === callingCodeOf(country) ? null : number };
};

const neighbour = (text: string, { country }: ReadingHome): Reading => {
  for (const { begins, dropped, callingCode, before, country: there } of neighboursOf(country)) {
    if (!text.startsWith(begins)) continue;
    const number = asE164(`${callingCode}${before}${text.slice(dropped)}`);
    if (number !== null && there !== null && !phoneUtil.isValidNumberForRegion(number, there)) continue;
    return { number, country: there };
  }
  return { number: null };
};

/** What follows `00`, where that begins with the calling code of home. */
const homeBehindDoubleZero = (text: string, country: string): Reading => {
  const rest = text.slice(2);
  const ofHome = text.startsWith("00") && rest.startsWith(String(callingCodeOf(country)));
  return { number: ofHome ? asE164(rest) : null };
};

/** In the order in which they are tried. */
function* readingsOf(text: string, home: ReadingHome): Generator<Reading> {
  const { country, bare } = home;
  yield neighbour(text, home);
  yield homeBehindDoubleZero(text, country);
  yield a(text, country);
  yield b(text, country);
  yield b2(text, country);
  yield a2(text, country);
  yield c1(text, home);
  yield c(text, home);
  const fBeforeE = text.length >= 12;
  const eBeforeD = trunkPrefixOf(country) === "" && !bare;
  if (eBeforeD) yield e(text, home);
  yield d(text, home);
  if (fBeforeE) yield f(text, home);
  if (!eBeforeD) yield e(text, home);
  if (!fBeforeE) yield f(text, home);
}

/** Where no reading is valid: the first that is possible. */
function* possibleReadings(text: string, home: ReadingHome): Generator<Reading> {
  const { country } = home;
  yield a(text, country);
  yield a2(text, country);
  const length = oneLengthOf(country);
  if (length === null) return;
  for (const reading of [b(text, country), e(text, home)]) {
    if (reading.number !== null && nationalDigitsOf(reading.number).length === length) yield reading;
  }
}

/** Small places where a national text may also be one of the country they belong to, or lie in. */
const asInLargerCountry = (text: string, country: string): PhoneNumber | null => {
  const { international, doubleZero, national } = marksOf(text, country);
  if (international !== null || doubleZero) return null;
  if (country === "SM") return asDialledIn("IT", text);
  return FRENCH.includes(country) && country !== "FR" && national ? asDialledIn("FR", text) : null;
};

const countryOfValid = (number: PhoneNumber, home: string): string | null => {
  if (e164Of(number).startsWith("+390549")) return "SM";
  if (phoneUtil.isValidNumberForRegion(number, home)) return home;
  const country = phoneUtil.getRegionCodeForNumber(number);
  return country === null || country === undefined || country === "001" ? null : country;
};

const onlyCountryOf = (callingCode: number): string | null => {
  const served = phoneUtil.getRegionCodesForCountryCode(callingCode);
  const [only] = served;
  return served.length === 1 && only !== undefined && only !== "001" ? only : null;
};

const told = (reading: Reading & { number: PhoneNumber }, valid: boolean, home: string): TelephoneNumber => {
  const { number, national = false, country } = reading;
  const e164 = e164Of(number);
  if (valid) return { e164, country: country ?? countryOfValid(number, home), valid: true };
  const elsewhere = national ? home : null;
  return { e164, country: onlyCountryOf(number.getCountryCodeOrDefault()) ?? elsewhere, valid: false };
};

const validReading = (text: string, home: ReadingHome): TelephoneNumber | null => {
  for (const reading of readingsOf(text, home)) {
    const { number, possible = false } = reading;
    if (!isNumber(number)) continue;
    const valid = isValid(number);
    if (valid || (possible && isPossible(number))) return told({ ...reading, number }, valid, home.country);
  }
  return null;
};

const withPlus = (digits: string, home: ReadingHome): TelephoneNumber | null => {
  const number = asE164(digits);
  if (isNumber(number) && isValid(number)) return told({ number }, true, home.country);
  if (!marksOf(digits, home.country).none) {
    const dialled = validReading(digits, home);
    if (dialled?.valid === true) return dialled;
  }
  const callingCode = callingCodeAtStart(digits);
  if (callingCode === null || digits.length < 8 || digits.length > 15) return null;
  return { e164: `+${digits}`, country: onlyCountryOf(callingCode), valid: false };
};

/** What a text of digits, perhaps with a plus in front, is as a telephone number; null where it is none. */
export const readNumber = (text: string, home: ReadingHome): TelephoneNumber | null => {
  if (text.startsWith("+")) return withPlus(text.slice(1), home);
  const valid = validReading(text, home);
  if (valid !== null) return valid;
  const inLargerCountry = asInLargerCountry(text, home.country);
  if (isNumber(inLargerCountry) && isValid(inLargerCountry))
    return told({ number: inLargerCountry }, true, home.country);
  for (const reading of possibleReadings(text, home)) {
    const { number } = reading;
    if (isNumber(number) && isPossible(number)) return told({ ...reading, number }, false, home.country);
  }
  return null;
};
