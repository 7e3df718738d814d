/**
 * Reads digits as a telephone number, as libphonenumber's `parse`, `isValidNumber`,
 * `isPossibleNumber` and `getRegionCodeForNumber` do.
 */
import { E164 } from "./e164.ts";
import { fits, plansAtStartOf, type NumberingPlan } from "./numbering-plan.ts";

export type Reading = Readonly<{
  e164: string;
  /** The digits after the calling code. */
  national: string;
  callingCode: string;
  /** Of a number that is not valid: the only country of its calling code, if it has only one. */
  country: string | null;
  /** Otherwise the number is only possible, or not even that. */
  valid: boolean;
  /** Of a length that full numbers of its calling code have. */
  possible: boolean;
}>;

/** Numbers of one or two digits are never whole (libphonenumber, MIN_LENGTH_FOR_NSN). */
const SHORTEST = 2;

function lengthOf(national: string, plan: NumberingPlan): "possible" | "too_long" | "other" {
  const { length } = national;
  if (plan.localOnlyLengths.has(length)) return "other";
  if (length > plan.longest) return "too_long";
  return plan.general.lengths.has(length) ? "possible" : "other";
}

/** The digits after the trunk prefix and a carrier code; null if they start with neither. */
export function afterNationalPrefix(digits: string, plan: NumberingPlan): string | null {
  const { nationalPrefixForParsing: prefix, nationalPrefixTransformRule: rule } = plan;
  const match = prefix?.exec(digits);
  if (!prefix || !match?.[0]) return null;
  return rule !== null && match.at(-1) ? digits.replace(prefix, rule) : digits.slice(match[0].length);
}

/** Keeps the trunk prefix if removing it would spoil a number. */
function withoutNationalPrefix(national: string, plan: NumberingPlan): string {
  const rest = afterNationalPrefix(national, plan) ?? national;
  return plan.general.pattern.test(national) && !plan.general.pattern.test(rest) ? national : rest;
}

/** Whether a plan has a national number (libphonenumber, isValidNumberForRegion). */
export function isKnown(national: string, plan: NumberingPlan): boolean {
  return fits(national, plan.general) && plan.kinds.some((kind) => fits(national, kind));
}

/** @returns the country whose plan knows the number, undefined if none does */
function countryKnowing(national: string, plans: readonly NumberingPlan[]): string | null | undefined {
  const plan =
    plans.length === 1
      ? plans[0]
      : plans.find((plan) => (plan.leadingDigits ? plan.leadingDigits.test(national) : isKnown(national, plan)));
  return plan && isKnown(national, plan) ? plan.country : undefined;
}

/** @param plan whose trunk prefix may stand before the digits; `plans` all of its calling code, the main one first */
function read(digits: string, plan: NumberingPlan, plans: readonly NumberingPlan[]): Reading | null {
  if (digits.length < SHORTEST) return null;
  const stripped = withoutNationalPrefix(digits, plan);
  const national = lengthOf(stripped, plan) === "other" ? digits : stripped;
  const main = plans[0]!;
  const e164 = `+${main.callingCode}${national}`;
  if (!E164.test(e164)) return null;
  const country = countryKnowing(national, plans);
  const alone = plans.length === 1 ? main.country : null;
  return {
    e164,
    national,
    callingCode: main.callingCode,
    country: country === undefined ? alone : country,
    valid: country !== undefined,
    possible: lengthOf(national, main) === "possible",
  };
}

/** @param digits after the plus or an international prefix */
export function readInternational(digits: string): Reading | null {
  const plans = digits.length > SHORTEST ? plansAtStartOf(digits) : undefined;
  return plans ? read(digits.slice(plans[0]!.callingCode.length), plans[0]!, plans) : null;
}

/**
 * The digits after the country's own international prefix; null if they do not start with it.
 * No calling code starts with 0, so digits before a 0 are not an international prefix.
 */
export function afterInternationalPrefix(digits: string, home: NumberingPlan): string | null {
  const prefix = home.internationalPrefix?.exec(digits)?.[0];
  return prefix && digits[prefix.length] !== "0" ? digits.slice(prefix.length) : null;
}

/** Reads digits dialled in a country without an international prefix: national, or with the calling code. */
export function readNational(digits: string, home: NumberingPlan): Reading | null {
  const plans = plansAtStartOf(home.callingCode)!;
  if (digits.startsWith(home.callingCode)) {
    const rest = withoutNationalPrefix(digits.slice(home.callingCode.length), home);
    const fitsOnlyWithout = !home.general.pattern.test(digits) && home.general.pattern.test(rest);
    // Here the number was dialled in full, and the calling code's main country reads the rest.
    if (fitsOnlyWithout || lengthOf(digits, home) === "too_long") return read(rest, plans[0]!, plans);
  }
  return read(digits, home, plans);
}
