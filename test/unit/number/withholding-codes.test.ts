/** Each line of the table of codes: docs/rules.md, "Understanding what was dialled", step 2. */
import assert from "node:assert/strict";
import { test } from "node:test";
import libphonenumber from "google-libphonenumber";
import { countries } from "../../../src/number/country.ts";
import { homeOf } from "../../../src/number/home.ts";
import { planOf } from "../../../src/number/numbering-plan.ts";
import { understand } from "../../../src/number/understand.ts";
import { codesOf } from "../../../src/number/withholding-codes.ts";
import table from "../../../src/number/withholding-codes.json" with { type: "json" };

const util = libphonenumber.PhoneNumberUtil.getInstance();

function countriesOf({ countries: named }: (typeof table)[number]): readonly string[] {
  if (typeof named !== "string") return named;
  return [...countries].filter((country) => named === "all" || named === `+${planOf(country).callingCode}`);
}

for (const row of table)
  test(`${row.code} in ${String(row.countries)}: ${row.privacy}`, () => {
    const homes = countriesOf(row);
    assert.ok(homes.length > 0);
    assert.ok(row.source.length > 0);
    for (const country of homes) {
      assert.ok(codesOf(country).some(({ code, privacy }) => code === row.code && privacy === row.privacy));
      const home = homeOf({ country });
      const abroad = understand(`${row.code}+12125550123`, home, "desk_phone");
      assert.deepEqual([abroad.destination.e164, abroad.privacy], ["+12125550123", row.privacy], country);
      const help = understand(`${row.code}112`, home, "desk_phone");
      // All of it is a short number of the Isle of Man, which has every number of six digits that begins with 1.
      if (country === "IM" && row.code === "141") continue;
      assert.deepEqual([help.destination.kind, help.destination.digits], ["emergency", "112"], country);
      const example = util.getExampleNumber(country);
      const national = util.format(example, libphonenumber.PhoneNumberFormat.NATIONAL);
      const plain = understand(national, home, "desk_phone");
      const coded = understand(`${row.code}${national}`, home, "desk_phone");
      if (plain.destination.kind !== "external") continue;
      assert.deepEqual(
        coded,
        { destination: plain.destination, privacy: row.privacy },
        `${row.code} ${national} in ${country}`,
      );
    }
  });

test("a longer code is not taken for the shorter one that it begins with", () => {
  const { destination, privacy } = understand("147002079460123", homeOf({ country: "GB" }), "desk_phone");
  assert.deepEqual([destination.e164, privacy], ["+442079460123", "show"]);
});
