/** Keeps one connection open to each PBX of a kind, where the PBX listens and Callas connects. */
import type { Logger } from "pino";

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 500;
/** After a refusal: each try is a line in both logs. */
const REFUSED_RETRY_MS = 5_000;

export type PbxAddress = Readonly<{ host: string; port: number }>;

export type Connection = Readonly<{
  /** Ends the connection once the answers are written, or after `graceMs`. */
  end: (graceMs: number) => void;
}>;

export type ConnectionEvents = Readonly<{
  /** Called once, when the PBX has shown that it talks to Callas. */
  connected: () => void;
  /**
   * Called once, for any reason, also if it never connected.
   * @param refusal why one of the two does not talk to the other: a person has to change something
   */
  ended: (refusal?: string) => void;
}>;

export type KeepConnectedOptions = Readonly<{
  addresses: readonly PbxAddress[];
  open: (address: PbxAddress, events: ConnectionEvents) => Connection;
  /** The kind of PBX, for the log. */
  pbx: "Kamailio" | "FreeSWITCH";
  /** How long a call in flight may still be answered after `close`: no longer than the PBX waits. */
  graceMs: number;
  log: Logger;
  /** Told how many are connected now. */
  count: (connected: number) => void;
}>;

export type KeptConnections = Readonly<{
  /** Answers the calls in flight and ends the connections. */
  close: () => Promise<void>;
}>;

/**
 * Returns at once. A connection that ends is opened again after 50 ms, and twice as late each time, up to 500 ms;
 * after a refusal, after 5 s.
 */
export function keepConnected(options: KeepConnectedOptions): KeptConnections {
  let connectedCount = 0;
  const change = (by: 1 | -1): void => {
    connectedCount += by;
    options.count(connectedCount);
  };
  options.count(0);
  const kept = options.addresses.map((address) => keepOne(address, options, change));
  return {
    async close() {
      await Promise.all(kept.map((connection) => connection.close()));
    },
  };
}

function keepOne(address: PbxAddress, options: KeepConnectedOptions, change: (by: 1 | -1) => void): KeptConnections {
  const { log, pbx } = options;
  const names = { [pbx.toLowerCase()]: `${address.host}:${address.port}` };
  let closed: (() => void) | undefined;
  let retry: NodeJS.Timeout | undefined;
  let delay = FIRST_RETRY_MS;
  let current: Connection | undefined;

  const open = (): void => {
    retry = undefined;
    let up = false;
    current = options.open(address, {
      connected() {
        up = true;
        delay = FIRST_RETRY_MS;
        change(1);
        log.info(names, `connected to ${pbx}`);
      },
      ended(refusal) {
        current = undefined;
        if (up) {
          change(-1);
          log.info(names, `the connection to ${pbx} has ended`);
        }
        if (closed !== undefined) {
          closed();
          return;
        }
        retry = setTimeout(open, refusal === undefined ? delay : REFUSED_RETRY_MS);
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
        else current.end(options.graceMs);
      }),
  };
}
