/**
 * The Kamailio door, an adapter. Kamailio's evapi module listens; Callas connects to each configured Kamailio,
 * answers its question for each call, and keeps a fallback table there for times when Callas is away.
 */
import type { Logger } from "pino";
import type { DecideCall, FallbackSource } from "../../decide/decide-call.ts";
import { openConnection, type Connection } from "./connection.ts";
import type { KamailioMetrics } from "./metrics.ts";

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 500;
/** How long a call in flight may still be answered after `close`; Kamailio does not wait longer. */
const GRACE_MS = 300;

type KamailioAddress = Readonly<{ host: string; port: number }>;

export type KamailioOptions = Readonly<{
  /** Where the evapi module of each Kamailio listens. */
  addresses: readonly KamailioAddress[];
  decide: DecideCall;
  fallbacks: FallbackSource;
  log: Logger;
  metrics: KamailioMetrics;
}>;

export type KamailioDoor = Readonly<{
  /** Answers the calls in flight and ends the connections. Kamailio goes on with its fallback table. */
  close: () => Promise<void>;
}>;

/** Returns at once and keeps one connection to each address, reconnecting until it is closed. */
export function connectKamailio(options: KamailioOptions): KamailioDoor {
  let connectedCount = 0;
  const count = (change: 1 | -1): void => {
    connectedCount += change;
    options.metrics.connected(connectedCount);
  };
  options.metrics.connected(0);
  const kept = options.addresses.map((address) => keepConnected(address, options, count));
  return {
    async close() {
      await Promise.all(kept.map((connection) => connection.close()));
    },
  };
}

function keepConnected(
  address: KamailioAddress,
  options: KamailioOptions,
  count: (change: 1 | -1) => void,
): KamailioDoor {
  const { log } = options;
  const name = `${address.host}:${address.port}`;
  let closed: (() => void) | undefined;
  let retry: NodeJS.Timeout | undefined;
  let delay = FIRST_RETRY_MS;
  let current: Connection | undefined;

  const open = (): void => {
    retry = undefined;
    let up = false;
    current = openConnection({
      ...address,
      decide: options.decide,
      fallbacks: options.fallbacks,
      log,
      metrics: options.metrics,
      connected() {
        up = true;
        delay = FIRST_RETRY_MS;
        count(1);
        log.info({ kamailio: name }, "connected to Kamailio");
      },
      ended() {
        current = undefined;
        if (up) {
          count(-1);
          log.info({ kamailio: name }, "the connection to Kamailio has ended");
        }
        if (closed !== undefined) {
          closed();
          return;
        }
        retry = setTimeout(open, delay);
        delay = Math.min(delay * 2, LAST_RETRY_MS);
      },
    });
  };
  open();

  return {
    close: () =>
      new Promise((resolve) => {
        closed = resolve;
        clearTimeout(retry);
        if (current === undefined) resolve();
        else current.end(GRACE_MS);
      }),
  };
}
