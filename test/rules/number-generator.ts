/** Valid telephone numbers of the whole world, made from the patterns of google-libphonenumber's metadata. */
import {
  PhoneNumberFormat,
  countries,
  metadataOf,
  phoneNumberOf,
  phoneUtil,
  type Metadata,
  type PhoneNumber,
} from "../reference/google.ts";
import type { Random } from "./random.ts";

/** A pattern as a tree: what it consists of are digits, `\d`, classes, groups, alternations, `?` and `{n,m}`. */
type Pattern =
  | Readonly<{ digits: string }>
  | Readonly<{ choices: readonly Pattern[] }>
  | Readonly<{ sequence: readonly Pattern[] }>
  | Readonly<{ repeated: Pattern; least: number; most: number }>;

const digitsOfClass = (inside: string): string =>
  inside
    .replaceAll("\\d", "0-9")
    .replace(/(\d)-(\d)/g, (_, from: string, to: string) => "0123456789".slice(Number(from), Number(to) + 1));

const parsePattern = (source: string): Pattern => {
  let at = 0;
  const unexpected = (): never => {
    throw new Error(`cannot read ${source} at ${at}`);
  };

  const take = (pattern: RegExp): RegExpExecArray | null => {
    const sticky = new RegExp(pattern, "y");
    sticky.lastIndex = at;
    const match = sticky.exec(source);
    if (match !== null) at += match[0].length;
    return match;
  };

  const atom = (): Pattern => {
    if (take(/\((?:\?:)?/) !== null) {
      const inside = choices();
      if (take(/\)/) === null) unexpected();
      return inside;
    }
    if (take(/\\d/) !== null) return { digits: "0123456789" };
    const digit = take(/\d/);
    if (digit !== null) return { digits: digit[0] };
    const ofClass = take(/\[([\d-]|\\d)+\]/);
    return ofClass === null ? unexpected() : { digits: digitsOfClass(ofClass[0].slice(1, -1)) };
  };

  const repeated = (): Pattern => {
    const one = atom();
    if (take(/\?/) !== null) return { repeated: one, least: 0, most: 1 };
    const [, least, , most] = take(/\{(\d+)(,(\d+))?\}/) ?? [];
    return least === undefined ? one : { repeated: one, least: Number(least), most: Number(most ?? least) };
  };

  const sequence = (): Pattern => {
    const parts: Pattern[] = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") parts.push(repeated());
    return { sequence: parts };
  };

  const choices = (): Pattern => {
    const all = [sequence()];
    while (take(/\|/) !== null) all.push(sequence());
    return { choices: all };
  };

  const whole = choices();
  return at === source.length ? whole : unexpected();
};

const generate = (pattern: Pattern, random: Random): string => {
  if ("digits" in pattern) return pattern.digits.charAt(random.int(pattern.digits.length));
  if ("choices" in pattern) return generate(random.pick(pattern.choices), random);
  if ("sequence" in pattern) return pattern.sequence.map((part) => generate(part, random)).join("");
  const times = pattern.least + random.int(pattern.most - pattern.least + 1);
  return Array.from({ length: times }, () => generate(pattern.repeated, random)).join("");
};

/** Digits that match a pattern of libphonenumber's metadata. */
export const digitsOf = (source: string): ((random: Random) => string) => {
  const pattern = parsePattern(source);
  return (random) => generate(pattern, random);
};

/** `home` is null for a calling code that is no territory's, such as +800. */
export type GeneratedNumber = Readonly<{ number: PhoneNumber; e164: string; home: string | null }>;

export type NumberSource = Readonly<{
  callingCode: number;
  /** Null where what came out is not valid: the pattern of one type says less than all rules together. */
  next: (random: Random) => GeneratedNumber | null;
}>;

const patternsOf = (metadata: Metadata): string[] =>
  [
    metadata.getFixedLine(),
    metadata.getMobile(),
    metadata.getTollFree(),
    metadata.getPremiumRate(),
    metadata.getSharedCost(),
    metadata.getPersonalNumber(),
    metadata.getVoip(),
    metadata.getPager(),
    metadata.getUan(),
    metadata.getVoicemail(),
  ]
    .map((description) => description?.getNationalNumberPattern() ?? "")
    .filter((pattern) => pattern !== "" && pattern !== "NA");

const sourceOf = (callingCode: number, home: string | null, metadata: Metadata): NumberSource => {
  const types = [...new Set(patternsOf(metadata))].map(digitsOf);
  return {
    callingCode,
    next: (random) => {
      const number = phoneNumberOf(callingCode, random.pick(types)(random));
      if (!phoneUtil.isValidNumber(number)) return null;
      const e164 = phoneUtil.format(number, PhoneNumberFormat.E164);
      return /^\+[1-9]\d{6,14}$/.test(e164) ? { number, e164, home } : null;
    },
  };
};

const nonGeographicSource = (callingCode: number): NumberSource => {
  const metadata = phoneUtil.getMetadataForNonGeographicalRegion(callingCode);
  if (metadata === null) throw new Error(`no metadata of +${callingCode}`);
  return sourceOf(callingCode, null, metadata);
};

/** One source for each of the 245 regions and for each calling code that is no territory's. */
export const numberSources = (): NumberSource[] => [
  ...countries.map((country) => sourceOf(phoneUtil.getCountryCodeForRegion(country), country, metadataOf(country))),
  ...phoneUtil.getSupportedGlobalNetworkCallingCodes().map(nonGeographicSource),
];

/**
 * `count` different valid numbers, as evenly over the sources as the sources have numbers.
 * Sources of one calling code must not be parted, or the same number might come from both.
 */
export function* distinctNumbers(
  sources: readonly NumberSource[],
  count: number,
  random: Random,
): Generator<GeneratedNumber> {
  const seen = new Set<string>();
  const fruitless = new Map<NumberSource, number>();
  let live = [...sources];
  while (live.length > 0) {
    for (const source of live) {
      const generated = source.next(random);
      if (generated === null || seen.has(generated.e164)) {
        fruitless.set(source, (fruitless.get(source) ?? 0) + 1);
        continue;
      }
      fruitless.set(source, 0);
      seen.add(generated.e164);
      yield generated;
      if (seen.size === count) return;
    }
    live = live.filter((source) => (fruitless.get(source) ?? 0) < 100);
  }
}
