/**
 * The rows of Kamailio's table, as pbx/kamailio/callas-table.cfg reads them: fields with a separator that none of them
 * contains. A number is found in a list by the commas around it: `,201,202,`.
 */
import type { Fallback } from "../../decide/decide-call.ts";
import { emergencyNumbersOf } from "../../number/emergency-numbers.ts";
import { written } from "../../number/number-form.ts";
import { plainDialling } from "../../number/plain-dialling.ts";
import { codesOf } from "../../number/withholding-codes.ts";
import type { NamedTrunk } from "../../policy/trunk.ts";

/** Characters of one list. Kamailio 5.6 sends and prints at most 8 KiB at once (`pv_buffer_size`). */
const LONGEST_LIST = 4_000;

/** A company as some rows: its extensions by their last `digits` digits, and the row itself. */
export type CompanyRows = Readonly<{
  row: string;
  /** Empty where the row has the extensions itself. An empty list takes the place of one of an older state. */
  extensions: ReadonlyMap<string, string>;
}>;

/** @param stamp says when and by whom the row was made: table.ts */
export function companyRows(fallback: Fallback, stamp: string): CompanyRows {
  const { country, main, emergency, outsideLine, shortNumbers } = fallback;
  const digits = digitsThatDivide(fallback.extensions);
  const nationally = (number: string | null) => (number === null ? "" : written(number, { form: "national", country }));
  const row = [
    stamp,
    country,
    main ?? "",
    nationally(main),
    emergency ?? "",
    nationally(emergency),
    fallback.withhold ? "1" : "0",
    listOf(fallback.ownEmergencyNumbers),
    outsideLine ?? "",
    fallback.pressedOnNumbers ? "1" : "0",
    listOf(shortNumbers),
    expressionOf(fallback.trunkCodes),
    String(digits),
    digits === 0 ? listOf(fallback.extensions) : "",
    listOf(fallback.mainTrunks),
    listOf(fallback.emergencyTrunks),
  ].join(";");
  return { row, extensions: digits === 0 ? new Map() : divided(fallback.extensions, digits) };
}

/** By how many of their last digits extensions are divided, so that no list is too long. */
function digitsThatDivide(extensions: readonly string[]): number {
  for (let digits = 0; ; digits++) {
    const lengths = new Map<string, number>();
    for (const extension of extensions) {
      const key = lastDigits(extension, digits);
      lengths.set(key, (lengths.get(key) ?? 1) + extension.length + 1);
    }
    if (digits === 4 || [...lengths.values()].every((length) => length <= LONGEST_LIST)) return digits;
  }
}

const lastDigits = (extension: string, digits: number) => extension.slice(Math.max(0, extension.length - digits));

function divided(extensions: readonly string[], digits: number): ReadonlyMap<string, string> {
  const lists = new Map<string, string[]>();
  for (let value = 0; value < 10 ** digits; value++) lists.set(String(value).padStart(digits, "0"), []);
  for (const extension of extensions) {
    // A shorter one is a list of its own.
    const key = lastDigits(extension, digits);
    const list = lists.get(key) ?? [];
    lists.set(key, list);
    list.push(extension);
  }
  return new Map([...lists].map(([key, list]) => [key, listOf(list)]));
}

/** What all companies of a country share. */
export function countryRow(country: string): string {
  const dialling = plainDialling(country);
  const codes = codesOf(country).map(({ code, privacy }) => `${LETTERS[privacy]}${code}`);
  return [
    dialling.callingCode,
    listOf(emergencyNumbersOf(country)),
    codes.join(","),
    afterDigitCode(dialling.trunkPrefixes),
    dialling.internationalPrefixes.join(","),
    dialling.trunkPrefixes.join(","),
    listOf(dialling.lengths.map(String)),
    `^(${dialling.numbers})$`,
  ].join(";");
}

const LETTERS = { withhold: "w", show: "s", switch: "x" } as const;

/**
 * What tells a code of digits alone from the beginning of a number: behind it comes a number with its plus or trunk
 * prefix or, where there are no trunk prefixes, one of at least eight digits.
 */
function afterDigitCode(trunkPrefixes: readonly string[]): string {
  return trunkPrefixes.length === 0 ? "^[+]?[0-9]{8}" : `^([+]|${trunkPrefixes.join("|")})[0-9]{6}`;
}

/** @param generation as of table.ts: rows of an older one are not used */
export function trunkRow(trunk: NamedTrunk, generation: number): string {
  const { called, domain, fallbackIdentity } = trunk;
  const [user, host = domain] = fallbackIdentity?.replace(/^sips?:/, "").split("@") ?? [];
  return [
    String(generation),
    domain,
    ...formFields(trunk.shown),
    ...formFields(called),
    String(called.strip ?? 0),
    called.prepend ?? "",
    trunk.identity,
    trunk.diversion,
    trunk.accepts,
    user === undefined ? "" : `sip:${user}@${host}`,
  ].join("|");
}

/** The form, its country, what goes before national numbers there, and before a calling code. */
function formFields(form: NamedTrunk["shown"] | NamedTrunk["called"]): readonly string[] {
  if (!("country" in form)) return [form.form, "", "", "", ""];
  const { callingCode, national, international } = plainDialling(form.country);
  return [form.form, form.country, callingCode, form.form === "bare" ? "" : national, international];
}

const listOf = (numbers: readonly string[]): string => (numbers.length === 0 ? "" : `,${numbers.join(",")},`);

/**
 * A regular expression of POSIX for the patterns, with - for *, which would need escaping; empty if there are none.
 * Several X are counted, so that fifty long patterns fit into one message.
 */
function expressionOf(trunkCodes: readonly string[]): string {
  const digits = ({ length }: string) => (length === 1 ? "[0-9]" : `[0-9]{${length}}`);
  const patterns = trunkCodes.map((pattern) => pattern.replaceAll("*", "-").replaceAll(/X+/g, digits));
  return patterns.length === 0 ? "" : `^(${patterns.join("|")})$`;
}
