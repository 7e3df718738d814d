/** The messages between Kamailio and Callas, one JSON object in each netstring. */
import { z } from "zod";
import type { Decision } from "../../decide/decision.ts";

/**
 * Text from a phone, base64 of any bytes: Kamailio 5.6 cannot escape text for JSON. Bytes that are not UTF-8
 * become U+FFFD. Kamailio has no null either: an empty text means that there is none.
 */
const PhoneText = z.string().transform((base64) => Buffer.from(base64, "base64").toString("utf8"));

const Decide = z.object({
  type: z.literal("decide"),
  /** Index and label name the suspended transaction in Kamailio. */
  index: z.number().int().nonnegative(),
  label: z.number().int().nonnegative(),
  company: z.string(),
  line: PhoneText,
  dialled: PhoneText,
  chosen: PhoneText,
  privacy: z.union([z.literal(0), z.literal(1)]),
  forwardedFrom: PhoneText,
});
export type DecideMessage = Readonly<z.infer<typeof Decide>>;

/** Kamailio has put the message `n` into its table. */
const Ack = z.object({ type: z.literal("ack"), n: z.number().int().nonnegative() });

/** Kamailio's answer to a heartbeat. */
const Heartbeat = z.object({ type: z.literal("heartbeat") });

const FromKamailio = z.discriminatedUnion("type", [Decide, Ack, Heartbeat]);
export type FromKamailio = Readonly<z.infer<typeof FromKamailio>>;

/** @returns undefined for text that is not JSON, or not a message that Kamailio sends */
export function readMessage(text: string): FromKamailio | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  return FromKamailio.safeParse(json).data;
}

export const heartbeat = JSON.stringify({ type: "heartbeat" });

/**
 * Sent after a message from Kamailio that needs no answer. Kamailio's socket holds the next question back until its
 * previous data is acknowledged (RFC 896), and TCP delays an acknowledgement without data by 40 ms.
 */
export const noted = JSON.stringify({ type: "noted" });

type Transaction = Readonly<{ index: number; label: number }>;

export function decisionMessage({ index, label }: Transaction, decision: Decision): string {
  return JSON.stringify({
    type: "decision",
    index,
    label,
    rule: decision.decidedBy.rule,
    kind: decision.destination.kind,
    callerId: decision.callerId ?? "",
    e164: decision.destination.e164 ?? "",
    privacy: decision.privacy ? 1 : 0,
    extension: decision.extension ?? "",
    diversion: decision.diversion ?? "",
  });
}

/** Sends Kamailio to its fallback at once, instead of letting it wait for an answer that cannot come. */
export function errorMessage({ index, label }: Transaction, code: string): string {
  return JSON.stringify({ type: "error", index, label, code });
}
