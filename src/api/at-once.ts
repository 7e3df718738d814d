import { Refusal } from "../policy/refusal.ts";

/**
 * Bounds how much is done at once for each of several keys.
 * @returns runs the work, and throws Refusal `too_many_requests` if `most` are running under the same key
 */
export function atOnce(most: number): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, number>();
  return async (key, work) => {
    const others = running.get(key) ?? 0;
    if (others >= most)
      throw new Refusal("too_many_requests", "Too many requests wait for the same server; try again in a moment.", {
        retryAfter: 5,
      });
    running.set(key, others + 1);
    try {
      return await work();
    } finally {
      const left = running.get(key)! - 1;
      if (left === 0) running.delete(key);
      else running.set(key, left);
    }
  };
}
