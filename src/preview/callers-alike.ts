/** Callers who show the same number wherever the call goes, so that one of them answers for all. */
import { append } from "../policy/append.ts";
import type { Device } from "../policy/company.ts";
import type { Directory } from "../policy/directory.ts";
import type { Candidate } from "../decide/candidate.ts";
import { mayChoose } from "../decide/choice.ts";
import type { CompiledCaller, CompiledCompany } from "../decide/compile.ts";
import { fitsDevice } from "../decide/decide.ts";

/** One of the employees who are alike. */
type Representative = Readonly<{ employee: string; caller: CompiledCaller }>;

export type CallersAlike = Readonly<{
  /**
   * For calls other than emergency calls. Within a list, callers differ only in the personal number that they would
   * show; callers of different lists differ in more.
   */
  byPersonalNumber: readonly (readonly Representative[])[];
  /** For emergency calls: they differ in the number that is set for them. */
  byEmergencyNumber: readonly Representative[];
}>;

/** @returns everybody who has a device of a kind, in the order of the directory */
export function callersAlike(company: CompiledCompany, { employees }: Directory, device: Device): CallersAlike {
  const byPersonal = new Map<string, Representative>();
  const byEmergency = new Map<string, Representative>();
  const lists = new Map<string, Representative[]>();
  for (const { id, lines } of employees) {
    const caller = company.employees.get(id);
    if (caller === undefined || !lines.some((line) => line.device === device)) continue;
    const { extension: _, withholds: __, own, departments, emergency, ...rest } = caller;
    const alike = { employee: id, caller };
    const personal = numberOf([...own, ...departments].filter((candidate) => fitsDevice(candidate, device)));
    const { choice } = caller;
    const others = JSON.stringify({ ...rest, mayChoose: choice !== null && mayChoose(choice, company, caller) });
    if (isFirst(byPersonal, `${personal} ${others}`, alike)) append(lists, others, alike);
    isFirst(byEmergency, numberOf(emergency), alike);
  }
  return { byPersonalNumber: [...lists.values()], byEmergencyNumber: [...byEmergency.values()] };
}

/** The first number that may be shown; empty if there is none. */
const numberOf = (candidates: readonly Candidate[]) =>
  candidates.find(({ passedOver }) => passedOver === null)?.number ?? "";

function isFirst<T>(found: Map<string, T>, key: string, value: T): boolean {
  if (found.has(key)) return false;
  found.set(key, value);
  return true;
}
