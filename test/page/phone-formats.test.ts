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
      const expected = parsePhoneNumberFromString(e164, whole)?.formatInternational();
      assert.equal(new PhoneNumber(e164, formats).formatInternational(), expected, `${region} ${e164}`);
      compared++;
    }
  assert.ok(compared > 700, String(compared));
});
