/** A company made ready for its calls: built once after each change, then only read. */
import { E164Prefix } from "../number/e164.ts";
import { homeOf, type Home } from "../number/understand.ts";
import { blocksAreOpen } from "../policy/guests.ts";
import type { Company } from "../policy/company.ts";
import type { Device, Directory, Employee } from "../policy/directory.ts";
import type { DeviceCondition, OutgoingNumbers, PersonalEntry } from "../policy/outgoing-numbers.ts";
import { append } from "../policy/append.ts";
import type { DecidedBy, PassedOver } from "./decision.ts";

/** A number that a rule would answer with. */
export type Candidate = Readonly<{
  number: string;
  decidedBy: DecidedBy;
  device: DeviceCondition;
  /** How it is recorded that the number may not be shown; null where it may. */
  passedOver: PassedOver | null;
}>;

type PrefixCandidate = Candidate & { readonly shorter: PrefixCandidate | null };

/** The digits of the prefixes as a tree: a walk takes as many steps as the longest prefix has digits. */
type PrefixNode = { candidate: PrefixCandidate | null; readonly next: (PrefixNode | undefined)[] };

export type CompiledCaller = Readonly<{
  extension: string | null;
  /** A guest whose blocks are closed: only main is for him. */
  mainOnly: boolean;
  /** His own entries, a specific device condition before `any`. */
  own: readonly Candidate[];
  /** The entries of his departments: by rank, within one department a specific condition before `any`. */
  departments: readonly Candidate[];
}>;

export type CompiledCompany = Readonly<{
  home: Home;
  choice: Company["choice"];
  priority: OutgoingNumbers["priority"];
  /** Every number of the company, and whether it is on. */
  numbers: ReadonlyMap<string, boolean>;
  main: Candidate | null;
  emergency: Candidate | null;
  prefixes: PrefixNode;
  countries: ReadonlyMap<string, Candidate>;
  regionalNumbers: ReadonlySet<string>;
  employees: ReadonlyMap<string, CompiledCaller>;
  /** The entries of each department that has some, a specific device condition before `any`. */
  departments: ReadonlyMap<string, readonly Candidate[]>;
  lines: ReadonlyMap<string, Readonly<{ caller: CompiledCaller; device: Device }>>;
}>;

/** A caller of whom the directory knows nothing. */
export const stranger: CompiledCaller = { extension: null, mainOnly: true, own: [], departments: [] };

/** Takes any documents, however corrupt: what cannot be read is as if it were absent. */
export function compile(company: Company, directory: Directory, outgoing: OutgoingNumbers): CompiledCompany {
  const numbers = new Map(directory.numbers.map(({ number, on }) => [number, on]));
  const candidate: MakeCandidate = (number, decidedBy, device = "any") => {
    const on = numbers.get(number);
    const reason = on === undefined ? "number_gone" : "number_off";
    const { rule } = decidedBy as { rule: PassedOver["rule"] };
    return { number, decidedBy, device, passedOver: on ? null : { rule, number, reason } };
  };
  const { callerOf, departments } = compileCallers(company, directory, outgoing, candidate);
  const employees = new Map(directory.employees.map((employee) => [employee.id, callerOf(employee)]));
  const extensions = directory.employees.map(({ extension }) => extension).filter((extension) => extension !== null);
  return {
    home: homeOf({ country: company.country, areaCode: company.areaCode, extensions: new Set(extensions) }),
    choice: company.choice,
    priority: outgoing.priority,
    numbers,
    main: outgoing.main === null ? null : candidate(outgoing.main, { rule: "main" }),
    emergency: company.emergencyNumber === undefined ? null : candidate(company.emergencyNumber, { rule: "emergency" }),
    ...compileRegional(outgoing, candidate),
    employees,
    departments,
    lines: new Map(
      directory.employees.flatMap(({ id, lines }) =>
        lines.map((line) => [line.id, { caller: employees.get(id)!, device: line.device }]),
      ),
    ),
  };
}

type MakeCandidate = (number: string, decidedBy: DecidedBy, device?: DeviceCondition) => Candidate;

function compileCallers(
  company: Company,
  { departments }: Directory,
  { personal }: OutgoingNumbers,
  candidate: MakeCandidate,
): Readonly<{
  callerOf: (employee: Employee) => CompiledCaller;
  departments: ReadonlyMap<string, readonly Candidate[]>;
}> {
  const specificFirst = (a: PersonalEntry, b: PersonalEntry) => Number(a.device === "any") - Number(b.device === "any");
  const byEmployee = new Map<string, Candidate[]>();
  const byDepartment = new Map<string, Candidate[]>();
  for (const entry of [...personal].sort(specificFirst)) {
    const { number, device } = entry;
    if ("employee" in entry) {
      const { employee } = entry;
      append(byEmployee, employee, candidate(number, { rule: "employee", employee, device }, device));
    } else {
      const { department } = entry;
      append(byDepartment, department, candidate(number, { rule: "department", department, device }, device));
    }
  }
  const departmentsOf = new Map<string, Candidate[]>();
  for (const { id, members } of departments)
    for (const member of members) for (const entry of byDepartment.get(id) ?? []) append(departmentsOf, member, entry);
  const callerOf = (employee: Employee) => ({
    extension: employee.extension,
    mainOnly: !blocksAreOpen(employee, company),
    own: byEmployee.get(employee.id) ?? [],
    departments: departmentsOf.get(employee.id) ?? [],
  });
  return { callerOf, departments: byDepartment };
}

function compileRegional({ regional }: OutgoingNumbers, candidate: MakeCandidate) {
  const countries = new Map<string, Candidate>();
  const prefixes = new Map<string, Candidate>();
  for (const entry of regional) {
    if ("country" in entry)
      countries.set(entry.country, candidate(entry.number, { rule: "country", country: entry.country }));
    else if (E164Prefix.test(entry.prefix))
      prefixes.set(entry.prefix, candidate(entry.number, { rule: "prefix", prefix: entry.prefix }));
  }
  return {
    countries,
    prefixes: compilePrefixes(prefixes),
    regionalNumbers: new Set([...countries.values(), ...prefixes.values()].map(({ number }) => number)),
  };
}

function compilePrefixes(prefixes: ReadonlyMap<string, Candidate>): PrefixNode {
  const root: PrefixNode = { candidate: null, next: [] };
  const shortestFirst = [...prefixes].sort(([a], [b]) => a.length - b.length);
  for (const [prefix, candidate] of shortestFirst) {
    let node = root;
    let shorter: PrefixCandidate | null = null;
    for (const digit of prefix.slice(1)) {
      shorter = node.candidate ?? shorter;
      node = node.next[Number(digit)] ??= { candidate: null, next: [] };
    }
    node.candidate = { ...candidate, shorter };
  }
  return root;
}
