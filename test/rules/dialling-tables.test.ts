/** The tables of the rules stand here twice: as the product's data, and as the reference's, copied from the rules. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { homeOf } from "../../src/number/home.ts";
import moreEmergencyNumbers from "../../src/number/more-emergency-numbers.json" with { type: "json" };
import neighbours from "../../src/number/neighbours.json" with { type: "json" };
import { understand } from "../../src/number/understand.ts";
import withholdingCodes from "../../src/number/withholding-codes.json" with { type: "json" };
import { countries } from "../reference/google.ts";
import { callingCodeOf } from "../reference/plan.ts";
import { codesIn, MORE_EMERGENCY_NUMBERS, neighboursOf } from "../reference/tables.ts";
import { understandSlowly } from "../reference/understand.ts";

/** `dialled` is what the line is about, from a desk phone. */
const readAlike = (dialled: string, country: string): void =>
  assert.deepEqual(
    understand(dialled, homeOf({ country }), "desk_phone"),
    understandSlowly(dialled, { country }, "desk_phone"),
    `${dialled} in ${country}`,
  );

describe("codes that withhold or show the number", () => {
  const countriesOf = (row: (typeof withholdingCodes)[number]): readonly string[] => {
    if (typeof row.countries !== "string") return row.countries;
    return countries.filter((each) => row.countries === "all" || row.countries === `+${callingCodeOf(each)}`);
  };

  for (const row of withholdingCodes)
    test(`${row.code} in ${String(row.countries)}: ${row.privacy}`, () => {
      assert.ok(countriesOf(row).length > 0);
      for (const country of countriesOf(row)) {
        assert.equal(codesIn(country)[row.code], row.privacy, country);
        readAlike(`${row.code}+12125551234`, country);
        readAlike(`${row.code}112`, country);
      }
    });

  test("there are no others", () => {
    const told = new Set(withholdingCodes.flatMap((row) => countriesOf(row).map((each) => `${row.code} ${each}`)));
    const known = countries.flatMap((each) => Object.keys(codesIn(each)).map((code) => `${code} ${each}`));
    assert.deepEqual(told, new Set(known));
  });
});

describe("emergency numbers that libphonenumber does not know", () => {
  for (const { country, numbers, source } of moreEmergencyNumbers)
    test(`${numbers.join(", ")} in ${country}`, () => {
      assert.notEqual(source, "");
      for (const number of numbers) {
        const { destination } = understand(number, homeOf({ country }), "desk_phone");
        assert.deepEqual(destination, { kind: "emergency", e164: null, country: null, digits: number });
        readAlike(number, country);
        readAlike(`*31#${number}`, country);
        readAlike(`0${number}`, country);
      }
    });

  test("there are no others", () => {
    const told = Map.groupBy(moreEmergencyNumbers, ({ country }) => country);
    const numbersOf = new Map([...told].map(([country, rows]) => [country, rows.flatMap(({ numbers }) => numbers)]));
    assert.deepEqual(numbersOf, new Map(Object.entries(MORE_EMERGENCY_NUMBERS)));
  });
});

describe("neighbours", () => {
  for (const { homes, dialled, e164, source } of neighbours)
    test(`${dialled} in ${homes.join(", ")} is ${e164}`, () => {
      assert.notEqual(source, "");
      for (const home of homes) {
        const row = neighboursOf(home).find(({ begins }) => begins === dialled);
        assert.ok(row !== undefined, home);
        assert.equal(`+${row.callingCode}${row.before}${dialled.slice(row.dropped)}`, e164);
        for (const rest of ["123456", "201234", "21612345", "62211234", "321611234", "90123456"])
          readAlike(dialled + rest, home);
      }
    });

  test("there are no others", () => {
    const told = new Set(neighbours.flatMap(({ homes, dialled }) => homes.map((home) => `${dialled} ${home}`)));
    const known = countries.flatMap((each) => neighboursOf(each).map(({ begins }) => `${begins} ${each}`));
    assert.deepEqual(told, new Set(known));
  });
});
