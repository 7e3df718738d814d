import { ID } from "../../src/policy/id.ts";

/** An id for a new object: the first of `wanted` that is one and free, else `start` with the next free number. */
export function newId(
  taken: Pick<ReadonlySet<string>, "has" | "size">,
  start: string,
  wanted: readonly (string | null)[],
): string {
  const found = wanted.find((id) => id !== null && ID.test(id) && !taken.has(id));
  if (found) return found;
  let at = taken.size + 1;
  while (taken.has(`${start}-${at}`)) at++;
  return `${start}-${at}`;
}
