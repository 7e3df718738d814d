import { setTimeout as delay } from "node:timers/promises";

/** Long enough to distinguish a hang from a busy machine, where everything takes many times as long. */
export const LONGEST_MS = 60_000;

/** Resolves to the first result of `look` that is not undefined; throws after a minute. */
export async function eventually<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + LONGEST_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await delay(5);
  }
}
