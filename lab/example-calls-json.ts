/** Example calls of every country as people dial them there, from libphonenumber's example numbers. */
import libphonenumber, { type PhoneNumber } from "google-libphonenumber";
import emergencyNumbers from "../src/number/emergency-numbers.json" with { type: "json" };

const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = libphonenumber;
const ofPlans: Readonly<Record<string, readonly string[]>> = emergencyNumbers;
const util = PhoneNumberUtil.getInstance();

/** Countries whose numbers stand for "abroad": the first that is not the country itself. */
const ABROAD = ["DE", "FR"];

/** The best-known emergency number where the plan lists another one first. */
const BEST_KNOWN: Readonly<Record<string, string>> = { AR: "911", BR: "190", ES: "091", MX: "911", UZ: "101" };

/** A fixed line where there is one: it has an area code, as most numbers that offices dial. */
const exampleOf = (country: string): PhoneNumber | null =>
  util.getExampleNumberForType(country, PhoneNumberType.FIXED_LINE) ??
  util.getExampleNumberForType(country, PhoneNumberType.MOBILE);

/** The text of web/countries/example-calls.json. */
export function exampleCallsJson(): string {
  const countries = util.getSupportedRegions().toSorted();
  return `${JSON.stringify(Object.fromEntries(countries.map((country) => [country, callsFrom(country)])))}\n`;
}

function callsFrom(country: string) {
  const national = exampleOf(country);
  const abroad = exampleOf(ABROAD.find((other) => other !== country)!)!;
  return {
    emergency: emergencyNumberOf(country),
    national: national === null ? undefined : util.format(national, PhoneNumberFormat.NATIONAL),
    // ~ marks where to wait for a tone.
    international: util.formatOutOfCountryCallingNumber(abroad, country).replace("~", ""),
  };
}

/** 112 is an emergency number everywhere, and shown apart; of the others, those of three digits are the present ones. */
function emergencyNumberOf(country: string): string | undefined {
  const others = (ofPlans[country] ?? []).filter((number) => number !== "112");
  return BEST_KNOWN[country] ?? others.find((number) => number.length === 3) ?? others[0];
}
