/** The list of countries that the page shows, from libphonenumber, with what else CLDR calls them. */
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
  AE: "Эмираты Emirates UAE Emirate",
  BY: "Белоруссия Weißrussland",
  CI: "Берег Слоновой Кости Elfenbeinküste",
  CN: "КНР PRC",
  CZ: "Tschechische Republik",
  GB: "Англия Шотландия Уэльс England Scotland Wales Great Britain Großbritannien Schottland",
  KG: "Кыргызстан Kirgisien",
  KP: "Северная Корея",
  KR: "Южная Корея",
  MD: "Молдавия Moldawien",
  NL: "Голландия Holland",
  RU: "РФ Russian Federation",
  TM: "Туркмения",
  US: "Америка America USA Amerika",
};

/** CLDR's shorter and other names, and the common ones: for searching, never shown. */
const otherNames = (code: string, ...languages: readonly Record<string, string>[]) =>
  [...languages.flatMap((names) => [names[`${code}-alt-short`], names[`${code}-alt-variant`]]), COMMON[code]].filter(
    Boolean,
  );

/** The text of web/countries/countries.json. */
export function countriesJson(): string {
  const util = libphonenumber.PhoneNumberUtil.getInstance();
  const names = ["ru", "en", "de"].map(namesIn);
  const countries = util
    .getSupportedRegions()
    .toSorted()
    .map((code) => ({
      code,
      callingCode: util.getCountryCodeForRegion(code),
      also: [...new Set(otherNames(code, ...names))].join(" ") || undefined,
      part: PARTS.find((part) => isIn(part, code)) ?? "150",
    }));
  return `${JSON.stringify(countries)}\n`;
}
