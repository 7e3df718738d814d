/** What people dial, and what admins type: test/fixtures/dialled.json, read by Callas and by the reference. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { z } from "zod";
import { readPrefix } from "../../src/number/prefix.ts";
import { homeOf } from "../../src/number/home.ts";
import { understand } from "../../src/number/understand.ts";
import { Company, Device } from "../../src/policy/company.ts";
import { readPrefixSlowly } from "../reference/prefix.ts";
import { understandSlowly, type Understood } from "../reference/understand.ts";

const DialledCase = z.strictObject({
  about: z.string().optional(),
  company: Company.omit({ name: true }).extend({ extensions: z.array(z.string()).default([]) }),
  device: Device.nullable(),
  dialled: z.string(),
  kind: z.string(),
  e164: z.string().nullable(),
  country: z.string().nullable(),
  digits: z.string().nullable(),
  privacy: z.boolean().nullable(),
});

const PrefixCase = z.strictObject({
  about: z.string().optional(),
  country: z.string(),
  text: z.string(),
  prefix: z.string().optional(),
  invalid: z.literal(true).optional(),
  readings: z.array(z.string()).optional(),
});

const Fixture = z.strictObject({
  about: z.string(),
  dialled: z.array(DialledCase),
  prefixes: z.array(PrefixCase),
});

const { dialled: dialledCases, prefixes: prefixCases } = Fixture.parse(
  JSON.parse(readFileSync(new URL("../fixtures/dialled.json", import.meta.url), "utf8")),
);

/** Of a company that withholds nothing by itself. */
const isWithheld = ({ destination, privacy }: Understood): boolean | null => {
  if (destination.kind === "emergency") return false;
  return privacy === null ? null : privacy !== "show";
};

describe("dialled", () => {
  for (const { about, company, device, dialled, privacy, ...destination } of dialledCases) {
    const { extensions, ...dialling } = company;
    const where = `${device ?? "an unknown line"} in ${company.country}`;
    test(`${JSON.stringify(dialled)} from a ${where}: ${about ?? destination.kind}`, () => {
      const options = { ...dialling, extensions: new Set(extensions) };
      const byReference = understandSlowly(dialled, options, device);
      assert.deepEqual(byReference.destination, destination, "the reference");
      assert.equal(isWithheld(byReference), privacy, "the reference");
      const byCallas = understand(dialled, homeOf(options), device);
      assert.deepEqual(byCallas.destination, destination);
      assert.equal(isWithheld(byCallas), privacy);
    });
  }
});

describe("a prefix as an admin types it", () => {
  for (const { about, country, text, ...read } of prefixCases) {
    test(`${JSON.stringify(text)} in ${country}: ${about ?? read.prefix ?? "invalid"}`, () => {
      assert.deepEqual(readPrefixSlowly(text, country), read, "the reference");
      assert.deepEqual(readPrefix(text, country), read);
    });
  }
});
