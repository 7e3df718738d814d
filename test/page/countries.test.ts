/** The names of countries: complete, up to date, and found as people look for them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { countryName } from "../../web/countries/country-name.ts";
import { countriesIn, isCountryFound } from "../../web/countries/countries.ts";
import { countriesJson } from "../../lab/countries-json.ts";

type Country = Readonly<{ code: string; callingCode: number; ru: string; en: string; part: string }>;
const file = new URL("../../web/countries/countries.json", import.meta.url);
const { countries, parts } = JSON.parse(readFileSync(file, "utf8")) as {
  countries: Country[];
  parts: { code: string }[];
};

test("the file is what the script makes of the libraries", () => {
  assert.equal(readFileSync(file, "utf8"), countriesJson());
});

test("the browser's own names are the same", () => {
  for (const { code, ru, en } of countries)
    assert.deepEqual([countryName(code, "ru"), countryName(code, "en")], [ru, en], code);
});

test("every country has both names, a calling code and a part of the world", () => {
  assert.ok(countries.length > 240);
  for (const country of countries) {
    assert.match(country.ru, /\p{Script=Cyrillic}/u, country.code);
    assert.match(country.en, /\p{Script=Latin}/u, country.code);
    assert.ok(country.callingCode > 0, country.code);
    assert.ok(
      parts.some(({ code }) => code === country.part),
      country.code,
    );
  }
  assert.ok(countries.some(({ code }) => code === "XK"));
});

test("countries are found by either language, by what people call them, and by the calling code", () => {
  const found = (text: string) =>
    countriesIn("ru")
      .filter((country) => isCountryFound(country, text))
      .map(({ code }) => code);
  const cases: Readonly<Record<string, readonly string[]>> = {
    герм: ["DE"],
    germany: ["DE"],
    эмираты: ["AE"],
    англия: ["GB"],
    голландия: ["NL"],
    "южная корея": ["KR"],
    белоруссия: ["BY"],
    "+375": ["BY"],
    "00 49": ["DE"],
  };
  for (const [text, codes] of Object.entries(cases)) assert.deepEqual(found(text), codes, text);
  assert.ok(found("США").includes("US") && found("UK").includes("GB") && found("корея").length === 2);
});
