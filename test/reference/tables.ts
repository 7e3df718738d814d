/** The tables of docs/rules.md, copied from it by hand: they are not those of the product. */
import { countries, phoneUtil } from "./google.ts";

export type CodePrivacy = "withhold" | "show" | "switch";

const callingCodeOf = (country: string): number => phoneUtil.getCountryCodeForRegion(country);

const NORTH_AMERICA = countries.filter((country) => callingCodeOf(country) === 1);

const EVERYWHERE: Readonly<Record<string, CodePrivacy>> = { "*31#": "switch", "#31#": "switch", "*31*": "switch" };

const BRITAIN: Readonly<Record<string, CodePrivacy>> = { "141": "withhold", "1470": "show" };

const OF_COUNTRIES: Readonly<Record<string, Readonly<Record<string, CodePrivacy>>>> = {
  ...Object.fromEntries(NORTH_AMERICA.map((country) => [country, { "*67": "withhold", "*82": "show" } as const])),
  GB: BRITAIN,
  GG: BRITAIN,
  JE: BRITAIN,
  IM: BRITAIN,
  IE: { "141": "withhold", "142": "show" },
  AU: { "1831": "withhold", "1832": "show" },
  JP: { "184": "withhold", "186": "show" },
  FR: { "3651": "withhold" },
  HK: { "133": "withhold", "1357": "show" },
  NZ: { "0197": "withhold" },
  KR: { "*23#": "withhold", "169": "withhold" },
  ES: { "067": "withhold" },
};

/** The codes that withhold or show the number for one call, as they are dialled in a country. */
export const codesIn = (country: string): Readonly<Record<string, CodePrivacy>> => ({
  ...EVERYWHERE,
  ...OF_COUNTRIES[country],
});

export const EMERGENCY_EVERYWHERE: readonly string[] = ["112", "911", "999"];

/** Emergency numbers that libphonenumber's isEmergencyNumber does not know. */
export const MORE_EMERGENCY_NUMBERS: Readonly<Record<string, readonly string[]>> = {
  UZ: ["101", "102", "103", "104"],
  RU: ["104", "04"],
  KZ: ["104"],
  ES: ["061", "062", "080", "091", "092"],
  FR: ["114", "191", "196"],
  IT: ["114", "1515", "1530"],
  TR: ["156", "158", "177"],
  JP: ["118"],
  KR: ["122"],
  SA: ["998"],
  RS: ["192", "193", "194"],
  BR: ["185"],
  PE: ["110"],
  AT: ["128", "140"],
  UY: ["104", "105", "106"],
  MA: ["150", "190"],
  DZ: ["1548"],
  IQ: ["130"],
  EC: ["115"],
  PA: ["104"],
  US: ["933"],
  CA: ["933"],
};

/** What is dialled at home to reach a neighbour. `country` is null where several share the numbers. */
export type Neighbour = Readonly<{
  /** What the dialled text begins with. */
  begins: string;
  /** How many digits of it are no part of the number. */
  dropped: number;
  callingCode: number;
  /** What stands before the rest of the text. */
  before: string;
  country: string | null;
}>;

const overseas = (callingCode: number, country: string | null, ...begins: string[]): Neighbour[] =>
  begins.map((each) => ({ begins: each, dropped: 1, callingCode, before: "", country }));

/** France and what is dialled as if it were in France. */
export const FRENCH: readonly string[] = ["FR", "RE", "YT", "GP", "BL", "MF", "MQ", "GF"];

const OF_FRENCH: readonly Neighbour[] = [
  ...overseas(262, "RE", "0262", "0263", "0692", "0693"),
  ...overseas(262, "YT", "0269", "0639"),
  ...overseas(590, null, "0590", "0690", "0691"),
  ...overseas(596, null, "0596", "0696", "0697"),
  ...overseas(594, null, "0594", "0694"),
];

export const neighboursOf = (country: string): readonly Neighbour[] => {
  if (FRENCH.includes(country)) return OF_FRENCH;
  if (country === "IE") return [{ begins: "048", dropped: 3, callingCode: 44, before: "28", country: null }];
  if (country === "MY") return [{ begins: "02", dropped: 2, callingCode: 65, before: "", country: null }];
  if (country === "SG") return [{ begins: "020", dropped: 3, callingCode: 60, before: "", country: null }];
  return [];
};

/** The plans whose fixed-line or mobile numbers may begin with 0. */
export const PLANS_WITH_ZERO: readonly number[] = [39, 378, 225, 226, 229, 241, 242, 250];
