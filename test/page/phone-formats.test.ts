/** The page has only the formats of telephone numbers, and writes them as the whole library does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import libphonenumber from "google-libphonenumber";
import { parsePhoneNumberFromString, PhoneNumber } from "libphonenumber-js/core";
import whole from "libphonenumber-js/min/metadata";
import { formatsOf } from "../../web/build/phone-formats.ts";

const formats = formatsOf(whole);
const { PhoneNumberUtil, PhoneNumberFormat, PhoneNumberType } = libphonenumber;
const google = PhoneNumberUtil.getInstance();

test("numbers of every type in every country", () => {
  let compared = 0;
  for (const region of google.getSupportedRegions())
    for (const type of Object.values(PhoneNumberType)) {
      if (typeof type !== "number" || type === PhoneNumberType.UNKNOWN) continue;
      const example = google.getExampleNumberForType(region, type);
      if (!example) continue;
      const e164 = google.format(example, PhoneNumberFormat.E164);
      // Written in one way, see below.
      if (e164.startsWith("+7727")) continue;
      const expected = parsePhoneNumberFromString(e164, whole)?.formatInternational();
      assert.equal(new PhoneNumber(e164, formats).formatInternational(), expected, `${region} ${e164}`);
      compared++;
    }
  assert.ok(compared > 700, String(compared));
});

test("numbers of Almaty are written alike, whichever of its codes they once had", () => {
  const written = ["+77272000101", "+77273001122", "+77279123456"].map((e164) =>
    new PhoneNumber(e164, formats).formatInternational(),
  );
  assert.deepEqual(written, ["+7 727 200 01 01", "+7 727 300 11 22", "+7 727 912 34 56"]);
  assert.equal(new PhoneNumber("+77172123456", formats).formatInternational(), "+7 7172 12 34 56");
});
