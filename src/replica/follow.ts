/** Follows the local copy: reads the changes whenever its head moves, and reports them to subscribers. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Changes, FeedChange, Position } from "../store/feed.ts";
import type { DecidingCopy } from "../store/deciding-copy.ts";

/** Must be quick, because it runs between two calls. */
export type Subscriber = Readonly<{
  changed: (changes: readonly FeedChange[]) => void;
  /** Anything read before may be out of date. */
  startedOver: () => void;
}>;

export type Follower = Readonly<{
  /** Call it when the head has moved. If the changes are few, they are reported before it returns. */
  advance: () => void;
  /** Returns a function that unsubscribes. */
  subscribe: (subscriber: Subscriber) => () => void;
  /** The revision of the newest changes reported to all subscribers. */
  revision: () => number;
  /** The same with the epoch of the copy. */
  position: () => Position;
  /** Resolves to whether the revision is reached within the time; immediately if it already is. */
  reached: (revision: number, withinMilliseconds: number) => Promise<boolean>;
  /** Resolves once everything that the copy contains now has been reported to all subscribers. */
  caughtUp: () => Promise<void>;
  stop: () => void;
}>;

/** How many changes are reported in one turn of the event loop. */
const PAGE = 1000;

/** The time after which a copy that could not be read is tried again. */
const AGAIN_MS = 1000;

/** How often {@link Follower.caughtUp} looks. */
const LOOK_MS = 10;

/**
 * Starts at the current position of the copy.
 * @param failed is called with errors of reading the copy and of subscribers
 */
export function followCopy(
  copy: Pick<DecidingCopy, "position" | "changesSince">,
  failed: (error: unknown) => void,
): Follower {
  const subscribers = new Set<Subscriber>();
  const waiting = new Set<{ revision: number; wake: () => void }>();
  let position = copy.position();
  let rest: NodeJS.Immediate | undefined;
  let again: NodeJS.Timeout | undefined;

  function tell(what: (subscriber: Subscriber) => void): void {
    for (const subscriber of subscribers)
      try {
        what(subscriber);
      } catch (error) {
        failed(error);
      }
  }

  function step(): void {
    rest = undefined;
    try {
      const told = take();
      for (const waiter of waiting) if (waiter.revision <= position.revision) waiter.wake();
      if (told.more) rest = setImmediate(step);
    } catch (error) {
      failed(error);
      clearTimeout(again);
      again = setTimeout(step, AGAIN_MS).unref();
    }
  }

  function take(): Pick<Changes, "more"> {
    const answer = copy.changesSince(position, PAGE);
    if (answer === "start_over") {
      // Read the position before reporting, so that no change in the meantime is missed.
      const start: Position = copy.position();
      tell((subscriber) => subscriber.startedOver());
      position = start;
      return { more: false };
    }
    if (answer.changes.length > 0) tell((subscriber) => subscriber.changed(answer.changes));
    position = { ...position, revision: answer.revision };
    return answer;
  }

  function advance(): void {
    if (rest === undefined) step();
  }

  return {
    advance,
    async caughtUp() {
      const { epoch, revision } = copy.position();
      advance();
      while (position.epoch !== epoch || position.revision < revision) {
        await sleep(LOOK_MS);
        advance();
      }
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    revision: () => position.revision,
    position: () => position,
    async reached(asked, withinMilliseconds) {
      if (asked <= position.revision) return true;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const waiter = { revision: asked, wake: () => resolve(true) };
      waiting.add(waiter);
      const timer = setTimeout(() => resolve(false), withinMilliseconds);
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(waiter);
      });
    },
    stop() {
      subscribers.clear();
      clearImmediate(rest);
      clearTimeout(again);
    },
  };
}
