/** docs/rules.md, "Understanding what was dialled", read slowly: google-libphonenumber asked anew for every step. */
import type { Destination } from "../../src/number/destination.ts";
import {
  FROM_NUMBER_WITH_IDD,
  IS_POSSIBLE,
  PhoneNumberFormat,
  metadataOf,
  phoneNumberOf,
  phoneUtil,
  shortNumberInfo,
  type PhoneNumber,
} from "./google.ts";
import { clean } from "./clean.ts";

export type ReferenceHome = Readonly<{
  country: string;
  areaCode?: string | undefined;
  extensions?: ReadonlySet<string> | undefined;
}>;

export type Understood = Readonly<{ destination: Destination; privacy: boolean }>;

/** One way to read the digits; `international` where a plus or an international prefix stood before them. */
type Reading = Readonly<{ number: PhoneNumber; international: boolean }>;

const parse = (text: string, country: string | undefined): PhoneNumber | null => {
  try {
    return phoneUtil.parseAndKeepRawInput(text, country);
  } catch {
    return null;
  }
};

const e164Of = (number: PhoneNumber): string => phoneUtil.format(number, PhoneNumberFormat.E164);

const startsWithPattern = (digits: string, pattern: string | null | undefined): boolean =>
  pattern !== null && pattern !== undefined && pattern !== "" && new RegExp(`^(?:${pattern})`).test(digits);

/** With an area code in front it is a national number, though it may begin as an international one would. */
const parseNational = (digits: string, country: string): PhoneNumber | null =>
  startsWithPattern(digits, metadataOf(country).getInternationalPrefix())
    ? parse(`+${phoneUtil.getCountryCodeForRegion(country)}${digits}`, undefined)
    : parse(digits, country);

/** Step 6, a to e, in this order; what cannot be read is left out. */
const readings = (text: string, home: ReferenceHome): Reading[] => {
  const found: Reading[] = [];
  const add = (number: PhoneNumber | null, international: boolean): void => {
    if (number !== null && /^\+[1-9]\d{6,14}$/.test(e164Of(number))) found.push({ number, international });
  };
  if (text.startsWith("+")) {
    add(parse(text, undefined), true);
    return found;
  }
  const metadata = metadataOf(home.country);
  const nationalPrefix = metadata.getNationalPrefix();
  const startsWithNationalPrefix =
    nationalPrefix !== null && nationalPrefix !== undefined && nationalPrefix !== "" && text.startsWith(nationalPrefix);
  const dialledAtHome = parse(text, home.country);
  add(dialledAtHome, dialledAtHome?.getCountryCodeSource() === FROM_NUMBER_WITH_IDD);
  if (home.areaCode !== undefined) add(parseNational(home.areaCode + text, home.country), false);
  if (text.startsWith("00")) add(parse(`+${text.slice(2)}`, undefined), true);
  if (!startsWithNationalPrefix && !startsWithPattern(text, metadata.getInternationalPrefix())) {
    add(parse(`+${text}`, undefined), false);
  }
  return found;
};

const countryOfValid = (number: PhoneNumber): string | null => {
  const country = phoneUtil.getRegionCodeForNumber(number);
  return country === null || country === undefined || country === "001" ? null : country;
};

const countryOfPossible = (number: PhoneNumber): string | null => {
  const served = phoneUtil.getRegionCodesForCountryCode(number.getCountryCodeOrDefault());
  const [only] = served;
  return served.length === 1 && only !== undefined && only !== "001" ? only : null;
};

const external = (text: string, home: ReferenceHome): Destination | null => {
  const all = readings(text, home);
  const valid = all.find(({ number }) => phoneUtil.isValidNumber(number));
  if (valid !== undefined) {
    return { kind: "external", e164: e164Of(valid.number), country: countryOfValid(valid.number) };
  }
  const possible = all.find(
    ({ number, international }) => international && phoneUtil.isPossibleNumberWithReason(number) === IS_POSSIBLE,
  );
  if (possible !== undefined) {
    return { kind: "external", e164: e164Of(possible.number), country: countryOfPossible(possible.number) };
  }
  return null;
};

const isShort = (digits: string, country: string): boolean =>
  shortNumberInfo.isValidShortNumberForRegion(
    phoneNumberOf(phoneUtil.getCountryCodeForRegion(country), digits),
    country,
  );

const nothingElse = (kind: Destination["kind"]): Destination => ({ kind, e164: null, country: null });

/** What the text means to a company at home. */
export const understandSlowly = (dialled: string, home: ReferenceHome): Understood => {
  const cleaned = clean(dialled);
  if (cleaned === null) return { destination: nothingElse("unrecognised"), privacy: false };

  const privacy = /^[*#]31#\+?[0-9]{3}/.test(cleaned);
  const text = privacy ? cleaned.slice("*31#".length) : cleaned;
  const answer = (destination: Destination): Understood => ({ destination, privacy });

  if (text.startsWith("*") || text.startsWith("#")) return answer(nothingElse("service_code"));
  if (!/^\+?[0-9]+$/.test(text)) return answer(nothingElse("unrecognised"));
  if (home.extensions?.has(text) === true) return answer(nothingElse("internal"));
  if (!text.startsWith("+")) {
    if (shortNumberInfo.isEmergencyNumber(text, home.country)) return answer(nothingElse("emergency"));
    if (isShort(text, home.country)) return answer(nothingElse("short"));
  }
  return answer(external(text, home) ?? nothingElse("unrecognised"));
};
