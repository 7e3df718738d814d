/** Limits what one key, and all keys together, may have in progress. Calls are not counted. */
import { Refusal } from "../policy/refusal.ts";

/** Requests of one key in progress. */
const AT_WORK = 32;
/** Requests of one key that wait for a place. */
const WAITING = 128;
/** Bodies of all keys together, in bytes; one directory may take 64 MiB. */
const BODY_BYTES = 256 * 1024 * 1024;
const WAIT_MS = 5000;

export type Turnstile = Readonly<{
  /**
   * Waits for a place, at most five seconds.
   * @param who the id of a key
   * @param bytes the most that the body may have
   * @returns a function that frees the place; call it once
   * @throws Refusal `too_many_requests`
   */
  enter: (who: string, bytes: number) => Promise<() => void>;
  /** Body bytes in progress, of {@link BODY_BYTES}. */
  bytes: () => number;
  limit: number;
}>;

type Queue = { atWork: number; waiting: { bytes: number; go: () => void }[] };

export function createTurnstile(): Turnstile {
  const queues = new Map<string, Queue>();
  let bytesAtWork = 0;

  const hasRoom = ({ atWork }: Queue, bytes: number) =>
    atWork < AT_WORK && (bytesAtWork === 0 || bytesAtWork + bytes <= BODY_BYTES);

  const take = (who: string, queue: Queue, bytes: number): (() => void) => {
    queue.atWork += 1;
    bytesAtWork += bytes;
    return () => {
      queue.atWork -= 1;
      bytesAtWork -= bytes;
      for (const other of queues.values()) letIn(other);
      if (queue.atWork === 0 && queue.waiting.length === 0) queues.delete(who);
    };
  };

  const letIn = (queue: Queue): void => {
    for (let first = queue.waiting[0]; first && hasRoom(queue, first.bytes); first = queue.waiting[0]) {
      queue.waiting.shift();
      first.go();
    }
  };

  return {
    limit: BODY_BYTES,
    bytes: () => bytesAtWork,
    async enter(who, bytes) {
      const queue = queues.get(who) ?? { atWork: 0, waiting: [] };
      queues.set(who, queue);
      if (queue.waiting.length === 0 && hasRoom(queue, bytes)) return take(who, queue, bytes);
      if (queue.waiting.length >= WAITING) throw tooMany();
      const { promise, resolve, reject } = Promise.withResolvers<() => void>();
      const waiter = { bytes, go: () => resolve(take(who, queue, bytes)) };
      queue.waiting.push(waiter);
      const timer = setTimeout(() => {
        queue.waiting.splice(queue.waiting.indexOf(waiter), 1);
        reject(tooMany());
      }, WAIT_MS);
      return promise.finally(() => clearTimeout(timer));
    },
  };
}

function tooMany(): Refusal {
  return new Refusal("too_many_requests", "This key has too many requests in progress; try again in a few seconds.", {
    retryAfter: 5,
  });
}
