import { setTimeout as delay } from "node:timers/promises";

/** Tells a hang from a busy machine, on which everything takes many times as long. */
const LONGEST_MS = 60_000;

/** The first answer of `look` that is not undefined; throws when there is none after a minute. */
export async function eventually<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + LONGEST_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await delay(5);
  }
}
