/** A company prepared for its calls: built once after each change, then only read. */
import { E164Prefix } from "../number/e164.ts";
import { homeOf, type Home } from "../number/home.ts";
import type { Company, Device } from "../policy/company.ts";
import type { CompanyNumber, Directory } from "../policy/directory.ts";
import type { OutgoingNumbers, PersonalEntry } from "../policy/outgoing-numbers.ts";
import { entriesOfCallers } from "./callers.ts";
import { candidateOf, emergencyCandidate, personalCandidate, type Candidate } from "./candidate.ts";

type PrefixCandidate = Candidate & { readonly shorter: PrefixCandidate | null };

/** The digits of the prefixes as a tree: a walk takes as many steps as the longest prefix has digits. */
type PrefixNode = { candidate: PrefixCandidate | null; readonly next: (PrefixNode | undefined)[] };

export type CompiledCaller = Readonly<{
  extension: string | null;
  /** A guest to whom the blocks are closed, who gets only main. */
  mainOnly: boolean;
  /** Whether their number is withheld unless the call says otherwise. */
  withholds: boolean;
  /** The standing choice, whether it may be chosen or not; null if there is none. */
  choice: string | null;
  /** Their own emergency number, then those of their departments by rank. */
  emergency: readonly Candidate[];
  /** Their own entries, a specific device condition before `any`. */
  own: readonly Candidate[];
  /** The entries of their departments: by rank, within one department a specific condition before `any`. */
  departments: readonly Candidate[];
}>;

export type CompiledLine = Readonly<{ caller: CompiledCaller; device: Device }>;

/** For a small company it is a map; for a large one it reads the buckets. */
export type Lookup<T> = Readonly<{ get(id: string): T | undefined; has(id: string): boolean }>;

/** The part of a compiled company that does not depend on the caller. */
export type CompiledRules = Readonly<{
  choice: Company["choice"];
  choiceDevices: ReadonlySet<Device>;
  forwards: Company["forwards"];
  stranger: CompiledCaller;
  priority: OutgoingNumbers["priority"];
  /** Every number of the company, and whether it is on. */
  numbers: ReadonlyMap<string, boolean>;
  confirmed: ReadonlySet<string>;
  /** Of the numbers that have one. */
  labels: ReadonlyMap<string, string>;
  /** Of the numbers that carry any. */
  trunks: ReadonlyMap<string, readonly string[]>;
  main: Candidate | null;
  emergency: Candidate | null;
  prefixes: PrefixNode;
  countries: ReadonlyMap<string, Candidate>;
  regionalNumbers: ReadonlySet<string>;
}>;

export type CompiledCompany = CompiledRules &
  Readonly<{ home: Home; employees: Lookup<CompiledCaller>; lines: Lookup<CompiledLine> }>;

/** A caller who is not in the directory. */
const strangerAt = ({ withhold }: Company): CompiledCaller => ({
  extension: null,
  mainOnly: true,
  withholds: withhold,
  choice: null,
  emergency: [],
  own: [],
  departments: [],
});

/** Accepts any documents, even corrupt ones: parts that cannot be read count as absent. */
export function compile(company: Company, directory: Directory, outgoing: OutgoingNumbers): CompiledCompany {
  const rules = compileRules(company, directory.numbers, outgoing);
  const entriesOf = entriesOfCallers(company, directory, outgoing);
  const candidates = new Map<PersonalEntry, Candidate>();
  for (const entry of outgoing.personal) candidates.set(entry, personalCandidate(rules.numbers, entry));
  const compiled = (entries: readonly PersonalEntry[]) => entries.map((entry) => candidates.get(entry)!);
  const extensions = new Set<string>();
  const employees = new Map<string, CompiledCaller>();
  const lines = new Map<string, CompiledLine>();
  for (const employee of directory.employees) {
    const { id, extension } = employee;
    const { mainOnly, withholds, choice, emergency, own, departments } = entriesOf(employee);
    employees.set(id, {
      extension,
      mainOnly,
      withholds,
      choice,
      emergency: emergency.map((number) => emergencyCandidate(rules.numbers, number)),
      own: compiled(own),
      departments: compiled(departments),
    });
    if (extension !== null) extensions.add(extension);
  }
  for (const { id, lines: own } of directory.employees)
    for (const line of own) lines.set(line.id, { caller: employees.get(id)!, device: line.device });
  return { ...rules, home: homeOf({ ...company, extensions }), employees, lines };
}

export function compileRules(
  company: Company,
  companyNumbers: readonly CompanyNumber[],
  outgoing: OutgoingNumbers,
): CompiledRules {
  const numbers = new Map(companyNumbers.map(({ number, on }) => [number, on]));
  return {
    choice: company.choice,
    choiceDevices: new Set(company.choiceDevices),
    forwards: company.forwards,
    stranger: strangerAt(company),
    priority: outgoing.priority,
    numbers,
    ...compileNumbers(companyNumbers),
    main: outgoing.main === null ? null : candidateOf(numbers, outgoing.main, { rule: "main" }),
    emergency: company.emergencyNumber === undefined ? null : emergencyCandidate(numbers, company.emergencyNumber),
    ...compileRegional(outgoing, numbers),
  };
}

function compileNumbers(numbers: readonly CompanyNumber[]) {
  return {
    confirmed: new Set(numbers.filter(({ confirmed }) => confirmed).map(({ number }) => number)),
    labels: new Map(numbers.filter(({ label }) => label !== "").map(({ number, label }) => [number, label])),
    trunks: new Map(numbers.flatMap(({ number, trunks }) => (trunks ? [[number, trunks] as const] : []))),
  };
}

function compileRegional({ regional }: OutgoingNumbers, numbers: ReadonlyMap<string, boolean>) {
  const countries = new Map<string, Candidate>();
  const prefixes = new Map<string, Candidate>();
  for (const entry of regional) {
    if ("country" in entry)
      countries.set(entry.country, candidateOf(numbers, entry.number, { rule: "country", country: entry.country }));
    else if (E164Prefix.test(entry.prefix))
      prefixes.set(entry.prefix, candidateOf(numbers, entry.number, { rule: "prefix", prefix: entry.prefix }));
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
