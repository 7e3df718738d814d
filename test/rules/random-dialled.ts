/** Texts as people, telephones and programs dial them, and as nobody should. */
import { PhoneNumberFormat, metadataOf, phoneUtil } from "../reference/google.ts";
import { codesIn, MORE_EMERGENCY_NUMBERS, neighboursOf } from "../reference/tables.ts";
import { digitsOf, type GeneratedNumber } from "./number-generator.ts";
import type { Dialling } from "./random-dialling.ts";
import type { Random } from "./random.ts";

export type DiallingHome = Dialling & Readonly<{ country: string; extensions: readonly string[] }>;

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
  "[",
  "]",
  "\u2212",
  "\u30fc",
  "\u2053",
  "\u223c",
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
  "w",
  "é",
  "доб",
  "ext",
  "①",
  "½",
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

const callingCodeOf = (country: string): string => String(phoneUtil.getCountryCodeForRegion(country));

/** Numbers of some plans have freephone and company numbers that no area code belongs before. */
const withoutArea = (country: string, random: Random): string => {
  const metadata = metadataOf(country);
  const patterns = [
    metadata.getTollFree(),
    metadata.getPremiumRate(),
    metadata.getSharedCost(),
    metadata.getUan(),
    metadata.getPersonalNumber(),
  ]
    .map((description) => description?.getNationalNumberPattern() ?? "")
    .filter((pattern) => pattern !== "" && pattern !== "NA");
  return patterns.length === 0 ? digits(random, 8) : digitsOf(random.pick(patterns))(random);
};

const COMMON_EMERGENCY = ["112", "911", "999", "101", "102", "103", "110", "119", "15", "000", "190", "933"];

const emergency = (home: DiallingHome, random: Random): string =>
  random.pick([
    ...COMMON_EMERGENCY,
    ...(MORE_EMERGENCY_NUMBERS[home.country] ?? []),
    ...(home.emergencyNumbers ?? []),
    ...(home.emergencyNumbers ?? []),
  ]);

/** `text` in front of which people put a 0 or a plus by habit. */
const withHabit = (text: string, home: DiallingHome, random: Random): string =>
  random.pick(["", "", "", "0", "+", `+${callingCodeOf(home.country)}`, "00", "1"]) + text;

const ofNeighbour = (home: DiallingHome, numbers: readonly GeneratedNumber[], random: Random): string => {
  const neighbours = neighboursOf(home.country);
  if (neighbours.length === 0) return `0${random.pick(["2", "20", "48", "262", "590"])}${digits(random, 8)}`;
  const { begins, dropped, callingCode, before } = random.pick(neighbours);
  const there = numbers
    .filter(({ number }) => number.getCountryCode() === callingCode)
    .map(({ number }) => before + phoneUtil.getNationalSignificantNumber(number));
  const known = there.filter((national) => national.startsWith(before + begins.slice(dropped)));
  if (known.length > 0 && random.chance(0.5)) return begins.slice(0, dropped) + random.pick(known).slice(before.length);
  return begins + digits(random, 6 + random.int(3));
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
    () => `+${trunkPrefix(home.country, random)}${national}`,
    () => `+${random.pick(["00", internationalPrefix(home.country, random)])}${plain}`,
    () => {
      const start = random.pick(["+", "00", internationalPrefix(home.country, random)]);
      const callingCode = String(number.getCountryCode());
      const zero = random.pick(["(0)", "(0) ", " (0) ", "(8)", "(06)", "(1)", "(00)", "[0]"]);
      return `${start}${random.chance(0.5) ? " " : ""}${callingCode}${zero}${national}`;
    },
    () => `0${random.pick(["XX", "xx", "X"])}${national}`,
    () => `0${random.pick(["15", "21", "31"])}${national}`,
    () => `15${national.slice(-8)}`,
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
    () => emergency(home, random),
    () => withHabit(emergency(home, random), home, random),
    () => random.pick(["0", "00", "000", "+", "", "0112", "00112", "+112", "+0112"]),
    () => withoutArea(home.country, random),
    () => digits(random, 5 + random.int(4)),
    () => (home.extensions.length > 0 ? random.pick(home.extensions) : "201"),
    () =>
      random.pick(["*100#", "#1", "*", "#", "*31#", "#31#12", "*21*201#", "*31#100#", "**8", "+*100#", "*31#*31#123"]),
    () => random.pick([...(home.trunkCodes ?? []), "*2000"]).replaceAll("X", () => String(random.int(10))),
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

const asUri = (text: string, home: DiallingHome, random: Random): string => {
  const scheme = random.pick(["sip:", "sips:", "tel:", "SIP:", "Tel:", "sip:sip:", "  sip:", "callto:", "tel://", ""]);
  const user = random.chance(0.4)
    ? text.replace(/[+#* ]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`)
    : text;
  const escaped = random.chance(0.05)
    ? `${user}${random.pick(["%", "%4", "%zz", "%ff", "%40", "%3B1", "%D9%A1", "%EF%BC%91"])}`
    : user;
  const callingCode = random.pick([callingCodeOf(home.country), callingCodeOf(home.country), "7", "1", "44"]);
  const context = random.pick([callingCode, `${callingCode}-(${home.areaCode ?? "212"})`, "example.org", "+1"]);
  const parameters = random.pick([
    "",
    "",
    ";user=phone",
    `;phone-context=+${context}`,
    `;phone-context=+${context}`,
    `;npdi;Phone-Context=+${context};x=y`,
    ";phone-context=example.org",
    ";ext=12;isub=3",
    "?subject=x",
  ]);
  const host = random.pick(["", "@pbx.example.org", "@10.0.0.1:5060;transport=tcp", "@host;user=phone?x=y", "@"]);
  return scheme + escaped + parameters + host;
};

const withSomethingBehind = (text: string, random: Random): string => {
  const mark = random.pick(["x", "X", "ext", "ext.", "Ext:", "extn ", "extension ", "доб.", "доп", "вн ", "#"]);
  return (
    text +
    random.pick([
      () =>
        `${random.pick(["", " ", " (", ", ", ","])}${mark}${digits(random, 1 + random.int(4))}${random.pick(["", "", ")"])}`,
      () =>
        `${random.pick([",", ",,", "p", "w", " p", "P"])}${digits(random, random.int(5))}${random.pick(["", "#", "w1*"])}`,
      () => "#",
      () => `${mark}${random.pick(["1#", "1x2", "", "1,2"])}`,
    ])()
  );
};

const LETTERS = ["CATS", "FLOWERS", "TAXI", "A", "AB", "now", "x", "GO FEDEX", "Ä", "ＣＡＲ"];

const withLetters = (text: string, random: Random): string => {
  const letters = random.pick(LETTERS);
  const kept = random.chance(0.7) ? text.slice(0, Math.max(0, text.length - letters.length)) : text;
  return random.chance(0.1) ? letters + kept : kept + letters;
};

/** What an office dials in front: a code, an outside line, or both. */
const withPrefixes = (text: string, home: DiallingHome, random: Random): string => {
  const codes = Object.keys(codesIn(home.country));
  const own = random.chance(0.5) ? codes.filter((each) => !each.includes("31")) : codes;
  const code = random.chance(0.3) && own.length > 0 ? random.pick(own) + random.pick(["", "", "+"]) : "";
  const foreign = random.chance(0.02) ? random.pick(["*67", "141", "184", "#31#", "*82", "0197"]) : "";
  const usual = home.outsideLine !== undefined && random.chance(0.5);
  const line = usual ? home.outsideLine : random.chance(0.05) ? random.pick(["9", "0", "9+"]) : "";
  return (random.chance(0.7) ? line + code : code + line) + foreign + text;
};

/** `numbers` are valid ones to dial, the company's own surroundings best. */
export const randomDialled = (home: DiallingHome, numbers: readonly GeneratedNumber[], random: Random): string => {
  let text = ofHome(home, random);
  if (random.chance(0.6) && numbers.length > 0) text = ofNumber(random.pick(numbers), home, random);
  if (random.chance(neighboursOf(home.country).length > 0 ? 0.2 : 0.02)) text = ofNeighbour(home, numbers, random);
  if (random.chance(0.1)) text = mangled(text, random);
  if (random.chance(0.4)) text = withPrefixes(text, home, random);
  if (random.chance(0.03)) text = withLetters(text, random);
  // Punctuation inside "(0)" and "XX" would make them something else.
  if (random.chance(0.2) && !/[(X[]/i.test(text)) text = withPunctuation(text, random);
  if (random.chance(0.08)) text = withSomethingBehind(text, random);
  if (random.chance(0.06)) text = inOtherScript(text, random);
  if (random.chance(0.04)) text = withGarbage(text, random);
  if (random.chance(0.1)) text = asUri(text, home, random);
  return text;
};

/** A prefix as an admin may type it. */
export const randomTypedPrefix = (country: string, numbers: readonly GeneratedNumber[], random: Random): string => {
  const text = randomDialled({ country, extensions: [] }, numbers, random);
  return random.chance(0.7) ? text.slice(0, 1 + random.int(9)) : text;
};
