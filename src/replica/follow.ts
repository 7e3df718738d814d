/** Follows the local copy: asks what changed whenever its head moves, and tells everybody who depends on it. */
import type { Changes, FeedChange, Position } from "../store/feed.ts";
import type { LocalCopy } from "../store/local-copy.ts";

/** Must be quick: it is called between two calls. */
export type Subscriber = Readonly<{
  changed: (changes: readonly FeedChange[]) => void;
  /** Whatever is held may be old. */
  startedOver: () => void;
}>;

export type Follower = Readonly<{
  /** To be called when the head has moved; the changes are told before it returns, while they are few. */
  advance: () => void;
  /** Answers how to stop. */
  subscribe: (subscriber: Subscriber) => () => void;
  /** Of the newest changes that everybody was told of. */
  revision: () => number;
  /** Answers whether the revision is reached within the time; at once where it is reached already. */
  reached: (revision: number, withinMilliseconds: number) => Promise<boolean>;
  stop: () => void;
}>;

/** Changes told in one turn of the event loop. */
const PAGE = 1000;

/** A copy that cannot be read is asked again after this time. */
const AGAIN_MS = 1000;

/**
 * Begins where the copy stands.
 * @param failed is told of a copy that cannot be read, and of subscribers that throw
 */
export function followCopy(
  copy: Pick<LocalCopy, "position" | "changesSince">,
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
      // Read before it is told, so that nothing that comes meanwhile is missed.
      const start: Position = copy.position();
      tell((subscriber) => subscriber.startedOver());
      position = start;
      return { more: false };
    }
    if (answer.changes.length > 0) tell((subscriber) => subscriber.changed(answer.changes));
    position = { ...position, revision: answer.revision };
    return answer;
  }

  return {
    advance() {
      if (rest === undefined) step();
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    revision: () => position.revision,
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
