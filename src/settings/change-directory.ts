/** All changes of a directory, as a whole or in one item. */
import { may, requirePermission } from "../access/permission.ts";
import type { Principal } from "../access/principal.ts";
import { homeOf } from "../number/home.ts";
import { checkDirectory } from "../policy/check-directory.ts";
import type { Company } from "../policy/company.ts";
import type { Directory, Employee } from "../policy/directory.ts";
import { placeOf, putThing, removeThing, type List } from "../policy/edit-directory.ts";
import { withEmergencyNumberReplaced } from "../policy/emergency-number.ts";
import { newMarks, unknownTrunks } from "../policy/number-trunks.ts";
import type { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import type { Problem } from "../policy/problem.ts";
import { restingNumbers } from "../policy/resting-numbers.ts";
import { takenNumbers } from "../policy/taken-numbers.ts";
import { excessesOver } from "../policy/quotas.ts";
import { MOST_PROBLEMS, type Problems } from "../policy/problem-list.ts";
import { Refusal } from "../policy/refusal.ts";
import { unreadableSims, withSimNumbers } from "../policy/sim-lines.ts";
import {
  updateDirectory,
  updateThing,
  type EmployeeFields,
  type SentDirectory,
  type SentNumber,
  type SentThings,
} from "../policy/update-directory.ts";
import type { Companies } from "../store/companies.ts";
import { bodiesOf, type StoredCompany } from "../store/company.ts";
import type { Nodes } from "../store/nodes.ts";
import type { Trunks } from "../store/trunks.ts";
import type { CompanyDraft, Writes } from "../store/writes.ts";
import { requireChoice } from "./require-choice.ts";
import { requireDirectoryRights } from "./directory-rights.ts";
import { requireRevision, type Precondition } from "./precondition.ts";
import { existing } from "./read-company.ts";
import { refuseProblems } from "./refuse.ts";

/** The word for an item of each list. */
const THINGS = { numbers: "number", employees: "employee", departments: "department" } as const;

/** The company after a change of its directory; `revision` is that of the write, or the directory's where nothing changed. */
export type SavedDirectory = Readonly<{ stored: StoredCompany; revision: number }>;

/** The principal, the company and the precondition of a change. */
export type DirectoryChange = Readonly<{ principal: Principal; company: string; precondition: Precondition }>;

/**
 * Saves the whole directory, as sent by a PBX that keeps it in sync.
 * @throws Refusal `malformed`, `forbidden`, `company_unknown`, `revision_conflict`, `invalid_directory`, `number_taken`,
 *   `number_is_main`; the other functions of this file throw the same
 */
export function saveDirectory(store: Writes, change: DirectoryChange, sent: SentDirectory): Promise<SavedDirectory> {
  return write(store, change, "directory.put", (before) => ({
    directory: updatedDirectory(before, change.principal, sent),
  }));
}

function updatedDirectory({ company, directory }: StoredCompany, principal: Principal, sent: SentDirectory): Directory {
  const updated = updateDirectory(directory.body, sent, may(principal, "directory.confirm"));
  return withSims(updated, directory.body, company.body);
}

/** The problems of a directory, without saving it. */
export async function checkNextDirectory(
  store: Pick<Companies, "ownersBesides"> & Pick<Trunks, "trunkIds"> & Pick<Nodes, "restingNumbers">,
  principal: Principal,
  before: StoredCompany,
  sent: SentDirectory,
): Promise<Problems> {
  const directory = updatedDirectory(before, principal, sent);
  requireDirectoryRights(principal, before.id, before.directory.body, directory);
  const around: Around = {
    ownersBesides: (numbers) => store.ownersBesides(before.id, numbers),
    restingNumbers: (numbers) => store.restingNumbers(before.id, numbers),
    trunkIds: () => store.trunkIds(),
  };
  const found = (await judge(around, before, directory)).map(([, found]) => found);
  const bodies = bodiesOf(before);
  const excesses = excessesOver(bodies.quotas, bodies, { ...bodies, directory });
  const listed = [...found.flatMap(({ problems }) => problems), ...excesses.map(({ problem }) => problem)];
  const problems = listed.slice(0, MOST_PROBLEMS);
  return { problems, more: found.reduce((more, next) => more + next.more, listed.length - problems.length) };
}

/** Replaces the item with the same id; a new item comes last. */
export function saveThing<L extends List>(
  store: Writes,
  change: DirectoryChange,
  list: L,
  sent: SentThings[L],
): Promise<SavedDirectory> {
  return write(store, change, `${THINGS[list]}.put`, (before) => put(before, change.principal, list, sent));
}

/**
 * Changes fields that people set of an employee.
 * @throws Refusal also `employee_unknown`
 */
export function changeEmployee(
  store: Writes,
  change: DirectoryChange,
  id: string,
  fields: EmployeeFields,
): Promise<SavedDirectory> {
  return write(store, change, "employee.patch", (before) =>
    put(before, change.principal, "employees", { ...existingEmployee(before, id), ...fields }),
  );
}

/**
 * Changes the choice and the withholding of the person's own number.
 * @throws Refusal `company_unknown`, `employee_unknown`, `revision_conflict`, `invalid_choice`
 */
export function changeOwn(
  store: Writes,
  change: DirectoryChange,
  id: string,
  fields: Pick<EmployeeFields, "choice" | "withhold">,
): Promise<SavedDirectory> {
  const next = (before: StoredCompany) => {
    const employee = existingEmployee(before, id);
    if (fields.choice !== undefined && fields.choice !== null && fields.choice !== employee.choice)
      requireChoice(before, id, fields.choice);
    return put(before, change.principal, "employees", { ...employee, ...fields });
  };
  return write(store, change, "me.put", next, ({ employee }, company) => {
    if (employee?.company !== company || employee.id !== id)
      throw new Refusal("forbidden", "This is not your employee.");
  });
}

function existingEmployee({ directory }: StoredCompany, id: string): Employee {
  requireThing(directory.body, "employees", id);
  return directory.body.employees[placeOf(directory.body, "employees", id)]!;
}

/** What becomes of the outgoing numbers of an item that is removed; by default they stay, and decide nothing. */
export type LeftEntries = Readonly<{ entries?: "remove" | undefined; replaceWith?: string | undefined }>;

/**
 * @param left `replaceWith` is for numbers alone: the number that replaces the removed one in all entries
 * @throws Refusal also `number_unknown`, `employee_unknown`, `department_unknown`
 */
export function removeFromDirectory(
  store: Writes,
  change: DirectoryChange,
  list: List,
  name: string,
  { entries, replaceWith }: LeftEntries = {},
): Promise<SavedDirectory> {
  if (entries !== undefined || replaceWith !== undefined)
    requirePermission(change.principal, "outgoing-numbers.write", change.company);
  return write(store, change, `${THINGS[list]}.delete`, ({ directory: { body } }) => {
    requireThing(body, list, name);
    const directory = removeThing(body, list, name);
    if (entries === "remove") return { directory, withoutEntriesOf: { list, name } };
    if (replaceWith === undefined) return { directory };
    const replace = { number: name, by: replaceWith };
    return { directory: withEmergencyNumberReplaced(directory, replace), replace };
  });
}

/**
 * Changes fields of a number.
 * @param replaceWith the number that replaces the one turned off in all entries
 * @throws Refusal also `number_unknown`
 */
export function changeNumber(
  store: Writes,
  change: DirectoryChange,
  sent: SentNumber,
  replaceWith?: string,
): Promise<SavedDirectory> {
  if (replaceWith !== undefined) requirePermission(change.principal, "outgoing-numbers.write", change.company);
  return write(store, change, "number.patch", (before) => {
    requireThing(before.directory.body, "numbers", sent.number);
    const next = put(before, change.principal, "numbers", sent);
    if (replaceWith === undefined) return next;
    const replace = { number: sent.number, by: replaceWith };
    return { ...next, directory: withEmergencyNumberReplaced(next.directory, replace), replace };
  });
}

type Replacement = Readonly<{ number: string; by: string }>;

type NextDirectory = Readonly<{
  directory: Directory;
  /** The pointer of the changed item, removed from the pointers of problems; empty for the whole directory. */
  pointer?: string;
  replace?: Replacement;
  /** The item whose entries are removed. */
  withoutEntriesOf?: Item;
}>;

type Item = Readonly<{ list: List; name: string }>;

async function write(
  store: Writes,
  { principal, company: id, precondition }: DirectoryChange,
  action: string,
  next: (before: StoredCompany) => NextDirectory,
  requireRights = requireDirectoryRights,
): Promise<SavedDirectory> {
  const record = { author: principal, action, synchronised: may(principal, "directory.synchronise", id) };
  const { stored, revision } = await store.writeCompany(id, record, async (draft) => {
    const before = existing(draft.before, id);
    const { directory, pointer = "", replace, withoutEntriesOf } = next(before);
    requireRights(principal, id, before.directory.body, directory);
    requireRevision(precondition, before.directory);
    if (replace) requireReplacement(before.directory.body, replace);
    for (const [code, { problems, more }] of await judge(draft, before, directory))
      refuseProblems(code, { problems: problems.map((problem) => asSent(problem, pointer)), more });
    draft.put("directory", directory);
    putWhatFollows(draft, before, directory, { replace, withoutEntriesOf });
  });
  const saved = existing(stored, id);
  return { stored: saved, revision: revision ?? saved.directory.revision };
}

function put<L extends List>(
  { company, directory: { body: directory } }: StoredCompany,
  principal: Principal,
  list: L,
  sent: SentThings[L],
): NextDirectory {
  const { thing, name } = updateThing(directory, list, sent, may(principal, "directory.confirm"));
  const next = putThing(directory, list, thing);
  const pointer = `/${list}/${placeOf(next, list, name)}`;
  return { directory: list === "employees" ? withSims(next, directory, company.body, pointer) : next, pointer };
}

/**
 * @param pointer of the item that was sent
 * @throws Refusal `malformed` if the id of a SIM line has no form that can be stored
 */
function withSims(directory: Directory, current: Directory, company: Company, pointer = ""): Directory {
  const employees = withSimNumbers(directory.employees, current.employees, homeOf(company));
  const unreadable = [...unreadableSims(employees)];
  if (unreadable.length === 0) return { ...directory, employees };
  const message = "This is not the phone number of a SIM: write it with a plus, or as it is dialled at home.";
  const problems = unreadable
    .slice(0, MOST_PROBLEMS)
    .map((path) => ({ path: path.slice(pointer.length), code: "invalid" as const, message }));
  throw new Refusal("malformed", `${problems[0]!.path}: ${message}`, {
    problems,
    more: unreadable.length - problems.length,
  });
}

function requireThing(directory: Directory, list: List, name: string): void {
  if (placeOf(directory, list, name) === -1)
    throw new Refusal(`${THINGS[list]}_unknown`, `The company has no ${THINGS[list]} “${name}”.`);
}

function putWhatFollows(
  draft: CompanyDraft,
  { company, "outgoing-numbers": { body: outgoing } }: StoredCompany,
  directory: Directory,
  { replace, withoutEntriesOf }: Readonly<{ replace: Replacement | undefined; withoutEntriesOf: Item | undefined }>,
): void {
  const left = withoutEntriesOf ? withoutEntries(outgoing, withoutEntriesOf) : outgoing;
  const next = withMain(replace ? withNumberReplaced(left, replace) : left, directory);
  if (next !== outgoing) draft.put("outgoing-numbers", next);
  if (replace && company.body.emergencyNumber === replace.number)
    draft.put("company", { ...company.body, emergencyNumber: replace.by });
}

/** What a directory is judged by besides the company. */
export type Around = Pick<CompanyDraft, "ownersBesides" | "restingNumbers" | "trunkIds">;

/**
 * All problems of a directory, in the order in which they are refused.
 * @param before the outgoing numbers are those that the main number is judged by
 */
export async function judge(around: Around, before: StoredCompany, directory: Directory) {
  const marks = newMarks(directory, before.directory.body);
  const trunks = marks.length > 0 ? await around.trunkIds() : new Set<string>();
  const owners = await around.ownersBesides(directory.numbers.map(({ number }) => number));
  const had = new Set(before.directory.body.numbers.map(({ number }) => number));
  const gained = directory.numbers.map(({ number }) => number).filter((number) => !had.has(number));
  const resting = await around.restingNumbers(gained);
  return [
    ["invalid_directory", checkDirectory(directory, before.directory.body)],
    ["invalid_directory", unknownTrunks(marks, trunks)],
    ["number_taken", takenNumbers(directory, owners)],
    ["number_resting", restingNumbers(directory, resting)],
    ["number_is_main", { problems: mainLost(before, directory), more: 0 }],
  ] as const;
}

/** Rewrites a problem for the sender of one item: `path` points into this item, and `other` names the other one. */
function asSent(problem: Problem, pointer: string): Problem {
  if (pointer === "") return problem;
  const within = (path: string) => path.startsWith(`${pointer}/`);
  const field = problem.path.slice(problem.path.lastIndexOf("/"));
  const { path, other } =
    problem.other !== undefined && within(`${problem.other}/`) && !within(problem.path)
      ? { path: problem.other + field, other: problem.path.slice(0, -field.length) }
      : problem;
  return { ...problem, path: within(path) ? path.slice(pointer.length) : path, ...(other !== undefined && { other }) };
}

/** The main number must stay and stay on, unless it is the only number and is removed. */
function mainLost({ directory, "outgoing-numbers": outgoing }: StoredCompany, after: Directory): Problem[] {
  const { main } = outgoing.body;
  const at = after.numbers.findIndex(({ number }) => number === main);
  const before = directory.body.numbers.find(({ number }) => number === main);
  if (main === null || before === undefined) return [];
  const taken = at === -1;
  if (taken ? directory.body.numbers.length === 1 : after.numbers[at]!.on || !before.on) return [];
  return [
    {
      path: taken ? "/numbers" : `/numbers/${at}/on`,
      code: "number_is_main",
      message: `${main} is the main number: make another number the main one first.`,
    },
  ];
}

/** @throws Refusal `invalid_directory` for a number that cannot replace another one */
function requireReplacement({ numbers }: Directory, { number, by }: Replacement): void {
  const found = numbers.find((number) => number.number === by);
  if (found?.on && by !== number) return;
  const message = found ? `${by} is turned off, or is about to be.` : `The company has no number ${by}.`;
  const code = found ? "number_off" : "number_unknown";
  throw new Refusal("invalid_directory", message, { problems: [{ path: "/replaceWith", code, message }] });
}

function withNumberReplaced(outgoing: OutgoingNumbers, { number, by }: Replacement): OutgoingNumbers {
  const replaced = <Entry extends Readonly<{ number: string }>>(entry: Entry): Entry =>
    entry.number === number ? { ...entry, number: by } : entry;
  return { ...outgoing, personal: outgoing.personal.map(replaced), regional: outgoing.regional.map(replaced) };
}

function withoutEntries(outgoing: OutgoingNumbers, { list, name }: Item): OutgoingNumbers {
  const isOthers = (entry: Readonly<{ number: string; employee?: string; department?: string }>): boolean => {
    if (list === "numbers") return entry.number !== name;
    return (list === "employees" ? entry.employee : entry.department) !== name;
  };
  const personal = outgoing.personal.filter(isOthers);
  const regional = outgoing.regional.filter(isOthers);
  const isSame = personal.length === outgoing.personal.length && regional.length === outgoing.regional.length;
  return isSame ? outgoing : { ...outgoing, personal, regional };
}

/** Main is always set once a number is on: it is the first such number until someone chooses another. */
export function withMain(outgoing: OutgoingNumbers, { numbers }: Directory): OutgoingNumbers {
  if (outgoing.main !== null && numbers.some(({ number }) => number === outgoing.main)) return outgoing;
  const main = numbers.find(({ on }) => on)?.number ?? null;
  return main === outgoing.main ? outgoing : { ...outgoing, main };
}
