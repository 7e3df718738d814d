/** The list of countries that the page shows, from CLDR's names and libphonenumber's countries. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import libphonenumber from "google-libphonenumber";

const root = join(import.meta.dirname, "..");

const cldr = (path: string): unknown => JSON.parse(readFileSync(join(root, "node_modules", path), "utf8"));

type Names = { main: Record<string, { localeDisplayNames: { territories: Record<string, string> } }> };
const namesIn = (language: string) =>
  (cldr(`cldr-localenames-full/main/${language}/territories.json`) as Names).main[language]!.localeDisplayNames
    .territories;

/** Parts of the world by their UN M49 code, as CLDR contains countries in them. */
const PARTS = ["150", "142", "002", "021", "013", "029", "005", "009"];

type Containment = { supplemental: { territoryContainment: Record<string, { _contains: string[] }> } };
const { territoryContainment } = (cldr("cldr-core/supplemental/territoryContainment.json") as Containment).supplemental;

function isIn(part: string, country: string): boolean {
  return (territoryContainment[part]?._contains ?? []).some((inner) => inner === country || isIn(inner, country));
}

/** Common names of countries that CLDR does not have. */
const COMMON: Readonly<Record<string, string>> = {
  AE: "Эмираты Emirates UAE",
  BY: "Белоруссия",
  CI: "Берег Слоновой Кости",
  CN: "КНР PRC",
  GB: "Англия Шотландия Уэльс England Scotland Wales",
  KP: "Северная Корея",
  KR: "Южная Корея",
  MD: "Молдавия",
  NL: "Голландия Holland",
  RU: "РФ",
  TM: "Туркмения",
  US: "Америка America USA",
};

/** CLDR's shorter and other names, and the common ones: for searching, never shown. */
const otherNames = (code: string, ...languages: readonly Record<string, string>[]) =>
  [...languages.flatMap((names) => [names[`${code}-alt-short`], names[`${code}-alt-variant`]]), COMMON[code]].filter(
    Boolean,
  );

/** The text of web/countries/countries.json. */
export function countriesJson(): string {
  const util = libphonenumber.PhoneNumberUtil.getInstance();
  const [ru, en] = [namesIn("ru"), namesIn("en")];
  const countries = util
    .getSupportedRegions()
    .toSorted()
    .map((code) => ({
      code,
      callingCode: util.getCountryCodeForRegion(code),
      ru: ru[code],
      en: en[code],
      also: otherNames(code, ru, en).join(" ") || undefined,
      part: PARTS.find((part) => isIn(part, code)) ?? "150",
    }));
  const parts = PARTS.map((code) => ({ code, ru: ru[code], en: en[code] }));
  return `${JSON.stringify({ parts, countries })}\n`;
}
