import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cleanDialled } from "../../../src/number/text.ts";

describe("the number in a URI", () => {
  const written = [
    "8029 123-45-67",
    "+375 (29) 123.45.67",
    "+44 (0)20 7946 0958",
    "[8] 10/49~30",
    "112",
    "",
    "9".repeat(33),
  ];
  const forms: Readonly<Record<string, (text: string) => string>> = {
    "a SIP URI": (text) => `sip:${text}@192.0.2.1:5060;user=phone`,
    "a SIPS URI": (text) => `SIPS:${text}@acme.example`,
    "a SIP URI with slashes": (text) => `sip://${text}@acme.example?Subject=8029`,
    "a tel URI": (text) => `tel:${text}`,
    "a tel URI with a parameter": (text) => `tel:${text};ext=5`,
    "a URI among blanks": (text) => ` callto:${text} `,
  };
  for (const [form, uri] of Object.entries(forms)) {
    test(`is read in ${form} as it is without`, () => {
      for (const text of written) assert.deepEqual(cleanDialled(uri(text), "BY"), cleanDialled(text, "BY"), uri(text));
    });
  }
  test("is none if it is longer than what anybody writes", () => {
    assert.equal(cleanDialled(`sip:112${".".repeat(510)}@acme.example`, "BY"), null);
  });
});
