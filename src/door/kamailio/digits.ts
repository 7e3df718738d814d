/** What Kamailio has to dial where Callas has no E.164. */
import type { Answer } from "../../decide/decide-call.ts";
import { goesToTrunk } from "../../number/destination.ts";
import { cleanDialled } from "../../number/text.ts";
import { codesOf } from "../../number/withholding-codes.ts";

/** @returns of an internal call the extension that was dialled, of a service code the code; empty if there is nothing */
export function digitsOf({ decision, country }: Extract<Answer, { known: true }>, dialled: string): string {
  const { destination } = decision;
  if (goesToTrunk(destination)) return destination.digits ?? "";
  const text = cleanDialled(dialled, country)?.text ?? "";
  if (destination.kind === "service_code") return text;
  const code = codesOf(country).find((each) => text.startsWith(each.code) && text !== each.code);
  return code === undefined ? text : text.slice(code.code.length);
}
