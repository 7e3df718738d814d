/** Saves that were answered: their revisions are unique and in the order of real time. */
import assert from "node:assert/strict";

/** Times are of one clock in this process, in milliseconds. */
export type AnsweredSave = Readonly<{ revision: number; sent: number; answered: number }>;

/** @throws AssertionError */
export function checkOrder(saves: readonly AnsweredSave[]): void {
  const revisions = new Set(saves.map(({ revision }) => revision));
  assert.equal(revisions.size, saves.length, "no two saves are answered with the same revision");
  const bySent = saves.toSorted((a, b) => a.sent - b.sent);
  const byAnswered = saves.toSorted((a, b) => a.answered - b.answered);
  let [newest, at] = [0, 0];
  for (const { revision, sent } of bySent) {
    for (; at < byAnswered.length && byAnswered[at]!.answered < sent; at++)
      newest = Math.max(newest, byAnswered[at]!.revision);
    assert.ok(revision > newest, `revision ${revision} was sent after ${newest} had been answered`);
  }
}
