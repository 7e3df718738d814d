import { Refusal } from "../policy/refusal.ts";

/** Runs work that is long, one at a time in this thread; another one is refused with `too_many_requests`. */
export function onlyOne(message: string): <T>(work: () => Promise<T>) => Promise<T> {
  let isRunning = false;
  return async (work) => {
    if (isRunning) throw new Refusal("too_many_requests", message, { retryAfter: 60 });
    isRunning = true;
    try {
      return await work();
    } finally {
      isRunning = false;
    }
  };
}
