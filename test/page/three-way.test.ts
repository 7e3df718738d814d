/** A three-way merge of named parts, whatever they are. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { merge } from "../../web/form/three-way.ts";

/** `a1 b2` as parts: a is 1, b is 2. */
const parts = (text: string) =>
  new Map(
    text
      .split(" ")
      .filter(Boolean)
      .map((part) => [part[0]!, part.slice(1)]),
  );
const written = (found: ReadonlyMap<string, string>) => [...found].map(([name, part]) => name + part).join(" ");

const merged = (base: string, mine: string, theirs: string, more: object = {}) => {
  const result = merge(parts(base), parts(mine), parts(theirs), { isEqual: Object.is, ...more });
  const overlaps = result.overlaps.map(({ name, base, mine, theirs }) => `${name}:${base}>${mine}<${theirs}`);
  return [written(result.merged), ...overlaps].join(" | ");
};

test("each has what they alone changed; where both did, mine stands and is listed", () => {
  const cases: readonly (readonly [base: string, mine: string, theirs: string, result: string])[] = [
    ["a1 b1", "a1 b1", "a2 c1", "a2 c1"],
    ["a1 b1", "a2 c1", "a1 b1", "a2 c1"],
    ["a1 b1", "a2 b1", "a1 b2", "a2 b2"],
    ["a1", "a2", "a2", "a2"],
    ["a1", "a2", "a3", "a2 | a:1>2<3"],
    ["a1", "", "a3", " | a:1>undefined<3"],
    ["a1", "a2", "", "a2 | a:1>2<undefined"],
    ["", "a2", "a3", "a2 | a:undefined>2<3"],
    ["a1", "", "", ""],
  ];
  for (const [base, mine, theirs, result] of cases)
    assert.equal(merged(base, mine, theirs), result, `${base} / ${mine} / ${theirs}`);
});

test("theirs keep their order, and what is new of mine comes behind them", () => {
  assert.equal(merged("a1 b1 c1", "x1 c1 b2 a1 y1", "c1 a1 z1 b1"), "c1 a1 z1 b2 x1 y1");
});

test("an overlap of an earlier merge stays listed, with what was before it, while mine still differs", () => {
  const earlier = new Map([["a", "0"]]);
  assert.equal(merged("a1 b1", "a2 b1", "a1 b2", { earlier }), "a2 b2 | a:0>2<1");
  assert.equal(merged("a1 b1", "a1 b1", "a1 b2", { earlier }), "a1 b2");
  assert.equal(merged("a1", "a2", "a3", { earlier }), "a2 | a:1>2<3", "theirs is newer than what was before");
});

test("what can be joined is, and does not overlap", () => {
  const join = (_base: unknown, mine = "", theirs = "") => mine + theirs;
  assert.equal(merged("a1 b1", "a2 b2", "a3 b1", { join }), "a23 b2");
});
