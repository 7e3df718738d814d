import type { Department } from "../../src/policy/directory.ts";
import { newId } from "../directory/new-id.ts";
import { wordsOf } from "./name-cell.ts";

/** Departments that a file names and the directory lacks: each once, whatever its case. */
export function missingDepartments(there: readonly Department[]) {
  const ids = new Set(there.map(({ id }) => id));
  const found = new Map<string, Department>();
  return {
    named(name: string): Department {
      const key = wordsOf(name) || name;
      const known = found.get(key);
      if (known) return known;
      const id = newId(ids, "department", []);
      const department = { id, name, members: [] };
      ids.add(id);
      found.set(key, department);
      return department;
    },
    all: (): readonly Department[] => [...found.values()],
  };
}
