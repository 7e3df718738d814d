/** Notes of keys in use. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { createKeyUses, type KeyUse } from "../../../src/access/key-uses.ts";

test("what comes while others are being stored is stored together, and a failure stops nothing", async () => {
  const stored: (readonly KeyUse[])[] = [];
  const writes: PromiseWithResolvers<void>[] = [];
  const note = createKeyUses((uses) => {
    stored.push(uses);
    const write = Promise.withResolvers<void>();
    writes.push(write);
    return write.promise;
  });
  note("a", 0);
  note("b", 1000);
  note("c", 2000);
  note("b", 3000);
  assert.deepEqual(stored, [[{ id: "a", at: "1970-01-01T00:00:00.000Z" }]]);
  writes[0]!.reject(new Error("the disk is full"));
  await setImmediate();
  assert.deepEqual(stored[1], [
    { id: "b", at: "1970-01-01T00:00:03.000Z" },
    { id: "c", at: "1970-01-01T00:00:02.000Z" },
  ]);
  writes[1]!.resolve();
  await setImmediate();
  note("d", 4000);
  assert.deepEqual(stored[2], [{ id: "d", at: "1970-01-01T00:00:04.000Z" }]);
});
