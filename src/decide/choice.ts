/** A number chosen for one call: docs/rules.md, "A decision", step 3. */
import { E164 } from "../number/e164.ts";
import { cleanDialled } from "../number/text.ts";
import { understand } from "../number/understand.ts";
import type { Device } from "../policy/company.ts";
import type { CompiledCaller, CompiledCompany } from "./compile.ts";
import type { PassedOverReason } from "./decision.ts";
import type { Accepts } from "./findings.ts";

type Choice =
  | Readonly<{ accepted: true; number: string }>
  /** The number if the text could be read, otherwise the text itself. */
  | Readonly<{ accepted: false; number: string; reason: PassedOverReason }>;

export function readChoice(
  chosen: string,
  company: CompiledCompany,
  caller: CompiledCaller,
  device: Device | null,
  accepts: Accepts,
): Choice {
  const cleaned = cleanDialled(chosen, company.home.country);
  const asE164 = cleaned && !cleaned.spelled && E164.test(cleaned.text) ? cleaned.text : null;
  const allowed = (number: string) => isOffered(company, device) && mayChoose(number, company, caller);
  if (asE164 !== null && allowed(asE164)) return judge(asE164, company, accepts);
  const asDialled = understand(chosen, company.home, device).destination.e164;
  if (asDialled !== null && allowed(asDialled)) return judge(asDialled, company, accepts);
  return { accepted: false, number: asDialled ?? asE164 ?? chosen, reason: "choice_not_allowed" };
}

/** The number that counts as chosen for a call that names none; null if there is none on this device. */
export function standingChoice(
  { choiceDevices }: CompiledCompany,
  { choice }: CompiledCaller,
  device: Device | null,
): string | null {
  return choice !== null && device !== null && choiceDevices.has(device) ? choice : null;
}

/** Whether numbers may be chosen on a device; it is null for a line that is not in the directory. */
export function isOffered({ choice, choiceDevices }: CompiledCompany, device: Device | null): boolean {
  return choice !== "off" && device !== null && choiceDevices.has(device);
}

/** Whether a number is among those that the caller may choose where they may, even if it is off or gone. */
export function mayChoose(number: string, company: CompiledCompany, caller: CompiledCaller): boolean {
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

/** Why a number cannot be an employee's standing choice; null if it can. */
export function choiceRefused(
  number: string,
  company: CompiledCompany,
  caller: CompiledCaller,
): Exclude<PassedOverReason, "trunk_refuses"> | null {
  const { choice, choiceDevices, numbers } = company;
  if (choice === "off" || choiceDevices.size === 0) return "choice_not_allowed";
  const on = numbers.get(number);
  if (on === undefined) return "number_gone";
  if (!mayChoose(number, company, caller)) return "choice_not_allowed";
  return on ? null : "number_off";
}

function judge(number: string, company: CompiledCompany, accepts: Accepts): Choice {
  const on = company.numbers.get(number);
  if (on && accepts(number)) return { accepted: true, number };
  if (on) return { accepted: false, number, reason: "trunk_refuses" };
  return { accepted: false, number, reason: on === undefined ? "number_gone" : "number_off" };
}
