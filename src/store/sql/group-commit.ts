/**
 * Commits together what waits: while one transaction is under way, saves gather for the next. Each of them then costs a
 * part of a commit, and a slow disk delays them without limiting how many there are a second.
 */
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { StorageError } from "../storage-error.ts";
import type { Written } from "../writes.ts";
import type { Engine } from "./engine.ts";
import type { Mac } from "./history-chain.ts";
import { CommitFailed, writeBatch, type Outcome, type Save } from "./write-batch.ts";

/** Saves in one transaction. */
const MOST_TOGETHER = 64;

/** How long a batch waits for a lock. Then its saves go on singly, so that one row holds up one company. */
const BATCH_LOCK_MS = 1000;

/** How often a save is tried that the database asks to try again. */
const MOST_ATTEMPTS = 5;

/** The wait before the next attempt grows by a random part of this with each. */
const AGAIN_MS = 50;

type Waiting = Readonly<{ save: Save; /** On the clock of `performance.now()`. */ until: number }> &
  PromiseWithResolvers<Written<unknown>>;

/** @param committed is called for each revision, in order, before the save is answered */
export function groupCommit(engine: Engine, mac: Mac, committed: (revision: number) => void) {
  let waiting: readonly Waiting[] = [];
  /** Locks of saves that go on singly: their companies take part in no batch meanwhile. */
  const single = new Set<string>();
  let running = false;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    for (;;) {
      // Whoever was answered just now may save again.
      await setImmediate();
      const batch = take();
      if (batch.length === 0) break;
      await together(batch);
    }
    running = false;
  }

  /** The saves that came first, one for each company. */
  function take(): readonly Waiting[] {
    const now = performance.now();
    const batch = new Map<string, Waiting>();
    const rest: Waiting[] = [];
    for (const one of waiting) {
      const { lock } = one.save;
      if (one.until <= now) one.reject(tooLate());
      else if (batch.size < MOST_TOGETHER && !batch.has(lock) && !single.has(lock)) batch.set(lock, one);
      else rest.push(one);
    }
    waiting = rest;
    return [...batch.values()];
  }

  async function together(batch: readonly Waiting[]): Promise<void> {
    try {
      await attempt(batch, BATCH_LOCK_MS);
    } catch (error) {
      if (isOver(error) || (batch.length === 1 && !isTransient(error))) fail(batch, error);
      else for (const one of batch) void alone(one);
    }
  }

  async function alone(one: Waiting): Promise<void> {
    single.add(one.save.lock);
    for (let tried = 1; ; tried++)
      try {
        await attempt([one], Infinity);
        break;
      } catch (error) {
        const isLast = tried === MOST_ATTEMPTS || one.until <= performance.now();
        if (isOver(error) || isLast || !isTransient(error)) {
          fail([one], error);
          break;
        }
        await sleep(Math.random() * AGAIN_MS * tried);
      }
    single.delete(one.save.lock);
    void run();
  }

  async function attempt(batch: readonly Waiting[], lock: number): Promise<void> {
    const whole = Math.max(1, Math.min(...batch.map(({ until }) => until)) - performance.now());
    const saves = batch.map(({ save }) => save);
    const outcomes = await writeBatch(engine, mac, saves, { whole, lock });
    for (const [at, outcome] of outcomes.entries()) answer(batch[at]!, outcome);
  }

  function answer({ resolve, reject }: Waiting, outcome: Outcome): void {
    if ("refused" in outcome) return reject(outcome.refused);
    const { written } = outcome;
    if (written.revision !== null) committed(written.revision);
    resolve(written);
  }

  /** Whether the saves must not be tried again because they may have been committed. */
  const isOver = (error: unknown) => error instanceof CommitFailed && !engine.isConflict(error.cause);

  const isTransient = (error: unknown) => engine.isTransient(causeOf(error));

  const fail = (batch: readonly Waiting[], error: unknown) => {
    for (const { reject } of batch) reject(causeOf(error));
  };

  return (save: Save): Promise<Written<unknown>> => {
    const one = {
      save,
      until: performance.now() + engine.saveMilliseconds,
      ...Promise.withResolvers<Written<unknown>>(),
    };
    waiting = [...waiting, one];
    void run();
    return one.promise;
  };
}

const causeOf = (error: unknown) => (error instanceof CommitFailed ? error.cause : error);

const tooLate = () =>
  new StorageError("unavailable", "The database did not answer in time: nothing was saved. Try again in a moment.");
