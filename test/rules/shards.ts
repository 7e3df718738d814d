/** Long tests are spread over worker threads: each plays its own part and answers what it found. */
import { Worker, parentPort, workerData } from "node:worker_threads";

export type Shard = Readonly<{ shard: number; shards: number; seed: number; only?: number }>;

/** What became of a part; a difference is told whole, so that it can be played again. */
export type Report = Readonly<{
  compared: number;
  differences: readonly string[];
  notes: Readonly<Record<string, number>>;
}>;

const runShard = (module: URL, shard: Shard): Promise<Report> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData: shard });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the worker of shard ${shard.shard} stopped early with ${code}`)));
  });

const addUp = (all: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const [name, count] of all.flatMap((each) => Object.entries(each))) sums[name] = (sums[name] ?? 0) + count;
  return sums;
};

/** Runs a worker module once per shard, at once, and puts the reports together. */
export const runShards = async (
  module: URL,
  shards: number,
  run: Readonly<{ seed: number; only?: number }>,
): Promise<Report> => {
  const reports = await Promise.all(
    Array.from({ length: shards }, (_, shard) => runShard(module, { ...run, shard, shards })),
  );
  return {
    compared: reports.reduce((sum, { compared }) => sum + compared, 0),
    differences: reports.flatMap(({ differences }) => differences),
    notes: addUp(reports.map(({ notes }) => notes)),
  };
};

/** Plays this thread's part. Differences beyond the first ten add nothing, so they are not even looked into. */
export const playShard = (
  play: (shard: Shard, found: { differ: (difference: () => unknown) => void; note: (name: string) => void }) => number,
): void => {
  const differences: string[] = [];
  const notes: Record<string, number> = {};
  const compared = play(workerData as Shard, {
    differ: (difference) => {
      if (differences.length < 10) differences.push(JSON.stringify(difference(), null, 1));
    },
    note: (name) => {
      notes[name] = (notes[name] ?? 0) + 1;
    },
  });
  parentPort?.postMessage({ compared, differences, notes } satisfies Report, []);
};
