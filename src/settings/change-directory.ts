/** All changes of a directory, as a whole or in one item. */
import { may, requirePermission } from "../access/permission.ts";
import type { Principal } from "../access/principal.ts";
import { checkDirectory } from "../policy/check-directory.ts";
import type { Directory, Employee } from "../policy/directory.ts";
import { placeOf, putThing, removeThing, type List } from "../policy/edit-directory.ts";
import type { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import type { Problem } from "../policy/problem.ts";
import { takenNumbers } from "../policy/taken-numbers.ts";
import { MOST_PROBLEMS, type Problems } from "../policy/problem-list.ts";
import { Refusal } from "../policy/refusal.ts";
import {
  updateDirectory,
  updateThing,
  type SentDirectory,
  type SentNumber,
  type SentThings,
} from "../policy/update-directory.ts";
import type { Companies } from "../store/companies.ts";
import type { StoredCompany } from "../store/company.ts";
import type { CompanyDraft, Writes } from "../store/writes.ts";
import { requireRevision, type Precondition } from "./precondition.ts";
import { existing } from "./read-company.ts";
import { refuseProblems } from "./refuse.ts";

/** The word for an item of each list. */
const THINGS = { numbers: "number", employees: "employee", departments: "department" } as const;

/** The principal, the company and the precondition of a change. */
/** The company after a change of its directory; `revision` is that of the write, or the directory's where nothing changed. */
export type SavedDirectory = Readonly<{ stored: StoredCompany; revision: number }>;

export type DirectoryChange = Readonly<{ principal: Principal; company: string; precondition: Precondition }>;

/**
 * Saves the whole directory, as sent by a PBX that keeps it in sync.
 * @throws Refusal `forbidden`, `company_unknown`, `revision_conflict`, `invalid_directory`, `number_taken`,
 *   `number_is_main`; the other functions of this file throw the same
 */
export function saveDirectory(store: Writes, change: DirectoryChange, sent: SentDirectory): Promise<SavedDirectory> {
  return write(store, change, "directory.put", ({ directory }) => ({
    directory: updateDirectory(directory.body, sent),
  }));
}

/** The problems of a directory, without saving it. */
export async function checkNextDirectory(
  store: Pick<Companies, "ownersBesides">,
  principal: Principal,
  before: StoredCompany,
  sent: SentDirectory,
): Promise<Problems> {
  const directory = updateDirectory(before.directory.body, sent);
  requireRights(principal, before.directory.body, directory);
  const owners = (numbers: readonly string[]) => store.ownersBesides(before.id, numbers);
  const found = (await judge(owners, before, directory)).map(([, found]) => found);
  const listed = found.flatMap(({ problems }) => problems);
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
  return write(store, change, `${THINGS[list]}.put`, ({ directory }) => put(directory.body, list, sent));
}

/** @throws Refusal also `number_unknown`, `employee_unknown`, `department_unknown` */
export function removeFromDirectory(
  store: Writes,
  change: DirectoryChange,
  list: List,
  name: string,
): Promise<SavedDirectory> {
  return write(store, change, `${THINGS[list]}.delete`, ({ directory }) => {
    requireThing(directory.body, list, name);
    return { directory: removeThing(directory.body, list, name) };
  });
}

/**
 * Labels a number or turns it on or off.
 * @param replaceWith the number that replaces the one turned off in all entries
 * @throws Refusal also `number_unknown`
 */
export function changeNumber(
  store: Writes,
  change: DirectoryChange,
  sent: SentNumber,
  replaceWith?: string,
): Promise<SavedDirectory> {
  if (replaceWith !== undefined) requirePermission(change.principal, "outgoing-numbers.write");
  return write(store, change, "number.patch", ({ directory }) => {
    requireThing(directory.body, "numbers", sent.number);
    return {
      ...put(directory.body, "numbers", sent),
      ...(replaceWith !== undefined && { replace: { number: sent.number, by: replaceWith } }),
    };
  });
}

type Replacement = Readonly<{ number: string; by: string }>;

type NextDirectory = Readonly<{
  directory: Directory;
  /** The pointer of the changed item, removed from the pointers of problems; empty for the whole directory. */
  pointer?: string;
  replace?: Replacement;
}>;

async function write(
  store: Writes,
  { principal, company: id, precondition }: DirectoryChange,
  action: string,
  next: (before: StoredCompany) => NextDirectory,
): Promise<SavedDirectory> {
  const record = { author: principal.name, action, synchronised: principal.role === "pbx" };
  const { stored, revision } = await store.writeCompany(id, record, async (draft) => {
    const before = existing(draft.before, id);
    const { directory, pointer = "", replace } = next(before);
    requireRights(principal, before.directory.body, directory);
    requireRevision(precondition, before.directory);
    if (replace) requireReplacement(before.directory.body, replace);
    for (const [code, { problems, more }] of await judge(draft.ownersBesides.bind(draft), before, directory))
      refuseProblems(code, { problems: problems.map((problem) => asSent(problem, pointer)), more });
    draft.put("directory", directory);
    putWhatFollows(draft, before, directory, replace);
  });
  const saved = existing(stored, id);
  return { stored: saved, revision: revision ?? saved.directory.revision };
}

function put<L extends List>(directory: Directory, list: L, sent: SentThings[L]): NextDirectory {
  const { thing, name } = updateThing(directory, list, sent);
  const next = putThing(directory, list, thing);
  return { directory: next, pointer: `/${list}/${placeOf(next, list, name)}` };
}

function requireThing(directory: Directory, list: List, name: string): void {
  if (placeOf(directory, list, name) === -1)
    throw new Refusal(`${THINGS[list]}_unknown`, `The company has no ${THINGS[list]} “${name}”.`);
}

function putWhatFollows(
  draft: CompanyDraft,
  { company, "outgoing-numbers": { body: outgoing } }: StoredCompany,
  directory: Directory,
  replace: Replacement | undefined,
): void {
  const next = withMain(replace ? withNumberReplaced(outgoing, replace) : outgoing, directory);
  if (next !== outgoing) draft.put("outgoing-numbers", next);
  if (replace && company.body.emergencyNumber === replace.number)
    draft.put("company", { ...company.body, emergencyNumber: replace.by });
}

type Owners = (numbers: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** All problems of a directory, in the order in which they are refused. */
async function judge(owners: Owners, before: StoredCompany, directory: Directory) {
  return [
    ["invalid_directory", checkDirectory(directory)],
    ["number_taken", takenNumbers(directory, await owners(directory.numbers.map(({ number }) => number)))],
    ["number_is_main", { problems: mainLost(before, directory), more: 0 }],
  ] as const;
}

/** Only the operator, or a PBX with `sync`, adds or removes numbers; only the operator opens blocks to guests. */
function requireRights(principal: Principal, before: Directory, after: Directory): void {
  const numbers = (directory: Directory) => new Set(directory.numbers.map(({ number }) => number));
  if (numbers(before).symmetricDifference(numbers(after)).size > 0) requirePermission(principal, "directory.numbers");
  if (may(principal, "directory.open-to-guests")) return;
  const known = new Map(before.employees.map((employee) => [employee.id, employee]));
  const mayStay = ({ id, guest, substitution }: Employee) => {
    const was = known.get(id);
    // Only the PBX knows that a guest has become the company's own employee.
    return guest ? substitution === (was?.guest ? was.substitution : undefined) : !was?.guest || principal.sync;
  };
  if (!after.employees.every(mayStay)) requirePermission(principal, "directory.open-to-guests");
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

/** Main is always set once a number is on: it is the first such number until someone chooses another. */
function withMain(outgoing: OutgoingNumbers, { numbers }: Directory): OutgoingNumbers {
  if (outgoing.main !== null && numbers.some(({ number }) => number === outgoing.main)) return outgoing;
  const main = numbers.find(({ on }) => on)?.number ?? null;
  return main === outgoing.main ? outgoing : { ...outgoing, main };
}
