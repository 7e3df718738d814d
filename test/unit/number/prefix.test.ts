/** A prefix as an admin types it: docs/rules.md, «A prefix as an admin types it». */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readPrefix, startsWithCallingCode } from "../../../src/number/prefix.ts";

const read: readonly (readonly [country: string, text: string, prefix: string])[] = [
  ["RU", "8 495", "+7495"],
  ["BY", "8 017", "+37517"],
  ["RU", "00 49 30", "+4930"],
  ["BY", "00 49 30", "+4930"],
  ["RU", "810 49 30", "+4930"],
  ["BY", "810 49 30", "+4930"],
  ["RU", "+7 (495) 12-34", "+74951234"],
  ["DE", "030", "+4930"],
  ["DE", "+49", "+49"],
  ["GB", "020", "+4420"],
  ["US", "011 44", "+44"],
  ["US", "1 212", "+1212"],
  ["IT", "+39 06", "+3906"],
  ["RU", "tel:+7-495", "+7495"],
  ["RU", "+٧٤٩٥", "+7495"],
  ["RU", "+123456789012345", "+123456789012345"],
];

describe("a prefix is read", () => {
  for (const [country, text, prefix] of read)
    test(`“${text}” in ${country} is ${prefix}`, () => assert.deepEqual(readPrefix(text, country), { prefix }));

  test("the same when it is read again", () => {
    for (const [country, , prefix] of read) assert.deepEqual(readPrefix(prefix, country), { prefix });
  });
});

describe("a prefix is refused", () => {
  const refused: readonly (readonly [country: string, text: string, ...readings: string[]])[] = [
    ["RU", "495", "+7495", "+495"],
    ["BY", "17", "+37517", "+17"],
    ["BY", ""],
    ["BY", " - "],
    ["BY", "+"],
    ["BY", "++375"],
    ["BY", "abc"],
    ["BY", "+37x"],
    ["BY", "*100"],
    ["BY", "+0"],
    ["BY", "+1234567890123456"],
    ["BY", "00"],
    ["RU", "8"],
    ["RU", "810"],
    ["DE", "0"],
    ["DE", "000"],
  ];
  for (const [country, text, ...readings] of refused)
    test(`“${text}” in ${country}`, () => assert.deepEqual(readPrefix(text, country), { invalid: true, readings }));
});

test("a calling code stands at the start of some prefixes", () => {
  for (const prefix of ["+7", "+375", "+4930", "+1876", "+800", "+882"])
    assert.ok(startsWithCallingCode(prefix), prefix);
  for (const prefix of ["+210", "+999", "+2101234", "+3", "+37"]) assert.ok(!startsWithCallingCode(prefix), prefix);
});
