/** Numbers of corporate SIMs, as people write them and as they are stored. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { homeOf } from "../../../src/number/home.ts";
import { readSubscriberNumber } from "../../../src/number/subscriber-number.ts";
import { unreadableSims, withSimNumbers } from "../../../src/policy/sim-lines.ts";

const belarus = homeOf({ country: "BY", areaCode: "17" });

describe("the number of a SIM", () => {
  const read: readonly (readonly [country: string, text: string, number: string | null])[] = [
    ["BY", "8 (029) 700-45-67", "+375297004567"],
    ["BY", "375297004567", "+375297004567"],
    ["BY", "tel:+375-29-700-45-67", "+375297004567"],
    ["BY", "sip:375297004567@pbx.example.com", "+375297004567"],
    ["BY", "00375297004567", "+375297004567"],
    ["BY", "+4915123456789", "+4915123456789"],
    ["RU", "+8 916 123-45-67", "+79161234567"],
    ["RU", "9161234567", "+79161234567"],
    ["DE", "0151 23456789", "+4915123456789"],
    ["NO", "412 34 567", "+4741234567"],
    ["EE", "51234567", "+37251234567"],
    ["HK", "2345 6789", "+85223456789"],
    ["IS", "6111234", "+3546111234"],
    ["DE", "+4930123456", "+4930123456"],
    ["DE", "030 123456", "+4930123456"],
    ["MU", "802TAXI", "+2308028294"],
    ["DE", "391915", null],
    ["DE", "81383946", null],
    ["IT", "803004", null],
    ["RU", "35245244", null],
    ["BY", "sim-of-ivan", null],
    ["BY", "112", null],
    ["BY", "*100#", null],
    ["BY", "+999123456789", null],
    ["BY", "", null],
    ["BY", `375297004567${" ".repeat(60)}`, null],
  ];
  for (const [country, text, number] of read)
    test(`“${text.trim()}” in ${country}: ${number}`, () =>
      assert.equal(readSubscriberNumber(text, homeOf({ country })), number));

  test("is read alike whatever the company's people dial", () => {
    const extensions = new Set(["375297004567", "80297004567"]);
    const home = homeOf({ country: "BY", outsideLine: "8", bare: [], emergencyNumbers: ["80297"], extensions });
    for (const text of ["375297004567", "80297004567"]) assert.equal(readSubscriberNumber(text, home), "+375297004567");
  });
});

const sims = (...ids: string[]) => ({ lines: ids.map((id) => ({ id, device: "corporate_sim" })) });
const idsOf = (employees: readonly { lines: readonly { id: string }[] }[]) =>
  employees.map(({ lines }) => lines.map(({ id }) => id));

describe("lines of SIMs", () => {
  test("without anything to read stay the same object", () => {
    const employees = [sims("+375297004567"), { lines: [{ id: "80297004567", device: "desk_phone" }] }];
    assert.equal(withSimNumbers(employees, [], belarus), employees);
  });

  test("get their numbers, and nothing else changes", () => {
    const [desk, olga] = [{ id: "80297004568", device: "desk_phone" }, sims("sim")];
    const sent = [
      { name: "Ivan", lines: [desk, ...sims("80297004567").lines] },
      { name: "Olga", ...olga },
    ];
    const stored = withSimNumbers(sent, [], belarus);
    assert.deepEqual(stored[0], { name: "Ivan", lines: [desk, ...sims("+375297004567").lines] });
    assert.equal(stored[1], sent[1]);
  });

  test("that two lines would have: what stands is kept, what is new is not", () => {
    const [raw, number] = ["80297004567", "+375297004567"];
    const standing = [sims(raw, number)];
    assert.deepEqual(idsOf(withSimNumbers(standing, standing, belarus)), [[raw, number]]);
    assert.deepEqual(idsOf(withSimNumbers(standing, [], belarus)), [[number, number]]);
    assert.deepEqual(idsOf(withSimNumbers([sims(raw)], standing, belarus)), [[number]], "the other line is gone");
    const both = [sims(raw, "375297004567")];
    assert.deepEqual(idsOf(withSimNumbers(both, both, belarus)), idsOf(both));
  });

  test("that have neither a number nor the form of an id are named", () => {
    const employees = [sims("sim"), { lines: [{ id: "a b", device: "crm" }, ...sims("+375297004567", "a b").lines] }];
    assert.deepEqual([...unreadableSims(employees)], ["/employees/1/lines/2/id"]);
  });
});
