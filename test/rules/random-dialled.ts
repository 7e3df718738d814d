/** Texts as people, telephones and programs dial them, and as nobody should. */
import { PhoneNumberFormat, metadataOf, phoneUtil } from "../reference/google.ts";
import { digitsOf, type GeneratedNumber } from "./number-generator.ts";
import type { Random } from "./random.ts";

export type DiallingHome = Readonly<{ country: string; areaCode?: string | undefined; extensions: readonly string[] }>;

const PUNCTUATION = [
  " ",
  "-",
  ".",
  "(",
  ")",
  "/",
  "~",
  "\u00a0",
  "\u2009",
  "\u2013",
  "\u2011",
  "\u200e",
  "\u202c",
  "\u00ad",
];
const GARBAGE = [
  "a",
  "x",
  "+",
  "*",
  "#",
  ",",
  ";",
  "@",
  ":",
  "\t",
  "\n",
  "\u0000",
  "\uff0b",
  "\u2212",
  "%",
  "p",
  "ж",
  "٫",
  "?",
];
const ZEROS_OF_SCRIPTS = [0x0660, 0x06f0, 0x0966, 0x0e50, 0xff10, 0x1d7ce, 0x1d7f6, 0x1fbf0];

const digits = (random: Random, length: number): string =>
  Array.from({ length }, () => String(random.int(10))).join("");

const digitsAbout = (random: Random): string => digits(random, 1 + random.int(random.chance(0.1) ? 34 : 14));

/** The international prefix of a country as someone there dials it. */
export const internationalPrefix = (country: string, random: Random): string =>
  digitsOf(metadataOf(country).getInternationalPrefix() ?? "00")(random);

const trunkPrefix = (country: string, random: Random): string => {
  const pattern = metadataOf(country).getNationalPrefixForParsing() ?? "0";
  const literal = metadataOf(country).getNationalPrefix() ?? "0";
  return /^[\d?|]+$/.test(pattern) ? digitsOf(pattern)(random) : literal;
};

const mangled = (text: string, random: Random): string =>
  random.pick([
    () => text.slice(0, -1 - random.int(3)),
    () => text + digits(random, 1 + random.int(3)),
    () => text.replace(/\d(?=\d*$)/, String(random.int(10))),
    () => text.slice(random.int(4)),
  ])();

const ofNumber = ({ number, e164 }: GeneratedNumber, home: DiallingHome, random: Random): string => {
  const plain = e164.slice(1);
  const national = phoneUtil.getNationalSignificantNumber(number);
  return random.pick([
    () => e164,
    () => plain,
    () => `00${plain}`,
    () => internationalPrefix(home.country, random) + plain,
    () => phoneUtil.format(number, PhoneNumberFormat.NATIONAL),
    () => phoneUtil.format(number, PhoneNumberFormat.INTERNATIONAL),
    () => trunkPrefix(home.country, random) + national,
    () => national,
    () => (national.startsWith(home.areaCode ?? "x") ? national.slice(home.areaCode?.length) : national.slice(-7)),
    () => `+${plain.slice(0, 3)}${trunkPrefix(home.country, random)}${plain.slice(3)}`,
  ])();
};

const ofHome = (home: DiallingHome, random: Random): string =>
  random.pick([
    () => digitsAbout(random),
    () => `+${digitsAbout(random)}`,
    () => `00${digitsAbout(random)}`,
    () => internationalPrefix(home.country, random) + digitsAbout(random),
    () => trunkPrefix(home.country, random) + digitsAbout(random),
    () => `${phoneUtil.getCountryCodeForRegion(home.country)}${digitsAbout(random)}`,
    () => `+${phoneUtil.getCountryCodeForRegion(home.country)}${digitsAbout(random)}`,
    () => digits(random, 2 + random.int(5)),
    () => random.pick(["1", "9", "0"]) + digits(random, 2),
    () => random.pick(["1", "9", "0"]) + digits(random, 2),
    () => `1${digits(random, 2 + random.int(4))}`,
    () => random.pick(["112", "911", "999", "101", "102", "103", "110", "119", "000", "190"]),
    () => random.pick(["112", "911", "999", "101", "102", "103", "+112", "00112", "0", "00", "000", "+", ""]),
    () => (home.extensions.length > 0 ? random.pick(home.extensions) : "201"),
    () =>
      random.pick(["*100#", "#1", "*", "#", "*31#", "#31#12", "*21*201#", "*31#100#", "**8", "+*100#", "*31#*31#123"]),
  ])();

const withPunctuation = (text: string, random: Random): string =>
  Array.from(text)
    .map((character) => (random.chance(0.2) ? random.pick(PUNCTUATION) + character : character))
    .join("");

const inOtherScript = (text: string, random: Random): string => {
  const zero = random.pick(ZEROS_OF_SCRIPTS);
  return text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
};

const withGarbage = (text: string, random: Random): string => {
  const at = random.int(text.length + 1);
  return text.slice(0, at) + random.pick(GARBAGE) + text.slice(at);
};

const asUri = (text: string, random: Random): string => {
  const scheme = random.pick(["sip:", "sips:", "tel:", "SIP:", "Tel:", "sip:sip:", "  sip:"]);
  const user = random.chance(0.4)
    ? text.replace(/[+#* ]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`)
    : text;
  const escaped = random.chance(0.05)
    ? `${user}${random.pick(["%", "%4", "%zz", "%ff", "%40", "%3B1", "%D9%A1"])}`
    : user;
  const parameters = random.pick(["", "", ";user=phone", ";phone-context=+7", ";ext=12;isub=3"]);
  const host = random.pick(["", "@pbx.example.org", "@10.0.0.1:5060;transport=tcp", "@host;user=phone?x=y", "@"]);
  return scheme + escaped + parameters + host;
};

/** `numbers` are valid ones to dial, the company's own surroundings best. */
export const randomDialled = (home: DiallingHome, numbers: readonly GeneratedNumber[], random: Random): string => {
  let text =
    random.chance(0.6) && numbers.length > 0 ? ofNumber(random.pick(numbers), home, random) : ofHome(home, random);
  if (random.chance(0.15)) text = mangled(text, random);
  if (random.chance(0.1)) text = random.pick(["*31#", "#31#", "*31#+"]) + text;
  if (random.chance(0.2)) text = withPunctuation(text, random);
  if (random.chance(0.08)) text = inOtherScript(text, random);
  if (random.chance(0.05)) text = withGarbage(text, random);
  if (random.chance(0.1)) text = asUri(text, random);
  return text;
};

/** A prefix as an admin may type it. */
export const randomTypedPrefix = (country: string, numbers: readonly GeneratedNumber[], random: Random): string => {
  const home = { country, extensions: [] };
  const text = randomDialled(home, numbers, random);
  return random.chance(0.7) ? text.slice(0, 1 + random.int(9)) : text;
};
