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
  assert.deepEqual(coveredCountry("JM", "US", ["+1658", "+1876"]), ["+1658", "+1876"]);
  assert.deepEqual(coveredCountry("JM", "US", ["+1", "+1876"]), ["+1", "+1876"]);
  assert.equal(coveredCountry("JM", "US", ["+1876", "+49"]), null);
  assert.equal(coveredCountry("US", "JM", ["+1212"]), null);
});

test("numbers that the home country shares are its own, so all of the calling code has to be covered", () => {
  assert.equal(coveredCountry("JM", "JM", ["+1658", "+1876"]), null);
  assert.deepEqual(coveredCountry("JM", "JM", ["+1"]), ["+1"]);
  assert.equal(coveredCountry("SM", "DE", ["+378"]), null);
  assert.deepEqual(coveredCountry("SM", "DE", ["+378", "+390549"]), ["+378", "+390549"]);
});

test("a call can go to a number of no plan, but not to one without a calling code", () => {
  for (const prefix of ["+4930", "+49030", "+3", "+37", "+375495", "+123456789012345"])
    assert.ok(isReachable(prefix), prefix);
  for (const prefix of ["+210", "+999", "+1234567890123456"]) assert.ok(!isReachable(prefix), prefix);
});
