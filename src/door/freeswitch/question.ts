/**
 * The question of a dialplan: an event with what the administrator wrote into it (`Callas-…`) and, added by FreeSWITCH
 * itself, everything that it knows about the channel. What a phone sent is read from there alone: written into
 * the event by a dialplan it would have been expanded, and a comma in it would have begun another header.
 */
import type { Question } from "../../decide/decide-call.ts";
import { FORWARD_REASONS, type ForwardReason } from "../../policy/forward-reason.ts";
import { MOST_TRUNKS_OF_CALL } from "../../policy/trunk.ts";
import { isChannel } from "./commands.ts";
import type { EventHeaders } from "./event-socket.ts";
import { privacyOfHeader, reasonOfDiversion, userOfHeader } from "./sip-identity.ts";

/** The subclass of the event that asks. */
export const ASK = "callas::ask";

export type AskedCall = Readonly<{
  channel: string;
  /** Who answers: several Callas may be connected to one FreeSWITCH. */
  owner: string;
  question: Question;
  /** How many gateways the dialplan tries, each with the variables of its place. */
  places: number;
  /** The host of identities where no trunk is named. */
  domain: string;
}>;

export type BadQuestion = Readonly<{ channel: string | undefined; owner: string }>;

/** @returns without a question if the event lacks a channel or a caller */
export function readQuestion(event: EventHeaders): AskedCall | BadQuestion {
  const id = event.get("Unique-ID") ?? "";
  const channel = isChannel(id) ? id : undefined;
  const owner = event.get("Callas-Owner") ?? "";
  const line = lineOf(event);
  if (channel === undefined || line === undefined) return { channel, owner };

  const names = (event.get("Callas-Trunks") ?? "").split("|").map((name) => name.trim());
  const trunks = names.some((name) => name !== "") ? names.slice(0, MOST_TRUNKS_OF_CALL) : undefined;
  const dialled = event.get("Caller-Destination-Number") ?? "";
  const chosen = headerUser(event, "variable_sip_P-Preferred-Identity");
  const privacy = privacyOf(event);
  return {
    channel,
    owner,
    places: Math.min(names.length, MOST_TRUNKS_OF_CALL),
    domain: event.get("Callas-Domain") ?? "",
    question: {
      company: event.get("Callas-Company") ?? "",
      call: {
        line,
        dialled,
        ...(chosen === undefined ? {} : { chosen }),
        ...(privacy === undefined ? {} : { privacy }),
        ...forwardOf(event),
      },
      ...(trunks === undefined ? {} : { trunks }),
      unknownLine: "main",
    },
  };
}

function headerUser(event: EventHeaders, name: string): string | undefined {
  const header = event.get(name);
  return header === undefined ? undefined : userOfHeader(header);
}

/**
 * The dialplan's own word first; then, only where the dialplan knows the carrier by its address, the number that it
 * asserts of a SIM; then the user of the phone's password.
 */
function lineOf(event: EventHeaders): string | undefined {
  const line = event.get("variable_callas_line");
  if (line !== undefined) return line;
  if (event.get("variable_callas_line_from") === "asserted")
    return headerUser(event, "variable_sip_P-Asserted-Identity");
  return event.get("variable_sip_auth_username");
}

/** Undefined if the phone says nothing. */
function privacyOf(event: EventHeaders): boolean | undefined {
  const asked = privacyOfHeader(event.get("variable_sip_Privacy") ?? "");
  if (asked !== undefined) return asked;
  const isAnonymous =
    event.get("Caller-Privacy-Hide-Number") === "true" ||
    event.get("variable_sip_from_user")?.toLowerCase() === "anonymous" ||
    event.get("variable_sip_from_host")?.toLowerCase() === "anonymous.invalid";
  return isAnonymous ? true : undefined;
}

/** A call that the dialplan forwards, with the caller's number as FreeSWITCH knows it; or one that a phone forwards. */
function forwardOf(event: EventHeaders): Readonly<{ forwardedFrom?: string; forwardReason?: ForwardReason }> {
  const diversion = event.get("variable_sip_h_Diversion");
  const said = event.get("variable_callas_forward_reason");
  if (said === undefined && diversion === undefined) return {};
  const text = said ?? reasonOfDiversion(diversion ?? "");
  return {
    forwardedFrom: event.get("Caller-Caller-ID-Number") ?? "anonymous",
    forwardReason: FORWARD_REASONS.find((reason) => reason === text) ?? "unknown",
  };
}
