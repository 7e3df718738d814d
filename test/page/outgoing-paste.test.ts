/** A list pasted from a spreadsheet. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { choosePerson, pastedEntries, readPasted, type PastedRow } from "../../web/outgoing/logic/paste.ts";
import { A, B, C, directory, OFF } from "./outgoing-sample.ts";

/** Stands in for the page's reading at home: the trunk prefix 8 or 80, and full numbers of any country. */
function readNumber(text: string): readonly string[] {
  const digits = text.replace(/\D/g, "");
  if (/^80?\d{9}$/.test(digits)) return [`+375${digits.slice(-9)}`];
  return text.startsWith("+") && digits.length >= 10 ? [`+${digits}`] : [];
}

const read = (text: string) => readPasted(text, directory, readNumber);

const shown = ({ line, person, number, repeats }: PastedRow) => {
  const who =
    person.kind === "one"
      ? person.person.id
      : person.kind === "several"
        ? person.candidates.map(({ id }) => id).join("|")
        : "?";
  const which = number.kind === "unreadable" ? number.why : `${number.kind} ${number.number}`;
  return `${line} ${who}: ${which}${repeats === null ? "" : ` repeats ${repeats}`}`;
};

test("separators, a header, quotes and empty rows", () => {
  const expected = [`2 ivan: on ${B}`, `4 petr: on ${C}`];
  for (const separator of ["\t", ";", ","]) {
    const list = [
      ["Сотрудник", "Исходящий номер"],
      ['"Иван Петров"', "+375 29 111-22-33"],
      [" ", ""],
      ["202", '"+375 (44) 000 44 55"'],
      ["", ""],
    ];
    for (const end of ["\n", "\r\n"])
      assert.deepEqual(read(list.map((row) => row.join(separator)).join(end)).map(shown), expected, separator);
  }
});

test("without a header nothing is left out", () => {
  assert.deepEqual(read(`ivan\t${B}\nНикто Никак\tнет`).map(shown), [`1 ivan: on ${B}`, "2 ?: no_number"]);
});

test("a quote within a name does not swallow the rest of the list", () => {
  assert.deepEqual(read(`"Ромашка" Иван\t${B}\n201\t${B}`).map(shown), [`1 ?: on ${B}`, `2 ivan: on ${B}`]);
  assert.deepEqual(read(`"Иван Петров\t${B}\n202\t${B}`).map(shown), [`1 ivan: on ${B}`, `2 petr: on ${B}`]);
});

test("people by extension, id, and name in any order", () => {
  const who = (text: string) =>
    shown(read(`${text}\t${B}`)[0]!)
      .split(":")[0]!
      .slice(2);
  const cases: Readonly<Record<string, string>> = {
    "201": "ivan",
    "2010": "anna-2",
    "20": "?",
    petr: "petr",
    "ПЕТРОВ иван": "ivan",
    "Пет\u00adров\u200b Иван": "ivan",
    "\u00a0Петров\u00a0\u00a0Иван ": "ivan",
    "Ёлкин Сидоров Петр": "petr",
    "петр сидоров ЕЛКИН": "petr",
    Петров: "?",
    "anna MULLER": "anna|anna-2",
    anna: "anna",
    "продаж отдел": "sales",
    support: "support",
    "—": "?",
    "": "?",
  };
  for (const [text, id] of Object.entries(cases)) assert.equal(who(text), id, text);
});

test("numbers as people and spreadsheets write them", () => {
  const which = (text: string) => shown(read(`ivan\t${text}`)[0]!).split(": ")[1];
  const cases: Readonly<Record<string, string>> = {
    "+375 (17) 123-45-67": `on ${A}`,
    "375171234567": `on ${A}`,
    "+375 17 123-45-67 (офис)": `on ${A}`,
    "'+375171234567": `on ${A}`,
    "+375\u00a017\u00a01234567": `on ${A}`,
    "+375\u200b17\u00ad1234567": `on ${A}`,
    "8 029 111 22 33": `on ${B}`,
    [OFF]: `off ${OFF}`,
    "+44 20 7946 0000": "unknown +442079460000",
    "3,75E+11": "spreadsheet",
    "3.75e+11": "spreadsheet",
    "3,75Е11": "spreadsheet",
    "минск  ОФИС": `on ${A}`,
    "berlin 90": `off ${OFF}`,
    "123": "no_number",
    нет: "no_number",
    "": "missing",
  };
  for (const [text, expected] of Object.entries(cases)) assert.equal(which(text), expected, text);
});

test("of several readings of a number the likeliest that is the company's counts", () => {
  const readings = ["+442079460000", OFF, C];
  assert.deepEqual(readPasted("ivan\t30", directory, () => readings).map(shown), [`1 ivan: off ${OFF}`]);
});

test("a person who is named twice is taken once", () => {
  const rows = read(`201\t${B}\nanna\t${B}\nПетров Иван\t${C}\nsales\t${OFF}\nMüller Anna\t${C}`);
  assert.deepEqual(rows.map(shown), [
    `1 ivan: on ${B}`,
    `2 anna: on ${B}`,
    `3 ivan: on ${C} repeats 1`,
    `4 sales: off ${OFF}`,
    `5 anna|anna-2: on ${C}`,
  ]);
  const taken = [
    { number: B, employee: "ivan", device: "corporate_sim" },
    { number: B, employee: "anna", device: "corporate_sim" },
  ];
  assert.deepEqual(pastedEntries(rows, "corporate_sim"), taken);

  const chosen = choosePerson(rows, 5, { kind: "employee", id: "anna-2" });
  assert.deepEqual(pastedEntries(chosen, "corporate_sim"), [
    ...taken,
    { number: C, employee: "anna-2", device: "corporate_sim" },
  ]);
  assert.equal(choosePerson(rows, 5, { kind: "employee", id: "anna" })[4]!.repeats, 2);
});

test("departments are taken as departments, further columns are told", () => {
  const rows = read(`Отдел продаж;${B};;с понедельника`);
  assert.deepEqual(pastedEntries(rows, "any"), [{ number: B, department: "sales", device: "any" }]);
  assert.deepEqual(rows[0]!.more, ["с понедельника"]);
});

test("nothing pasted is nothing", () => {
  for (const text of ["", "\n\n", "\ufeff", " \t "]) assert.deepEqual(read(text), []);
});
