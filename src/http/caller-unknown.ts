import { excerpt } from "../policy/excerpt.ts";
import { Refusal } from "../policy/refusal.ts";

/** Of a call whose line or employee the company does not have. */
export function callerUnknown(
  company: string,
  code: "line_unknown" | "employee_unknown",
  call: Readonly<{ line: string } | { employee: string }>,
): Refusal {
  const who = "line" in call ? `line “${excerpt(call.line)}”` : `employee “${excerpt(call.employee)}”`;
  return new Refusal(code, `Company “${excerpt(company)}” has no ${who}.`);
}
