/**
 * A large company in parts, so that a call reads no more than it needs: a core with everything except people, and
 * buckets of about sixteen people, found by a hash of the key.
 */
import { homeOf } from "../number/home.ts";
import type { Device } from "../policy/company.ts";
import type { Directory } from "../policy/directory.ts";
import type { DecidingDocuments } from "../policy/documents.ts";
import type { DeviceCondition, PersonalEntry } from "../policy/outgoing-numbers.ts";
import { entriesOfCallers } from "./callers.ts";
import { emergencyCandidate, personalCandidate, type Candidate } from "./candidate.ts";
import { compileRules, type CompiledCaller, type CompiledCompany, type CompiledLine, type Lookup } from "./compile.ts";

/** Larger companies are stored in parts. For smaller ones, reading everything costs less than several reads. */
const MOST_PEOPLE_AT_ONCE = 100;
/** Memberships in departments that are read whole. */
const MOST_MEMBERS_AT_ONCE = 5000;

/** Shorter directories cannot be large: fewer characters than this cannot describe so many people. */
export const CHARACTERS_OF_LARGE = 6000;

/** Increase it with every change of {@link partsOf}, so that parts stored by an older Callas are made again. */
export const PARTS_FORMAT = 4;

/** A bucket besides the hashed ones: every extension of the company. No call needs it. */
export const EXTENSIONS_BUCKET = -1;

const PEOPLE_IN_A_BUCKET = 16;

export type Parts = Readonly<{
  core: string;
  /** Without empty ones. */ buckets: ReadonlyMap<number, string>;
}>;

type Core = Readonly<{
  /** The documents without people, and without names. */
  documents: DecidingDocuments;
  /** The number of buckets: a power of two. */
  buckets: number;
  /** The lengths of all extensions: most dialled numbers are recognised by their length as no extension. */
  extensionLengths: readonly number[];
}>;

type StoredEmployee = readonly [
  id: string,
  extension: string | null,
  mainOnly: 0 | 1,
  own: readonly (readonly [number: string, device: DeviceCondition])[],
  departments: readonly (readonly [number: string, device: DeviceCondition, department: string])[],
  withholds: 0 | 1,
  emergency: readonly string[],
  choice: string | null,
];
type StoredLine = readonly [id: string, employee: string, device: Device];
type StoredBucket = readonly [employees: StoredEmployee[], lines: StoredLine[], extensions: string[]];

export type Bucket = Readonly<{
  employees: ReadonlyMap<string, CompiledCaller>;
  lines: ReadonlyMap<string, Readonly<{ employee: string; device: Device }>>;
  extensions: ReadonlySet<string>;
}>;

/** Returns a bucket; if it is not in memory, calls `compile` with its text, which is empty if it is not stored. */
export type BucketAt = (bucket: number, compile: (text: string) => Bucket) => Bucket;

export function isLarge({ employees, departments }: Directory): boolean {
  const members = departments.reduce((count, department) => count + department.members.length, 0);
  return employees.length > MOST_PEOPLE_AT_ONCE || members > MOST_MEMBERS_AT_ONCE;
}

export function partsOf({ company, directory, "outgoing-numbers": outgoing }: DecidingDocuments): Parts {
  const { employees } = directory;
  const count = 2 ** Math.max(0, Math.ceil(Math.log2(employees.length / PEOPLE_IN_A_BUCKET)));
  const buckets = new Map<number, StoredBucket>();
  const bucketOf = (key: string): StoredBucket => {
    const at = hashed(key, count);
    const bucket = buckets.get(at) ?? [[], [], []];
    buckets.set(at, bucket);
    return bucket;
  };
  const entriesOf = entriesOfCallers(company, directory, outgoing);
  const extensions: string[] = [];
  for (const employee of employees) {
    const { id, extension, lines } = employee;
    const { mainOnly, withholds, choice, emergency, own, departments } = entriesOf(employee);
    const entries = [own.map(tuple), departments.map(tuple)];
    const stored = [id, extension, mainOnly ? 1 : 0, ...entries, withholds ? 1 : 0, emergency, choice];
    bucketOf(id)[0].push(stored as unknown as StoredEmployee);
    for (const line of lines) bucketOf(line.id)[1].push([line.id, id, line.device]);
    if (extension === null) continue;
    bucketOf(extension)[2].push(extension);
    extensions.push(extension);
  }
  const core: Core = {
    documents: {
      company: { ...company, name: "" },
      directory: {
        numbers: directory.numbers,
        employees: [],
        departments: [],
      },
      "outgoing-numbers": { ...outgoing, personal: [] },
    },
    buckets: count,
    extensionLengths: [...new Set(extensions.map(({ length }) => length))].sort((a, b) => a - b),
  };
  return {
    core: JSON.stringify(core),
    buckets: new Map<number, string>([
      ...[...buckets].map(([at, bucket]): [number, string] => [at, JSON.stringify(bucket)]),
      [EXTENSIONS_BUCKET, JSON.stringify(extensions)],
    ]),
  };
}

/** @param bucketAt is called for each look-up, which passes on its errors */
export function compileCore(text: string, bucketAt: BucketAt): CompiledCompany {
  const { documents, buckets, extensionLengths } = JSON.parse(text) as Core;
  const { company, directory, "outgoing-numbers": outgoing } = documents;
  const rules = compileRules(company, directory.numbers, outgoing);
  const compile = (bucket: string) => compileBucket(bucket, rules.numbers);
  const bucketOf = (key: string) => bucketAt(hashed(key, buckets), compile);
  const lengths = new Set(extensionLengths);
  const employees = lookup((id) => bucketOf(id).employees.get(id));
  const lines = lookup((id): CompiledLine | undefined => {
    const line = bucketOf(id).lines.get(id);
    const caller = line && employees.get(line.employee);
    return caller && { caller, device: line.device };
  });
  const extensions = { has: (text: string) => lengths.has(text.length) && bucketOf(text).extensions.has(text) };
  return { ...rules, home: homeOf({ ...company, extensions }), employees, lines };
}

/** The documents of a core, without people. */
export const documentsOfCore = (text: string): DecidingDocuments => (JSON.parse(text) as Core).documents;

/** @param text of the {@link EXTENSIONS_BUCKET} */
export const extensionsIn = (text: string) => JSON.parse(text) as readonly string[];

function compileBucket(text: string, numbers: ReadonlyMap<string, boolean>): Bucket {
  const [employees, lines, extensions] = text === "" ? EMPTY : (JSON.parse(text) as StoredBucket);
  const candidate = (entry: PersonalEntry): Candidate => personalCandidate(numbers, entry);
  return {
    employees: new Map(
      employees.map(([id, extension, mainOnly, own, departments, withholds, emergency, choice]) => [
        id,
        {
          extension,
          mainOnly: mainOnly === 1,
          withholds: withholds === 1,
          choice,
          emergency: emergency.map((number) => emergencyCandidate(numbers, number)),
          own: own.map(([number, device]) => candidate({ number, employee: id, device })),
          departments: departments.map(([number, device, department]) => candidate({ number, department, device })),
        },
      ]),
    ),
    lines: new Map(lines.map(([id, employee, device]) => [id, { employee, device }])),
    extensions: new Set(extensions),
  };
}

const EMPTY: StoredBucket = [[], [], []];

function tuple(entry: PersonalEntry) {
  return "employee" in entry ? [entry.number, entry.device] : [entry.number, entry.device, entry.department];
}

function lookup<T>(get: (id: string) => T | undefined): Lookup<T> {
  return { get, has: (id) => get(id) !== undefined };
}

/** FNV-1a, with its high bits folded into the low ones. */
function hashed(key: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & (buckets - 1);
}
