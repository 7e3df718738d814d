/** Numbers as people write them: alone, in ranges, of no known plan, and as an outgoing number of a person. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { LEFT_OUT, type ImportOptions } from "../../web/spreadsheet/import.ts";
import { withGiven } from "../../web/spreadsheet/given-numbers.ts";
import { readNumber } from "../../web/ui/read-phone.ts";
import { company, importInto, shownChanges, shownErrors } from "./lists-sample.ts";
import { A, B, OFF } from "./outgoing-sample.ts";

const EMPTY = { numbers: [], employees: [], departments: [] };

const at = (country: string, areaCode?: string): Pick<ImportOptions, "readNumber"> => ({
  readNumber: (text) => readNumber(text, { country, areaCode }),
});

/** What a cell in a list of numbers means: an error, or the numbers with the question that is asked about them. */
async function meaning(cell: string, country: string, areaCode?: string, answer?: number) {
  const { directory, errors, questions } = await importInto(EMPTY, "numbers", `Number\n"${cell}"`, {
    ...at(country, areaCode),
    ...(answer !== undefined && { answers: new Map([[cell, answer]]) }),
  });
  if (errors.length > 0) return errors.map(({ code }) => code).join();
  const numbers = directory.numbers.map(({ number }) => number);
  const found = numbers.length > 1 ? `${numbers.length}: ${numbers[0]} ${numbers.at(-1)}` : (numbers[0] ?? "none");
  return [...(questions ?? []).map(({ kind }) => kind), found].join(" ");
}

test("numbers without a plus or a zero are read where one reading is valid, and asked about otherwise", async () => {
  const cases: readonly (readonly [cell: string, country: string, expected: string])[] = [
    ["491722912345", "DE", "+491722912345"],
    ["3012345678", "DE", "+493012345678"],
    ["4312345678", "DE", "several +494312345678"],
    ["612345678", "IT", "+390612345678"],
    ["80297004567", "BY", "+375297004567"],
    ["375297004567", "BY", "+375297004567"],
    ["tel:+375297004567", "BY", "+375297004567"],
    ["8 (029) 700-45-67", "BY", "+375297004567"],
    ["4951234567", "RU", "+74951234567"],
    ["2071234567", "GB", "+442071234567"],
    // Heidelberg with its calling code, or Börger without its zero; a fixed line in Rome, or a mobile phone.
    ["4962212345", "DE", "several +4962212345"],
    ["3906123456", "IT", "several +3906123456"],
    ["390612345678", "IT", "+390612345678"],
    ["tel:+14155552672;ext=1234", "US", "+14155552672"],
    ["495 123-45-69", "RU", "+74951234569"],
    ["+375290000000", "BY", "not_valid +375290000000"],
    ["офис", "BY", "not_read"],
    // Possible by its length, and too short for E.164.
    ["+49 999 1", "DE", "not_read"],
    ["3,75E+11", "BY", "rounded"],
  ];
  for (const [cell, country, expected] of cases) assert.equal(await meaning(cell, country), expected, cell);
  assert.equal(await meaning("222-10-13", "BY", "17"), "+375172221013");
  assert.equal(await meaning("4312345678", "DE", undefined, 1), "several +4312345678");
  assert.equal(await meaning("4312345678", "DE", undefined, LEFT_OUT), "several none");
  assert.equal(await meaning("+375290000000", "BY", undefined, LEFT_OUT), "not_valid none");
});

test("a range is all its numbers, asked about; one that is not clear is an error and never a number", async () => {
  const cases: readonly (readonly [cell: string, country: string, areaCode: string | undefined, expected: string])[] = [
    ["+4930123400-49", "DE", undefined, "several 50: +4930123400 +4930123449"],
    ["5503301-5503310", "RU", "495", "range 10: +74955503301 +74955503310"],
    ["5503301-5503310", "RU", undefined, "range_unclear"],
    ["234 567 800-899", "CZ", undefined, "range 100: +420234567800 +420234567899"],
    ["01 58858 100-199", "AT", undefined, "several 100: +43158858100 +43158858199"],
    ["+375 17 2221000 – +375 17 2221099", "BY", undefined, "range 100: +375172221000 +375172221099"],
    ["8 (017) 222-10-00-99", "BY", undefined, "range 100: +375172221000 +375172221099"],
    ["8 017 222-10-00 .. 222-10-99", "BY", undefined, "range 100: +375172221000 +375172221099"],
    ["+7 495 550-33-01–10", "RU", undefined, "range 10: +74955503301 +74955503310"],
    ["+74955500000-5509999", "RU", undefined, "range_too_long"],
    // The plus is missing, or a zero.
    ["442079460100-109", "DE", undefined, "several 10: +49442079460100 +49442079460109"],
    ["2079460100-09", "GB", undefined, "range 10: +442079460100 +442079460109"],
    ["+375 17 222-10-99 … 00", "BY", undefined, "range_unclear"],
    ["100-199", "CZ", undefined, "range_unclear"],
    ["8 017 222-10-13", "BY", undefined, "+375172221013"],
    ["212-555-0101", "US", undefined, "+12125550101"],
    ["030 123456-0", "DE", undefined, "+49301234560"],
  ];
  for (const [cell, country, areaCode, expected] of cases)
    assert.equal(await meaning(cell, country, areaCode), expected, cell);
  assert.equal(await meaning("+4930123400-49", "DE", undefined, 1), "several +493012340049");
});

test("several numbers in a cell are all there, each asked about by itself", async () => {
  const cell = "+375172221000; 8 017 222-10-01, +375172221000 | +375172221010-12 ; +375290000000";
  const { directory, errors, questions } = await importInto(EMPTY, "numbers", `Номер,Подпись\n"${cell}",Офис`);
  assert.deepEqual(errors, []);
  assert.deepEqual(
    directory.numbers.map(({ number, label }) => `${number} ${label}`),
    ["1000", "1001", "1010", "1011", "1012"].map((end) => `+37517222${end} Офис`).concat("+375290000000 Офис"),
  );
  assert.deepEqual(
    questions!.map(({ text, kind }) => `${kind} ${text}`),
    ["range +375172221010-12", "not_valid +375290000000"],
  );
  const wrong = await importInto(EMPTY, "numbers", 'Номер\n"+375172221000, офис"\n;');
  assert.deepEqual(shownErrors(wrong.errors), ["2 number: not_read офис"]);
});

test("the ranges of a file have at most a thousand numbers together, with the row's label", async () => {
  const rows = ["+74955500000-0599;Первый", "+74955501000-1399;Второй", "+74955502000-2009;Третий"];
  const { errors, directory } = await importInto(EMPTY, "numbers", `Номер;Подпись\n${rows.join("\n")}`, at("RU"));
  assert.deepEqual(shownErrors(errors), ["4 number: ranges_too_long +74955502000-2009"]);
  assert.equal(directory.numbers.length, 1000);
  assert.deepEqual(directory.numbers[600], { number: "+74955501000", label: "Второй", on: true });
});

test("a SIM is stored as its number however it is written; what is no number and no name is an error", async () => {
  const text = `id;corporate_sim\nanna;8 (029) 700-45-67\npetr;375297004568\npetr-2;tel:+375297004569`;
  const { directory, errors } = await importInto(company, "employees", text);
  assert.deepEqual(errors, []);
  assert.deepEqual(
    directory.employees.slice(1).map(({ lines }) => lines.map(({ id }) => id).join()),
    ["+375297004567", "+375297004568", "+375297004569"],
  );
  const wrong = await importInto(company, "employees", "id;corporate_sim\nanna;красная симка");
  assert.deepEqual(shownErrors(wrong.errors), ["2 corporate_sim: sim_not_read красная симка"]);
});

const outgoing: OutgoingNumbers = {
  main: A,
  personal: [
    { number: A, employee: "ivan", device: "corporate_sim" },
    { number: A, employee: "ivan", device: "any" },
    { number: B, employee: "anna", device: "any" },
    { number: B, department: "sales", device: "except_corporate_sim" },
  ],
  regional: [{ number: B, country: "DE" }],
  priority: "personal",
};

test("a column gives people their number for any device, in place of the one they have", async () => {
  const text =
    "ФИО;Внутренний номер;Исходящий номер\n;201;8 029 111-22-33\nAnna Müller;;\nНовая;300;Минск, офис\n;0202;";
  const imported = await importInto(company, "employees", text, { outgoing });
  assert.deepEqual([imported.errors, imported.notes], [[], []]);
  assert.deepEqual(shownChanges(imported), [
    `changed Иван Петров: outgoing ${A}→${B}`,
    `changed Anna Müller: outgoing ${B}→`,
    `added Новая: id →300, name →Новая, extension →300, outgoing →${A}`,
  ]);
  assert.deepEqual(withGiven(outgoing, imported.given!), {
    ...outgoing,
    personal: [
      outgoing.personal[0],
      { number: B, employee: "ivan", device: "any" },
      outgoing.personal[3],
      { number: A, employee: "300", device: "any" },
    ],
  });
  assert.deepEqual((await importInto(company, "employees", "id;name\nivan;Иван", { outgoing })).given, []);
});

test("numbers that cannot be given are told and left out; lost digits are an error", async () => {
  const text = `id;outgoing\nivan;+49 30 99999999\nanna;${OFF}\npetr;нет\npetr-2;3,75E+11`;
  const { errors, notes, given } = await importInto(company, "employees", text, { outgoing });
  assert.deepEqual(shownErrors(errors), ["5 outgoing: rounded 3,75E+11"]);
  assert.deepEqual(shownErrors(notes!), [
    "2 outgoing: outgoing_unknown +49 30 99999999",
    `3 outgoing: outgoing_off ${OFF}`,
    "4 outgoing: outgoing_not_read нет",
  ]);
  assert.deepEqual(given, []);
});

test("a department has its number in a column, too; a PBX writes a name before it", async () => {
  const text = `name;outgoing\nПродажи;"""Sales"" <${A}>"`;
  const imported = await importInto(company, "departments", text, { outgoing });
  assert.deepEqual(shownChanges(imported), [`changed Продажи: outgoing →${A}`]);
  assert.deepEqual(withGiven(outgoing, imported.given!).personal.at(-1), {
    number: A,
    department: "sales",
    device: "any",
  });
});

test("a Teams export has the number as a URI with an extension", async () => {
  const text = `DisplayName,LineURI\nИван Петров,tel:${A};ext=1234`;
  const { given, notes } = await importInto(company, "employees", text);
  assert.deepEqual([given, notes], [[{ person: { kind: "employee", id: "ivan" }, number: A }], []]);
});

test("what a list does not speak of stays: emergency numbers and whether the number is withheld", async () => {
  const directory = {
    ...company,
    employees: company.employees.map((employee) => ({ ...employee, withhold: true, emergencyNumber: A })),
    departments: company.departments.map((department) => ({ ...department, emergencyNumber: A })),
  };
  const employees = await importInto(directory, "employees", "id;name;guest\nivan;Иван;\nanna;Анна;да");
  assert.deepEqual(
    employees.directory.employees.slice(0, 2).map(({ withhold, emergencyNumber }) => [withhold, emergencyNumber]),
    [
      [true, A],
      [true, A],
    ],
  );
  const departments = await importInto(directory, "departments", "id;name\nsales;Сбыт");
  assert.equal(departments.directory.departments[0]!.emergencyNumber, A);
});
