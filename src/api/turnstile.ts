/** Limits what one key, and all keys together, may have at work. Decisions are not counted; everything else is. */
import { Refusal } from "../policy/refusal.ts";
import { MOST_GATHERED } from "../settings/provision/gather.ts";

export type Room = Readonly<{
  /** Requests of one key. */
  atWork: number;
  /** Requests of one key that wait for a place. */
  waiting: number;
  /** How long they wait. */
  waitMs: number;
}>;

const ROOM: Room = { atWork: 32, waiting: 128, waitMs: 5000 };

/** Requests of SCIM wait for each other, to be written together; providers send many at a time. */
export const SCIM_ROOM: Room = { atWork: 2 * MOST_GATHERED, waiting: 1000, waitMs: 30_000 };
/** Large bodies and answers of one key, in bytes: one directory of the largest size. */
const KEY_BYTES = 64 * 1024 * 1024;
/** The same of all keys together. */
const ALL_BYTES = 256 * 1024 * 1024;
/** What is smaller is bounded by the count of requests alone, so that it never waits for what is large. */
const LARGE = 1024 * 1024;

export type Place = Readonly<{
  /** Counts an answer that is held until it is sent, in bytes. */
  hold: (bytes: number) => void;
  /** To be called once. */
  leave: () => void;
}>;

export type Turnstile = Readonly<{
  /**
   * Waits for a place.
   * @param who the id of a key
   * @param bytes that the body may have
   * @throws Refusal `too_many_requests`
   */
  enter: (who: string, bytes: number) => Promise<Place>;
  /** Bytes at work, of {@link limit}. */
  bytes: () => number;
  limit: number;
}>;

type Queue = { atWork: number; bytes: number; waiting: { bytes: number; go: () => void }[] };

export function createTurnstile(room = ROOM): Turnstile {
  const queues = new Map<string, Queue>();
  let bytesAtWork = 0;

  /** A single body always fits, however large its endpoint lets it be. */
  const fits = (used: number, bytes: number, limit: number) => bytes === 0 || used === 0 || used + bytes <= limit;
  const hasRoom = (queue: Queue, bytes: number) =>
    queue.atWork < room.atWork && fits(queue.bytes, bytes, KEY_BYTES) && fits(bytesAtWork, bytes, ALL_BYTES);

  const take = (who: string, queue: Queue, bytes: number): Place => {
    let held = 0;
    const hold = (more: number) => {
      const counted = more > LARGE ? more : 0;
      held += counted;
      queue.bytes += counted;
      bytesAtWork += counted;
    };
    queue.atWork += 1;
    hold(bytes);
    return {
      hold,
      leave() {
        queue.atWork -= 1;
        queue.bytes -= held;
        bytesAtWork -= held;
        for (const other of queues.values()) letIn(other);
        if (queue.atWork === 0 && queue.waiting.length === 0) queues.delete(who);
      },
    };
  };

  const letIn = (queue: Queue): void => {
    for (let first = queue.waiting[0]; first && hasRoom(queue, first.bytes); first = queue.waiting[0]) {
      queue.waiting.shift();
      first.go();
    }
  };

  return {
    limit: ALL_BYTES,
    bytes: () => bytesAtWork,
    async enter(who, asked) {
      const bytes = asked > LARGE ? asked : 0;
      const queue = queues.get(who) ?? { atWork: 0, bytes: 0, waiting: [] };
      queues.set(who, queue);
      if (queue.waiting.length === 0 && hasRoom(queue, bytes)) return take(who, queue, bytes);
      if (queue.waiting.length >= room.waiting) throw tooMany();
      const { promise, resolve, reject } = Promise.withResolvers<Place>();
      const waiter = { bytes, go: () => resolve(take(who, queue, bytes)) };
      queue.waiting.push(waiter);
      const timer = setTimeout(() => {
        queue.waiting.splice(queue.waiting.indexOf(waiter), 1);
        reject(tooMany());
      }, room.waitMs);
      return promise.finally(() => clearTimeout(timer));
    },
  };
}

function tooMany(): Refusal {
  return new Refusal("too_many_requests", "This key has too many requests at work; try again in a few seconds.", {
    retryAfter: 5,
  });
}
