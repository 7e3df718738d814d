import type { Company } from "./company.ts";
import type { Directory, Employee } from "./directory.ts";
import type { GuestRequest } from "./guest-request.ts";

/** Guests get the main number only, or are treated as own employees. */
export const SUBSTITUTIONS = ["main", "full"] as const;

/** Whether the personal and regional blocks apply to an employee's calls: for a guest, once the operator opens them. */
export function blocksAreOpen(employee: Employee, company: Company): boolean {
  return !employee.guest || (employee.substitution ?? company.guests) === "full";
}

type Documents = Readonly<{ company: Company; directory: Directory }>;

/** Stands for the company itself, beside the ids of guests. */
export const WHOLE_COMPANY = "";

/**
 * Where a write opens or closes blocks.
 * @returns `set`: the guests whose own `substitution` differs, and {@link WHOLE_COMPANY} if the company's `guests`
 *   does; `gone`: those who are no guests any more
 */
export function blocksSet(
  before: Documents | null,
  after: Documents,
): Readonly<{ set: readonly string[]; gone: readonly string[] }> {
  const known = substitutions(before);
  const now = substitutions(after);
  const set = [...now].filter(([id, substitution]) => known.get(id) !== substitution).map(([id]) => id);
  return {
    set: after.company.guests === (before?.company.guests ?? "main") ? set : [WHOLE_COMPANY, ...set],
    gone: [...known.keys()].filter((id) => !now.has(id)),
  };
}

const substitutions = (documents: Documents | null) =>
  new Map(
    (documents?.directory.employees ?? []).filter(({ guest }) => guest).map((each) => [each.id, each.substitution]),
  );

/** Whether the blocks are open to all guests that a request names and that are still there. */
export function isGranted({ employees }: Pick<GuestRequest, "employees">, { company, directory }: Documents): boolean {
  const named = employees && new Set(employees);
  const guests = directory.employees.filter(({ id, guest }) => guest && (named === null || named.has(id)));
  return guests.length > 0 && guests.every((guest) => blocksAreOpen(guest, company));
}
