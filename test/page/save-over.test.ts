/** Saving while others save. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestFailed } from "../../web/api/request-failed.ts";
import { SavedInBetween, saveOver } from "../../web/form/save-over.ts";

const problem = { code: "revision_conflict", detail: "", savedBy: "Anna", savedAt: "2026-11-25T10:00:00Z" };

/** A document that `others` save in turn, each just before the next attempt. */
function storage(others: readonly string[]) {
  const waiting = [...others];
  let stored = { body: "mine or older", etag: "0" };
  const sent: string[] = [];
  return {
    sent,
    over: stored,
    query: { queryKey: ["save-over", others], queryFn: async () => stored },
    send: async ({ etag }: { etag: string }) => {
      sent.push(etag);
      const next = waiting.shift();
      if (next === undefined) return "saved";
      stored = { body: next, etag: String(sent.length) };
      throw new RequestFailed(412, problem);
    },
  };
}

const { over, query } = storage([]);

test("it is saved over the newer state while what was seen is unchanged in it", async () => {
  const { sent, ...rest } = storage(["elsewhere", "elsewhere"]);
  assert.equal(await saveOver({ ...rest, isUnchanged: () => true }), "saved");
  assert.deepEqual(sent, ["0", "1", "2"]);
});

test("where it is changed, nothing more is sent, and the newer state comes with who saved it", async () => {
  const { sent, ...rest } = storage(["here", "here"]);
  const saving = saveOver({ ...rest, isUnchanged: ({ body }) => body !== "here" });
  await assert.rejects(saving, (error: SavedInBetween<string>) => {
    assert.deepEqual([error.newer, error.problem.savedBy, error.status], [{ body: "here", etag: "1" }, "Anna", 412]);
    return true;
  });
  assert.deepEqual(sent, ["0"]);
});

test("what was seen before another's save is not sent at all", async () => {
  const send = () => assert.fail("it is sent");
  await assert.rejects(saveOver({ over, query, send, isUnchanged: () => false }), SavedInBetween);
});

test("it gives up after five attempts, and at once where it is refused for another reason", async () => {
  const { sent, ...rest } = storage(Array.from({ length: 9 }, () => "elsewhere"));
  await assert.rejects(saveOver({ ...rest, isUnchanged: () => true }), SavedInBetween);
  assert.equal(sent.length, 5);
  const full = new RequestFailed(507, { code: "storage_full", detail: "" });
  const send = async () => {
    throw full;
  };
  await assert.rejects(saveOver({ over, query, send, isUnchanged: () => true }), full);
});
