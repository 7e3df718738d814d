import { choiceRefused } from "../decide/choice.ts";
import { compile } from "../decide/compile.ts";
import { bodiesOf, type StoredCompany } from "../store/company.ts";
import { refuseProblems } from "./refuse.ts";

const MESSAGES = {
  number_off: "This number is turned off.",
  number_gone: "The company does not have this number.",
  choice_not_allowed: "You may not choose this number.",
} as const;

/** @throws Refusal `invalid_choice` unless the employee may choose the number */
export function requireChoice(stored: StoredCompany, employee: string, number: string): void {
  const { company, directory, "outgoing-numbers": outgoing } = bodiesOf(stored);
  const compiled = compile(company, directory, outgoing);
  const reason = choiceRefused(number, compiled, compiled.employees.get(employee)!);
  if (reason === null) return;
  const code = reason === "number_gone" ? "number_unknown" : reason;
  refuseProblems("invalid_choice", { problems: [{ path: "/choice", code, message: MESSAGES[reason] }], more: 0 });
}
