/**
 * The messages between Kamailio and Callas: lines of text, each in a netstring. The same evapi socket may carry other
 * programs' messages, so that each line of ours begins with `callas|`; fields follow, with `|` between them. Text that
 * a phone or an administrator wrote is base64 on its way to Callas; no field on the way back contains `|` or `^`.
 *
 * A connection begins with a greeting. Each side sends a nonce and proves that it knows the secret (proofs are empty
 * where there is none):
 *
 *     C → K  callas|hello|1|NONCE_C|EPOCH
 *     K → C  callas|challenge|1|NONCE_K|sha256("kamailio:NONCE_C:NONCE_K:SECRET")
 *     C → K  callas|proof|sha256("callas:NONCE_C:NONCE_K:SECRET")      or  callas|refused|WHY
 *     K → C  callas|welcome|HELD
 *
 * EPOCH names the database of this Callas. HELD is `-` if Kamailio keeps no table, else what the table has of that epoch:
 * table.ts describes it with the messages that fill the table. After that, in any order:
 *
 *     C → K  callas|beat                  twice a second; Kamailio answers with the same
 *     C → K  callas|noted                 after a message that needs no answer
 *     K → C  callas|ask|KEY|company|line|dialled|chosen|PRIVACY|forwardedFrom|forwardReason|trunks|domain|ROW
 *     C → K  callas|decided|KEY|rule|detail|kind|callerId|e164|digits|privacy|extension|diversion|attestation|revision|
 *            and for each presentation ^trunk|display|uri|asserted|called|diversion|historyInfo|privacy|callerId
 *     C → K  callas|error|KEY|CODE
 *
 * KEY names the suspended transaction and comes back as it was. PRIVACY is 1, 0, or empty. ROW is the stamp of the row
 * that Kamailio's table has of the company.
 */
import type { Answer } from "../../decide/decide-call.ts";
import type { Call } from "../../decide/decision.ts";
import { inUri, quoted, type Presentation } from "../../decide/presentation.ts";
import { FORWARD_REASONS } from "../../policy/forward-reason.ts";
import { detailOf } from "../decided-by.ts";
import { MOST_TRUNKS_OF_CALL } from "../../policy/trunk.ts";
import { digitsOf } from "./digits.ts";

export const PROTOCOL = "1";

const PREFIX = "callas|";
const ASK = `${PREFIX}ask|`;

/** The longest text of a field, in characters of base64: Kamailio sends at most 8 KiB at once. */
const LONGEST_FIELD = 4_096;

export type Question = Readonly<{
  key: string;
  company: string;
  call: Extract<Call, { line: string }>;
  trunks: readonly string[];
  /** Of identities, where no trunks are named; empty if there is none. */
  domain: string;
  /** The stamp of the company's row in Kamailio's table; empty if there is none. */
  stamp: string;
}>;

export type FromKamailio =
  | Readonly<{ type: "challenge"; protocol: string; nonce: string; proof: string }>
  | Readonly<{ type: "welcome"; held: string }>
  | Readonly<{ type: "beat" }>
  | Readonly<{ type: "ack"; n: number; result: string }>
  | Readonly<{ type: "ask"; question: Question }>
  /** A question that cannot be read, whose transaction can: it need not wait. */
  | Readonly<{ type: "unreadable"; key: string }>
  /** A message of another user of the same socket. */
  | Readonly<{ type: "foreign" }>;

const LONGEST_STAMP = 64;

const KEY = /^-?\d{1,10}:-?\d{1,10}$/;
const NUMBER = /^\d{1,9}$/;
/** One expression is read in half the time of its fields: the key, four texts, PRIVACY, four texts, and ROW. */
const QUESTION = (() => {
  const text = String.raw`\|([A-Za-z0-9+/]*={0,2})`;
  const texts = text.repeat(4);
  return new RegExp(
    String.raw`^callas\|ask\|(-?\d{1,10}:-?\d{1,10})${texts}\|([01]?)${texts}\|([^|]{0,${LONGEST_STAMP}})$`,
  );
})();
const NONCE = /^[\x21-\x7b\x7d\x7e]{1,64}$/;
const PROOF = /^[0-9a-f]{64}$|^$/;
/** Undefined if neither the phone nor the PBX says. */
const PRIVACY: ReadonlyMap<string, boolean | undefined> = new Map([
  ["", undefined],
  ["0", false],
  ["1", true],
]);

/** @returns undefined for a message that begins like one of ours and is none */
export function readMessage(text: string): FromKamailio | undefined {
  if (!text.startsWith(PREFIX)) return { type: "foreign" };
  if (text.startsWith(ASK)) return readQuestion(text);
  const [, type, ...fields] = text.split("|");
  switch (type) {
    case "beat":
      return fields.length === 0 ? { type } : undefined;
    case "ack": {
      const [n = "", result = ""] = fields;
      return fields.length === 2 && NUMBER.test(n) ? { type, n: Number(n), result } : undefined;
    }
    case "challenge": {
      const [protocol = "", nonce = "", proof = ""] = fields;
      const isRead = fields.length === 3 && protocol.length <= 8 && NONCE.test(nonce) && PROOF.test(proof);
      return isRead ? { type, protocol, nonce, proof } : undefined;
    }
    case "welcome": {
      const [held = ""] = fields;
      return fields.length === 1 && held.length <= LONGEST_STAMP ? { type, held } : undefined;
    }
    case undefined:
    default:
      return undefined;
  }
}

function readQuestion(text: string): FromKamailio | undefined {
  const fields = QUESTION.exec(text);
  const question = fields === null ? undefined : questionOf(fields);
  if (question !== undefined) return { type: "ask", question };
  const key = text.split("|", 3)[2]!;
  return KEY.test(key) ? { type: "unreadable", key } : undefined;
}

/** @param fields what {@link QUESTION} captures */
function questionOf(fields: readonly string[]): Question | undefined {
  for (let at = 2; at < fields.length; at++) if (fields[at]!.length > LONGEST_FIELD) return undefined;
  const reason = phoneText(fields[8]!);
  const forwardReason = reason === "" ? undefined : FORWARD_REASONS.find((each) => each === reason);
  const trunks = fields[9] === "" ? NO_TRUNKS : namesIn(phoneText(fields[9]!));
  if (trunks.length > MOST_TRUNKS_OF_CALL || (reason !== "" && forwardReason === undefined)) return undefined;
  const call = {
    line: phoneText(fields[3]!),
    dialled: phoneText(fields[4]!),
    privacy: PRIVACY.get(fields[6]!),
    // An empty one is none.
    chosen: phoneText(fields[5]!) || undefined,
    forwardedFrom: phoneText(fields[7]!) || undefined,
    forwardReason,
  };
  return {
    key: fields[1]!,
    company: phoneText(fields[2]!),
    call,
    trunks,
    domain: phoneText(fields[10]!),
    stamp: fields[11]!,
  };
}

const NO_TRUNKS: readonly string[] = [];

const namesIn = (list: string): readonly string[] =>
  list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** Base64 of any bytes; those that are not UTF-8 become U+FFFD. */
const phoneText = (field: string): string => (field === "" ? "" : Buffer.from(field, "base64").toString("utf8"));

/**
 * A field as it goes to Kamailio. Only display names and codes from settings can contain a separator, which a blank
 * replaces; nor may a line break begin another header.
 */
function field(text: string | null | undefined): string {
  if (!text) return "";
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < SPACE || code === PIPE || code === CARET || code === DELETE) return text.replaceAll(SEPARATORS, " ");
  }
  return text;
}

// oxlint-disable-next-line no-control-regex -- they are what is replaced
const SEPARATORS = /[|^\u0000-\u001f\u007f]/g;
const SPACE = 0x20;
const PIPE = 0x7c;
const CARET = 0x5e;
const DELETE = 0x7f;

const message = (...fields: readonly string[]): string => PREFIX + fields.join("|");

export const beat = message("beat");

/**
 * Sent after a message from Kamailio that needs no answer. Kamailio's socket holds the next question back until its
 * previous data is acknowledged (RFC 896), and TCP delays an acknowledgement without data by 40 ms.
 */
export const noted = message("noted");

export const helloMessage = (nonce: string, epoch: string): string => message("hello", PROTOCOL, nonce, field(epoch));
export const proofMessage = (proof: string): string => message("proof", proof);
export const refusedMessage = (why: string): string => message("refused", field(why));

export function decisionMessage(
  { key, call: { dialled } }: Question,
  answer: Extract<Answer, { known: true }>,
  presentations: readonly Presentation[],
): string {
  const { decision, revision } = answer;
  const { decidedBy, destination } = decision;
  const why = `${decidedBy.rule}|${field(detailOf(decidedBy))}`;
  const called = `${destination.kind}|${field(decision.callerId)}|${field(destination.e164)}`;
  const digits = field(digitsOf(answer, dialled));
  const rest = `${field(decision.extension)}|${field(decision.diversion)}|${decision.attestation ?? ""}|${revision}`;
  let text = `${PREFIX}decided|${key}|${why}|${called}|${digits}|${decision.privacy ? 1 : 0}|${rest}|`;
  for (const presentation of presentations) text += presentationText(presentation);
  return text;
}

/** The nine fields of one presentation, as route(CALLAS_PRESENTATION) of callas.cfg gives them. */
function presentationText(presentation: Presentation): string {
  const { trunk, from, assertedIdentity, called, diversion, historyInfo, privacy, callerId } = presentation;
  const uri = from === null ? "" : field(`sip:${from.user}@${from.host}`);
  const display = from?.display === null || from === null ? "" : field(quoted(from.display));
  const user = called === null ? "" : field(inUri(called));
  const headers = `${field(diversion)}|${field(historyInfo)}|${field(privacy)}`;
  return `^${field(trunk)}|${display}|${uri}|${field(assertedIdentity)}|${user}|${headers}|${field(callerId)}`;
}

/** Lets the call go on at once, instead of waiting for an answer that cannot come. */
export function errorMessage(key: string, code: string): string {
  return message("error", key, code);
}

/** @param fields of table.ts; the last one may contain `|` */
export function tableMessage(type: string, n: number, fields: readonly string[]): string {
  return message(type, String(n), ...fields);
}
