/** The effect of a change of the settings on callees: how many employees show another number, and where. */
import type { Destination } from "../number/destination.ts";
import type { Device, Directory, Employee } from "../policy/directory.ts";
import type { Candidate } from "../decide/candidate.ts";
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
type SamePlaces = Readonly<{ destination: Destination; atHome: boolean; isChanged: boolean; places: Place[] }>;

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
    const devices = oneOfEachKind(devicesOf(lines));
    const key = [...devices, entriesBefore, entriesAfter].join(" ");
    const known = found.get(key) ?? {
      before: was,
      after: is,
      devices,
      isSame: entriesBefore === entriesAfter,
      ids: [],
    };
    known.ids.push(id);
    found.set(key, known);
  }
  return [...found.values()];
}

/** Device conditions only distinguish the corporate SIM from all other devices. */
function oneOfEachKind(devices: readonly Device[]): readonly Device[] {
  const other = devices.find((device) => device !== "corporate_sim");
  return devices.filter((device) => device === "corporate_sim" || device === other);
}

function signature({ mainOnly, own, departments }: CompiledCaller): string {
  const entry = ({ number, device }: Candidate) => `${number}/${device}`;
  return mainOnly ? "main" : `${own.map(entry).join()};${departments.map(entry).join()}`;
}

/** A caller for whom only the regional block can answer. */
const NOBODY: CompiledCaller = { extension: null, mainOnly: false, own: [], departments: [] };

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
    const same = found.get(key) ?? { destination, atHome, isChanged: from !== to, places: [] };
    same.places.push(place);
    found.set(key, same);
  }
  return [...found.values()];
}
