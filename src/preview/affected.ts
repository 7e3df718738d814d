/** How many employees a change concerns: their calls show another number than before. */
import { compile } from "../decide/compile.ts";
import type { DecidingDocuments } from "../policy/documents.ts";
import { countAffected } from "./effect.ts";
import { placesOf } from "./place.ts";

/** Counts those who show another number anywhere, and those who are gone. Who is new showed none before. */
export async function affectedEmployees(before: DecidingDocuments, after: DecidingDocuments): Promise<number> {
  const known = new Set(before.directory.employees.map(({ id }) => id));
  const staying = after.directory.employees.filter(({ id }) => known.has(id));
  const [from, to] = [before["outgoing-numbers"], after["outgoing-numbers"]];
  const changed = await countAffected(
    compile(before.company, before.directory, from),
    compile(after.company, after.directory, to),
    { ...after.directory, employees: staying },
    placesOf(before.company.country, from, to),
  );
  return changed + known.size - staying.length;
}
