import type { QuotaExceeded } from "../decide/decide-call.ts";
import type { Decision } from "../decide/decision.ts";
import type { DecisionRate } from "../policy/decision-rate.ts";

/**
 * Counts a decision against the quotas of its company and of the key that asked, or against neither. It is known only
 * from the decision that a call is an emergency call: such a call is not counted and never refused.
 * @param now on the clock of the rates
 */
export function countWithinQuotas(
  { destination }: Decision,
  company: DecisionRate | null,
  key: DecisionRate | undefined,
  now: number,
): QuotaExceeded | null {
  if (destination.kind === "emergency") return null;
  // A key for many companies does not pay for the one that asks too much, nor that company for the key.
  if (company !== null && !company.hasRoom(now)) return exceeded("company", company);
  if (key !== undefined && !key.hasRoom(now)) return exceeded("key", key);
  company?.take();
  key?.take();
  return null;
}

const exceeded = (of: QuotaExceeded["of"], { perSecond }: DecisionRate): QuotaExceeded => ({
  known: false,
  code: "quota_exceeded",
  of,
  perSecond,
});
