/** Departments and numbers from a file. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Directory } from "../../src/policy/directory.ts";
import { assertCells, company, department, employee, importInto, shownChanges, shownErrors } from "./lists-sample.ts";
import { A, B, OFF } from "./outgoing-sample.ts";

const departments = (text: string, more = {}, directory: Directory = company) =>
  importInto(directory, "departments", text, more);
const numbers = (text: string, more = {}) => importInto(company, "numbers", text, more);

test("departments are added last, changed in their place and, where asked, removed", async () => {
  const text = "Имя;Участники\nНовый;201|Anna Müller|petr-2|201\nПОДДЕРЖКА;";
  const kept = await departments(text);
  const added = department("department-3", "Новый", ["ivan", "anna", "petr-2"]);
  const next = [company.departments[0]!, department("support", "ПОДДЕРЖКА"), added];
  assert.deepEqual([kept.errors, kept.directory.departments], [[], next]);
  assert.deepEqual(shownChanges(kept), [
    "changed ПОДДЕРЖКА: name Поддержка→ПОДДЕРЖКА, members 201→",
    "added Новый: id →department-3, name →Новый, members →201; anna; 203",
  ]);
  const named = await departments("id;name\nsupport;\nsales;Sales");
  assert.deepEqual(shownChanges(named), ["changed Sales: name Продажи→Sales"]);
  const removed = await departments(text, { removeMissing: true });
  assert.deepEqual(removed.directory.departments, next.slice(1));
  assert.equal(shownChanges(removed)[2], "removed Продажи: id sales→, name Продажи→, members 0202; 201→");
});

test("faults of departments tell the row and the column", async () => {
  const directory = {
    ...company,
    employees: [...company.employees, employee("x", { name: "Ким Пётр" })],
    departments: [...company.departments, department("c", "C"), department("cpp", "C++"), department("stars", "***")],
  };
  const text = "id;name;members\n;C#;\n;;201\n;C++;\n;Новый;Никто|Петр Ким|Продажи\nsupport\ncpp\nn;N\nn;M\n1E+5;Три";
  const { errors } = await departments(text, {}, directory);
  const members = ["employee_unknown Никто", "several Петр Ким", "employee_unknown Продажи"];
  const expected = ["2 name: several C#", "3 name: missing", ...members.map((told) => `5 members: ${told}`)];
  expected.push("7 null: repeats 4", "9 null: repeats 8", "10 id: rounded 1E+5");
  assert.deepEqual(shownErrors(errors), expected);
});

test("numbers are known however they are written, also where the plus was lost", async () => {
  const cases: Readonly<Record<string, string>> = {
    "+375 (17) 123-45-67": A,
    "375171234567": A,
    "8 017 123-45-67": A,
    "'+375291112233": B,
    "+49\u00a030\u00a012345678": OFF,
    "8 029 000-00-00": "+375290000000",
    "+44 20 7946 0000": "+442079460000",
  };
  for (const [cell, number] of Object.entries(cases)) {
    const { directory, errors } = await numbers(`Номер\n${cell}`, { removeMissing: true });
    assert.deepEqual([errors, directory.numbers.map(({ number }) => number)], [[], [number]], cell);
  }
});

test("numbers are added on and without a label, changed, and removed where asked", async () => {
  const text = `Number,Label,On\n+375 29 000 00 00,,\n${A},Office,no\n${OFF},Berlin,`;
  const kept = await numbers(text);
  const added = { number: "+375290000000", label: "", on: true };
  const [, ...others] = company.numbers;
  assert.deepEqual(kept.directory.numbers, [{ number: A, label: "Office", on: false }, ...others, added]);
  const changes = [
    `changed ${A}: label Минск, офис→Office, on ✓→–`,
    `added ${added.number}: number →${added.number}, on →✓`,
  ];
  assert.deepEqual(shownChanges(kept), changes);
  const removed = await numbers(text, { removeMissing: true });
  assert.deepEqual(shownChanges(removed), [...changes, `removed ${B}: number ${B}→, on ✓→`]);
  assert.deepEqual(removed.directory.numbers.slice(1), [company.numbers[2], added]);
  const only = await numbers(`Number\n${A}\n${OFF}`);
  assert.deepEqual([only.changes, only.directory], [[], company]);
});

test("faults of numbers tell the row and the column; only an operator adds numbers", async () => {
  const text = `number;on\n;да\n3,75E+11;\nофис;\n${A};может\n+375 17 123 45 67;\n+375290000000;да`;
  const errors = ["2 number: missing", "3 number: rounded 3,75E+11", "4 number: not_read офис"];
  errors.push("5 on: yes_or_no может", "6 null: repeats 5");
  const unknown = "7 number: number_unknown +375290000000";
  assert.deepEqual(shownErrors((await numbers(text, { mayGiveNumbers: false })).errors), [...errors, unknown]);
});

test("what the service has against departments and numbers leads to their cells", async () => {
  assertCells(await departments("name;members\nНовый;201\nПродажи;201"), {
    "3 members": "/departments/0/members/0",
    "2 id": "/departments/2/id",
    "2 null": "/departments/2",
    none: "/departments/1/name /departments/7/name /employees/0/name",
  });
  assertCells(await numbers(`number\n+375290000000\n${OFF}`, { removeMissing: true }), {
    "3 label": "/numbers/0/label",
    "2 null": "/numbers/1",
    none: "/numbers/2/on /employees/0",
  });
});
