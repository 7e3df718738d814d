/** The refusal of a question that names something unknown. */
import { companyUnknown } from "../../access/permission.ts";
import type { Answer, ChoicesAnswer } from "../../decide/decide-call.ts";
import { excerpt } from "../../policy/excerpt.ts";
import { Refusal } from "../../policy/refusal.ts";
import { trunkUnknown } from "../../policy/trunk-unknown.ts";

type Undecided = Extract<Answer | ChoicesAnswer, { known: false }>;

type Asked = Readonly<{ company: string; call: Readonly<{ line: string } | { employee: string }> }>;

export function undecided(answer: Undecided, { company, call }: Asked): Refusal {
  if (answer.code === "company_unknown") return companyUnknown(company);
  if (answer.code === "trunk_unknown") return trunkUnknown(answer.trunk);
  const who = "line" in call ? `line “${excerpt(call.line)}”` : `employee “${excerpt(call.employee)}”`;
  return new Refusal(answer.code, `Company “${excerpt(company)}” has no ${who}.`);
}
