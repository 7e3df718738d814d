/** A directory as it is sent: what people set and have cleared is null, because the service keeps what is absent. */
import type { Department, Directory, Employee } from "../../src/policy/directory.ts";

/** The fields that people set (docs/http.md). */
const OF_EMPLOYEES = ["substitution", "withhold", "emergencyNumber", "choice"] as const;
const OF_DEPARTMENTS = ["emergencyNumber"] as const;

type Cleared<Thing, Field extends keyof Thing> = Thing | (Omit<Thing, Field> & { readonly [F in Field]?: null });

type Sent = Omit<Directory, "employees" | "departments"> &
  Readonly<{
    employees: readonly Cleared<Employee, (typeof OF_EMPLOYEES)[number]>[];
    departments: readonly Cleared<Department, (typeof OF_DEPARTMENTS)[number]>[];
  }>;

/** @param before the stored directory that was edited to `next` */
export function sentDirectory(before: Directory, next: Directory): Sent {
  return {
    ...next,
    employees: cleared(before.employees, next.employees, OF_EMPLOYEES),
    departments: cleared(before.departments, next.departments, OF_DEPARTMENTS),
  };
}

function cleared<Thing extends Readonly<{ id: string }>, Field extends keyof Thing>(
  before: readonly Thing[],
  next: readonly Thing[],
  fields: readonly Field[],
): readonly Cleared<Thing, Field>[] {
  const stored = new Map(before.map((thing) => [thing.id, thing]));
  return next.map((thing) => {
    const was = stored.get(thing.id);
    if (was === undefined || was === thing) return thing;
    const gone = fields.filter((field) => was[field] !== undefined && thing[field] === undefined);
    return { ...thing, ...Object.fromEntries(gone.map((field) => [field, null])) };
  });
}
