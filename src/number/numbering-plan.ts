/**
 * libphonenumber's metadata as compiled patterns, one numbering plan for each country.
 *
 * The library itself compiles its patterns again for each question and throws for each text that is
 * not a number; here every pattern is compiled once (docs/adr/0003-reading-numbers.md has the figures).
 * Numbers are read exactly as libphonenumber reads them: the tests compare a million.
 */
import libphonenumber from "google-libphonenumber";

/** A kind of number (fixed line, mobile, emergency …): the lengths it may have and its pattern. */
type Description = Readonly<{ lengths: ReadonlySet<number>; pattern: RegExp }>;

export type NumberingPlan = Readonly<{
  /** Null for codes that do not belong to a country: +800, +870 … */
  country: string | null;
  /** Digits, without a plus. */
  callingCode: string;
  general: Description;
  localOnlyLengths: ReadonlySet<number>;
  longest: number;
  kinds: readonly Description[];
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
type NumberingMetadata = {
  getId(): string;
  getCountryCodeOrDefault(): number;
  getInternationalPrefix(): string | null;
  getPreferredInternationalPrefix(): string | null;
  getNationalPrefix(): string | null;
  getNationalPrefixForParsing(): string | null;
  getNationalPrefixTransformRule(): string | null;
  getLeadingDigits(): string | null;
} & Record<
  `get${(typeof KINDS)[number] | "GeneralDesc" | "Emergency" | "ShortCode"}`,
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
    kinds: KINDS.map((kind) => describe(metadata[`get${kind}`]())).filter(present),
    leadingDigits: compiled(metadata.getLeadingDigits()),
    internationalPrefix: compiled(metadata.getInternationalPrefix()),
    preferredInternationalPrefix: preferredPrefixOf(metadata),
    nationalPrefix: metadata.getNationalPrefix() || null,
    nationalPrefixForParsing: compiled(metadata.getNationalPrefixForParsing()),
    nationalPrefixTransformRule: metadata.getNationalPrefixTransformRule() || null,
  };
}

/** Computes each value when it is first needed: most installations meet a handful of countries. */
function lazily<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) made.set(key, (value = make(key)));
    return value;
  };
}

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

const shortDescriptionsOf = lazily((country: string) => {
  const metadata = shortNumbers.getMetadataForRegion_(country);
  return {
    general: describe(metadata?.getGeneralDesc() ?? null),
    short: describe(metadata?.getShortCode() ?? null),
    emergency: describe(metadata?.getEmergency() ?? null),
  };
});

/** Whether digits, exactly as dialled, call the emergency services of a country. */
export function isEmergency(digits: string, country: string): boolean {
  const { emergency } = shortDescriptionsOf(country);
  return emergency !== null && fits(digits, emergency);
}

/** Whether digits, exactly as dialled, are a short number of a country. */
export function isShort(digits: string, country: string): boolean {
  const { general, short } = shortDescriptionsOf(country);
  return general !== null && short !== null && fits(digits, general) && fits(digits, short);
}

/**
 * All emergency numbers of a country, found by trying: up to a second for some.
 * {@link emergencyNumbersOf} has them ready.
 */
export function findEmergencyNumbers(country: string): readonly string[] {
  const { emergency, general } = shortDescriptionsOf(country);
  const lengths = emergency?.lengths.size ? emergency.lengths : (general?.lengths ?? []);
  return [...lengths].flatMap((length) =>
    Array.from({ length: 10 ** length }, (_, value) => String(value).padStart(length, "0")).filter((digits) =>
      isEmergency(digits, country),
    ),
  );
}
