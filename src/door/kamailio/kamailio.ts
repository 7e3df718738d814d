/**
 * The Kamailio door, an adapter. Kamailio's evapi module listens; Callas connects to each configured Kamailio,
 * answers its question for each call, and keeps a fallback table there for times when Callas is away.
 */
import type { Logger } from "pino";
import type { DecideCall, FallbackSource } from "../../decide/decide-call.ts";
import { keepConnected, type KeptConnections, type PbxAddress } from "../keep-connected.ts";
import { openConnection } from "./connection.ts";
import type { KamailioMetrics } from "./metrics.ts";

/** How long a call in flight may still be answered after `close`; Kamailio does not wait longer. */
const GRACE_MS = 300;

export type KamailioOptions = Readonly<{
  /** Where the evapi module of each Kamailio listens. */
  addresses: readonly PbxAddress[];
  /** Empty if there is none. */
  secret: string;
  decide: DecideCall;
  fallbacks: FallbackSource;
  /** If there are no more companies than that, a Kamailio's table has them all; else those that call through it. */
  mostSentAtOnce: number;
  log: Logger;
  metrics: KamailioMetrics;
}>;

/** After it is closed, Kamailio goes on with its fallback table. */
export type KamailioDoor = KeptConnections;

/** Returns at once and keeps one connection to each address, reconnecting until it is closed. */
export function connectKamailio({ addresses, log, ...shared }: KamailioOptions): KamailioDoor {
  return keepConnected({
    addresses,
    open: (address, events) => openConnection({ ...address, ...events, ...shared, log }),
    pbx: "Kamailio",
    graceMs: GRACE_MS,
    log,
    count: shared.metrics.connected,
  });
}
