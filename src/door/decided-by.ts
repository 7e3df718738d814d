/** Why a number was chosen, for a PBX that has one variable for it beside the rule. */
import type { DecidedBy } from "../decide/decision.ts";

/** What the entry that decided is for; empty for rules without entries. */
export function detailOf(by: DecidedBy): string {
  if ("prefix" in by) return by.prefix;
  if ("country" in by) return by.country;
  if ("employee" in by) return by.employee;
  return "department" in by ? by.department : "";
}
