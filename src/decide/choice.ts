/** A number chosen on a softphone for one call: docs/rules.md, "A decision", step 3. */
import { E164 } from "../number/e164.ts";
import { cleanDialled } from "../number/text.ts";
import { understand } from "../number/understand.ts";
import type { Device } from "../policy/directory.ts";
import type { CompiledCaller, CompiledCompany } from "./compile.ts";
import type { PassedOverReason } from "./decision.ts";

type Choice =
  | Readonly<{ accepted: true; number: string }>
  /** The number if the text could be read, otherwise the text itself. */
  | Readonly<{ accepted: false; number: string; reason: PassedOverReason }>;

export function readChoice(
  chosen: string,
  company: CompiledCompany,
  caller: CompiledCaller,
  device: Device | null,
): Choice {
  const cleaned = cleanDialled(chosen);
  const asE164 = cleaned !== null && E164.test(cleaned) ? cleaned : null;
  const allowed = (number: string) => device === "softphone" && mayChoose(number, company, caller);
  if (asE164 !== null && allowed(asE164)) return judge(asE164, company);
  const asDialled = understand(chosen, company.home).destination.e164;
  if (asDialled !== null && allowed(asDialled)) return judge(asDialled, company);
  return { accepted: false, number: asDialled ?? asE164 ?? chosen, reason: "choice_not_allowed" };
}

/** Whether a number is among those that the caller may choose, even if it is off or gone. */
function mayChoose(number: string, company: CompiledCompany, caller: CompiledCaller): boolean {
  if (company.choice === "off") return false;
  if (number === company.main?.number) return true;
  if (caller.mainOnly) return false;
  const isIt = (candidate: { number: string }) => candidate.number === number;
  return (
    company.regionalNumbers.has(number) ||
    caller.own.some(isIt) ||
    caller.departments.some(isIt) ||
    (company.choice === "all" && company.numbers.has(number))
  );
}

function judge(number: string, company: CompiledCompany): Choice {
  const on = company.numbers.get(number);
  if (on) return { accepted: true, number };
  return { accepted: false, number, reason: on === undefined ? "number_gone" : "number_off" };
}
