/** The search of people and numbers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { numbersIndex, peopleIndex, searchNumbers, searchPeople } from "../../web/find/search.ts";
import { A, B, C, directory, OFF } from "./outgoing-sample.ts";

const people = peopleIndex(directory);
const numbers = numbersIndex(directory);

const found = (text: string) => {
  const { employees, departments } = searchPeople(people, text);
  return [...departments, ...employees].map(({ id }) => id).join(" ");
};

test("people by the beginnings of words of their name, extension or department", () => {
  const cases: Readonly<Record<string, string>> = {
    "": "sales support ivan petr anna anna-2",
    ива: "ivan",
    "ПЕТ ив": "ivan",
    пет: "ivan petr",
    елк: "petr",
    Ёлкин: "petr",
    "сидоров-ёл": "petr",
    ров: "",
    201: "ivan anna-2",
    "2010": "anna-2",
    mul: "anna anna-2",
    продаж: "sales petr anna",
    "продаж ann": "anna",
    под: "support anna",
    никто: "",
  };
  for (const [text, ids] of Object.entries(cases)) assert.equal(found(text), ids, text);
});

test("who is found by name stands before who is found by department", () => {
  const departments = [{ id: "d", name: "Иванова группа", members: ["anna"] }];
  const employees = [directory.employees[2]!, directory.employees[0]!];
  const index = peopleIndex({ ...directory, employees, departments });
  assert.deepEqual(
    searchPeople(index, "иван").employees.map(({ id }) => id),
    ["ivan", "anna"],
  );
});

/** In Belarus, and what is dialled before a number in Germany. */
const DIALLED_BEFORE = ["0", "8", "00", "80", "810"];

test("a number is found as it is dialled only where it is dialled so", () => {
  const found = (text: string, dialledBefore: readonly string[]) =>
    searchNumbers(numbers, text, dialledBefore).map(({ number }) => number);
  assert.deepEqual(found("011 49 30", []), []);
  assert.deepEqual(found("011 49 30", ["1", "011"]), [OFF]);
  assert.deepEqual(found("810 49 30", ["1", "011"]), []);
  for (const text of ["8 017 123 45 67", "80 17 123"]) assert.deepEqual(found(text, ["8", "810", "00"]), [A], text);
  assert.deepEqual(found("80", ["8", "810", "00"]), []);
});

test("numbers by any run of digits, and by their label", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    "": [A, B, C, OFF],
    "44 55": [C],
    "0-44-55": [C],
    "+375 29": [B],
    мин: [A],
    "МИНСК 4567": [A],
    "минск 99": [],
    mobile: [B],
    "berlin 90": [OFF],
    "+49 (30) 1234": [OFF],
    "000000": [],
    "8 017 123 45 67": [A],
    "017 123": [A],
    "80 29 111": [B],
    "00 49 30": [OFF],
    "810 49 30": [OFF],
    "минск 8017": [A],
    "8 99": [],
    80: [],
  };
  for (const [text, expected] of Object.entries(cases))
    assert.deepEqual(
      searchNumbers(numbers, text, DIALLED_BEFORE).map(({ number }) => number),
      expected,
      text,
    );
});
