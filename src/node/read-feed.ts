/** Reads the feed from a shared store, as {@link feedFrom} does over HTTP from a Callas that has one. */
import { Refusal } from "../policy/refusal.ts";
import type { LinesCursor, LinesPage } from "../store/feed-lines.ts";
import type { Position } from "../store/feed.ts";
import type { Store } from "../store/store.ts";
import type { Ask } from "./copy-writer.ts";
import { createFeedNodes, type FeedNodes } from "./feed-nodes.ts";
import { StartOver, type FeedSource } from "./feed-source.ts";

/** What other processes write is noticed after this time; PgBouncer in transaction mode leaves no other way. */
const LOOK_MS = 100;

export type ReadFeedOptions = Readonly<{
  /** Opens the store; it is called again after it has failed. */
  open: () => Promise<Store>;
  /** Under which this process is listed. */
  name: string;
  /** Called with what kept a confirmation from being stored; the next one has it as well. */
  failed: (error: unknown) => void;
}>;

export function readFeed({ open, name, failed }: ReadFeedOptions): FeedSource {
  const stopped = new AbortController();
  let opened: Promise<Readonly<{ store: Store; nodes: FeedNodes }>> | null = null;
  let isRung = false;
  let wake = () => {};
  const ring = () => {
    isRung = true;
    wake();
  };

  async function openNow() {
    const store = await open();
    const nodes = createFeedNodes({
      reads: store,
      store: (confirmed) => store.noteNodes(confirmed),
      log: { error: ({ err }: { err: unknown }) => failed(err) },
    });
    return { store, nodes };
  }

  function storeAndNodes() {
    opened ??= openNow().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  }

  /** A head that went back is a change as well: the database was restored. */
  async function waitForChange(store: Store, { revision }: Position, seconds: number): Promise<void> {
    const end = performance.now() + seconds * 1000;
    while (!stopped.signal.aborted && performance.now() < end) {
      isRung = false;
      if ((await store.head()) !== revision) return;
      // It was rung while the head was read.
      if (isRung) continue;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, LOOK_MS);
      wake = resolve;
      await promise;
      clearTimeout(timer);
    }
  }

  async function changes(ask: Extract<Ask, { kind: "changes" }>, waits: number, take: (text: string) => void) {
    const { store, nodes } = await storeAndNodes();
    const { position } = ask;
    const page = async (cursor: LinesCursor | null) => {
      const lines = await store.changedLines(position, cursor);
      if (lines === "start_over") throw new StartOver();
      return lines;
    };
    // The store has to know the position before it counts as confirmed.
    const first = await page(null);
    if (ask.confirms) await nodes.confirm(name, position);
    if (waits > 0) await waitForChange(store, position, waits);
    await passOn(waits > 0 ? await page(null) : first, page, take);
  }

  async function answer(ask: Ask, waits: number, take: (text: string) => void): Promise<void> {
    if (ask.kind === "changes") return changes(ask, waits, take);
    const { store } = await storeAndNodes();
    if (ask.kind === "company") return take(await store.companyLine(ask.company));
    const [after, sums] = ask.kind === "sums" ? ["", true] : [ask.after, false];
    const page = (cursor: LinesCursor | null) => store.snapshotLines(after, cursor, sums);
    await passOn(await page(null), page, take);
  }

  async function passOn(
    first: LinesPage,
    next: (cursor: LinesCursor | null) => Promise<LinesPage>,
    take: (text: string) => void,
  ): Promise<void> {
    for (let page = first; ; page = await next(page.next)) {
      take(page.text);
      if (page.next === null || stopped.signal.aborted) return;
    }
  }

  return {
    async fetch(ask, waits, take) {
      try {
        await answer(ask, waits, take);
      } catch (error) {
        throw error instanceof Refusal && error.code === "start_over" ? new StartOver() : error;
      }
    },
    ring,
    async close() {
      stopped.abort();
      ring();
      const now = await opened?.catch(() => null);
      // What is not stored is confirmed again after the next start.
      await now?.nodes.stop().catch(failed);
      await now?.store.close();
    },
  };
}
