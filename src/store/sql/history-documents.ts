/** The documents that changes concern: the first steps of their paths. */
import type { Change } from "../../policy/changes.ts";
import { parsed } from "./parsed.ts";

const documentOf = ({ path }: Change) => /^\/([^/]+)/.exec(path)?.[1] ?? "";

export const documentsOf = (changes: readonly Change[]): ReadonlySet<string> => new Set(changes.map(documentOf));

/** @param text of a list of changes; damaged text concerns nothing */
export function documentsIn(text: string): ReadonlySet<string> {
  const changes = parsed(text);
  return documentsOf(Array.isArray(changes) ? (changes as readonly Change[]) : []);
}
