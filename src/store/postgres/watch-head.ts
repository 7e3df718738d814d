/** Notices what other processes write: by asking for the head, which is right whatever happened in between. */
import type { SqlStore } from "../sql/sql-store.ts";

type Watched = Pick<SqlStore, "head" | "noticed">;

export type HeadWatcher = Readonly<{
  /** Something may have been written: asks at once. */
  ring: () => void;
  /** Waits for a question that is under way. */
  close: () => Promise<void>;
}>;

/** @param milliseconds after which it asks if nothing rings */
export function watchHead({ head, noticed }: Watched, milliseconds: number): HeadWatcher {
  const end = new AbortController();
  let isRung = false;
  let wake = () => {};

  async function pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds).unref();
    wake = resolve;
    await promise;
    clearTimeout(timer);
  }

  async function watch(): Promise<void> {
    while (!end.signal.aborted) {
      // It may have been rung during the last question.
      if (!isRung) await pause();
      isRung = false;
      try {
        if (!end.signal.aborted) noticed(await head());
      } catch {
        // The database is away: ask again.
      }
    }
  }

  const watching = watch();
  return {
    ring() {
      isRung = true;
      wake();
    },
    async close() {
      end.abort();
      wake();
      await watching;
    },
  };
}
