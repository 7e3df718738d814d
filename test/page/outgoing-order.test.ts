/** The order of the rules, as the page numbers its blocks and the steps of a test call. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { orderOf, placesOf } from "../../web/outgoing/logic/order.ts";

test("the block that comes first by the priority has the first places, and main the last", () => {
  const places = (priority: "regional" | "personal") =>
    (["regional", "personal", "main"] as const).map((block) => placesOf(block, priority)).join(" ");
  assert.deepEqual([places("regional"), places("personal")], ["1–2 3–4 5", "3–4 1–2 5"]);
  const rules = orderOf("personal").map(({ rule }) => rule);
  assert.deepEqual(rules, ["employee", "department", "prefix", "country", "main"]);
});
