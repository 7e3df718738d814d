/**
 * An answer as one line of text, for a PBX whose dialplan can only cut text: `ok|NUMBER|PRIVACY|RULE|TO|DIVERSION|MAIN`,
 * the numbers in the form of the trunk if the question named one, otherwise +E.164.
 */
import type { Answer } from "../decide/decide-call.ts";
import { calledOn, shownOn } from "../decide/presentation.ts";
import { goesToTrunk } from "../number/destination.ts";
import { cleanDialled } from "../number/text.ts";

type Decided = Extract<Answer, { known: true }>;

/** The number that the callee sees; null if there is none. */
export function numberOf({ decision: { callerId }, trunk }: Decided): string | null {
  return callerId !== null && trunk ? shownOn(trunk, callerId) : callerId;
}

/**
 * NUMBER is empty if no number may be shown, and RULE tells whether the call goes out all the same: only an `emergency`
 * does. TO of an `internal` call or a `service_code` is the text as dialled, without punctuation.
 */
export function lineOf(answer: Decided, dialled: string): string {
  const { decision, trunk, main, country } = answer;
  const { privacy, decidedBy, destination, diversion } = decision;
  const inForm = (number: string | null | undefined) => (number && trunk ? shownOn(trunk, number) : number);
  const leaves = goesToTrunk(destination);
  const to = !leaves
    ? cleanDialled(dialled, country)?.text
    : trunk
      ? calledOn(trunk, decision)
      : (destination.e164 ?? destination.digits);
  const rule = destination.kind === "emergency" ? "emergency" : decidedBy.rule;
  const fields = [numberOf(answer), privacy ? "1" : "0", rule, to, inForm(diversion), inForm(main)];
  return ["ok", ...fields.map((field) => field ?? "")].join("|");
}
