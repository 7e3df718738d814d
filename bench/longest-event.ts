/** How long the page takes from an input to the next paint. */
import type { Page } from "playwright-core";

type Measured = Readonly<{
  /** The longest event, or the longest task after it if that is longer: the next input would wait for it. In ms. */
  longest: number;
  /** The processor time of the page's thread for all that follows, in ms: others on the machine do not add to it. */
  processor: number;
}>;

/**
 * Measures an action by Event Timing, in steps of 8 ms from 16 on, by Long Tasks, from 50 ms on, and by the thread's own
 * clock.
 * @param prepare finds what the action needs, which takes the page time too, and returns the step to measure
 */
export async function longestEvent(page: Page, prepare: () => Promise<() => Promise<void>>): Promise<Measured> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  };
  // Wait until the check of the previous change has been answered and nothing moves any more.
  await page.waitForTimeout(2500);
  const act = await prepare();
  await page.waitForTimeout(400);
  await page.evaluate(() => {
    const durations: number[] = [];
    Object.assign(globalThis, { durations });
    const note = (list: PerformanceObserverEntryList) => {
      // An event that only follows the pointer would wait for a paint that nothing else triggers.
      for (const { name, duration } of list.getEntries())
        if (!/out|over|enter|leave|move/.test(name)) durations.push(duration);
    };
    new PerformanceObserver(note).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
    new PerformanceObserver(note).observe({ type: "longtask" });
  });
  const before = await worked();
  await act();
  await page.waitForTimeout(800);
  const processor = (await worked()) - before;
  const longest = await page.evaluate(() =>
    Math.max(0, ...(globalThis as unknown as { durations: number[] }).durations),
  );
  await session.detach();
  return { longest: Math.round(longest), processor: Math.round(processor) };
}

export const inWords = ({ longest, processor }: Measured): string =>
  `${longest} ms at the longest event, ${processor} ms of processor time`;
