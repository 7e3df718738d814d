/** What cannot be saved of a company's outgoing numbers: docs/rules.md, «What cannot be saved». */
import { isCountry } from "../number/country.ts";
import { readPrefix } from "../number/prefix.ts";
import type { Company } from "./company.ts";
import type { Directory } from "./directory.ts";
import { targetKey } from "./entry-target.ts";
import type { OutgoingNumbers, PersonalEntry, RegionalEntry } from "./outgoing-numbers.ts";
import type { Problem, ProblemCode } from "./problem.ts";

export type Checked = Readonly<{
  /** The document as it is stored: every prefix that can be read is `+` and digits. */
  document: OutgoingNumbers;
  problems: readonly Problem[];
}>;

/**
 * @param current the revision that the document replaces: what stands in it is not refused again,
 *   whatever became of its number or person since
 */
export function checkOutgoingNumbers(
  asked: OutgoingNumbers,
  company: Company,
  directory: Directory,
  current: OutgoingNumbers,
): Checked {
  const problems: Problem[] = [];
  const document = { ...asked, regional: asked.regional.map((entry, at) => normalise(entry, at, company, problems)) };
  const known = lookUp(directory);
  const kept = new Set([...current.personal, ...current.regional].map(entryKey));

  checkMain(document.main, current.main, known, problems);
  for (const [at, entry] of document.personal.entries())
    if (!kept.has(entryKey(entry))) checkPersonal(entry, `/personal/${at}`, known, problems);
  for (const [at, entry] of document.regional.entries())
    if (!kept.has(entryKey(entry))) checkRegional(entry, `/regional/${at}`, known, problems);
  checkDuplicates("personal", document.personal, problems);
  checkDuplicates("regional", document.regional, problems);
  return { document, problems };
}

/** The document without what its problems name: what an unsaved document means for a call. */
export function withoutProblems({ document, problems }: Checked): OutgoingNumbers {
  const refused = new Set(problems.map(({ path }) => path.split("/").slice(0, 3).join("/")));
  return {
    ...document,
    main: refused.has("/main") ? null : document.main,
    personal: document.personal.filter((_, at) => !refused.has(`/personal/${at}`)),
    regional: document.regional.filter((_, at) => !refused.has(`/regional/${at}`)),
  };
}

const entryKey = (entry: PersonalEntry | RegionalEntry) => `${entry.number} ${targetKey(entry)}`;

type Known = ReturnType<typeof lookUp>;

function lookUp({ numbers, employees, departments }: Directory) {
  return {
    numbers: new Map(numbers.map(({ number, on }) => [number, on])),
    employees: new Set(employees.map(({ id }) => id)),
    departments: new Set(departments.map(({ id }) => id)),
  };
}

function normalise(entry: RegionalEntry, at: number, { country }: Company, problems: Problem[]): RegionalEntry {
  if ("country" in entry) return entry;
  const reading = readPrefix(entry.prefix, country);
  if ("prefix" in reading) return { ...entry, prefix: reading.prefix };
  const meant = reading.readings.length > 0 ? ` Did you mean ${reading.readings.join(" or ")}?` : "";
  problems.push({
    path: `/regional/${at}/prefix`,
    code: "prefix_invalid",
    message: `“${entry.prefix}” is no prefix: write it with a plus, with the trunk prefix or with the international prefix.${meant}`,
  });
  return entry;
}

function checkMain(main: string | null, current: string | null, known: Known, problems: Problem[]): void {
  if (main === null) {
    if ([...known.numbers.values()].some(Boolean))
      problems.push({ path: "/main", code: "main_required", message: "Pick the main number." });
  } else if (main !== current) checkNumber(main, "/main", known, problems);
}

function checkNumber(number: string, path: string, known: Known, problems: Problem[]): void {
  const on = known.numbers.get(number);
  if (on === undefined)
    problems.push({ path, code: "number_unknown", message: `The company has no number ${number}.` });
  else if (!on) problems.push({ path, code: "number_off", message: `${number} is turned off.` });
}

function checkPersonal(entry: PersonalEntry, path: string, known: Known, problems: Problem[]): void {
  checkNumber(entry.number, `${path}/number`, known, problems);
  if ("employee" in entry && !known.employees.has(entry.employee))
    problems.push({
      path: `${path}/employee`,
      code: "employee_unknown",
      message: `The company has no employee “${entry.employee}”.`,
    });
  if ("department" in entry && !known.departments.has(entry.department))
    problems.push({
      path: `${path}/department`,
      code: "department_unknown",
      message: `The company has no department “${entry.department}”.`,
    });
}

function checkRegional(entry: RegionalEntry, path: string, known: Known, problems: Problem[]): void {
  checkNumber(entry.number, `${path}/number`, known, problems);
  if ("country" in entry && !isCountry(entry.country))
    problems.push({ path: `${path}/country`, code: "country_unknown", message: `“${entry.country}” is no country.` });
}

const DUPLICATES = {
  employee: ["duplicate_employee_device", "This employee has an entry for the same device already."],
  department: ["duplicate_department_device", "This department has an entry for the same device already."],
  country: ["duplicate_country", "This country has an entry already."],
  prefix: ["duplicate_prefix", "This prefix has an entry already."],
} as const satisfies Record<string, readonly [ProblemCode, string]>;

function checkDuplicates(
  block: "personal" | "regional",
  entries: readonly (PersonalEntry | RegionalEntry)[],
  problems: Problem[],
): void {
  const first = new Map<string, number>();
  for (const [at, entry] of entries.entries()) {
    const key = targetKey(entry);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, at);
      continue;
    }
    const field = key.slice(0, key.indexOf(" ")) as keyof typeof DUPLICATES;
    const [code, message] = DUPLICATES[field];
    problems.push({ path: `/${block}/${at}/${field}`, code, message, other: `/${block}/${before}` });
  }
}
