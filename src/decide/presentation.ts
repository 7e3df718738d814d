/** A decision as one trunk wants to see it: the values of the headers, ready to be written. */
import { goesToTrunk } from "../number/destination.ts";
import { written } from "../number/number-form.ts";
import type { ForwardReason } from "../policy/forward-reason.ts";
import type { CalledForm, NamedTrunk } from "../policy/trunk.ts";
import type { Decision } from "./decision.ts";

/** Null stands for a header that is not written; a null `from` leaves the PBX's own account in From. */
export type Presentation = Readonly<{
  trunk: string;
  /** E.164 with a plus. */
  callerId: string | null;
  /** `display` is plain text; a header needs it quoted (RFC 3261, 25.1). */
  from: Readonly<{ user: string; host: string; display: string | null }> | null;
  /** P-Asserted-Identity (RFC 3325, 9.1). */
  assertedIdentity: string | null;
  /** The user of the Request-URI, still without escapes: {@link inUri}. */
  called: string | null;
  /** Diversion (RFC 5806). */
  diversion: string | null;
  /** History-Info (RFC 7044), with the reason as RFC 7544 maps it from Diversion. */
  historyInfo: string | null;
  /** Privacy (RFC 3323). */
  privacy: string | null;
}>;

/** RFC 3323, 4.1.1.3. */
const ANONYMOUS = { user: "anonymous", host: "anonymous.invalid", display: "Anonymous" } as const;

/** RFC 7544, 7.1, and RFC 4458. */
const CAUSES: Readonly<Record<ForwardReason, number>> = {
  unknown: 404,
  unconditional: 302,
  "user-busy": 486,
  "no-answer": 408,
  unavailable: 503,
  deflection: 480,
};

/** @param labels of the company's numbers */
export function presentationOf(
  trunk: NamedTrunk,
  decision: Decision,
  labels: ReadonlyMap<string, string>,
  reason: ForwardReason = "unconditional",
): Presentation {
  const { callerId, privacy, destination } = decision;
  const identity = identityOf(trunk, decision, labels);
  const called = calledOn(trunk, decision);
  const diversion = decision.diversion ? `sip:${shownOn(trunk, decision.diversion)}@${trunk.domain}` : null;
  return {
    trunk: trunk.id,
    callerId,
    from: identity && trunk.identity !== "asserted" ? (privacy ? ANONYMOUS : identity) : null,
    // A callee who may not see the number leaves From empty of it: the carrier needs it here, whatever it reads else.
    assertedIdentity: identity && (privacy || trunk.identity !== "from") ? nameAddr(identity) : null,
    called,
    diversion:
      diversion !== null && (trunk.diversion === "diversion" || trunk.diversion === "both")
        ? `<${diversion}>;reason=${reason}${privacy ? ";privacy=full" : ""}`
        : null,
    historyInfo:
      diversion !== null && called !== null && (trunk.diversion === "history-info" || trunk.diversion === "both")
        ? `<${diversion}${privacy ? "?Privacy=history" : ""}>;index=1, ` +
          `<sip:${inUri(called)}@${trunk.domain};cause=${CAUSES[reason]}>;index=1.1;mp=1`
        : null,
    privacy: goesToTrunk(destination) && privacy ? "id" : null,
  };
}

type Identity = Readonly<{ user: string; host: string; display: string | null }>;

function identityOf(
  trunk: NamedTrunk,
  { callerId, destination, privacy }: Decision,
  labels: ReadonlyMap<string, string>,
): Identity | null {
  const { domain, displayName, fallbackIdentity } = trunk;
  if (callerId !== null) {
    const label = displayName === "label" && !privacy ? labels.get(callerId) : undefined;
    return { user: shownOn(trunk, callerId), host: domain, display: label === undefined ? null : onOneLine(label) };
  }
  if (destination.kind !== "emergency" || fallbackIdentity === undefined) return null;
  const [user, host = domain] = fallbackIdentity.replace(/^sips?:/, "").split("@") as [string, string?];
  return { user, host, display: null };
}

/** A number of the company in the form that the trunk wants. */
export const shownOn = (trunk: NamedTrunk, number: string): string => written(number, trunk.shown);

/** @returns what goes to the trunk; null where the call goes to none */
export function calledOn({ called }: NamedTrunk, { destination: { e164, digits } }: Decision): string | null {
  return e164 === null ? digits : withPrefix(written(e164, called), called);
}

function withPrefix(number: string, { strip = 0, prepend = "" }: CalledForm): string {
  return prepend + (number.length > strip ? number.slice(strip) : number);
}

/** RFC 3261, 25.1: `name-addr`. */
function nameAddr({ user, host, display }: Identity): string {
  return `${display === null ? "" : `${quoted(display)} `}<sip:${user}@${host}>`;
}

/** RFC 3261, 25.1: of what can be called, only a # must be escaped in the user of a URI. */
export const inUri = (called: string): string => called.replaceAll("#", "%23");

/** A line break in a header would begin another one. */
const onOneLine = (label: string): string => label.replaceAll(/\p{Cc}+/gu, " ");

/** @param display without control characters; RFC 3261, 25.1: `quoted-string` */
export function quoted(display: string): string {
  return `"${display.replaceAll(/["\\]/g, "\\$&")}"`;
}
