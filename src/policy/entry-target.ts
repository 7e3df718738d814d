import type { PersonalEntry, RegionalEntry } from "./outgoing-numbers.ts";

/** What an entry is for, and so what two entries of one document may not share. */
export function targetKey(entry: PersonalEntry | RegionalEntry): string {
  if ("employee" in entry) return `employee ${entry.employee} ${entry.device}`;
  if ("department" in entry) return `department ${entry.department} ${entry.device}`;
  return "country" in entry ? `country ${entry.country}` : `prefix ${entry.prefix}`;
}
