/** What is worth a warning: docs/rules.md, «Warnings». */
import { isEmergency } from "../number/numbering-plan.ts";
import { startsWithCallingCode } from "../number/prefix.ts";
import type { Company } from "./company.ts";
import type { Directory } from "./directory.ts";
import { idleEntries } from "./idle-entries.ts";
import type { OutgoingNumbers } from "./outgoing-numbers.ts";
import { callersEntries, differingDepartments } from "./personal-order.ts";
import type { Warning } from "./problem.ts";

/** All that is worth knowing about a company as it stands, document by document. */
export function warnings(company: Company, directory: Directory, outgoing: OutgoingNumbers): readonly Warning[] {
  return [
    ...companyWarnings(company, directory),
    ...directoryWarnings(company, directory),
    ...entryWarnings(company, directory, outgoing),
  ];
}

function companyWarnings({ emergencyNumber }: Company, { numbers }: Directory): Warning[] {
  if (emergencyNumber === undefined || numbers.some(({ number, on }) => on && number === emergencyNumber)) return [];
  const message = `The emergency number ${emergencyNumber} is off or gone: emergency calls show the main number.`;
  return [{ document: "company", path: "/emergencyNumber", code: "emergency_number_off", message }];
}

function directoryWarnings({ country }: Company, { employees }: Directory): Warning[] {
  return employees.flatMap(({ extension }, at) =>
    extension === null || !isEmergency(extension, country)
      ? []
      : {
          document: "directory",
          path: `/employees/${at}/extension`,
          code: "extension_is_emergency",
          message: `${extension} calls emergency services in ${country}; here it rings a colleague.`,
        },
  );
}

function entryWarnings(company: Company, directory: Directory, outgoing: OutgoingNumbers): Warning[] {
  const gone = [...goneThings(directory, outgoing)];
  const callers = callersEntries(company, directory, outgoing);
  const explained = new Set(gone.map(({ path }) => path));
  return [
    ...gone,
    // Why an entry is dead is said once: an entry whose number is off decides nothing by that alone.
    ...idleEntries(callers, directory, outgoing).filter(({ path }) => !explained.has(path)),
    ...differingDepartments(callers, outgoing),
    ...redundantPrefixes(outgoing),
    ...homeCountry(company, outgoing),
  ].map((warning) => ({ document: "outgoing-numbers", ...warning }));
}

type EntryWarning = Omit<Warning, "document">;

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
    if ("prefix" in entry && !startsWithCallingCode(entry.prefix))
      yield { path, code: "prefix_no_country", message: `No country's numbers start with ${entry.prefix}.` };
  }
}

function redundantPrefixes({ regional }: OutgoingNumbers): EntryWarning[] {
  const at = new Map(regional.flatMap((entry, at) => ("prefix" in entry ? [[entry.prefix, at] as const] : [])));
  const nextShorter = (prefix: string) => {
    for (let length = prefix.length - 1; length > 1; length--) {
      const shorter = at.get(prefix.slice(0, length));
      if (shorter !== undefined) return shorter;
    }
    return undefined;
  };
  return [...at].flatMap(([prefix, here]) => {
    const shorter = nextShorter(prefix);
    return shorter === undefined || regional[shorter]!.number !== regional[here]!.number
      ? []
      : {
          path: `/regional/${here}`,
          code: "prefix_redundant",
          message: `Calls to ${prefix} would show this number without the entry too.`,
          others: [`/regional/${shorter}`],
        };
  });
}

function homeCountry({ country }: Company, { regional }: OutgoingNumbers): EntryWarning[] {
  return regional.flatMap((entry, at) =>
    "country" in entry && entry.country === country
      ? {
          path: `/regional/${at}`,
          code: "country_is_home",
          message: `${country} is the home country: this number is shown on calls at home.`,
        }
      : [],
  );
}
