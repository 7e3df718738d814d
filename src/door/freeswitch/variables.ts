/** The answer to a question as variables of the channel that asked. */
import type { Answer } from "../../decide/decide-call.ts";
import { inUri, type Presentation } from "../../decide/presentation.ts";
import { goesToTrunk } from "../../number/destination.ts";
import { cleanDialled } from "../../number/text.ts";
import { detailOf } from "../decided-by.ts";
import { plainPresentation } from "../plain-presentation.ts";
import { harmless, harmlessInQuotes, legText, type Variables } from "./commands.ts";
import type { AskedCall } from "./question.ts";

type Decided = Extract<Answer, { known: true }>;

/** What FreeSWITCH takes for no name at all; an empty one would let the phone's name through. */
const NO_NAME = "_undef_";

/**
 * Empty text stands for what there is not, and unsets the variable. `callas_do` is what a dialplan does
 * next: `call` a gateway, `refuse`, or dial a colleague (`internal`) or a feature (`service_code`) in its own way.
 * A gateway whose trunk may show no number is refused on its own.
 */
export function variablesOf(answer: Decided, { question, places, domain }: AskedCall): Variables {
  const { decision, country, revision } = answer;
  const { decidedBy, destination, privacy, attestation } = decision;
  const { dialled, forwardReason } = question.call;
  const presentations =
    answer.presentations ?? Array.from({ length: places }, () => plainPresentation(decision, domain, forwardReason));
  const leaves = goesToTrunk(destination);
  const [first] = presentations;
  const isEmergency = destination.kind === "emergency";
  const canCall = (each: Presentation) => isEmergency || each.callerId !== null;
  const number = leaves ? shownBy(first) : (decision.extension ?? "");
  const general = {
    callas_state: "decided",
    callas_do: leaves ? (presentations.some(canCall) ? "call" : "refuse") : destination.kind,
    callas_number: number,
    callas_rule: decidedBy.rule,
    callas_detail: detailOf(decidedBy),
    callas_kind: destination.kind,
    callas_called: leaves ? calledBy(first) : (cleanDialled(dialled, country)?.text ?? ""),
    callas_privacy: privacy ? "1" : "0",
    callas_diversion: first?.diversion ?? "",
    callas_attestation: attestation ?? "",
    callas_revision: String(revision),
  };
  const ofPlaces = presentations.flatMap((each, at) => [
    ...presentationVariables(each, at + 1),
    [`callas_do_${at + 1}`, canCall(each) ? "call" : "refuse"],
  ]);
  const all = Object.entries(general).map(([name, value]) => [name, harmless(value)]);
  return Object.fromEntries([...all, ...ofPlaces]) as Variables;
}

/** For a question that cannot be answered: the dialplan goes on with what it had set before. */
export const errorVariables = (code: string): Variables => ({ callas_state: "error", callas_detail: code });

/** The user of an identity is the number in the form of the trunk. */
function shownBy(presentation: Presentation | undefined): string {
  if (presentation === undefined) return "";
  return identityOf(presentation)?.user ?? "";
}

const calledBy = (presentation: Presentation | undefined): string => inUri(presentation?.called ?? "");

function presentationVariables(presentation: Presentation, place: number): [string, string][] {
  const { from, assertedIdentity, diversion, historyInfo } = presentation;
  return [
    [`callas_leg_${place}`, legText(legVariables(presentation))],
    [`callas_called_${place}`, harmless(calledBy(presentation))],
    [`callas_number_${place}`, harmless(shownBy(presentation))],
    [`callas_from_${place}`, from === null ? "" : harmless(`sip:${from.user}@${from.host}`)],
    [`callas_pai_${place}`, harmless(partsOf(assertedIdentity)?.["uri"] ?? "")],
    [`callas_diversion_${place}`, harmless(diversion ?? "")],
    [`callas_history_info_${place}`, harmlessInQuotes(historyInfo ?? "")],
  ];
}

/** RFC 3261, 25.1: `name-addr`. FreeSWITCH quotes the name itself. */
const NAME_ADDR = /^(?:"(?<name>(?:[^"\\]|\\.)*)" )?(?<uri><sip:(?<user>[^@>]+)@(?<host>[^>]+)>)$/;
const partsOf = (identity: string | null) => NAME_ADDR.exec(identity ?? "")?.groups;
const nameOf = (identity: string | null) => partsOf(identity)?.["name"]?.replaceAll(/\\(.)/g, "$1");

/** P-Asserted-Identity, or From where there is no other; undefined where the account's own identity stays. */
function identityOf({ from, assertedIdentity }: Presentation): Readonly<{ user: string; host: string }> | undefined {
  const { user, host } = partsOf(assertedIdentity) ?? {};
  return user !== undefined && host !== undefined ? { user, host } : (from ?? undefined);
}

/**
 * The variables of one leg, between brackets in a dial string. mod_sofia writes From from `sip_from_uri`, and
 * P-Asserted-Identity from the caller ID number and `sip_invite_domain`; the name of From is `sip_from_display` or,
 * without one, the caller ID name.
 */
function legVariables(presentation: Presentation): Variables {
  const { from, assertedIdentity, diversion, historyInfo, privacy } = presentation;
  const identity = identityOf(presentation);
  return {
    origination_caller_id_name: nameOf(assertedIdentity) ?? NO_NAME,
    // Without an identity the phone's own would be left, where the gateway shows one.
    origination_caller_id_number: identity?.user ?? "anonymous",
    ...(identity === undefined ? {} : { sip_invite_domain: identity.host }),
    // `screen` puts Callas in charge: what the phone asked for is in the decision.
    origination_privacy: privacy === null ? "screen" : "screen:hide_number:hide_name",
    sip_cid_type: assertedIdentity === null ? "none" : "pid",
    sip_cid_suppress_privacy_none: "true",
    ...(from === null ? {} : { sip_from_uri: `sip:${from.user}@${from.host}` }),
    ...(from === null || from.display === null ? {} : { sip_from_display: from.display }),
    ...(diversion === null ? {} : { sip_h_Diversion: diversion }),
    ...(historyInfo === null ? {} : { "sip_h_History-Info": historyInfo }),
  };
}
