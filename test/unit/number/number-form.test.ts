/** Numbers in the forms that carriers want, against libphonenumber where it defines them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import libphonenumber from "google-libphonenumber";
import { countries } from "../../../src/number/country.ts";
import { written } from "../../../src/number/number-form.ts";

const { PhoneNumberUtil, PhoneNumberFormat, PhoneNumberType } = libphonenumber;
const util = PhoneNumberUtil.getInstance();

const national = (e164: string, country: string) => written(e164, { form: "national", country });
const bare = (e164: string, country: string) => written(e164, { form: "bare", country });
const digitsOf = (text: string) => text.replaceAll(/\D/g, "");

test("E.164 with and without its plus is the same everywhere", () => {
  assert.equal(written("+375291234567", { form: "plus" }), "+375291234567");
  assert.equal(written("+375291234567", { form: "digits" }), "375291234567");
});

describe("a number is written as it is dialled", () => {
  for (const [what, e164, country, asNational, asBare] of [
    ["in Belarus", "+375291234567", "BY", "80291234567", "291234567"],
    ["abroad from Belarus", "+49301234567", "BY", "81049301234567", "81049301234567"],
    [
      "a toll-free one of Belarus, whose trunk prefix is followed by 0",
      "+3758012345678",
      "BY",
      "88012345678",
      "8012345678",
    ],
    ["in Russia", "+74951234567", "RU", "84951234567", "4951234567"],
    ["a Kazakh one from Russia, which shares its calling code", "+77273001122", "RU", "87273001122", "7273001122"],
    ["a Russian one from Kazakhstan", "+74951234567", "KZ", "84951234567", "4951234567"],
    ["in Germany", "+49301234567", "DE", "0301234567", "301234567"],
    ["abroad from Germany", "+375291234567", "DE", "00375291234567", "00375291234567"],
    ["in Italy, whose 0 belongs to the number", "+390612345678", "IT", "0612345678", "0612345678"],
    ["an Italian mobile one", "+393123456789", "IT", "3123456789", "3123456789"],
    ["in Poland, which has no trunk prefix", "+48221234567", "PL", "221234567", "221234567"],
    ["in the United States", "+12125550123", "US", "12125550123", "2125550123"],
    ["a Canadian one from the United States", "+14165550123", "US", "14165550123", "4165550123"],
    ["abroad from the United States", "+442071234567", "US", "011442071234567", "011442071234567"],
    ["in Great Britain", "+442071234567", "GB", "02071234567", "2071234567"],
    ["one of Jersey from Great Britain", "+441534123456", "GB", "01534123456", "1534123456"],
    ["one of Great Britain from Guernsey", "+442071234567", "GG", "02071234567", "2071234567"],
    ["an Argentine mobile one, with its 15", "+5491123456789", "AR", "0111523456789", "91123456789"],
    ["a fixed Argentine one", "+541123456789", "AR", "01123456789", "1123456789"],
    ["in France", "+33123456789", "FR", "0123456789", "123456789"],
    ["abroad from Australia, whose prefixes are several", "+12125550123", "AU", "001112125550123", "001112125550123"],
    ["abroad from Japan", "+12125550123", "JP", "01012125550123", "01012125550123"],
    ["in Hungary, whose trunk prefix is 06", "+3612345678", "HU", "0612345678", "12345678"],
    ["in Lithuania", "+37061234567", "LT", "061234567", "61234567"],
    ["international freephone", "+80012345678", "BY", "81080012345678", "81080012345678"],
    ["that has no format, at home", "+375111", "BY", "111", "111"],
    ["that is not valid, abroad", "+999123456", "BY", "810999123456", "810999123456"],
  ] as const)
    test(what, () => {
      assert.equal(national(e164, country), asNational);
      assert.equal(bare(e164, country), asBare);
    });
});

test("every country's numbers are written nationally as libphonenumber has them", () => {
  const differing: string[] = [];
  let compared = 0;
  for (const country of [...countries].sort())
    for (const type of [PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE]) {
      const number = util.getExampleNumberForType(country, type);
      if (!number) continue;
      const e164 = util.format(number, PhoneNumberFormat.E164);
      const shown = digitsOf(util.format(number, PhoneNumberFormat.NATIONAL));
      // The library leaves out the 1 of +1, which is dialled.
      const expected = number.getCountryCodeOrDefault() === 1 ? `1${shown}` : shown;
      const own = national(e164, country);
      compared++;
      if (own !== expected) differing.push(`${country} ${e164}: ${own}, the library ${expected}`);
    }
  assert.ok(compared > 600, String(compared));
  assert.deepEqual(differing, []);
});

test("every country's numbers are written from abroad as libphonenumber has them", () => {
  const differing: string[] = [];
  let compared = 0;
  for (const from of ["BY", "DE", "JP", "US", "GB", "IL", "BR"])
    for (const country of countries) {
      const number = util.getExampleNumber(country);
      if (!number || number.getCountryCodeOrDefault() === util.getCountryCodeForRegion(from)) continue;
      const e164 = util.format(number, PhoneNumberFormat.E164);
      const expected = digitsOf(util.formatOutOfCountryCallingNumber(number, from));
      compared++;
      // Where the library prefers no prefix, it writes a plus.
      const own = national(e164, from);
      if (own !== expected && !own.endsWith(expected))
        differing.push(`${from} ${e164}: ${own}, the library ${expected}`);
      if (from !== "IL" && from !== "BR" && own !== expected)
        differing.push(`${from} ${e164}: ${own}, not ${expected}`);
    }
  assert.ok(compared > 1500, String(compared));
  assert.deepEqual(differing, []);
});
