/** Notices what other processes write: by asking for the head, which is right whatever happened in between. */
import { setTimeout as sleep } from "node:timers/promises";
import type { SqlStore } from "../sql/sql-store.ts";

type Watched = Pick<SqlStore, "head" | "noticed">;

/** @returns with `close`, which waits for a question that is under way */
export function watchHead(store: Watched, milliseconds: number): Readonly<{ close: () => Promise<void> }> {
  const end = new AbortController();
  const watching = watch(store, milliseconds, end.signal);
  return {
    close: async () => {
      end.abort();
      await watching;
    },
  };
}

async function watch({ head, noticed }: Watched, milliseconds: number, end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    try {
      await sleep(milliseconds, undefined, { signal: end, ref: false });
      noticed(await head());
    } catch {
      // The database is away, or this is the end: ask again, or not.
    }
  }
}
