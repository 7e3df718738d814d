/** A decision as JSON text. */
import type { Answer } from "../../decide/decide-call.ts";
import type { DecidedBy } from "../../decide/decision.ts";

/**
 * As JSON.stringify would write it, with the revision at its end. Plain decisions are written by hand, which takes a
 * third of the time; all others go through JSON.stringify.
 */
export function decisionText({ decision, revision, presentations }: Extract<Answer, { known: true }>): string {
  const { callerId, decidedBy, destination, privacy, passedOver, attestation } = decision;
  const isPlain =
    presentations === undefined &&
    passedOver.length === 0 &&
    decision.trace === undefined &&
    decision.extension === undefined &&
    decision.diversion === undefined &&
    attestation !== undefined;
  if (!isPlain) return JSON.stringify({ ...decision, ...(presentations && { presentations }), revision });
  const { kind, e164, country, digits } = destination;
  return (
    `{"callerId":${quoted(callerId)},"decidedBy":${decidedByText(decidedBy)},` +
    `"destination":{"kind":"${kind}","e164":${quoted(e164)},"country":${quoted(country)},"digits":${quoted(digits)}},` +
    `"privacy":${privacy},"passedOver":[],"attestation":"${attestation}","revision":${revision}}`
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
