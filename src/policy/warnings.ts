/** Warnings about a company: docs/rules.md, "Warnings". */
import { E164 } from "../number/e164.ts";
import { isEmergency } from "../number/emergency-numbers.ts";
import { mayStartNumber } from "../number/prefix-possible.ts";
import { startsWithCallingCode } from "../number/prefix.ts";
import type { Company } from "./company.ts";
import { numbersOn, type Directory } from "./directory.ts";
import { idleEntries } from "./idle-entries.ts";
import type { OutgoingNumbers } from "./outgoing-numbers.ts";
import { outsideLineWarnings } from "./outside-line-warnings.ts";
import { callersEntries, differingDepartments } from "./personal-order.ts";
import type { EntryWarning, Warning, WarningCode } from "./problem.ts";
import { isSim } from "./sim-lines.ts";

/** Warnings are advice: beyond these, for one company, nothing is listed or counted. */
const MOST_OF_A_CODE = 200;
const MOST = 1_000;

/** All warnings for a company, document by document, within the bounds above. */
export function warnings(company: Company, directory: Directory, outgoing: OutgoingNumbers): readonly Warning[] {
  const counts = new Map<WarningCode, number>();
  const listed: Warning[] = [];
  for (const warning of everyWarning(company, directory, outgoing)) {
    const count = counts.get(warning.code) ?? 0;
    if (count === MOST_OF_A_CODE) continue;
    counts.set(warning.code, count + 1);
    listed.push(warning);
    if (listed.length === MOST) break;
  }
  return listed;
}

function* everyWarning(company: Company, directory: Directory, outgoing: OutgoingNumbers): Generator<Warning> {
  yield* emergencyNumberWarnings(company, directory);
  yield* outsideLineWarnings(company, directory);
  yield* directoryWarnings(company, directory);
  for (const warning of entryWarnings(company, directory, outgoing)) yield { document: "outgoing-numbers", ...warning };
}

function* emergencyNumberWarnings(company: Company, directory: Directory): Generator<Warning> {
  const on = numbersOn(directory);
  const isLost = (number: string | undefined): number is string => number !== undefined && !on.has(number);
  const about = (document: Warning["document"], path: string, number: string, instead: string): Warning => ({
    document,
    path: `${path}/emergencyNumber`,
    code: "emergency_number_off",
    message: `The emergency number ${number} is off or gone: ${instead}.`,
  });
  const { emergencyNumber } = company;
  if (isLost(emergencyNumber)) yield about("company", "", emergencyNumber, "emergency calls show the main number");
  for (const [at, { emergencyNumber }] of directory.employees.entries())
    if (isLost(emergencyNumber))
      yield about(
        "directory",
        `/employees/${at}`,
        emergencyNumber,
        "this employee's emergency calls show the department's, the company's or the main number",
      );
  for (const [at, { emergencyNumber }] of directory.departments.entries())
    if (isLost(emergencyNumber))
      yield about(
        "directory",
        `/departments/${at}`,
        emergencyNumber,
        "this department's emergency calls show another department's, the company's or the main number",
      );
}

function* directoryWarnings(company: Company, { employees }: Directory): Generator<Warning> {
  const { country, emergencyNumbers } = company;
  const own = new Set(emergencyNumbers);
  for (const [at, { extension, lines }] of employees.entries()) {
    if (extension !== null && (own.has(extension) || isEmergency(extension, country)))
      yield {
        document: "directory",
        path: `/employees/${at}/extension`,
        code: "extension_is_emergency",
        message: own.has(extension)
          ? `${extension} is one of the company's emergency numbers: this extension cannot be rung.`
          : `${extension} calls emergency services in ${country}; here it rings a colleague.`,
      };
    for (const [nth, line] of lines.entries())
      if (isSim(line) && !E164.test(line.id))
        yield {
          document: "directory",
          path: `/employees/${at}/lines/${nth}`,
          code: "sim_not_e164",
          message: `“${line.id}” is not the international number of a SIM: its calls may not be recognised.`,
        };
  }
}

function* entryWarnings(company: Company, directory: Directory, outgoing: OutgoingNumbers): Generator<EntryWarning> {
  // One reason is enough: an entry whose number is off decides nothing for that reason alone.
  const explained = new Set<string>();
  for (const warning of goneThings(directory, outgoing)) {
    explained.add(warning.path);
    yield warning;
  }
  const callers = callersEntries(company, directory, outgoing);
  // The codes that may name every entry stop at their bound, because finding them takes time.
  yield* idleEntries(callers, company, directory, outgoing)
    .filter(({ path }) => !explained.has(path))
    .take(MOST_OF_A_CODE);
  yield* differingDepartments(callers, outgoing);
  yield* redundantPrefixes(outgoing).take(MOST_OF_A_CODE);
  yield* homeCountry(company, outgoing);
}

function* goneThings(directory: Directory, outgoing: OutgoingNumbers): Generator<EntryWarning> {
  const on = new Map(directory.numbers.map((number) => [number.number, number.on]));
  const employees = new Set(directory.employees.map(({ id }) => id));
  const departments = new Set(directory.departments.map(({ id }) => id));
  const numberAt = function* (path: string, number: string): Generator<EntryWarning> {
    if (!on.has(number)) yield { path, code: "number_gone", message: `${number} is no longer the company's.` };
    else if (!on.get(number)) yield { path, code: "number_off", message: `${number} is turned off.` };
  };
  if (outgoing.main !== null) yield* numberAt("/main", outgoing.main);
  for (const [at, entry] of outgoing.personal.entries()) {
    const path = `/personal/${at}`;
    yield* numberAt(path, entry.number);
    if ("employee" in entry && !employees.has(entry.employee))
      yield { path, code: "employee_gone", message: `Employee “${entry.employee}” is no longer there.` };
    if ("department" in entry && !departments.has(entry.department))
      yield { path, code: "department_gone", message: `Department “${entry.department}” is no longer there.` };
  }
  for (const [at, entry] of outgoing.regional.entries()) {
    const path = `/regional/${at}`;
    yield* numberAt(path, entry.number);
    if ("prefix" in entry) yield* prefixAt(path, entry.prefix);
  }
}

function* prefixAt(path: string, prefix: string): Generator<EntryWarning> {
  if (!startsWithCallingCode(prefix))
    yield { path, code: "prefix_no_country", message: `No country's numbers start with ${prefix}.` };
  else if (!mayStartNumber(prefix))
    yield { path, code: "prefix_impossible", message: `No number of any numbering plan starts with ${prefix}.` };
}

function* redundantPrefixes({ regional }: OutgoingNumbers): Generator<EntryWarning> {
  const prefixes = new Map<string, number>();
  for (const [at, entry] of regional.entries()) if ("prefix" in entry) prefixes.set(entry.prefix, at);
  const nextShorter = (prefix: string) => {
    for (let length = prefix.length - 1; length > 1; length--) {
      const shorter = prefixes.get(prefix.slice(0, length));
      if (shorter !== undefined) return shorter;
    }
    return undefined;
  };
  for (const [prefix, at] of prefixes) {
    const shorter = nextShorter(prefix);
    if (shorter !== undefined && regional[shorter]!.number === regional[at]!.number)
      yield {
        path: `/regional/${at}`,
        code: "prefix_redundant",
        message: `Calls to ${prefix} would show this number without the entry too.`,
        others: [`/regional/${shorter}`],
      };
  }
}

function* homeCountry({ country }: Company, { regional }: OutgoingNumbers): Generator<EntryWarning> {
  for (const [at, entry] of regional.entries())
    if ("country" in entry && entry.country === country)
      yield {
        path: `/regional/${at}`,
        code: "country_is_home",
        message: `${country} is the home country: this number is shown on calls at home.`,
      };
}
