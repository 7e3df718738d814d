import { excerpt } from "../policy/excerpt.ts";
import { Refusal } from "../policy/refusal.ts";

/** The refusal of a call whose line or employee does not exist in the company. */
export function callerUnknown(
  company: string,
  code: "line_unknown" | "employee_unknown",
  call: Readonly<{ line: string } | { employee: string }>,
): Refusal {
  const who = "line" in call ? `line “${excerpt(call.line)}”` : `employee “${excerpt(call.employee)}”`;
  return new Refusal(code, `Company “${excerpt(company)}” has no ${who}.`);
}
