/**
 * The FreeSWITCH door, an adapter. FreeSWITCH's event socket listens; Callas connects to each configured FreeSWITCH,
 * answers its question for each call, and keeps the main number there for times when Callas is away.
 */
import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { DecideCall } from "../../decide/decide-call.ts";
import { keepConnected, type KeptConnections, type PbxAddress } from "../keep-connected.ts";
import { openConnection } from "./connection.ts";
import type { FreeswitchMetrics } from "./metrics.ts";

/** The dialplan waits for 300 ms, and an answer that comes later would break what the channel does then. */
const ANSWER_WITHIN_MS = 250;
/** How long a call in flight may still be answered after `close`; the dialplan does not wait longer. */
const GRACE_MS = 300;

export type FreeswitchOptions = Readonly<{
  /** Where the event socket of each FreeSWITCH listens. */
  addresses: readonly PbxAddress[];
  /** Of all these event sockets. */
  password: string;
  /** How old a question may be when it is answered. */
  answerWithinMs?: number;
  decide: DecideCall;
  log: Logger;
  metrics: FreeswitchMetrics;
}>;

/** Returns at once and keeps one connection to each address, reconnecting until it is closed. */
export function connectFreeswitch(options: FreeswitchOptions): KeptConnections {
  const { addresses, log, metrics } = options;
  const conversation = { answerWithinMs: ANSWER_WITHIN_MS, id: randomBytes(8).toString("hex"), ...options };
  return keepConnected({
    addresses,
    open: (address, events) => openConnection({ ...conversation, ...address, ...events }),
    pbx: "FreeSWITCH",
    graceMs: GRACE_MS,
    log,
    count: metrics.connected,
  });
}
