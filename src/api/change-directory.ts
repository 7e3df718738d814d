/** The one way in which a directory changes, be it as a whole or in one thing. */
import type { FastifyRequest } from "fastify";
import { isOperator, requireRight } from "../http/access.ts";
import { HttpError } from "../http/errors.ts";
import { checkDirectory } from "../policy/check-directory.ts";
import type { Directory, Employee } from "../policy/directory.ts";
import type { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import type { Problem } from "../policy/problem.ts";
import { SYNCHRONISED, type StoredCompany, type Transaction } from "../store/store.ts";
import { readCompany, type ApiContext } from "./context.ts";

/** The directory after a change, and what else goes with it. */
type NextDirectory = Readonly<{
  directory: Directory;
  /** Of the changed thing, where it is not the directory: its problems' pointers lose it. */
  pointer?: string;
  /** Another number for every entry that has this one. */
  replace?: Replacement;
}>;

type Replacement = Readonly<{ number: string; by: string }>;
type Owners = Pick<Transaction, "ownersBesides">;

/**
 * Saves what `next` makes of the directory, with all that follows from it.
 * @throws HttpError 403, 409 or 422, and nothing is changed
 */
export async function changeDirectory(
  { store, warningsOf }: ApiContext,
  request: Pick<FastifyRequest, "access">,
  { company, action }: Readonly<{ company: string; action: string }>,
  next: (stored: StoredCompany) => NextDirectory,
) {
  const { access } = request;
  const author = access.name;
  const bySync = access.role === "pbx" ? SYNCHRONISED : "";
  const { revision, stored } = await store.write({ author, action: action + bySync, company }, async (transaction) => {
    const before = await readCompany(transaction, request, company);
    const { directory, pointer = "", replace } = next(before);
    requireDirectoryRights(request, before.directory.body, directory);
    for (const { code, problems } of await judge(transaction, before, directory)) refuse(code, problems, pointer);
    transaction.put(company, "directory", directory);
    const outgoing = before["outgoing-numbers"].body;
    const nextOutgoing = withMain(replace ? withNumberReplaced(outgoing, replace) : outgoing, directory);
    if (nextOutgoing !== outgoing) transaction.put(company, "outgoing-numbers", nextOutgoing);
    const { body } = before.company;
    if (replace && body.emergencyNumber === replace.number)
      transaction.put(company, "company", { ...body, emergencyNumber: replace.by });
  });
  return { revision, directory: stored!.directory.body, warnings: warningsOf(stored!) };
}

/** Everything that stands against a directory, kind by kind, in the order in which it is refused. */
async function judge(transaction: Owners, before: StoredCompany, directory: Directory) {
  return [
    { code: "invalid_directory", problems: checkDirectory(directory).problems },
    { code: "number_taken", problems: await takenNumbers(transaction, before.id, directory) },
    { code: "number_is_main", problems: mainLost(before, directory) },
  ] as const;
}

/**
 * What {@link changeDirectory} would refuse, all of it, without writing anything.
 * @throws HttpError 403 for what the role may not write at all
 */
export async function checkNextDirectory(
  { store }: ApiContext,
  request: Pick<FastifyRequest, "access">,
  before: StoredCompany,
  directory: Directory,
): Promise<readonly Problem[]> {
  requireDirectoryRights(request, before.directory.body, directory);
  return (await judge(store, before, directory)).flatMap(({ problems }) => problems);
}

/** Numbers are given and taken by the operator or the PBX that keeps the directory; blocks are opened by the operator. */
function requireDirectoryRights({ access }: Pick<FastifyRequest, "access">, before: Directory, after: Directory): void {
  const numbers = (directory: Directory) => new Set(directory.numbers.map(({ number }) => number));
  const sameNumbers = numbers(before).symmetricDifference(numbers(after)).size === 0;
  requireRight(isOperator(access) || access.sync || sameNumbers, "give a company a number or take one away");
  const known = new Map(before.employees.map((employee) => [employee.id, employee]));
  const mayStay = ({ id, guest, substitution }: Employee) => {
    const was = known.get(id);
    // Only the PBX knows that a guest has become an own employee.
    return guest ? substitution === (was?.guest ? was.substitution : undefined) : !was?.guest || access.sync;
  };
  requireRight(isOperator(access) || after.employees.every(mayStay), "open the blocks for a guest");
}

function refuse(
  code: "invalid_directory" | "number_taken" | "number_is_main",
  problems: readonly Problem[],
  pointer: string,
): void {
  const [first] = problems;
  if (!first) return;
  const errors = problems.map((problem) => asSent(problem, pointer));
  throw new HttpError(code, first.message, { errors });
}

/** As who sent one thing sees it: pointers go into that thing, and what it clashes with is the other one. */
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

async function takenNumbers(transaction: Owners, company: string, { numbers }: Directory): Promise<Problem[]> {
  const owners = await transaction.ownersBesides(
    company,
    numbers.map(({ number }) => number),
  );
  return numbers.flatMap(({ number }, at) =>
    owners.has(number)
      ? {
          path: `/numbers/${at}/number`,
          code: "number_taken",
          message: `${number} belongs to another company.`,
        }
      : [],
  );
}

/** The main number stays and stays on, unless it is the only one and is taken away. */
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

function withNumberReplaced(outgoing: OutgoingNumbers, { number, by }: Replacement): OutgoingNumbers {
  const replaced = <Entry extends Readonly<{ number: string }>>(entry: Entry): Entry =>
    entry.number === number ? { ...entry, number: by } : entry;
  return { ...outgoing, personal: outgoing.personal.map(replaced), regional: outgoing.regional.map(replaced) };
}

/** Main is always set once there is a number that is on: the first such number, until somebody picks another. */
function withMain(outgoing: OutgoingNumbers, { numbers }: Directory): OutgoingNumbers {
  if (outgoing.main !== null && numbers.some(({ number }) => number === outgoing.main)) return outgoing;
  const main = numbers.find(({ on }) => on)?.number ?? null;
  return main === outgoing.main ? outgoing : { ...outgoing, main };
}
