/**
 * Limits for guessing passwords and codes that no stranger can turn against a person: the tries of a browser that has
 * signed in to the account before are counted apart from everybody else's.
 */
import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { isDeviceOf } from "./device.ts";
import { networkOf } from "./network.ts";
import type { Seal } from "./seal.ts";

const MINUTE_MS = 60_000;

/** `burst` wrong tries at once, then one more each time `everyMs` has passed. */
type Limit = Readonly<{ burst: number; everyMs: number }>;

/** Many people may share an address, so this is only to slow down whoever tries many accounts. */
const OF_ADDRESS: Limit = { burst: 20, everyMs: MINUTE_MS };
/** At most 10 and then 12 an hour: OWASP ASVS asks for fewer than 100. */
const OF_ACCOUNT: Limit = { burst: 10, everyMs: 5 * MINUTE_MS };
const OF_DEVICE: Limit = { burst: 10, everyMs: MINUTE_MS };

/**
 * Counters of each of the three kinds. Strangers choose their keys, and the least recently used is forgotten. To be
 * forgotten on purpose takes this many wrong tries, each of which costs a hash: half an hour at least.
 */
const MOST_COUNTERS = 100_000;

export type Attempt = Readonly<{
  /** The IP address of the client. */
  address: string;
  /** The id of the person; where there is none, what was typed as the e-mail address. */
  account: string;
  /** The device cookie as the browser sent it. One that is forged, or another person's, counts as none. */
  device: string | undefined;
}>;

export type Attempts = Readonly<{
  /** @returns null if the attempt may be made, else the seconds until the next one */
  mayTry: (attempt: Attempt) => Readonly<{ wait: number }> | null;
  wrong: (attempt: Attempt) => void;
  /** Forgives the wrong ones of this device or, without one, of the account; never those of the address. */
  right: (attempt: Attempt) => void;
  /** The counters of all kinds, of {@link limit}. */
  counters: () => number;
  limit: number;
}>;

export type AttemptsOptions = Readonly<{
  seal: Pick<Seal, "mac">;
  /** In ms, as Date.now(). */
  now?: () => number;
}>;

export function createAttempts({ seal, now = Date.now }: AttemptsOptions): Attempts {
  const addresses = createCounters(OF_ADDRESS, now);
  const accounts = createCounters(OF_ACCOUNT, now);
  const devices = createCounters(OF_DEVICE, now);

  /** Of one length, whatever was typed. */
  const keyOf = (text: string) => hash("sha256", text, "base64url");

  function countersOf({ address, account, device }: Attempt): readonly Counter[] {
    // Not by address: colleagues may share it with a stranger.
    if (device !== undefined && isDeviceOf(seal, device, account)) return [devices.of(keyOf(device))];
    return [accounts.of(keyOf(account)), addresses.of(keyOf(networkOf(address)))];
  }

  return {
    mayTry(attempt) {
      const wait = Math.max(...countersOf(attempt).map((counter) => counter.wait()));
      return wait > 0 ? { wait: Math.ceil(wait / 1000) } : null;
    },
    wrong: (attempt) => countersOf(attempt).forEach((counter) => counter.add()),
    right: (attempt) => countersOf(attempt)[0]!.clear(),
    counters: () => addresses.size() + accounts.size() + devices.size(),
    limit: 3 * MOST_COUNTERS,
  };
}

type Counter = Readonly<{
  /** In ms. */
  wait: () => number;
  add: () => void;
  clear: () => void;
}>;

function createCounters({ burst, everyMs }: Limit, now: () => number) {
  /**
   * By key, the time at which all its wrong tries will be forgiven (GCRA). It is not capped: of the tries that are
   * made at the same moment, each has to be waited for later.
   */
  const forgivenAt = new LRUCache<string, number>({ max: MOST_COUNTERS });
  return {
    size: () => forgivenAt.size,
    of: (key: string): Counter => ({
      wait: () => (forgivenAt.get(key) ?? 0) - now() - (burst - 1) * everyMs,
      add: () => void forgivenAt.set(key, Math.max(forgivenAt.get(key) ?? 0, now()) + everyMs),
      clear: () => void forgivenAt.delete(key),
    }),
  };
}
