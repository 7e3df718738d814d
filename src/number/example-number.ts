/** Numbers to try a call with, from libphonenumber's examples. */
import libphonenumber from "google-libphonenumber";
import { lazily } from "./lazily.ts";
import { countriesBehind } from "./prefix-countries.ts";

const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = libphonenumber;
const util = PhoneNumberUtil.getInstance();

/** A number of a country in E.164, of a fixed line where there is one; null if the metadata has none. */
export const exampleNumber = lazily((country: string): string | null => {
  const example =
    util.getExampleNumberForType(country, PhoneNumberType.FIXED_LINE) ??
    util.getExampleNumberForType(country, PhoneNumberType.MOBILE);
  return example && util.format(example, PhoneNumberFormat.E164);
});

/** The fewest digits of a number that is taken as it stands behind a plus: docs/rules.md, step 7. */
const SHORTEST = "+12345678".length;

/** A number that starts with a prefix, be it valid or not. */
export function exampleBehind(prefix: string): string {
  const examples = countriesBehind(prefix).flatMap((country) => exampleNumber(country) ?? []);
  const length = Math.max(SHORTEST, prefix.length, ...examples.slice(0, 1).map((example) => example.length));
  return examples.find((example) => example.startsWith(prefix)) ?? prefix.padEnd(length, "2");
}
