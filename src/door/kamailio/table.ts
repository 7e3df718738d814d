/**
 * Keeps the fallback table of one Kamailio filled over one connection: everything once, then each change.
 *
 * Few messages are under way at once, and each waits for Kamailio's acknowledgement. evapi reads and
 * routes in one process, so calls must find room between the rows; and it loses a message whose length
 * is split by the end of a read, which happens when a stream is written as fast as possible.
 */
import type { Fallback, FallbackSource } from "../../decide/decide-call.ts";
import { fallbackRows, goneRow, type TableMessage } from "./fallback-rows.ts";

const WINDOW_MESSAGES = 8;
const WINDOW_CHARACTERS = 16_000;

export type Table = Readonly<{
  acknowledged: (n: number) => void;
  /** When the message that has waited longest for its acknowledgement was sent, by performance.now(). */
  oldestWaiting: () => number | undefined;
  stop: () => void;
}>;

/** `send` writes one message; `failed` is called when the source of the fallbacks cannot be read. */
export function fillTable(
  fallbacks: FallbackSource,
  send: (message: string) => void,
  failed: (error: unknown) => void,
): Table {
  let next = 1;
  let stopped = false;
  let charactersWaiting = 0;
  const waiting = new Map<number, { sentAt: number; characters: number }>();
  const changed = new Map<string, Fallback | null>();
  /** Companies that changed since the fill began: their rows of the fill are older. */
  const newer = new Set<string>();
  let wake: (() => void) | undefined;

  const wakeUp = (): void => {
    wake?.();
    wake = undefined;
  };
  const sleep = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });

  const mustWait = (): boolean =>
    !stopped && (waiting.size >= WINDOW_MESSAGES || charactersWaiting >= WINDOW_CHARACTERS);
  const running = (): boolean => !stopped;

  const put = async (message: TableMessage): Promise<void> => {
    while (mustWait()) await sleep();
    if (stopped) return;
    const n = next++;
    const text = JSON.stringify({ ...message, n });
    waiting.set(n, { sentAt: performance.now(), characters: text.length });
    charactersWaiting += text.length;
    send(text);
  };
  const putFallback = async (company: string, fallback: Fallback | null): Promise<void> => {
    if (fallback === null) return put(goneRow(company));
    for (const message of fallbackRows(fallback)) await put(message);
  };
  const putChanges = async (): Promise<void> => {
    for (const [company, fallback] of changed) {
      changed.delete(company);
      await putFallback(company, fallback);
    }
  };

  const unsubscribe = fallbacks.onChange((company, fallback) => {
    changed.set(company, fallback);
    newer.add(company);
    wakeUp();
  });

  const run = async (): Promise<void> => {
    await put({ type: "fill" });
    for await (const fallback of fallbacks.all()) {
      if (stopped) return;
      await putChanges();
      if (!newer.has(fallback.company)) await putFallback(fallback.company, fallback);
    }
    await putChanges();
    await put({ type: "filled" });
    while (running()) {
      newer.clear();
      await putChanges();
      if (changed.size === 0 && !stopped) await sleep();
    }
  };
  run().catch((error: unknown) => {
    if (!stopped) failed(error);
  });

  return {
    acknowledged(n) {
      const message = waiting.get(n);
      if (message === undefined) return;
      waiting.delete(n);
      charactersWaiting -= message.characters;
      wakeUp();
    },
    oldestWaiting: () => waiting.values().next().value?.sentAt,
    stop() {
      stopped = true;
      unsubscribe();
      wakeUp();
    },
  };
}
