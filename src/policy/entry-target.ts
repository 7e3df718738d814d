import type { PersonalEntry, RegionalEntry } from "./outgoing-numbers.ts";

/** Identifies the target of an entry; no two entries of one document may share it. */
export function targetKey(entry: PersonalEntry | RegionalEntry): string {
  if ("employee" in entry) return `employee ${entry.employee} ${entry.device}`;
  if ("department" in entry) return `department ${entry.department} ${entry.device}`;
  return "country" in entry ? `country ${entry.country}` : `prefix ${entry.prefix}`;
}
