/** Validates a company's outgoing numbers: docs/rules.md, "What cannot be saved". */
import { isCountry } from "../number/country.ts";
import { readPrefix } from "../number/prefix.ts";
import type { Company } from "./company.ts";
import type { Directory } from "./directory.ts";
import { targetKey } from "./entry-target.ts";
import type { OutgoingNumbers, PersonalEntry, RegionalEntry } from "./outgoing-numbers.ts";
import { ProblemList, type Problems } from "./problem-list.ts";
import type { Problem, ProblemCode } from "./problem.ts";

/** The most entries that can be saved in one block. */
const MOST_ENTRIES = 20_000;

export type Checked = Problems &
  Readonly<{
    /** The document as it is stored: every prefix that can be read is `+` and digits. */
    document: OutgoingNumbers;
    /** Everything that has a problem, listed or not. */
    refused: Refused;
  }>;

type Block = "personal" | "regional";

/** For a block, the indexes of its refused entries, or the whole block. */
type Refused = Readonly<{ main: boolean } & Record<Block, ReadonlySet<number> | "all">>;

/**
 * @param current the revision that the document replaces: its entries are not refused again, whatever has
 *   happened to their number or person since
 */
export function checkOutgoingNumbers(
  submitted: OutgoingNumbers,
  company: Company,
  directory: Directory,
  current: OutgoingNumbers,
): Checked {
  const refusals = new Refusals();
  const known = lookUp(directory);
  const kept = new Set([...current.personal, ...current.regional].map(entryKey));
  const isRead = {
    personal: hasRoom("personal", submitted, refusals),
    regional: hasRoom("regional", submitted, refusals),
  };
  const document = !isRead.regional
    ? submitted
    : { ...submitted, regional: submitted.regional.map((entry, at) => normalise(entry, at, company, refusals)) };

  checkMain(document.main, current.main, known, refusals);
  if (isRead.personal)
    for (const [at, entry] of document.personal.entries())
      if (!kept.has(entryKey(entry))) checkPersonal(entry, at, known, refusals);
  if (isRead.regional)
    for (const [at, entry] of document.regional.entries())
      if (!kept.has(entryKey(entry))) checkRegional(entry, at, known, refusals);
  if (isRead.personal) checkDuplicates("personal", document.personal, refusals);
  if (isRead.regional) checkDuplicates("regional", document.regional, refusals);
  return { document, problems: refusals.list.problems, more: refusals.list.more, refused: refusals };
}

/** The document without its refused parts: an unsaved document decides calls like this. */
export function withoutProblems({ document, refused }: Checked): OutgoingNumbers {
  const sound = <Entry>(block: Block, entries: readonly Entry[]): Entry[] => {
    const indexes = refused[block];
    return indexes === "all" ? [] : entries.filter((_, at) => !indexes.has(at));
  };
  return {
    ...document,
    main: refused.main ? null : document.main,
    personal: sound("personal", document.personal),
    regional: sound("regional", document.regional),
  };
}

/** @param path of a warning about the checked document */
export function isRefused({ refused }: Checked, path: string): boolean {
  const [, part, at] = path.split("/");
  if (part === "main") return refused.main;
  if (part !== "personal" && part !== "regional") return false;
  const indexes = refused[part];
  return indexes === "all" || indexes.has(Number(at));
}

class Refusals implements Refused {
  readonly list = new ProblemList();
  main = false;
  personal: Set<number> | "all" = new Set<number>();
  regional: Set<number> | "all" = new Set<number>();

  refuseMain(problem: Omit<Problem, "path">): void {
    this.main = true;
    this.list.add({ path: "/main", ...problem });
  }

  refuseEntry(block: Block, at: number, field: string, problem: Omit<Problem, "path">): void {
    const indexes = this[block];
    if (indexes !== "all") indexes.add(at);
    this.list.add({ path: `/${block}/${at}/${field}`, ...problem });
  }

  refuseBlock(block: Block, problem: Omit<Problem, "path">): void {
    this[block] = "all";
    this.list.add({ path: `/${block}`, ...problem });
  }
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

/** @returns whether the block has no more entries than can be saved; otherwise nothing else in it is checked */
function hasRoom(block: Block, document: OutgoingNumbers, refusals: Refusals): boolean {
  const { length } = document[block];
  if (length <= MOST_ENTRIES) return true;
  const message = `A block has at most ${MOST_ENTRIES} entries; these are ${length}.`;
  refusals.refuseBlock(block, { code: "too_many_entries", message });
  return false;
}

function normalise(entry: RegionalEntry, at: number, { country }: Company, refusals: Refusals): RegionalEntry {
  if ("country" in entry) return entry;
  const reading = readPrefix(entry.prefix, country);
  if ("prefix" in reading) return { ...entry, prefix: reading.prefix };
  const meant = reading.readings.length > 0 ? ` Did you mean ${reading.readings.join(" or ")}?` : "";
  refusals.refuseEntry("regional", at, "prefix", {
    code: "prefix_invalid",
    message: `“${entry.prefix}” is not a prefix: write it with a plus, with the trunk prefix or with the international prefix.${meant}`,
  });
  return entry;
}

function checkMain(main: string | null, current: string | null, known: Known, refusals: Refusals): void {
  if (main === null) {
    if ([...known.numbers.values()].some(Boolean))
      refusals.refuseMain({ code: "main_required", message: "Pick the main number." });
  } else if (main !== current) {
    const problem = problemOfNumber(main, known);
    if (problem) refusals.refuseMain(problem);
  }
}

function problemOfNumber(number: string, known: Known): Omit<Problem, "path"> | null {
  const on = known.numbers.get(number);
  if (on === undefined) return { code: "number_unknown", message: `The company has no number ${number}.` };
  return on ? null : { code: "number_off", message: `${number} is turned off.` };
}

function checkPersonal(entry: PersonalEntry, at: number, known: Known, refusals: Refusals): void {
  const problem = problemOfNumber(entry.number, known);
  if (problem) refusals.refuseEntry("personal", at, "number", problem);
  if ("employee" in entry && !known.employees.has(entry.employee))
    refusals.refuseEntry("personal", at, "employee", {
      code: "employee_unknown",
      message: `The company has no employee “${entry.employee}”.`,
    });
  if ("department" in entry && !known.departments.has(entry.department))
    refusals.refuseEntry("personal", at, "department", {
      code: "department_unknown",
      message: `The company has no department “${entry.department}”.`,
    });
}

function checkRegional(entry: RegionalEntry, at: number, known: Known, refusals: Refusals): void {
  const problem = problemOfNumber(entry.number, known);
  if (problem) refusals.refuseEntry("regional", at, "number", problem);
  if ("country" in entry && !isCountry(entry.country))
    refusals.refuseEntry("regional", at, "country", {
      code: "country_unknown",
      message: `“${entry.country}” is not a country.`,
    });
}

const DUPLICATES = {
  employee: ["duplicate_employee_device", "This employee has an entry for the same device already."],
  department: ["duplicate_department_device", "This department has an entry for the same device already."],
  country: ["duplicate_country", "This country has an entry already."],
  prefix: ["duplicate_prefix", "This prefix has an entry already."],
} as const satisfies Record<string, readonly [ProblemCode, string]>;

function checkDuplicates(block: Block, entries: readonly (PersonalEntry | RegionalEntry)[], refusals: Refusals): void {
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
    refusals.refuseEntry(block, at, field, { code, message, other: `/${block}/${before}` });
  }
}
