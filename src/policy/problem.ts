/** Problems of a document, and warnings about it. Pointers are JSON Pointers (RFC 6901). */
import type { DocumentKind } from "./documents.ts";

/** A reason not to save; `path` points at the field, `other` at the entry it clashes with. */
export type Problem = Readonly<{
  path: string;
  code: ProblemCode;
  message: string;
  other?: string;
  /** Of `expectation_broken`: the number that the call would show; null for none. */
  got?: string | null;
}>;

export const PROBLEM_CODES = [
  "number_off",
  "number_unknown",
  "main_required",
  "employee_unknown",
  "department_unknown",
  "country_unknown",
  "prefix_invalid",
  "too_many_entries",
  "duplicate_employee_device",
  "duplicate_department_device",
  "duplicate_country",
  "duplicate_prefix",
  "duplicate_id",
  "duplicate_extension",
  "duplicate_line",
  "duplicate_number",
  "member_unknown",
  "extension_reserved",
  "trunk_unknown",
  "line_unknown",
  "expectation_broken",
  "number_taken",
  "number_resting",
  "number_is_main",
  "quota_exceeded",
  "choice_not_allowed",
  "not_a_guest",
  "role_conflict",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** An error in the form of a request, which is checked before the rules. */
export type FormProblem = Readonly<{
  path: string;
  code: "required" | "unknown_field" | "invalid";
  message: string;
  other?: never;
}>;

/** Does not prevent saving; `path` points into `document`, `others` at the entries that cause it. */
export type Warning = Readonly<{
  document: DocumentKind;
  path: string;
  code: WarningCode;
  message: string;
  others?: readonly string[];
  /** Short numbers that it is about, the first few. */
  numbers?: readonly string[];
}>;

/** A warning about the outgoing numbers, before the document is named. */
export type EntryWarning = Omit<Warning, "document">;

/** The most entries that `others` of a warning names; a company may have thousands. */
export const MOST_NAMED = 20;

export const WARNING_CODES = [
  "number_off",
  "number_gone",
  "employee_gone",
  "department_gone",
  "never_decides",
  "departments_differ",
  "prefix_no_country",
  "prefix_impossible",
  "prefix_redundant",
  "country_is_home",
  "emergency_number_off",
  "extension_is_emergency",
  "sim_not_e164",
  "outside_line_hides",
  "outside_line_is_trunk_prefix",
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];
