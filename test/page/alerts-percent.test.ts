/** The share of the employees in percent, as the page of alerts shows and reads it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { percentText, shareOf } from "../../web/watching/percent.ts";

test("a share is shown in percent, and what is shown is read again", () => {
  for (const [share, ru, en] of [
    [0, "0", "0"],
    [0.07, "7", "7"],
    [0.125, "12,5", "12.5"],
    [1, "100", "100"],
  ] as const) {
    assert.deepEqual([percentText(share, "ru"), percentText(share, "en")], [ru, en]);
    assert.deepEqual([shareOf(ru), shareOf(en)], [share, share]);
  }
});

test("what is no percentage is none", () => {
  for (const text of ["", "%", "many", "-1", "101", "1000", "1e1", "5.", "5.123", "5 5"])
    assert.equal(shareOf(text), null, text);
  assert.equal(shareOf(" 12,5 % "), 0.125);
});
