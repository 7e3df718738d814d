/** Text of a file as rows of named columns. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOver, fileCells, isRounded } from "../../web/spreadsheet/cells.ts";
import { decode } from "../../web/spreadsheet/decode.ts";
import { yesOrNo } from "../../web/spreadsheet/import.ts";
import { items, readSheet } from "../../web/spreadsheet/sheet.ts";
import { MOST_BYTES, readFile } from "../../web/spreadsheet/read-file.ts";
import { company, importInto, shownErrors } from "./lists-sample.ts";

test("files in UTF-8 with and without its mark, in UTF-16 by its mark, else in Windows-1251", () => {
  const text = "Имя;Ёж № 1";
  const utf8 = [...Buffer.from(text)];
  const cases: Readonly<Record<string, readonly number[]>> = {
    "utf-8": utf8,
    "utf-8 with its mark": [0xef, 0xbb, 0xbf, ...utf8],
    "utf-16": [0xff, 0xfe, ...Buffer.from(text, "utf16le")],
    "windows-1251": [0xc8, 0xec, 0xff, 0x3b, 0xa8, 0xe6, 0x20, 0xb9, 0x20, 0x31],
  };
  for (const [name, bytes] of Object.entries(cases)) assert.equal(decode(new Uint8Array(bytes)), text, name);
});

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
  for (const text of ["да", "ДА", "Yes", "true", "1", "+"]) assert.equal(yesOrNo(text), true, text);
  for (const text of ["нет", "No", "FALSE", "0", "-"]) assert.equal(yesOrNo(text), false, text);
  for (const text of ["", "может быть", "y"]) assert.equal(yesOrNo(text), null, text);
  assert.deepEqual(items(" a;b | c d;; "), ["a", "b", "c d"]);
});

test("columns by their heads in any case, the first of two alike; the others are told and not read", () => {
  const titles = Object.entries({ Имя: "name", Name: "name", desk_phone: "desk" } as const);
  const { columns, unknown, rows } = readSheet("\n имя ;Прочее;NAME;Desk phone;\nИван;x;y\n;;;\n;;;201", titles);
  assert.deepEqual([...columns, ...unknown], ["name", "desk", "Прочее", "NAME"]);
  const read = rows.map(({ line, cell }) => `${line} ${cell("name")} ${cell("desk")}`);
  assert.deepEqual(read, ["3 Иван ", "5  201"]);
  assert.equal(readSheet("Desk phone\n201", titles).rows[0]!.cell("name"), null);
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
    "Фамилия\nИван": "1 null: no_columns",
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

test("a spreadsheet's own file, one that is too large and one of too many rows are refused as a whole", async () => {
  const text = (value: string) => new TextEncoder().encode(value);
  const cases: readonly (readonly [bytes: Uint8Array, code: string])[] = [
    [new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), "no_csv"],
    [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "no_csv"],
    [text(`name\n${"x".repeat(MOST_BYTES)}`), "too_large"],
    [text(`name\n${"x\n".repeat(50_001)}`), "too_many_rows"],
  ];
  for (const [bytes, code] of cases) {
    const { imported } = await readFile("employees", bytes);
    const options = {
      removeMissing: true,
      addDepartments: true,
      mayGiveNumbers: true,
      mayOpenToGuests: true,
      readPhone: () => [],
    };
    const { errors, changes, directory } = imported(company, options);
    assert.deepEqual([shownErrors(errors), changes, directory], [[`null null: ${code}`], [], company]);
  }
});
