/** How a company dials: its own fields, at random. */
import { DEVICES } from "../../src/number/device.ts";
import type { Device } from "../../src/policy/company.ts";
import { metadataOf, phoneUtil } from "../reference/google.ts";
import { codesIn } from "../reference/tables.ts";
import type { GeneratedNumber } from "./number-generator.ts";
import type { Random } from "./random.ts";

export type Dialling = Readonly<{
  areaCode?: string;
  outsideLine?: string;
  emergencyNumbers?: string[];
  trunkCodes?: string[];
  bare?: Device[];
}>;

const OUTSIDE_LINES = ["0", "9", "9", "8", "1", "00", "99", "7", "01", "81", "123", "000"];
const EMERGENCY_NUMBERS = ["555", "22", "2222", "01", "101", "104", "9911", "55555", "700000", "118", "0112"];
const TRUNK_CODES = ["*XXXX", "*1XX#", "#9X", "**X", "*100#", "*XX*X", "*31#XXXX", "*21*XXX#", "##"];

/** Countries that the rules name, or whose numbering plans have something of their own. */
export const PECULIAR_COUNTRIES: readonly string[] = (
  "AG AR AT AU BG BL BR BY CA CI CL CN CO CZ DE DJ ES FI FR GB GF GG GP HK HU ID IE IL IM IT JP KE KR KZ " +
  "LT MC MQ MX MY NO NZ PL RE RU SE SG SJ SM TH TR TZ UA US UY UZ VA VN YT"
).split(" ");

/** The first digits of a number there, or any digits. */
const areaCodeNear = (near: readonly GeneratedNumber[], random: Random): string => {
  const anyDigits = String(1 + random.int(9999));
  if (near.length === 0 || random.chance(0.2)) return anyDigits;
  const national = phoneUtil.getNationalSignificantNumber(random.pick(near).number);
  return national.slice(0, 1 + random.int(4));
};

const outsideLine = (country: string, random: Random): string => {
  const trunkPrefix = metadataOf(country).getNationalPrefix() ?? "0";
  const code = random.pick(Object.keys(codesIn(country))).replace(/\D/g, "");
  return random.pick([
    ...OUTSIDE_LINES,
    trunkPrefix,
    trunkPrefix,
    code.slice(0, 3),
    String(random.int(1000)),
    String(phoneUtil.getCountryCodeForRegion(country)),
  ]);
};

/** `near` are numbers of the country. Each field is left out often, so that its default is tried too. */
export const randomDialling = (country: string, near: readonly GeneratedNumber[], random: Random): Dialling => ({
  ...(random.chance(0.5) ? { areaCode: areaCodeNear(near, random) } : {}),
  ...(random.chance(0.4) ? { outsideLine: outsideLine(country, random) } : {}),
  ...(random.chance(0.3) ? { emergencyNumbers: random.some(EMERGENCY_NUMBERS, 0.3) } : {}),
  ...(random.chance(0.3) ? { trunkCodes: random.some(TRUNK_CODES, 0.4) } : {}),
  ...(random.chance(0.3) ? { bare: random.some(DEVICES, 0.4) } : {}),
});
