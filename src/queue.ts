/** Runs a few tasks at once; a bounded number of others wait for their turn. */
export type Queue = Readonly<{
  /**
   * Tasks start in the order in which they came.
   * @throws what `full` of {@link createQueue} makes if too many wait already; errors of the task are passed on
   */
  run: <Result>(task: () => Promise<Result>) => Promise<Result>;
}>;

export type QueueOptions = Readonly<{ atOnce: number; mostWaiting: number; full: () => Error }>;

export function createQueue({ atOnce, mostWaiting, full }: QueueOptions): Queue {
  const waiting: (() => void)[] = [];
  let running = 0;

  return {
    async run(task) {
      if (running < atOnce) running += 1;
      else if (waiting.length >= mostWaiting) throw full();
      // Whoever finishes hands over the place, so that nobody who comes in between takes it.
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await task();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
