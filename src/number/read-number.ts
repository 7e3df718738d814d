/** Reads a text as a telephone number: docs/rules.md, "Understanding what was dialled", step 7. */
import { E164 } from "./e164.ts";
import type { Home } from "./home.ts";
import { neighboursOf } from "./neighbours.ts";
import { DOUBLE_ZERO, fits, isWrittenWithNationalPrefix, plansAtStartOf, planOf } from "./numbering-plan.ts";
import { afterInternationalPrefix, isKnown, readInternational, readNational, type Reading } from "./reading.ts";

/** How the digits were taken; the letters are those of docs/rules.md. */
export type ReadBy =
  | "plus"
  | "international" // a, a2
  | "national" // b, b2
  | "freephone" // c1
  | "area_code" // c
  | "calling_code" // d
  | "without_prefix" // e
  | "bare" // f
  | "neighbour"
  | "possible";

export type ReadNumber = Readonly<{
  e164: string;
  country: string | null;
  /** False for a number that nothing but its length, or the caller's plus, speaks for. */
  valid: boolean;
  by: ReadBy;
}>;

/** Local numbers are at most this long. */
const LONGEST_LOCAL = 8;
/** Numbers with a calling code in front have at least this many digits where a CRM's must not be taken for others. */
const SURELY_LONG = 12;
/** ITU-T E.164, 6.2.1, and short of the shortest whole numbers in use. */
const AS_IT_STANDS = /^\d{8,15}$/;
/** Their local numbers are as long as national ones elsewhere, so digits without a trunk prefix may be local. */
const LOCAL_AS_LONG_AS_NATIONAL: ReadonlySet<string> = new Set(["DE", "AT"]);
/** Whose national numbers are dialled as well. */
const DIALS_LIKE = new Map([
  ...["RE", "YT", "GP", "BL", "MF", "MQ", "GF"].map((country) => [country, "FR"] as const),
  ["SM", "IT"] as const,
]);
/** Dialled in Argentina in front of a mobile number of the area. */
const MOBILE_IN_ARGENTINA = /^15/;
/** San Marino shares this area with Italy (its own calling code is 378). */
export const SAN_MARINO = "+390549";

/** @param text digits, perhaps with a plus in front; `isBare`: digits are numbers as a CRM keeps them */
export function readNumber(text: string, home: Home, isBare: boolean): ReadNumber | null {
  return text.startsWith("+") ? readWithPlus(text.slice(1), home) : readDigits(text, home, isBare);
}

function readWithPlus(digits: string, home: Home): ReadNumber | null {
  const reading = readInternational(digits);
  if (reading?.valid) return validOf(reading, "plus", home);
  const marked = marksOf(digits, home);
  if (marked.any) {
    const asDialled = neighbourOf(digits, home) ?? readMarked(digits, marked, home).valid;
    if (asDialled) return asDialled;
  }
  const plans = plansAtStartOf(digits);
  if (!plans || !AS_IT_STANDS.test(digits)) return null;
  const country = plans.length === 1 ? plans[0]!.country : null;
  return { e164: `+${digits}`, country, valid: false, by: "plus" };
}

/** What the first digits may mean: an international prefix, `00` or the trunk prefix. */
type Marks = Readonly<{
  /** The digits after the country's own international prefix. */
  abroad: string | null;
  /** The digits after `00`. */
  afterZeros: string | null;
  national: boolean;
  any: boolean;
}>;

function marksOf(digits: string, { plan }: Home): Marks {
  const abroad = afterInternationalPrefix(digits, plan);
  const afterZeros = digits.startsWith(DOUBLE_ZERO) ? digits.slice(DOUBLE_ZERO.length) : null;
  const national = plan.nationalPrefix !== null && digits.startsWith(plan.nationalPrefix);
  return { abroad, afterZeros, national, any: abroad !== null || afterZeros !== null || national };
}

type Marked = Readonly<{ valid: ReadNumber | null; possible: readonly Possible[] }>;
/** Readings that count if no other is valid, in their order. */
type Possible = Readonly<{ reading: Reading | null; atHome: boolean }>;

const NONE: Marked = { valid: null, possible: [] };

/** Readings a, b, b2 and a2. */
function readMarked(digits: string, { abroad, afterZeros, national }: Marks, home: Home): Marked {
  const { plan } = home;
  const { callingCode } = plan;
  const zeros = afterZeros === null ? null : readInternational(afterZeros);
  if (zeros?.valid && zeros.callingCode === callingCode) return found(zeros, "international", home);
  const own = abroad === null ? null : abroad === afterZeros ? zeros : readInternational(abroad);
  if (own?.valid) return found(own, "international", home);
  const asDialled = national ? readAtHome(digits, home) : null;
  if (asDialled?.valid) return found(asDialled, "national", home);
  if (afterZeros !== null) {
    const whole = readInternational(callingCode + digits);
    if (whole?.valid) return found(whole, "national", home);
  }
  const other = abroad === afterZeros || afterZeros?.startsWith("0") ? null : zeros;
  if (other?.valid) return found(other, "international", home);
  return {
    valid: null,
    possible: [
      { reading: own, atHome: false },
      { reading: other, atHome: false },
      { reading: asDialled, atHome: true },
    ],
  };
}

/** As dialled at home; what begins like an international number is one of the whole calling code, as a national one is. */
function readAtHome(digits: string, { plan }: Home): Reading | null {
  const isNational = afterInternationalPrefix(digits, plan) === null;
  return isNational ? readNational(digits, plan) : readInternational(plan.callingCode + digits);
}

const found = (reading: Reading, by: ReadBy, home: Home): Marked => ({
  valid: validOf(reading, by, home),
  possible: [],
});

function readDigits(digits: string, home: Home, isBare: boolean): ReadNumber | null {
  const neighbour = neighbourOf(digits, home);
  if (neighbour) return neighbour;
  const marks = marksOf(digits, home);
  const marked = marks.any ? readMarked(digits, marks, home) : NONE;
  if (marked.valid) return marked.valid;
  if (!marks.any) {
    const local = readLocal(digits, home);
    if (local) return local;
  }
  const { plan } = home;
  const isLong = isBare && digits.length >= SURELY_LONG;
  const withCode = () => (marks.any ? null : withCallingCode(digits, home, isLong));
  const abroad = () => (isBare ? withForeignCode(digits, marks, home, isLong) : null);
  const hasOtherMark = marks.national || marks.abroad !== null;
  const national = hasOtherMark ? null : withoutPrefix(digits, home, isBare);
  const asNational = () => (national?.valid ? validOf(national, "without_prefix", home) : null);
  const inOrder =
    plan.nationalPrefix === null && !isBare
      ? [asNational, withCode]
      : isLong
        ? [withCode, abroad, asNational]
        : [withCode, asNational, abroad];
  for (const read of inOrder) {
    const number = read();
    if (number) return number;
  }
  const like = DIALS_LIKE.get(home.country);
  const isNational = marks.abroad === null && marks.afterZeros === null;
  if (like !== undefined && isNational && (marks.national || plan.nationalPrefix === null)) {
    const reading = readNational(digits, planOf(like));
    if (reading?.valid) return validOf(reading, "neighbour", home);
  }
  return firstPossible([...marked.possible, { reading: national, atHome: true }], home);
}

/** Readings c1 and c. */
function readLocal(digits: string, home: Home): ReadNumber | null {
  const { plan, country, areaCode } = home;
  if (!LOCAL_AS_LONG_AS_NATIONAL.has(country)) {
    const isSpecial = fits(digits, plan.general) && plan.special.some((kind) => fits(digits, kind));
    const e164 = `+${plan.callingCode}${digits}`;
    if (isSpecial && E164.test(e164) && !isWrittenWithNationalPrefix(digits, plan))
      return { e164, country, valid: true, by: "freephone" };
  }
  if (areaCode === undefined || digits.startsWith("0")) return null;
  const local = country === "AR" ? digits.replace(MOBILE_IN_ARGENTINA, "") : digits;
  const reading = local.length <= LONGEST_LOCAL ? readAtHome(areaCode + digits, home) : null;
  return reading?.valid ? validOf(reading, "area_code", home) : null;
}

/** Reading d. */
function withCallingCode(digits: string, home: Home, isLong: boolean): ReadNumber | null {
  if (!digits.startsWith(home.plan.callingCode)) return null;
  const reading = readInternational(digits);
  if (reading?.valid) return validOf(reading, "calling_code", home);
  if (!reading?.possible || !isLong) return null;
  return { e164: reading.e164, country: reading.country ?? home.country, valid: false, by: "calling_code" };
}

/** Reading e, whether valid or not. */
function withoutPrefix(digits: string, { country, plan }: Home, isBare: boolean): Reading | null {
  if (isBare) return readNational(digits, plan);
  if (LOCAL_AS_LONG_AS_NATIONAL.has(country)) return null;
  const reading = readNational(digits, plan);
  const mayBeLocal =
    digits.length <= LONGEST_LOCAL &&
    plan.nationalPrefix !== null &&
    plan.oneLength === null &&
    reading !== null &&
    isWrittenWithNationalPrefix(reading.national, plan);
  return mayBeLocal ? null : reading;
}

/** Reading f. */
function withForeignCode(digits: string, marks: Marks, home: Home, isLong: boolean): ReadNumber | null {
  if (marks.abroad !== null || marks.afterZeros !== null || (marks.national && !isLong)) return null;
  const { oneLength, callingCode } = home.plan;
  if (digits.length === oneLength || digits.startsWith(callingCode)) return null;
  const reading = readInternational(digits);
  return reading?.valid ? validOf(reading, "bare", home) : null;
}

function firstPossible(readings: readonly Possible[], { country, plan: { oneLength } }: Home): ReadNumber | null {
  for (const { reading, atHome } of readings)
    if (reading?.possible && (!atHome || reading.national.length === oneLength))
      return {
        e164: reading.e164,
        country: reading.country ?? (atHome ? country : null),
        valid: false,
        by: "possible",
      };
  return null;
}

function neighbourOf(digits: string, home: Home): ReadNumber | null {
  for (const { dialled, e164, country } of neighboursOf(home.country)) {
    if (!digits.startsWith(dialled)) continue;
    const reading = readInternational(e164.slice(1) + digits.slice(dialled.length));
    if (!reading?.valid) continue;
    const number = validOf(reading, "neighbour", home);
    return country === null ? number : { ...number, country };
  }
  return null;
}

/** Countries share numbers: one that is valid at home belongs to home (docs/rules.md, "The country"). */
function validOf(reading: Reading, by: ReadBy, { country, plan }: Home): ReadNumber {
  const { e164, national, callingCode } = reading;
  const isAtHome = callingCode === plan.callingCode && (reading.country === country || isKnown(national, plan));
  const own = isAtHome ? country : reading.country;
  return { e164, country: e164.startsWith(SAN_MARINO) ? "SM" : own, valid: true, by };
}
