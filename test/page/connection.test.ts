/** A service that does not answer is asked for, less and less often, until it does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { reportAnswer, whenBack } from "../../web/api/connection.ts";

/** Lets what waits for an answer go on. */
const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

test("the pauses double up to half a minute, an answer ends them, and one that fails soon after goes on with them", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 1_000_000;
  t.mock.method(performance, "now", () => now);
  let status: number | null = null;
  const asked = t.mock.method(globalThis, "fetch", () =>
    status === null ? Promise.reject(new TypeError("refused")) : Promise.resolve(new Response(null, { status })),
  );
  let back = 0;
  t.after(whenBack(() => back++));
  const passes = async (seconds: number) => {
    now += seconds * 1000;
    t.mock.timers.tick(seconds * 1000);
    await settle();
    return asked.mock.callCount();
  };

  reportAnswer(new Response(null, { status: 200 }));
  reportAnswer(Response.json({ code: "storage_unavailable" }, { status: 503 }));
  assert.equal(await passes(60), 0, "nothing is asked while it answers");
  reportAnswer(null);
  reportAnswer(null);
  for (const [at, seconds] of [1, 2, 4, 8, 16, 30, 30].entries()) {
    assert.equal(await passes(seconds - 0.001), at);
    assert.equal(await passes(0.001), at + 1);
  }
  status = 502;
  assert.equal(await passes(30), 8, "a proxy alone is no answer");
  assert.equal(back, 0);
  status = 401;
  await passes(30);
  assert.equal(back, 1);
  assert.equal(await passes(30), 9, "it is not asked any more");
  reportAnswer(new Response(null, { status: 503 }));
  assert.equal(await passes(29), 9, "it was gone just now");
  await passes(1);
  assert.equal(back, 2);
  await passes(61);
  reportAnswer(null);
  assert.equal(await passes(1), 11);
});
