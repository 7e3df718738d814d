/** The one way in which a directory changes, be it as a whole or in one thing. */
import type { FastifyRequest } from "fastify";
import { isOperator, requireRight } from "../http/access.ts";
import { HttpError } from "../http/errors.ts";
import { checkDirectory } from "../policy/check-directory.ts";
import type { Directory, Employee } from "../policy/directory.ts";
import type { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import type { Problem } from "../policy/problem.ts";
import type { StoredCompany, Transaction } from "../store/store.ts";
import { readCompany, type ApiContext } from "./context.ts";

/**
 * Saves what `next` makes of the directory, with all that follows from it.
 * @param pointer of the changed thing, where it is not the directory: its problems' pointers lose it
 * @throws HttpError 403, 409 or 422, and nothing is changed
 */
export async function changeDirectory(
  { store, warningsOf }: ApiContext,
  request: Pick<FastifyRequest, "access">,
  { company, action }: Readonly<{ company: string; action: string }>,
  next: (stored: StoredCompany) => Readonly<{ directory: Directory; pointer?: string }>,
) {
  const { access } = request;
  const { revision, stored } = await store.write({ author: access.name, action, company }, async (transaction) => {
    const before = await readCompany(transaction, request, company);
    const { directory, pointer = "" } = next(before);
    requireDirectoryRights(request, before.directory.body, directory);
    refuse("invalid_directory", checkDirectory(directory), pointer);
    refuse("number_taken", await takenNumbers(transaction, company, directory), pointer);
    refuse("number_is_main", mainLost(before, directory), pointer);
    transaction.put(company, "directory", directory);
    const outgoing = before["outgoing-numbers"].body;
    const withItsMain = withMain(outgoing, directory);
    if (withItsMain !== outgoing) transaction.put(company, "outgoing-numbers", withItsMain);
  });
  return { revision, directory: stored!.directory.body, warnings: warningsOf(stored!) };
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

async function takenNumbers(transaction: Transaction, company: string, { numbers }: Directory): Promise<Problem[]> {
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

/** Main is always set once there is a number that is on: the first such number, until somebody picks another. */
function withMain(outgoing: OutgoingNumbers, { numbers }: Directory): OutgoingNumbers {
  if (outgoing.main !== null && numbers.some(({ number }) => number === outgoing.main)) return outgoing;
  const main = numbers.find(({ on }) => on)?.number ?? null;
  return main === outgoing.main ? outgoing : { ...outgoing, main };
}
