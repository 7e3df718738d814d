/** The names of countries: complete, up to date, and found as people look for them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { countriesByPart, countriesIn, isCountryFound } from "../../web/countries/countries.ts";
import { LANGUAGES } from "../../web/words/language.ts";
import { countriesJson } from "../../lab/countries-json.ts";

const file = new URL("../../web/countries/countries.json", import.meta.url);

test("the file is what the script makes of the libraries", () => {
  assert.equal(readFileSync(file, "utf8"), countriesJson());
});

test("every country has a name in every language, a calling code and a part of the world", () => {
  for (const language of LANGUAGES) {
    const countries = countriesIn(language);
    const script = new RegExp(`\\p{Script=${new Intl.Locale(language).maximize().script}}`, "u");
    assert.ok(countries.length > 240);
    for (const { code, name, callingCode } of countries) {
      assert.match(name, script, `${language} ${code}`);
      assert.ok(name !== code && callingCode > 0, `${language} ${code}`);
    }
    assert.ok(countries.some(({ code }) => code === "XK"));
    assert.equal(
      new Set(countriesByPart(language).flatMap((part) => part.countries.map(({ code }) => code))).size,
      countries.length,
    );
  }
});

test("countries are found in every language, by what people call them, and by the calling code", () => {
  const found = (text: string) =>
    countriesIn("ru")
      .filter((country) => isCountryFound(country, text))
      .map(({ code }) => code);
  const cases: Readonly<Record<string, readonly string[]>> = {
    герм: ["DE"],
    deutschl: ["DE"],
    osterreich: ["AT"],
    weißrussland: ["BY"],
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
