/** Text of a file as rows of named columns. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOver, isRounded } from "../../web/spreadsheet/cells.ts";
import { MOST_BYTES } from "../../web/spreadsheet/limits.ts";
import { items } from "../../web/spreadsheet/sheet.ts";
import { textTable } from "../../web/spreadsheet/table.ts";
import { yesOrNo } from "../../web/spreadsheet/yes-or-no.ts";
import { company, importBytes, importInto, shownErrors } from "./lists-sample.ts";

const fileCells = (text: string) => textTable(text, () => 0).rows;

test("columns stand apart by what divides the head most often", () => {
  const cases: Readonly<Record<string, string>> = {
    "a;b\n1,5;2": "a|b/1,5|2",
    "a,b,c\n1;2,3,4": "a|b|c/1;2|3|4",
    "a\tb\n1;2\t3,4": "a|b/1;2|3,4",
    "a;b;c,d\nx": "a|b|c,d/x",
    "\r\n\r\na;b\r\n1;2": "//a|b/1|2",
    "Имя\nПетров, Иван; Анна": "Имя/Петров, Иван; Анна",
  };
  const read = (text: string) => fileCells(text).map((row) => row.join("|"));
  for (const [text, cells] of Object.entries(cases)) assert.equal(read(text).join("/"), cells, text);
});

test("quotes hold a cell together, and are part of a name where they are not in pairs", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'a;b\n"x;""y""";"1\n2"': ['x;"y"', "1 2"],
    'a;b\n"Ромашка" ООО;1': ['"Ромашка" ООО', "1"],
    'a;b\n"Иван;1\n': ['"Иван', "1"],
    'a;b\nООО "Ромашка";1': ['ООО "Ромашка"', "1"],
  };
  for (const [text, row] of Object.entries(cases)) assert.deepEqual(fileCells(text)[1], row, text);
});

test("cells have plain single spaces, nothing invisible and no mark of text", () => {
  const cases: Readonly<Record<string, string>> = {
    "\u00a0Иван\u00a0\u2009 Ким ": "Иван Ким",
    "Ив\u00adан\u200b\ufeff": "Иван",
    "'0201": "0201",
    "' =1": "=1",
    "''Ann'": "'Ann'",
    "O'Neil": "O'Neil",
  };
  for (const [cell, text] of Object.entries(cases)) assert.equal(fileCells(`a\n${cell}`)[1]![0], text, cell);
  for (const cell of ["Иван Ким", "ИванКим"])
    assert.equal(cellOver(" Иван\n\u00adКим", cell), cell === "Иван Ким" ? " Иван\n\u00adКим" : cell);
});

test("numbers that a spreadsheet has rounded, answers, and several things in a cell", () => {
  for (const text of ["3,75E+11", "3.75e+11", "3,75Е11", "4E+11", "-1e5"]) assert.ok(isRounded(text), text);
  for (const text of ["375291112233", "E11", "a3,75E+11", "3,75E+11 x", "1e", ""]) assert.ok(!isRounded(text), text);
  const yes = ["да", "ДА", "Yes", "true", "1", "+", "y", "Y", "on", "Active", "enabled", "вкл", "Вкл.", "включён", "✓"];
  const no = ["нет", "No", "FALSE", "0", "-", "n", "OFF", "Inactive", "disabled", "выкл", "Отключен", "—"];
  for (const text of yes) assert.equal(yesOrNo(text), true, text);
  for (const text of no) assert.equal(yesOrNo(text), false, text);
  for (const text of ["", "может быть", "?", "2"]) assert.equal(yesOrNo(text), null, text);
  assert.deepEqual(items(" a;b | c d;; "), ["a", "b", "c d"]);
});

test("columns by their heads in any case, the first of two alike; the others are told and not read", async () => {
  const { unknown, directory, errors } = await importInto(
    company,
    "employees",
    "\n имя ;Прочее;NAME;Desk phone;\nИван;x;y\n;;;\nivan;;;201",
  );
  assert.deepEqual([unknown, errors], [["Прочее", "NAME"], []]);
  assert.deepEqual(
    directory.employees.slice(-2).map(({ name, lines }) => [name, lines.map(({ id }) => id).join()]),
    [
      ["Иван", ""],
      ["ivan", "201"],
    ],
  );
});

test("heads in both languages and as the API has them, in one file too", async () => {
  for (const head of ["Identifier,Name,Guest", "Идентификатор,Имя,Гость", "id,ИМЯ,Guest"]) {
    const { unknown, errors, directory } = await importInto(company, "employees", `${head}\nivan,Иван П.,да`);
    const { name, guest } = directory.employees[0]!;
    assert.deepEqual([unknown, errors, name, guest], [[], [], "Иван П.", true], head);
  }
});

test("a file without a known head or without rows is at fault as a whole and changes nothing", async () => {
  const cases: Readonly<Record<string, string>> = {
    "": "1 null: no_columns",
    "Стол\n5": "1 null: no_columns",
    "Гость\nда": "1 null: no_key",
    "Имя;Гость\n;\n": "1 null: empty",
  };
  for (const [text, error] of Object.entries(cases)) {
    const { errors, changes } = await importInto(company, "employees", text, { removeMissing: true });
    assert.deepEqual([shownErrors(errors), changes], [[error], []], text);
  }
});

test("a cell in a column without a name is a fault of its row, wherever it stands", async () => {
  const { errors } = await importInto(company, "employees", "id;;name\nivan;x;\nanna;;;;лишнее;y\npetr\nnone;;;z");
  const expected = ["2 null: nameless x", "3 null: nameless лишнее", "5 name: missing", "5 null: nameless z"];
  assert.deepEqual(shownErrors(errors), expected);
});

test("an old spreadsheet, one that is too large and one of too many rows or columns are refused as a whole", async () => {
  const text = (value: string) => new TextEncoder().encode(value);
  const cases: readonly (readonly [bytes: Uint8Array, error: string])[] = [
    [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "null null: xls"],
    [new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), "null null: damaged"],
    [text(`name\n${"x".repeat(MOST_BYTES)}`), "null null: too_large"],
    [text(`name\n${"x\n".repeat(50_001)}`), "null null: too_many_rows"],
    [text(`name${",x".repeat(300)}\nИван`), "null null: too_many_columns"],
    [text("name\0extension\nИван\0\n"), "null null: no_table"],
  ];
  for (const [bytes, error] of cases) {
    const { errors, changes, directory } = await importBytes(company, "employees", bytes, { removeMissing: true });
    assert.deepEqual([shownErrors(errors), changes, directory], [[error], [], company], error);
  }
});

test("a hostile cell takes no longer than its length", async () => {
  const marks = "'".repeat(300_000);
  assert.equal(fileCells(`a\n${marks}`)[1]![0], marks.slice(1));
  const range = `${"1 - ".repeat(8_000)}x`;
  const { errors } = await importInto(company, "numbers", `number\n${`${range}\n`.repeat(100)}`);
  assert.equal(errors.filter(({ code }) => code === "not_read").length, 100);
});

test("a cell longer than a spreadsheet allows is a fault of its row", async () => {
  const { errors } = await importInto(company, "employees", `name;extension\nИван;1\n${"x".repeat(40_000)};2`);
  assert.deepEqual(
    errors.map(({ line, code }) => `${line} ${code}`),
    ["3 too_long"],
  );
});
