/** A decision as JSON text. */
import type { DecidedBy, Decision } from "../../decide/decision.ts";

/**
 * As JSON.stringify would write it, with the revision at its end. Plain decisions are written by hand, which takes a
 * third of the time; all others go through JSON.stringify.
 */
export function decisionText(decision: Decision, revision: number): string {
  const { callerId, decidedBy, destination, privacy, passedOver } = decision;
  const isPlain =
    passedOver.length === 0 &&
    decision.trace === undefined &&
    decision.extension === undefined &&
    decision.diversion === undefined;
  if (!isPlain) return JSON.stringify({ ...decision, revision });
  const { kind, e164, country } = destination;
  return (
    `{"callerId":${quoted(callerId)},"decidedBy":${decidedByText(decidedBy)},` +
    `"destination":{"kind":"${kind}","e164":${quoted(e164)},"country":${quoted(country)}},` +
    `"privacy":${privacy},"passedOver":[],"revision":${revision}}`
  );
}

/** Numbers and codes never need escaping. */
const quoted = (text: string | null) => (text === null ? "null" : `"${text}"`);

function decidedByText(decidedBy: DecidedBy): string {
  const { rule } = decidedBy;
  if (rule === "prefix") return `{"rule":"prefix","prefix":"${decidedBy.prefix}"}`;
  // A stored country or id may be any text.
  const hasName = rule === "country" || rule === "employee" || rule === "department";
  return hasName ? JSON.stringify(decidedBy) : `{"rule":"${rule}"}`;
}
