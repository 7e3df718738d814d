/** The numbers that a caller may choose for one call, best first: docs/rules.md, "Numbers that may be chosen". */
import { goesToTrunk, type Destination } from "../number/destination.ts";
import { understand } from "../number/understand.ts";
import type { Device } from "../policy/company.ts";
import type { NamedTrunk } from "../policy/trunk.ts";
import { isOffered, mayChoose } from "./choice.ts";
import type { CompiledCaller, CompiledCompany } from "./compile.ts";
import { acceptsOf, decideUnderstood, fittingNumbers } from "./decide.ts";
import type { Accepts } from "./findings.ts";

export type OfferedNumber = Readonly<{
  number: string;
  label: string;
  /** Whether the call shows it if nothing is chosen. */
  default: boolean;
}>;

/** Nobody looks through more on a telephone; a company may have 50,000 numbers. */
const MOST_CHOICES = 200;

/** The call that a choice is offered for. */
export type PlannedCall = Readonly<{ dialled: string; device: Device; trunk?: NamedTrunk | undefined }>;

/** @returns nothing for calls without substitution: internal calls, service codes and emergency calls */
export function choicesFor(
  company: CompiledCompany,
  caller: CompiledCaller,
  { dialled, device, trunk }: PlannedCall,
): readonly OfferedNumber[] {
  if (!isOffered(company, device)) return [];
  const understood = understand(dialled, company.home, device);
  const { destination } = understood;
  if (!goesToTrunk(destination) || destination.kind === "emergency") return [];
  const { callerId } = decideUnderstood(company, { caller, device }, understood, {}, { trunk });
  return offeredNumbers(company, caller, destination, callerId, acceptsOf(company, trunk));
}

/** The numbers that an employee may keep as their standing choice; `default` is shown at home without one. */
export function standingChoices(company: CompiledCompany, employee: CompiledCaller): readonly OfferedNumber[] {
  const [device] = company.choiceDevices;
  if (device === undefined || !isOffered(company, device)) return [];
  const caller = { ...employee, choice: null };
  const destination: Destination = { kind: "external", e164: null, country: company.home.country, digits: null };
  const { callerId } = decideUnderstood(company, { caller, device }, { destination, privacy: null }, {});
  return offeredNumbers(company, caller, destination, callerId, acceptsOf(company, undefined));
}

/** @param callerId the number that is shown if nothing is chosen */
function offeredNumbers(
  company: CompiledCompany,
  caller: CompiledCaller,
  destination: Destination,
  callerId: string | null,
  accepts: Accepts,
): readonly OfferedNumber[] {
  const best = new Set([
    ...(callerId === null ? [] : [callerId]),
    ...[...caller.own, ...caller.departments].map(({ number }) => number),
    ...fittingNumbers(company, destination),
    ...company.regionalNumbers,
    ...(company.main ? [company.main.number] : []),
    ...company.numbers.keys(),
  ]);
  return best
    .values()
    .filter((number) => mayChoose(number, company, caller) && company.numbers.get(number) === true && accepts(number))
    .take(MOST_CHOICES)
    .map((number) => ({ number, label: company.labels.get(number) ?? "", default: number === callerId }))
    .toArray();
}
