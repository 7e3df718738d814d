import type { Ask } from "./copy-writer.ts";

/** Where a copy gets the feed from. */
export type FeedSource = Readonly<{
  /**
   * Passes the text of an answer on as it comes.
   * @param waits how long to wait for a change if there is none, in seconds
   * @throws StartOver, or what kept the answer from being complete; what came before has been passed on
   */
  fetch: (ask: Ask, waits: number, take: (text: string) => void) => Promise<void>;
  /** Something may have been written. */
  ring: () => void;
  /** Ends what is under way. */
  close: () => Promise<void>;
}>;

/** The store does not know the position: everything has to be read again. */
export class StartOver extends Error {}
