/** The effect of a change of the settings on callees: how many employees show another number, and where. */
import type { Destination } from "../number/destination.ts";
import type { Device } from "../policy/company.ts";
import type { Directory, Employee } from "../policy/directory.ts";
import type { Candidate } from "../decide/candidate.ts";
import { mayChoose } from "../decide/choice.ts";
import type { CompiledCaller, CompiledCompany } from "../decide/compile.ts";
import { turns } from "../turns.ts";
import { destinationAt, isAtHome, type Place } from "./place.ts";
import { devicesOf, shownTo } from "./shown.ts";

/** All employees who showed one number and will show another. */
type Shift = Readonly<{
  from: string | null;
  to: string | null;
  employees: number;
  /** The ids of some of them. */
  examples: readonly string[];
  /** Some of the places. */
  places: readonly Place[];
}>;

export type Effect = Readonly<{
  /** How many employees show another number at any place. */
  employees: number;
  /** The largest shifts, at most {@link SHIFTS} at home and {@link SHIFTS} abroad. */
  home: readonly Shift[];
  abroad: readonly Shift[];
}>;

const EXAMPLES = 12;
const SHIFTS = 100;

/** Employees with equal entries, before and after: they show the same, so one decision serves them all. */
type Alike = Readonly<{
  before: CompiledCaller;
  after: CompiledCaller;
  devices: readonly Device[];
  isSame: boolean;
  ids: string[];
}>;

/** Places where both regional blocks give equal answers: one decision serves them all. */
type SamePlaces = Readonly<{
  destination: Destination;
  atHome: boolean;
  /** Whether the regional block answers otherwise than before. */
  isChanged: boolean;
  /** Whether it answers now. */
  isRegional: boolean;
  places: Place[];
}>;

type Growing = { employees: number; examples: string[]; places: Set<Place> };

/** @param places the places of both documents */
export async function effectOf(
  before: CompiledCompany,
  after: CompiledCompany,
  { employees }: Directory,
  places: readonly Place[],
): Promise<Effect> {
  const shifts = { home: new Map<string, Growing>(), abroad: new Map<string, Growing>() };
  const where = samePlaces(before, after, places);
  const sameElse = before.priority === after.priority && before.main?.number === after.main?.number;
  const changedPlaces = where.filter(({ isChanged }) => isChanged);
  let changed = 0;
  const turn = turns();
  for (const alike of alikes(before, after, employees)) {
    const found = new Map<Growing, Set<Place>>();
    // Unchanged employees under otherwise unchanged settings can differ only where the regional block does.
    for (const { destination, atHome, places } of sameElse && alike.isSame ? changedPlaces : where)
      for (const device of alike.devices) {
        const from = shownTo(before, alike.before, device, destination).callerId;
        const to = shownTo(after, alike.after, device, destination).callerId;
        if (from === to) continue;
        const shift = growing(shifts[atHome ? "home" : "abroad"], JSON.stringify([from, to]));
        const at = found.get(shift) ?? new Set();
        for (const place of places) at.add(place);
        found.set(shift, at);
      }
    for (const [shift, places] of found) grow(shift, alike.ids, places);
    if (found.size > 0) changed += alike.ids.length;
    await turn();
  }
  return { employees: changed, home: inOrder(shifts.home), abroad: inOrder(shifts.abroad) };
}

/** Comparisons of one call, before and after; they take about 20 µs each. */
const MOST_COMPARED = 100_000;

/**
 * Only counts, which is far cheaper.
 * @returns how many employees show another number at any place; those who could not be compared any more count, too
 */
export async function countAffected(
  before: CompiledCompany,
  after: CompiledCompany,
  { employees }: Directory,
  places: readonly Place[],
): Promise<number> {
  const where = telling(samePlaces(before, after, places));
  let [count, compared] = [0, 0];
  const differs = (alike: Alike, device: Device, { destination }: SamePlaces) => {
    compared++;
    const from = shownTo(before, alike.before, device, destination).callerId;
    return from !== shownTo(after, alike.after, device, destination).callerId;
  };
  const turn = turns();
  for (const alike of alikes(before, after, employees)) {
    const isAffected =
      compared > MOST_COMPARED || where.some((place) => alike.devices.some((device) => differs(alike, device, place)));
    if (isAffected) count += alike.ids.length;
    await turn();
  }
  return count;
}

/**
 * Leaves out places that tell nothing more: where the regional block gives one number before and after, whether a caller
 * differs does not depend on that number, unless it happens to be the caller's own. Two such numbers are enough.
 */
function telling(where: readonly SamePlaces[]): readonly SamePlaces[] {
  const found = new Map<boolean, number>();
  return where.filter(({ isChanged, isRegional }) => {
    if (isChanged) return true;
    const count = found.get(isRegional) ?? 0;
    found.set(isRegional, count + 1);
    return count < 2;
  });
}

function growing(shifts: Map<string, Growing>, key: string): Growing {
  const shift = shifts.get(key) ?? { employees: 0, examples: [], places: new Set() };
  shifts.set(key, shift);
  return shift;
}

function grow(shift: Growing, ids: readonly string[], places: ReadonlySet<Place>): void {
  shift.employees += ids.length;
  shift.examples.push(...ids.slice(0, EXAMPLES - shift.examples.length));
  for (const place of places) {
    if (shift.places.size >= EXAMPLES) break;
    shift.places.add(place);
  }
}

function inOrder(shifts: ReadonlyMap<string, Growing>): readonly Shift[] {
  return [...shifts]
    .map(([key, { employees, examples, places }]) => {
      const [from, to] = JSON.parse(key) as [string | null, string | null];
      return { from, to, employees, examples, places: [...places] };
    })
    .sort((a, b) => b.employees - a.employees)
    .slice(0, SHIFTS);
}

function alikes(before: CompiledCompany, after: CompiledCompany, employees: readonly Employee[]): readonly Alike[] {
  const found = new Map<string, Alike>();
  for (const { id, lines } of employees) {
    const was = before.employees.get(id)!;
    const is = after.employees.get(id)!;
    const [entriesBefore, entriesAfter] = [signature(was), signature(is)];
    const hasChoice = was.choice !== null || is.choice !== null;
    const devices = oneOfEachKind(devicesOf(lines), hasChoice ? [before.choiceDevices, after.choiceDevices] : []);
    const key = [...devices, entriesBefore, entriesAfter].join(" ");
    const known = found.get(key) ?? {
      before: was,
      after: is,
      devices,
      isSame: entriesBefore === entriesAfter && choiceCounts(before, was) === choiceCounts(after, is),
      ids: [],
    };
    known.ids.push(id);
    found.set(key, known);
  }
  return [...found.values()];
}

/**
 * Device conditions only distinguish the corporate SIM from all other devices.
 * @param choiceDevices those on which a standing choice counts, before and after; empty if the employee has none
 */
function oneOfEachKind(devices: readonly Device[], choiceDevices: readonly ReadonlySet<Device>[]): readonly Device[] {
  const kind = (device: Device) =>
    [device === "corporate_sim", ...choiceDevices.map((counts) => counts.has(device))].join(" ");
  return devices.filter((device) => device === devices.find((other) => kind(other) === kind(device)));
}

/** A choice that counts is shown at every place. */
function choiceCounts(company: CompiledCompany, { choice, ...caller }: CompiledCaller): boolean {
  return choice !== null && mayChoose(choice, company, { choice, ...caller }) && company.numbers.get(choice) === true;
}

function signature({ mainOnly, choice, own, departments }: CompiledCaller): string {
  const entry = ({ number, device }: Candidate) => `${number}/${device}`;
  return mainOnly ? "main" : `${own.map(entry).join()};${departments.map(entry).join()};${choice ?? ""}`;
}

/** A caller for whom only the regional block can answer. */
const NOBODY: CompiledCaller = {
  extension: null,
  mainOnly: false,
  withholds: false,
  choice: null,
  emergency: [],
  own: [],
  departments: [],
};

function samePlaces(before: CompiledCompany, after: CompiledCompany, places: readonly Place[]): readonly SamePlaces[] {
  const found = new Map<string, SamePlaces>();
  const regional = (company: CompiledCompany, destination: Destination) => {
    const { callerId, decidedBy } = shownTo(company, NOBODY, "desk_phone", destination);
    return decidedBy.rule === "prefix" || decidedBy.rule === "country" ? callerId : null;
  };
  for (const place of places) {
    const destination = destinationAt(place, before.home.country);
    const atHome = isAtHome(destination, before.home.country);
    const [from, to] = [regional(before, destination), regional(after, destination)];
    const key = JSON.stringify([atHome, from, to]);
    const same = found.get(key) ?? { destination, atHome, isChanged: from !== to, isRegional: to !== null, places: [] };
    same.places.push(place);
    found.set(key, same);
  }
  return [...found.values()];
}
