/** What the page makes of guests and of the requests for them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { toOpen, type Guest } from "../../web/api/guests.ts";

const guest = (id: string, open: boolean): Guest => ({ id, name: id, open, substitution: null, by: null, at: null });
const idsOf = (guests: readonly Guest[]) => guests.map(({ id }) => id);

test("a request opens the numbers to those whom it names and to whom they are closed", () => {
  const guests = [guest("anna", false), guest("boris", true), guest("clara", false)];
  assert.deepEqual(idsOf(toOpen(guests, null)), ["anna", "clara"]);
  assert.deepEqual(idsOf(toOpen(guests, ["boris", "clara", "gone"])), ["clara"]);
  assert.deepEqual(idsOf(toOpen(guests, [])), []);
});
