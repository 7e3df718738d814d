/** Finds in the changes of a write what deserves attention. */
import type { Change } from "./changes.ts";
import type { OutgoingNumbers } from "./outgoing-numbers.ts";
import { stepsOf } from "./json-pointer.ts";
import type { Watched } from "./watched.ts";

/**
 * What the changes of a company's documents say by themselves; calls, people and keys are looked at elsewhere.
 * @param outgoing after the changes
 */
export function watchedInDocuments(changes: readonly Change[], outgoing: OutgoingNumbers): readonly Watched[] {
  const events: Watched[] = [];
  for (const { path, from, to } of changes) {
    const [document, list, name, field] = stepsOf(path);
    if (document === "outgoing-numbers" && list === "main" && from !== undefined && from !== null)
      events.push({ kind: "main_changed", number: to as string | null });
    if (document === "outgoing-numbers" && list === "priority" && from !== undefined)
      events.push({ kind: "priority_switched" });
    if (document === "directory" && list === "numbers" && name !== undefined && isOff(field, from, to))
      if (isInUse(name, outgoing)) events.push({ kind: "number_in_use_off", number: name });
  }
  return events;
}

const isOff = (field: string | undefined, from: unknown, to: unknown) =>
  field === undefined ? from !== undefined && to === undefined : field === "on" && to === false;

function isInUse(number: string, { main, personal, regional }: OutgoingNumbers): boolean {
  return main === number || [...personal, ...regional].some((entry) => entry.number === number);
}

export type PersonChange = Readonly<{
  person: string;
  /** The companies whose admin they have become, before or after they accept. */
  adminOf: readonly string[];
  /** Roles were given, changed or taken away, in any company. */
  rights: boolean;
}>;

/** Whose rights the changes touch. */
export function changedPeople(changes: readonly Change[]): readonly PersonChange[] {
  const people = new Map<string, { adminOf: string[]; rights: boolean }>();
  for (const { path, from, to } of changes) {
    const [list, person, field, role, part] = stepsOf(path);
    if (list !== "people" || person === undefined) continue;
    const found = people.get(person) ?? { adminOf: [], rights: false };
    people.set(person, found);
    const isNew = field === undefined && (from === undefined || from === null) && isObject(to);
    const roles =
      isNew && isObject(to["roles"]) ? Object.keys(to["roles"]) : role !== undefined && isAbsent(from) ? [role] : [];
    for (const name of roles) if (name.startsWith(ADMIN)) found.adminOf.push(name.slice(ADMIN.length));
    // Whoever is new hears of it by their invitation, and whoever accepts one knows of it.
    if (field === "roles" && part !== "accepted") found.rights = true;
  }
  return [...people].map(([person, found]) => ({ person, ...found }));
}

const ADMIN = "admin of ";

/** `companies` is null for a key that is good for all of them. */
export type NewKey = Readonly<{ name: string; companies: readonly string[] | null }>;

export function newKeys(changes: readonly Change[]): readonly NewKey[] {
  return changes.flatMap(({ path, from, to }) => {
    const [list, id, field] = stepsOf(path);
    if (list !== "keys" || id === undefined || field !== undefined || !isAbsent(from) || !isObject(to)) return [];
    // A key that is revoked is recorded as a whole too.
    if (to["revokedAt"] !== null) return [];
    const companies = Array.isArray(to["companies"]) ? to["companies"].map(String) : null;
    return [{ name: String(to["name"]), companies }];
  });
}

const isAbsent = (value: unknown) => value === undefined || value === null;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
