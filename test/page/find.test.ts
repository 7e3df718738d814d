/** The search of people and numbers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { numbersIndex, peopleIndex, searchDepartments, searchNumbers, searchPeople } from "../../web/find/search.ts";
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

test("a number's label counts for more than digits that happen to be in it, and the whole label for most", () => {
  const lines = numbersIndex({
    ...directory,
    numbers: [
      { number: "+375172220171", label: "Линия 1", on: true },
      { number: "+375172220172", label: "Линия 70", on: true },
      { number: "+375172220173", label: "", on: true },
      { number: "+375172220174", label: "Линия 7", on: true },
    ],
  });
  const places = (text: string) => searchNumbers(lines, text, []).map(({ number }) => Number(number.at(-1)));
  assert.deepEqual(places("Линия 7"), [4, 2, 1]);
  assert.deepEqual(places("7"), [2, 4, 1, 3]);
  assert.deepEqual(places(""), [1, 2, 3, 4]);
  assert.deepEqual(places("0173"), [3]);
});

test("who has just this extension or name comes before those of whom it is a part", () => {
  const people = peopleIndex({
    ...directory,
    departments: [],
    employees: [
      { id: "a", name: "Анна Ким", extension: "2011", guest: false, lines: [] },
      { id: "b", name: "Анна", extension: "300", guest: false, lines: [] },
      { id: "c", name: "Олег", extension: "201", guest: false, lines: [] },
    ],
  });
  const ids = (text: string) => searchPeople(people, text).employees.map(({ id }) => id);
  assert.deepEqual(ids("201"), ["c", "a"]);
  assert.deepEqual(ids("анна"), ["b", "a"]);
  assert.deepEqual(ids(""), ["a", "b", "c"]);
});

test("departments are found without their people", () => {
  const people = peopleIndex({
    numbers: [],
    employees: [{ id: "a", name: "Sales Ivan", extension: "201", guest: false, lines: [] }],
    departments: [
      { id: "sales", name: "Sales", members: ["a"] },
      { id: "support", name: "Support", members: [] },
    ],
  });
  assert.deepEqual(
    searchDepartments(people, "sal").map(({ id }) => id),
    ["sales"],
  );
  assert.deepEqual(
    searchDepartments(people, "").map(({ id }) => id),
    ["sales", "support"],
  );
});
