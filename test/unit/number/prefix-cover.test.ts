/** Which numbers prefixes leave: docs/rules.md, "Warnings". */
import assert from "node:assert/strict";
import { test } from "node:test";
import libphonenumber, { type PhoneNumberType } from "google-libphonenumber";
import { startsOf } from "../../../src/number/numbering-plan.ts";
import { coveredCountry, isReachable } from "../../../src/number/prefix-cover.ts";

const { PhoneNumberFormat, PhoneNumberType: Types, PhoneNumberUtil } = libphonenumber;
const util = PhoneNumberUtil.getInstance();
const types = Object.values(Types).filter((type) => typeof type === "number") as PhoneNumberType[];

const examplesOf = (country: string): string[] =>
  types
    .map((type) => util.getExampleNumberForType(country, type))
    .filter((number) => number && util.getRegionCodeForNumber(number) === country)
    .map((number) => util.format(number, PhoneNumberFormat.E164));

test("every number of a country starts with one of its starts", () => {
  let examples = 0;
  for (const country of util.getSupportedRegions())
    for (const number of examplesOf(country)) {
      assert.ok(
        startsOf(country).some((start) => number.startsWith(start)),
        `${number} of ${country}: ${startsOf(country).join(" ")}`,
      );
      examples++;
    }
  assert.ok(examples > 1_000);
});

test("starts are calling codes, with leading digits where several countries share one", () => {
  assert.deepEqual(startsOf("DE"), ["+49"]);
  assert.deepEqual(startsOf("US"), ["+1"]);
  assert.deepEqual(startsOf("JM"), ["+1658", "+1876"]);
  assert.deepEqual(startsOf("VA"), ["+3906698"]);
  assert.deepEqual(startsOf("IM"), ["+441624", "+4474576", "+447524", "+447624"]);
});

test("a country is covered by prefixes of all its starts", () => {
  assert.deepEqual(coveredCountry("JM", ["+1658", "+1876"]), ["+1658", "+1876"]);
  assert.deepEqual(coveredCountry("JM", ["+1", "+1876"]), ["+1", "+1876"]);
  assert.equal(coveredCountry("JM", ["+1876", "+49"]), null);
  assert.equal(coveredCountry("US", ["+1212"]), null);
});

test("a prefix is reachable as often as it is asked about", () => {
  for (let times = 0; times < 2; times++) {
    assert.ok(isReachable("+4930"));
    assert.ok(!isReachable("+49030"));
  }
});
