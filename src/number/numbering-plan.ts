/**
 * libphonenumber's metadata as compiled patterns, one numbering plan for each country.
 *
 * The library itself compiles its patterns again for each question and throws for each text that is
 * not a number; here every pattern is compiled once (docs/adr/0003-reading-numbers.md has the figures).
 * Numbers are read exactly as libphonenumber reads them: the tests compare a million.
 */
import libphonenumber from "google-libphonenumber";
import { lazily } from "./lazily.ts";

/** A kind of number (fixed line, mobile, emergency …): the lengths it may have and its pattern. */
export type Description = Readonly<{ lengths: ReadonlySet<number>; pattern: RegExp }>;

/** How some national numbers are written; `written` is a replacement for the groups of the pattern. */
type Format = Readonly<{ leadingDigits: RegExp | null; pattern: RegExp; written: string }>;

export type NumberingPlan = Readonly<{
  /** Null for codes that do not belong to a country: +800, +870 … */
  country: string | null;
  /** Digits, without a plus. */
  callingCode: string;
  general: Description;
  localOnlyLengths: ReadonlySet<number>;
  longest: number;
  /** The number of digits, where all fixed-line and mobile numbers have the same; null elsewhere. */
  oneLength: number | null;
  kinds: readonly Description[];
  /** Null if the plan has no mobile numbers. */
  mobile: Description | null;
  /** Freephone, premium, shared-cost and company numbers (UAN). */
  special: readonly Description[];
  formats: readonly Format[];
  /** Distinguishes the countries of one calling code; null where the metadata has none. */
  leadingDigits: RegExp | null;
  internationalPrefix: RegExp | null;
  /** The international prefix that people dial, such as `810`; null where the country has several and none is preferred. */
  preferredInternationalPrefix: string | null;
  /** The trunk prefix itself, such as `8`; null if the country has none. */
  nationalPrefix: string | null;
  /** Matches the digits that may precede a national number: the trunk prefix, sometimes with a carrier code. */
  nationalPrefixForParsing: RegExp | null;
  nationalPrefixTransformRule: string | null;
}>;

/** The accessors of the library's metadata that its type declarations leave out. */
type DescriptionMetadata = {
  getNationalNumberPatternOrDefault(): string;
  possibleLengthArray(): number[];
  possibleLengthLocalOnlyArray(): number[];
};
type FormatMetadata = {
  getPatternOrDefault(): string;
  getFormatOrDefault(): string;
  leadingDigitsPatternArray(): string[];
  getNationalPrefixFormattingRule(): string | null;
};
type NumberingMetadata = {
  getId(): string;
  getCountryCodeOrDefault(): number;
  getInternationalPrefix(): string | null;
  getPreferredInternationalPrefix(): string | null;
  getNationalPrefix(): string | null;
  getNationalPrefixForParsing(): string | null;
  getNationalPrefixTransformRule(): string | null;
  getLeadingDigits(): string | null;
  numberFormatArray(): FormatMetadata[];
} & Record<
  `get${(typeof KINDS)[number] | "GeneralDesc" | "Emergency" | "ShortCode" | "StandardRate" | "SmsServices"}`,
  () => DescriptionMetadata | null
>;

const KINDS = [
  "FixedLine",
  "Mobile",
  "TollFree",
  "PremiumRate",
  "SharedCost",
  "Voip",
  "PersonalNumber",
  "Pager",
  "Uan",
  "Voicemail",
] as const;

const SPECIAL = ["TollFree", "PremiumRate", "SharedCost", "Uan"] as const;

const numbers = libphonenumber.PhoneNumberUtil.getInstance() as unknown as {
  getMetadataForRegion(country: string): NumberingMetadata;
  getMetadataForNonGeographicalRegion(callingCode: number): NumberingMetadata;
  getSupportedCallingCodes(): number[];
  getRegionCodesForCountryCode(callingCode: number): string[];
};
const shortNumbers = libphonenumber.ShortNumberInfo.getInstance() as unknown as {
  getMetadataForRegion_(country: string): NumberingMetadata | null;
};

const NO_COUNTRY = "001";

const atStart = (pattern: string) => new RegExp(`^(?:${pattern})`);

function describe(metadata: DescriptionMetadata | null): Description | null {
  const pattern = metadata?.getNationalNumberPatternOrDefault();
  if (!metadata || !pattern) return null;
  return { lengths: new Set(metadata.possibleLengthArray()), pattern: new RegExp(`^(?:${pattern})$`) };
}

/** libphonenumber, chooseFormattingPatternForNumber_ and formatNsnUsingPattern_. */
function compileFormat(metadata: FormatMetadata): Format {
  const leadingDigits = metadata.leadingDigitsPatternArray().at(-1);
  const rule = metadata.getNationalPrefixFormattingRule();
  const format = metadata.getFormatOrDefault();
  return {
    leadingDigits: leadingDigits === undefined ? null : atStart(leadingDigits),
    pattern: new RegExp(`^(?:${metadata.getPatternOrDefault()})$`),
    // As the library does, `$1` of the rule is the first group of the format, whichever that is.
    written: rule ? format.replace(/(\$\d)/, rule) : format,
  };
}

/** A description without lengths has those of the whole plan; -1 stands for a kind that the country does not have. */
function oneLengthOf(metadata: NumberingMetadata, general: Description): number | null {
  const lengths = [metadata.getFixedLine(), metadata.getMobile()].flatMap((kind) => {
    const own = kind?.possibleLengthArray() ?? [];
    return own.length > 0 ? own : [...general.lengths];
  });
  const [only, ...others] = new Set(lengths.filter((length) => length > 0));
  return only !== undefined && others.length === 0 ? only : null;
}

const present = <T>(value: T | null): value is T => value !== null;

/** A tilde stands for a wait for another tone: `8~10`. */
function preferredPrefixOf(metadata: NumberingMetadata): string | null {
  const prefix = metadata.getPreferredInternationalPrefix() || metadata.getInternationalPrefix() || "";
  return /^[\d~]+$/.test(prefix) ? prefix.replaceAll("~", "") : null;
}

function compilePlan(metadata: NumberingMetadata): NumberingPlan {
  const general = describe(metadata.getGeneralDesc())!;
  const compiled = (pattern: string | null) => (pattern ? atStart(pattern) : null);
  return {
    country: metadata.getId() === NO_COUNTRY ? null : metadata.getId(),
    callingCode: String(metadata.getCountryCodeOrDefault()),
    general,
    localOnlyLengths: new Set(metadata.getGeneralDesc()?.possibleLengthLocalOnlyArray()),
    longest: Math.max(...general.lengths),
    oneLength: oneLengthOf(metadata, general),
    kinds: KINDS.map((kind) => describe(metadata[`get${kind}`]())).filter(present),
    mobile: describe(metadata.getMobile()),
    special: SPECIAL.map((kind) => describe(metadata[`get${kind}`]())).filter(present),
    formats: metadata.numberFormatArray().map(compileFormat),
    leadingDigits: compiled(metadata.getLeadingDigits()),
    internationalPrefix: compiled(metadata.getInternationalPrefix()),
    preferredInternationalPrefix: preferredPrefixOf(metadata),
    nationalPrefix: metadata.getNationalPrefix() || null,
    nationalPrefixForParsing: compiled(metadata.getNationalPrefixForParsing()),
    nationalPrefixTransformRule: metadata.getNationalPrefixTransformRule() || null,
  };
}

/** The international prefix recommended to all countries (ITU-T E.164, Annex A), in use beside a country's own. */
export const DOUBLE_ZERO = "00";

/** @param country one of {@link countries} */
export const planOf = lazily((country: string) => compilePlan(numbers.getMetadataForRegion(country)));

const callingCodes = new Set(numbers.getSupportedCallingCodes().map(String));

const plansOf = lazily((callingCode: string) =>
  numbers
    .getRegionCodesForCountryCode(Number(callingCode))
    .map((country) =>
      country === NO_COUNTRY
        ? compilePlan(numbers.getMetadataForNonGeographicalRegion(Number(callingCode)))
        : planOf(country),
    ),
);

/**
 * The plans that share the calling code at the start of some digits, the main one first
 * (ITU-T E.164: one to three digits, none the beginning of another); undefined if there is none.
 */
export function plansAtStartOf(digits: string): readonly NumberingPlan[] | undefined {
  for (let length = 1; length <= 3; length++) {
    const callingCode = digits.slice(0, length);
    if (callingCodes.has(callingCode)) return plansOf(callingCode);
  }
  return undefined;
}

/** The longest leading digits of any country. */
const MOST_LEADING_DIGITS = 5;

/**
 * Every number of a country starts with one of these: a plus, its calling code and, if the metadata has them, the
 * leading digits that distinguish it from other countries of that code.
 */
export const startsOf = lazily((country: string): readonly string[] => {
  const { callingCode, leadingDigits } = planOf(country);
  const isShared = plansOf(callingCode).length > 1;
  return (isShared && leadingDigits ? matched(leadingDigits) : [""]).map((digits) => `+${callingCode}${digits}`);
});

/** The shortest digit strings that match a pattern from their start. */
function matched(pattern: RegExp, start = ""): readonly string[] {
  if (pattern.test(start)) return [start];
  return start.length === MOST_LEADING_DIGITS
    ? []
    : Array.from({ length: 10 }, (_, digit) => matched(pattern, `${start}${digit}`)).flat();
}

/** Whether national digits have one of the lengths of a description and its pattern. */
export function fits(digits: string, { lengths, pattern }: Description): boolean {
  return (lengths.size === 0 || lengths.has(digits.length)) && pattern.test(digits);
}

/**
 * Calling codes in whose plans fixed-line or mobile numbers begin with 0. In the others a 0 in front of a national
 * number is a trunk prefix or a mistake.
 */
const BEGIN_WITH_ZERO: ReadonlySet<string> = new Set(["39", "378", "225", "226", "229", "241", "242", "250"]);

export const mayBeginWithZero = ({ callingCode }: NumberingPlan): boolean => BEGIN_WITH_ZERO.has(callingCode);

const SIGNS = /\D/g;

/**
 * The digits of a national number as they are written in its own country (libphonenumber, NATIONAL), which leaves a
 * number as it is where no format fits: Australia's 13 45 48 and Thailand's 001 800 have no trunk prefix.
 */
export function writtenNationally(national: string, { callingCode }: NumberingPlan): string {
  const [main] = plansOf(callingCode);
  const format = main?.formats.find(
    ({ leadingDigits, pattern }) => (leadingDigits?.test(national) ?? true) && pattern.test(national),
  );
  return format ? national.replace(format.pattern, format.written).replaceAll(SIGNS, "") : national;
}

/** Whether a national number is written with the trunk prefix in its own country. */
export function isWrittenWithNationalPrefix(national: string, plan: NumberingPlan): boolean {
  const written = writtenNationally(national, plan);
  return plan.nationalPrefix !== null && written !== national && written.startsWith(plan.nationalPrefix);
}

const shortDescriptionsOf = lazily((country: string) => {
  const metadata = shortNumbers.getMetadataForRegion_(country);
  return {
    general: describe(metadata?.getGeneralDesc() ?? null),
    short: describe(metadata?.getShortCode() ?? null),
    emergency: describe(metadata?.getEmergency() ?? null),
    rated: [metadata?.getTollFree(), metadata?.getStandardRate(), metadata?.getPremiumRate()]
      .map((description) => describe(description ?? null))
      .filter(present),
    sms: describe(metadata?.getSmsServices() ?? null),
  };
});

/** Whether digits, exactly as dialled, are a short number of a country. */
export function isShort(digits: string, country: string): boolean {
  const { general, short } = shortDescriptionsOf(country);
  return general !== null && short !== null && fits(digits, general) && fits(digits, short);
}

/** The short numbers of a country whose rate is known: those that are in use, not a range kept for later ones. */
export const ratedShortNumbers = (country: string): readonly Description[] => shortDescriptionsOf(country).rated;

/** Whether a short number takes text messages. */
export function takesMessages(digits: string, country: string): boolean {
  const { sms } = shortDescriptionsOf(country);
  return sms !== null && fits(digits, sms);
}

/**
 * All emergency numbers that the metadata has of a country, found by trying: up to a second for some.
 * src/number/emergency-numbers.json has them ready.
 */
export function findEmergencyNumbers(country: string): readonly string[] {
  const { emergency, general } = shortDescriptionsOf(country);
  if (emergency === null) return [];
  const lengths = emergency.lengths.size > 0 ? emergency.lengths : (general?.lengths ?? []);
  return [...lengths].flatMap((length) =>
    Array.from({ length: 10 ** length }, (_, value) => String(value).padStart(length, "0")).filter((digits) =>
      fits(digits, emergency),
    ),
  );
}
