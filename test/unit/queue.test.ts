/** The order of tasks in a queue, and its bounds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { createQueue } from "../../src/queue.ts";

/** A queue of two with room for three, and tasks that end when told. */
function queueOfTwo() {
  const queue = createQueue({ atOnce: 2, mostWaiting: 3, full: () => new RangeError("full") });
  const started: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const run = (name: string) =>
    queue.run(async () => {
      started.push(name);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      ends.set(name, (error) => (error ? reject(error) : resolve()));
      await promise;
      return name;
    });
  return { run, started, end: (name: string, error?: Error) => ends.get(name)!(error) };
}

test("tasks start in order, two at a time, and a failed one gives up its place", async () => {
  const { run, started, end } = queueOfTwo();
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => run(name));
  await setImmediate();
  assert.deepEqual(started, ["a", "b"]);
  end("a", new Error("of the task"));
  await assert.rejects(a!, /of the task/);
  await setImmediate();
  assert.deepEqual(started, ["a", "b", "c"]);
  end("c");
  assert.equal(await c, "c");
  await setImmediate();
  end("b");
  end("d");
  assert.deepEqual(await Promise.all([b, d]), ["b", "d"]);
  const late = run("late");
  await setImmediate();
  end("late");
  assert.equal(await late, "late", "an empty queue starts again");
});

test("a full queue refuses at once, and takes more when there is room", async () => {
  const { run, started, end } = queueOfTwo();
  const taken = ["a", "b", "c", "d", "e"].map((name) => run(name));
  await assert.rejects(run("f"), RangeError);
  await setImmediate();
  end("a");
  await taken[0];
  taken.push(run("g"));
  for (const name of ["b", "c", "d", "e", "g"]) {
    await setImmediate();
    end(name);
  }
  await Promise.all(taken);
  assert.deepEqual(started, ["a", "b", "c", "d", "e", "g"]);
});
