/** docs/rules.md, "Trunks", read slowly: what one carrier gets. Each header is put together from its parts. */
import type { Call, Decision } from "../../src/decide/decision.ts";
import type { Presentation } from "../../src/decide/presentation.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { ForwardReason } from "../../src/policy/forward-reason.ts";
import type { NamedTrunk } from "../../src/policy/trunk.ts";
import { calledInForm, inForm } from "./number-form.ts";

/** RFC 7544, table of section 7; RFC 4458. */
const causeOf = (reason: ForwardReason): number => {
  switch (reason) {
    case "unknown":
      return 404;
    case "unconditional":
      return 302;
    case "user-busy":
      return 486;
    case "no-answer":
      return 408;
    case "unavailable":
      return 503;
    case "deflection":
      return 480;
  }
};

type Identity = Readonly<{ user: string; host: string; display: string | null }>;

/** A user, or a user and a host, perhaps with a scheme. */
const fallbackOf = ({ fallbackIdentity, domain }: NamedTrunk): Identity | null => {
  if (fallbackIdentity === undefined) return null;
  const [user = "", host = domain] = fallbackIdentity.replace(/^sips?:/, "").split("@");
  return { user, host, display: null };
};

/** A line break would begin another header: a space stands for any control characters. */
const withoutControls = (text: string): string => text.replace(/\p{Cc}+/gu, " ");

const labelOf = (number: string, { displayName }: NamedTrunk, { numbers }: Directory): string | null => {
  if (displayName === "none") return null;
  const label = numbers.find((each) => each.number === number)?.label ?? "";
  return label === "" ? null : withoutControls(label);
};

/** RFC 3261, 25.1: in a quoted string a backslash stands before a quote and before a backslash. */
const quoted = (text: string): string =>
  `"${Array.from(text, (sign) => (/["\\]/.test(sign) ? `\\${sign}` : sign)).join("")}"`;

const nameAddr = ({ user, host, display }: Identity): string =>
  `${display === null ? "" : `${quoted(display)} `}<sip:${user}@${host}>`;

const identityOf = (decision: Decision, trunk: NamedTrunk, directory: Directory): Identity | null => {
  const { callerId, destination, privacy } = decision;
  if (callerId === null) return destination.kind === "emergency" ? fallbackOf(trunk) : null;
  return {
    user: inForm(callerId, trunk.shown),
    host: trunk.domain,
    display: privacy ? null : labelOf(callerId, trunk, directory),
  };
};

const calledOf = ({ destination: { e164, digits } }: Decision, trunk: NamedTrunk): string | null =>
  e164 === null ? digits : calledInForm(e164, trunk.called);

/** RFC 3261, 25.1: of what can be called, only # may not stand in the user of a URI. */
const asUser = (called: string): string => called.split("#").join("%23");

/** What tells the carrier which of the company's numbers forwarded the call. */
const divertedBy = (decision: Decision, reason: ForwardReason, trunk: NamedTrunk) => {
  const { diversion, privacy } = decision;
  if (diversion === null || diversion === undefined) return { diversion: null, historyInfo: null };
  const by = inForm(diversion, trunk.shown);
  const { domain } = trunk;
  const called = calledOf(decision, trunk);
  return {
    diversion: ["diversion", "both"].includes(trunk.diversion)
      ? `<sip:${by}@${domain}>;reason=${reason}${privacy ? ";privacy=full" : ""}`
      : null,
    historyInfo:
      called !== null && ["history-info", "both"].includes(trunk.diversion)
        ? `<sip:${by}@${domain}${privacy ? "?Privacy=history" : ""}>;index=1, ` +
          `<sip:${asUser(called)}@${domain};cause=${causeOf(reason)}>;index=1.1;mp=1`
        : null,
  };
};

export const presentSlowly = (
  decision: Decision,
  { forwardReason = "unconditional" }: Pick<Call, "forwardReason">,
  trunk: NamedTrunk,
  directory: Directory,
): Presentation => {
  const identity = identityOf(decision, trunk, directory);
  const withheld = decision.privacy && identity !== null;
  const leaves = !["internal", "service_code"].includes(decision.destination.kind);
  const shown: Identity | null = withheld
    ? { user: "anonymous", host: "anonymous.invalid", display: "Anonymous" }
    : identity;
  return {
    trunk: trunk.id,
    callerId: decision.callerId,
    from: trunk.identity === "asserted" ? null : shown,
    assertedIdentity: identity !== null && (trunk.identity !== "from" || withheld) ? nameAddr(identity) : null,
    called: calledOf(decision, trunk),
    ...divertedBy(decision, forwardReason, trunk),
    privacy: decision.privacy && leaves ? "id" : null,
  };
};
