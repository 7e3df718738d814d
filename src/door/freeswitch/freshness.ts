/**
 * How long a message may have waited before it was read. A process that was stopped, or was busy, reads afterwards
 * what came meanwhile, as if it had just arrived.
 */
const TICK_MS = 50;

export type Freshness = Readonly<{
  /** The longest time, in ms, that anything read in this turn of the event loop may have waited. */
  age: () => number;
  stop: () => void;
}>;

export function watchFreshness(): Freshness {
  let lastPolled = performance.now();
  const timer = setInterval(() => {
    const ticked = performance.now();
    // Immediates run after reading, so that what came during a stop is still read with the old time.
    setImmediate(() => {
      const now = performance.now();
      if (now - ticked < TICK_MS) lastPolled = now;
    });
  }, TICK_MS);
  timer.unref();
  return { age: () => performance.now() - lastPolled, stop: () => clearInterval(timer) };
}
