/** Whether a new password could be guessed. The thread that knows is started on demand, as it takes 150 MB. */
import { Worker } from "node:worker_threads";
import { Refusal } from "../policy/refusal.ts";
import { createQueue } from "../queue.ts";
import { lengthFault } from "./password-form.ts";
import type { Strength, StrengthQuestion } from "./password-strength-worker.ts";

/** `guessable`: it consists of common words, names, dates, keyboard walks or the person's own words. */
export type Weakness = "too_short" | "too_long" | "guessable";

export type PasswordStrength = Readonly<{
  /**
   * @param own words that an attacker knows of this person: name, e-mail address, company
   * @returns null if the password may be used
   * @throws Refusal `too_many_requests` if others are asking too much
   */
  weakness: (password: string, own: readonly string[]) => Promise<Weakness | null>;
  /** Whether there is a thread at the moment. */
  isRunning: () => boolean;
}>;

const LEAST_STRENGTH: Strength = 3;
const MOST_WAITING = 20;
/** From asking to the answer: starting the thread takes about a second. */
const WAIT_MS = 15_000;
const IDLE_MS = 60_000;
const HEAP_LIMIT_MIB = 512;

/** Of each of the person's own words, in UTF-16 units. */
const LONGEST_OWN = 254;
const MOST_OWN = 20;

export type StrengthOptions = Readonly<{ waitMs?: number; idleMs?: number }>;

export function createPasswordStrength({ waitMs = WAIT_MS, idleMs = IDLE_MS }: StrengthOptions = {}): PasswordStrength {
  const queue = createQueue({ atOnce: 1, mostWaiting: MOST_WAITING, full: tooMany });
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;

  function started(): Worker {
    const thread = new Worker(new URL("password-strength-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MIB },
    });
    thread.on("exit", () => forget(thread));
    return thread;
  }

  function forget(thread: Worker): void {
    if (worker === thread) worker = null;
  }

  function end(thread: Worker): void {
    forget(thread);
    void thread.terminate();
  }

  async function ask(question: StrengthQuestion, late: AbortSignal): Promise<Strength> {
    late.throwIfAborted();
    clearTimeout(idle);
    const thread = (worker ??= started());
    thread.ref();
    const { promise, resolve, reject } = Promise.withResolvers<Strength>();
    const exited = () => reject(new Error("the thread that estimates passwords ended"));
    const tooLate = () => {
      end(thread);
      reject(late.reason as Refusal);
    };
    thread.once("message", resolve).once("error", reject).once("exit", exited);
    late.addEventListener("abort", tooLate);
    thread.postMessage(question, []);
    try {
      return await promise;
    } finally {
      thread.off("message", resolve).off("error", reject).off("exit", exited);
      late.removeEventListener("abort", tooLate);
      thread.unref();
      idle = setTimeout(() => end(thread), idleMs).unref();
    }
  }

  return {
    async weakness(password, own) {
      const fault = lengthFault(password);
      if (fault !== null) return fault;
      const words = own.slice(0, MOST_OWN).map((text) => text.slice(0, LONGEST_OWN).normalize("NFKC"));
      const late = new AbortController();
      const timer = setTimeout(() => late.abort(tooMany()), waitMs);
      try {
        const question = { password: password.normalize("NFKC"), own: words };
        const strength = await queue.run(() => ask(question, late.signal));
        return strength < LEAST_STRENGTH ? "guessable" : null;
      } finally {
        clearTimeout(timer);
      }
    },
    isRunning: () => worker !== null,
  };
}

function tooMany(): Refusal {
  return new Refusal("too_many_requests", "Too many passwords are being set; try again in a moment.", {
    retryAfter: 5,
  });
}
