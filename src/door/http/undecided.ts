/** The refusal of a question that names something unknown, or that exceeds a quota. */
import { companyUnknown } from "../../access/permission.ts";
import type { Answer, ChoicesAnswer, QuotaExceeded } from "../../decide/decide-call.ts";
import { excerpt } from "../../policy/excerpt.ts";
import { Refusal } from "../../policy/refusal.ts";
import { trunkUnknown } from "../../policy/trunk-unknown.ts";

type Undecided = Extract<Answer | ChoicesAnswer, { known: false }>;

type Asked = Readonly<{ company: string; call: Readonly<{ line: string } | { employee: string }> }>;

export function undecided(answer: Undecided, { company, call }: Asked): Refusal {
  if (answer.code === "company_unknown") return companyUnknown(company);
  if (answer.code === "quota_exceeded") return quotaExceeded(answer);
  if (answer.code === "trunk_unknown") return trunkUnknown(answer.trunk);
  const who = "line" in call ? `line “${excerpt(call.line)}”` : `employee “${excerpt(call.employee)}”`;
  return new Refusal(answer.code, `Company “${excerpt(company)}” has no ${who}.`);
}

function quotaExceeded({ of, perSecond }: QuotaExceeded): Refusal {
  const message = `The ${of} may have ${perSecond} decisions a second here, as the operator has set it.`;
  // The quota is one or more, so that the next one falls due within a second.
  return new Refusal("quota_exceeded", message, { retryAfter: 1 });
}
