/** docs/rules.md, "Understanding what was dialled", read slowly: google-libphonenumber asked anew for every step. */
import type { Destination } from "../../src/number/destination.ts";
import type { Device } from "../../src/policy/company.ts";
import { clean, onKeypad } from "./clean.ts";
import { isNationalEmergencyNumber, isShortNumber } from "./emergency.ts";
import { callingCodeOf, trunkPrefixOf } from "./plan.ts";
import { isValidE164, readNumber } from "./readings.ts";
import { codesIn, type CodePrivacy } from "./tables.ts";

export type ReferenceHome = Readonly<{
  country: string;
  areaCode?: string | undefined;
  outsideLine?: string | undefined;
  emergencyNumbers?: readonly string[] | undefined;
  trunkCodes?: readonly string[] | undefined;
  bare?: readonly Device[] | undefined;
  extensions?: ReadonlySet<string> | undefined;
}>;

export type Understood = Readonly<{ destination: Destination; privacy: CodePrivacy | null }>;

/** Where a call comes from, and whether an extension may be what was dialled. */
type From = Readonly<{ home: ReferenceHome; device: Device; extensions: boolean }>;

/** `valid`: a telephone number that is valid. */
type Meaning = Readonly<{ destination: Destination; valid: boolean }>;

const nothingElse = (kind: Destination["kind"], digits: string | null): Meaning => ({
  destination: { kind, e164: null, country: null, digits },
  valid: false,
});

const isEmergencyNumber = (digits: string, { emergencyNumbers = [], country }: ReferenceHome): boolean =>
  emergencyNumbers.includes(digits) || isNationalEmergencyNumber(digits, country);

/** These three cannot be extensions. */
const isExtension = (text: string, { home, extensions }: From): boolean =>
  extensions && home.extensions?.has(text) === true && !["112", "911", "999"].includes(text);

const matchesTrunkCode = (text: string, code: string): boolean =>
  text.length === code.length &&
  Array.from(code).every((sign, at) => sign === text[at] || (sign === "X" && /\d/.test(text[at] ?? "")));

/** Step 8: three digits of an emergency number behind a 0, a plus, or a plus and the calling code of home. */
const emergencyInside = (text: string, home: ReferenceHome): string | null => {
  for (const prefix of ["0", "+", `+${callingCodeOf(home.country)}`]) {
    const digits = text.slice(prefix.length);
    if (text.startsWith(prefix) && digits.length === 3 && isEmergencyNumber(digits, home)) return digits;
  }
  return null;
};

/** Steps 4 to 8. */
const meaningOf = (text: string, from: From): Meaning => {
  const { home, device } = from;
  if (text.lastIndexOf("+") > 0) return nothingElse("unrecognised", null);
  if (/^[*#]/.test(text)) {
    const goesToTrunk = (home.trunkCodes ?? []).some((code) => matchesTrunkCode(text, code));
    return goesToTrunk ? nothingElse("short", text) : nothingElse("service_code", null);
  }
  if (home.emergencyNumbers?.includes(text) === true) return nothingElse("emergency", text);
  if (isExtension(text, from)) return nothingElse("internal", null);
  if (isNationalEmergencyNumber(text, home.country)) return nothingElse("emergency", text);
  if (isShortNumber(text, home.country)) return nothingElse("short", text);

  if (/^\+?\d+$/.test(text)) {
    const { country, areaCode = null, bare = ["crm"] } = home;
    const number = readNumber(text, { country, areaCode, bare: bare.includes(device) });
    if (number !== null) {
      const { e164, country: where, valid } = number;
      return { destination: { kind: "external", e164, country: where, digits: text }, valid };
    }
  }
  const emergency = emergencyInside(text, home);
  if (emergency !== null) return nothingElse("emergency", emergency);
  return nothingElse("unrecognised", text === "" ? null : text);
};

const isEmergencyShortOrValid = ({ destination: { kind }, valid }: Meaning): boolean =>
  kind === "emergency" || kind === "short" || valid;

/** Not where libphonenumber left off what the text begins with, as it does with a carrier code. */
const allDigitsCount = (text: string, { destination: { e164 } }: Meaning, country: string): boolean => {
  if (e164 === null) return false;
  const trunkPrefix = trunkPrefixOf(country);
  return e164.endsWith(text) || (text.startsWith(trunkPrefix) && e164.endsWith(text.slice(trunkPrefix.length)));
};

type Coded = Readonly<{ privacy: CodePrivacy | null; text: string }>;

/** Step 2. `follows` says what stands behind a code. */
const withoutCode = (text: string, from: From, follows: (rest: string) => Meaning): Coded => {
  const { home } = from;
  for (const [code, privacy] of Object.entries(codesIn(home.country))) {
    if (!text.startsWith(code)) continue;
    const rest = text.slice(code.length);
    const digits = rest.replace(/^\+/, "");
    if (!/^\d{3}/.test(digits) && !isEmergencyNumber(digits, home)) continue;
    if (/^\d+$/.test(code)) {
      const behind = follows(rest);
      if (!isEmergencyShortOrValid(behind)) continue;
      const whole = meaningOf(text, from);
      if (["internal", "emergency", "short"].includes(whole.destination.kind)) continue;
      const isNumber = whole.valid && allDigitsCount(text, whole, home.country);
      if (isNumber && behind.destination.kind !== "emergency") continue;
    }
    return { privacy, text: rest };
  }
  return { privacy: null, text };
};

const outsideLineOf = ({ home, device }: From): string | null =>
  device === "desk_phone" || device === "softphone" ? (home.outsideLine ?? null) : null;

/** Steps 3 to 8, and step 2 once more where it found no code. */
const behindOutsideLine = (text: string, from: From, codeFound: boolean): Meaning & Pick<Coded, "privacy"> => {
  const standing = { ...meaningOf(text, from), privacy: null };
  const line = outsideLineOf(from);
  if (line === null || !text.startsWith(line) || text === line) return standing;
  if (isExtension(text, from) || isEmergencyNumber(text, from.home)) return standing;

  const outside: From = { ...from, extensions: false };
  const rest = text.slice(line.length);
  const coded = codeFound
    ? { privacy: null, text: rest }
    : withoutCode(rest, outside, (behind) => meaningOf(behind, outside));
  const meaning = { ...meaningOf(coded.text, outside), privacy: coded.privacy };

  // The outside line takes no emergency call away: 0112, where 01 is the outside line.
  if (standing.destination.kind === "emergency" && meaning.destination.kind !== "emergency") return standing;
  const fits = (each: Meaning): boolean => each.destination.kind === "service_code" || isEmergencyShortOrValid(each);
  if (fits(meaning)) return meaning;
  if (fits(standing)) return standing;
  if (meaning.destination.kind !== "unrecognised") return meaning;
  // Neither is anything: what goes to the trunk is still the text without the outside line.
  return standing.destination.kind === "unrecognised" ? meaning : standing;
};

/** Steps 2 to 8. */
const meaningOfDialled = (text: string, from: From): Meaning & Pick<Coded, "privacy"> => {
  const coded = withoutCode(text, from, (rest) => behindOutsideLine(rest, from, true));
  const meaning = behindOutsideLine(coded.text, from, coded.privacy !== null);
  return { ...meaning, privacy: coded.privacy ?? meaning.privacy };
};

/** The `phone-context` goes in front of digits that are no number without it, if they are one with it. */
const withContext = (text: string, context: string | null, from: From): string => {
  if (context === null || !/^\d+$/.test(text)) return text;
  const { home } = from;
  if (isExtension(text, from) || isEmergencyNumber(text, home) || isShortNumber(text, home.country)) return text;
  return isValidE164(context + text) ? `+${context}${text}` : text;
};

/** What the text means to a company at home. `device` is null for a line that is not in the directory. */
export const understandSlowly = (dialled: string, home: ReferenceHome, device: Device | null): Understood => {
  const unrecognised: Understood = { destination: nothingElse("unrecognised", null).destination, privacy: null };
  const cleaned = clean(dialled, home.country);
  if (cleaned === null) return unrecognised;
  const from: From = { home, device: device ?? "desk_phone", extensions: true };
  const text = withContext(onKeypad(cleaned.text), cleaned.context, from);
  const { destination, privacy, valid } = meaningOfDialled(text, from);
  if (/[A-Z]/i.test(cleaned.text) && !valid) return unrecognised;
  return { destination, privacy };
};
