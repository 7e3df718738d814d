/** Calls that an admin may want to go on showing what they show now: one for each setting, on each kind of device. */
import { DEVICES, type Device } from "../number/device.ts";
import { exampleBehind, exampleNumber } from "../number/example-number.ts";
import { planOf } from "../number/numbering-plan.ts";
import { understand } from "../number/understand.ts";
import type { Directory } from "../policy/directory.ts";
import type { Documents } from "../policy/documents.ts";
import { callKey } from "../policy/expectation-key.ts";
import type { Expectation } from "../policy/expectations.ts";
import type { PersonalEntry, RegionalEntry } from "../policy/outgoing-numbers.ts";
import { compile, type CompiledCompany } from "../decide/compile.ts";
import { decide, decideUnderstood } from "../decide/decide.ts";
import type { DecidedBy } from "../decide/decision.ts";
import { callersAlike, type CallersAlike } from "./callers-alike.ts";
import { expectationChecker } from "./expectations.ts";

const MOST_PROPOSED = 50;

/** Callers who are tried, so that one is found for whom an entry decides. */
const MOST_TRIED = 50;

/** The first of these without a regional entry stands for all countries without one. */
const ABROAD = ["DE", "FR", "GB", "US", "IT", "ES", "CH", "AU", "BR", "IN", "JP"];

export function proposeExpectations(documents: Documents): readonly Expectation[] {
  const known = new Set(documents.expectations.expectations.map(callKey));
  const proposed: Expectation[] = [];
  for (const expectation of proposals(documents)) {
    if (known.has(callKey(expectation))) continue;
    known.add(callKey(expectation));
    if (proposed.push(expectation) === MOST_PROPOSED) break;
  }
  return proposed;
}

function* proposals({ company, directory, "outgoing-numbers": outgoing }: Documents): Generator<Expectation> {
  const compiled = compile(company, directory, outgoing);
  const about = aboutDevices(compiled, directory);
  const home = exampleNumber(company.country);
  // Calls to emergency services go out by this number in the plan of North America, by 112 in all others.
  const emergency = planOf(company.country).callingCode === "1" ? "911" : "112";
  yield* about(emergency, "emergency");
  if (home !== null) yield* about(home, "main");
  const abroad = ABROAD.find((country) => country !== company.country && !hasEntry(outgoing.regional, country));
  if (abroad !== undefined) yield* about(exampleNumber(abroad)!, "main");
  yield* inTurn([
    ofRegional(outgoing.regional, about),
    home === null ? [] : ofPersonal(outgoing.personal, directory, compiled, home),
  ]);
}

type AboutDevices = (dialled: string, rule: DecidedBy["rule"]) => Iterable<Expectation>;

/**
 * Calls from each kind of device in use: for everybody who has one if all show the same, otherwise for one employee.
 * @returns a function of what is dialled and of the rule that should decide, if there is a caller for whom it does
 */
function aboutDevices(company: CompiledCompany, directory: Directory): AboutDevices {
  const inUse = new Set(directory.employees.flatMap(({ lines }) => lines.map(({ device }) => device)));
  const devices = DEVICES.filter((device) => inUse.has(device)).map(
    (device) => [device, callersAlike(company, directory, device)] as const,
  );
  const check = expectationChecker(company, directory);
  return function* (dialled, rule) {
    for (const [device, alike] of devices) {
      const found = exampleCaller(company, alike, device, dialled, rule);
      if (found === null) continue;
      const everybody = { device, dialled, shows: found.shows };
      yield check(everybody) === null ? everybody : { employee: found.employee, ...everybody };
    }
  };
}

function exampleCaller(
  company: CompiledCompany,
  { byEmergencyNumber, byPersonalNumber }: CallersAlike,
  device: Device,
  dialled: string,
  rule: DecidedBy["rule"],
): Readonly<{ employee: string; shows: string }> | null {
  const understood = understand(dialled, company.home, device);
  for (const { caller, employee } of [byEmergencyNumber, ...byPersonalNumber].flat().slice(0, MOST_TRIED)) {
    const { callerId, decidedBy } = decideUnderstood(company, { caller, device }, understood, {});
    if (callerId !== null && decidedBy.rule === rule) return { employee, shows: callerId };
  }
  return null;
}

function hasEntry(regional: readonly RegionalEntry[], country: string): boolean {
  const example = exampleNumber(country)!;
  return regional.some((entry) => ("country" in entry ? entry.country === country : example.startsWith(entry.prefix)));
}

function* ofRegional(regional: readonly RegionalEntry[], about: AboutDevices): Generator<Expectation> {
  for (const entry of regional.slice(0, MOST_TRIED))
    if ("prefix" in entry) yield* about(exampleBehind(entry.prefix), "prefix");
    else {
      const example = exampleNumber(entry.country);
      if (example !== null) yield* about(example, "country");
    }
}

/** One call home for each entry, of the first caller for whom it decides. */
function* ofPersonal(
  personal: readonly PersonalEntry[],
  { employees, departments }: Directory,
  company: CompiledCompany,
  dialled: string,
): Generator<Expectation> {
  const members = new Map(departments.map(({ id, members }) => [id, members]));
  const linesOf = new Map(employees.map(({ id, lines }) => [id, lines]));
  for (const entry of personal.slice(0, MOST_TRIED)) {
    const callers = "employee" in entry ? [entry.employee] : (members.get(entry.department) ?? []);
    const calls = callers
      .slice(0, MOST_TRIED)
      .flatMap((employee) => (linesOf.get(employee) ?? []).map(({ device }) => ({ employee, device, dialled })));
    const found = calls.find((call) => isDecidedBy(decide(company, call), entry));
    if (found) yield { ...found, shows: entry.number };
  }
}

function isDecidedBy(decided: ReturnType<typeof decide>, entry: PersonalEntry): boolean {
  if (!decided.known) return false;
  const { decidedBy } = decided.decision;
  return "employee" in entry
    ? decidedBy.rule === "employee" && decidedBy.device === entry.device
    : decidedBy.rule === "department" && decidedBy.department === entry.department && decidedBy.device === entry.device;
}

/** One of each in turn, until all are used up. */
function* inTurn<T>(sources: readonly Iterable<T>[]): Generator<T> {
  let iterators = sources.map((source) => source[Symbol.iterator]());
  while (iterators.length > 0) {
    const next = iterators.map((iterator) => [iterator, iterator.next()] as const);
    for (const [, { done, value }] of next) if (!done) yield value;
    iterators = next.filter(([, { done }]) => !done).map(([iterator]) => iterator);
  }
}
