/** Bounds from above whose numbers a write may change, without deciding a single call. */
import type { Change } from "./changes.ts";
import type { Directory } from "./directory.ts";
import { stepsOf } from "./json-pointer.ts";

/** Fields that no number depends on, by the list of the directory that they belong to. */
const HARMLESS: Readonly<Record<string, ReadonlySet<string>>> = {
  employees: new Set(["name", "extension", "emergencyNumber"]),
  departments: new Set(["name", "emergencyNumber"]),
  numbers: new Set(["label", "confirmed", "trunks"]),
};

/**
 * @param directory after the changes
 * @returns a number of employees that is never less than those whose calls show another number, or who are gone
 */
export function affectedAtMost(changes: readonly Change[], { departments }: Directory): number {
  const members = new Map(departments.map((department) => [department.id, department.members]));
  const touched = new Set<string>();
  for (const change of changes) {
    const whose = touchedBy(change, members);
    if (whose === "everybody") return Infinity;
    for (const id of whose) touched.add(id);
  }
  return touched.size;
}

function touchedBy(change: Change, members: ReadonlyMap<string, readonly string[]>): readonly string[] | "everybody" {
  const [document, list, name, field] = stepsOf(change.path);
  // The first write of a document replaces nothing.
  if (list === undefined && !("from" in change)) return [];
  switch (document) {
    case "company":
      return list === "name" ? [] : "everybody";
    case "outgoing-numbers":
      return list === "personal" && name !== undefined ? targetOf(name, members) : "everybody";
    case "directory":
      // Of the orders, that of the departments alone decides anything.
      if (name === undefined) return list === "employees" || list === "numbers" ? [] : "everybody";
      if (field !== undefined && HARMLESS[list!]?.has(field)) return [];
      return list === "employees" ? [name] : "everybody";
    case undefined:
    default:
      return [];
  }
}

/** @param target of an entry: `employee ivan any` */
function targetOf(target: string, members: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const [kind, id = ""] = target.split(" ");
  return kind === "employee" ? [id] : (members.get(id) ?? []);
}
