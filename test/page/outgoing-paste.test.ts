/** Lists that are pasted: people with their numbers, and countries and prefixes with theirs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Company } from "../../src/policy/company.ts";
import type { DeviceCondition } from "../../src/policy/outgoing-numbers.ts";
import { neighboursOf } from "../../src/policy/prefix-neighbours.ts";
import { targetKey } from "../../src/policy/entry-target.ts";
import { NO_PICKS, pick, readList, type ListRow, type Picks } from "../../web/outgoing/logic/list-rows.ts";
import { ownNumberReader } from "../../web/outgoing/logic/own-number.ts";
import { readPastedPeople, readPastedPlaces } from "../../web/outgoing/logic/paste.ts";
import { unreadPrefixes, withPrefixes } from "../../web/outgoing/logic/place-named.ts";
import { numberReader } from "../../web/spreadsheet/number-cell.ts";
import { A, B, C, directory, OFF, saved } from "./outgoing-sample.ts";

const AT_HOME: Pick<Company, "country" | "areaCode"> = { country: "BY" };

const NOBODY = { ...saved, personal: [], regional: [] };

const read = (text: string, home = AT_HOME) =>
  readPastedPeople(text, directory, ownNumberReader(directory, home), "any");

const entriesOf = (rows: readonly ListRow[], picks: Picks = NO_PICKS) =>
  readList(rows, picks, NOBODY).taken.map(({ given }) => given);

/** The first of the issues about a line, with the choice for it. */
const issueAt = (rows: readonly ListRow[], line: number) =>
  readList(rows, NO_PICKS, NOBODY).issues.find(({ lines }) => lines.includes(line))!;

const repeatsOf = (rows: readonly ListRow[], picks: Picks) =>
  readList(rows, picks, NOBODY).issues.flatMap((issue) =>
    issue.about === "repeats" ? [[issue.row.line, issue.line]] : [],
  );

const ofSubject = ({ subject }: ListRow) => {
  if (subject.kind === "one") return subject.subject.id;
  return subject.kind === "several" ? subject.candidates.map(({ id }) => id).join("|") : "?";
};

const shown = (row: ListRow) => {
  const { line, number } = row;
  return `${line} ${ofSubject(row)}: ${number.kind === "unreadable" ? number.why : `${number.kind} ${number.number}`}`;
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
    Петров: "ivan",
    "Сидоров П": "petr",
    П: "?",
    "20 1": "?",
    "Сидоров Иван": "?",
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
  assert.deepEqual(numberReader(directory, () => readings)("30"), { kind: "off", number: OFF });
});

test("a part of a name that several people share is a choice among them", () => {
  const names = ["Иванов Алексей Петрович", "Иванов Алексей Ильич", "Иванова Ольга"];
  const employees = names.map((name, at) => ({ ...directory.employees[0]!, id: `e${at}`, name, extension: null }));
  const who = (text: string) =>
    readPastedPeople(`${text}\t${B}`, { ...directory, employees }, ownNumberReader(directory, AT_HOME), "any").map(
      ofSubject,
    )[0];
  assert.deepEqual(["Иванов Алексей", "Алексей П. Иванов", "Иванов", "ольга", "Иванов А", "Алекс"].map(who), [
    "e0|e1",
    "e0",
    "e0|e1",
    "e2",
    "e0|e1",
    "?",
  ]);
});

test("a person who is named twice is taken once", () => {
  const rows = read(`201\t${B}\nanna\t${B}\nПетров Иван\t${C}\nsales\t${OFF}\nMüller Anna\t${C}`);
  assert.deepEqual(rows.map(shown), [
    `1 ivan: on ${B}`,
    `2 anna: on ${B}`,
    `3 ivan: on ${C}`,
    `4 sales: off ${OFF}`,
    `5 anna|anna-2: on ${C}`,
  ]);
  assert.deepEqual(repeatsOf(rows, NO_PICKS), [[3, 1]]);
  const given = (number: string, employee: string, device: DeviceCondition = "any") => ({ number, employee, device });
  assert.deepEqual(entriesOf(rows), [given(B, "ivan"), given(B, "anna")]);

  const chosen = pick(NO_PICKS, issueAt(rows, 5), { kind: "employee", id: "anna-2" });
  assert.deepEqual(entriesOf(rows, chosen), [given(B, "ivan"), given(B, "anna"), given(C, "anna-2")]);
  const again = pick(NO_PICKS, issueAt(rows, 5), { kind: "employee", id: "anna" });
  assert.deepEqual(repeatsOf(rows, again), [
    [3, 1],
    [5, 2],
  ]);
});

test("departments are taken as departments, for the device that is chosen; further columns are not read", () => {
  const rows = readPastedPeople(
    `Отдел продаж;${B};;с понедельника`,
    directory,
    ownNumberReader(directory, AT_HOME),
    "corporate_sim",
  );
  assert.deepEqual(entriesOf(rows), [{ number: B, department: "sales", device: "corporate_sim" }]);
});

test("nothing pasted is nothing", () => {
  for (const text of ["", "\n\n", "\ufeff", " \t "]) assert.deepEqual(read(text), []);
});

test("each line has its own separator, or only spaces", () => {
  const lines = [`ivan\t${B}`, `202;${C}`, `anna,${B}`, "Пётр Сидоров +375 17 123-45-67", "201 8 029 111 22 33"];
  const expected = [`ivan: on ${B}`, `petr: on ${C}`, `anna: on ${B}`, `petr: on ${A}`, `ivan: on ${B}`];
  for (const list of [lines, lines.slice(1), lines.slice(2), lines.slice(3)])
    assert.deepEqual(
      read(list.join("\n")).map((row) => shown(row).slice(2)),
      expected.slice(-list.length),
    );
});

test("a choice counts for all rows of one unknown name or number, and stays while the row is the same", () => {
  const unknown = "+442079460000";
  const text = `Никто\t${B}\nНекто\t${unknown}\nНекто\t${unknown}\nsupport\t${unknown}\nanna\t3,75E+11\nivan\t3,75E+11`;
  const { issues, open } = readList(read(text), NO_PICKS, NOBODY);
  assert.deepEqual(
    issues.map(({ about, lines }) => `${about} ${lines.join(",")}`),
    ["subject 1", "subject 2,3", "number 2,3,4", "number 5", "number 6"],
  );
  assert.equal(open, 6);
  const number = pick(NO_PICKS, issues[2]!, C);
  assert.deepEqual(entriesOf(read(text), number), [{ number: C, department: "support", device: "any" }]);
  const both = pick(number, issues[1]!, { kind: "employee", id: "petr" });
  assert.deepEqual(
    entriesOf(read(`${text}\n`), both).map((given) => ("main" in given ? "main" : targetKey(given))),
    ["employee petr any", "department support any"],
  );
});

test("a number without area code has that of the company, or else it is asked for", () => {
  const which = (text: string, home: typeof AT_HOME) => shown(read(`ivan\t${text}`, home)[0]!).split(": ")[1];
  const minsk = { ...AT_HOME, areaCode: "17" };
  for (const text of ["123-45-67", "1234567"]) {
    assert.equal(which(text, AT_HOME), "no_area_code", text);
    assert.equal(which(text, minsk), `on ${A}`, text);
  }
  assert.equal(which("765-43-21", minsk), "unknown +375177654321");
  for (const text of ["8 029 999-99-99", "+375 29 999-99-99", "12"])
    assert.notEqual(which(text, AT_HOME), "no_area_code", text);
  // Danish numbers have no area code.
  assert.equal(which("32 12 34 56", { country: "DK" }), "unknown +4532123456");
});

test("a number that cannot be given anew stays with whom it belongs to", () => {
  const kept = { ...saved, personal: [{ number: OFF, employee: "ivan", device: "any" as const }] };
  const { taken, issues } = readList(read(`ivan\t${OFF}\npetr\t${OFF}`), NO_PICKS, kept);
  assert.deepEqual([taken.map(({ row }) => row.line), issues.map(({ lines }) => lines)], [[1], [[2]]]);
});

/** As the service reads prefixes in the home country. */
const places = (text: string, country = "BY") => {
  const rows = readPastedPlaces(text, saved, ownNumberReader(directory, { country }));
  return withPrefixes(
    rows,
    new Map(unreadPrefixes(rows).map((prefix) => [prefix, neighboursOf(prefix, country, saved)])),
  );
};

test("countries in either language, by code and in part; prefixes as they are written and dialled", () => {
  const where = (text: string, country?: string) => ofSubject(places(`${text}\t${B}`, country)[0]!);
  const cases: Readonly<Record<string, string>> = {
    Германия: "DE",
    germany: "DE",
    de: "DE",
    герман: "DE",
    "Соединённые Штаты": "US",
    США: "US",
    UK: "GB",
    Нигер: "NE",
    "южная корея": "KR",
    Корея: "KP|KR",
    Кыргызстан: "KG",
    Нарния: "?",
    "+7 495": "+7495",
    "+49 (30)": "+4930",
    "00 49 30": "+4930",
    "8 017": "+37517",
    // No number begins with the first reading.
    "8 495": "+375495|+7495|+495",
    "495": "+375495|+495",
    "0": "?",
  };
  for (const [text, id] of Object.entries(cases)) assert.equal(where(text), id, text);
  assert.equal(where("8 495", "RU"), "+7495");
});

test("lines of places with any separator, and numbers by their digits or label", () => {
  const lines = [
    "Страна; Номер",
    "Германия; +375 29 111-22-33",
    `+7 495\t${C}`,
    "DE, +375 17 123-45-67",
    "8 017; Mobile",
    "Южная Корея +375 44 000-44-55",
    "+49 30 +375 29 111-22-33",
    "8 029 8 029 111 22 33",
    "Южная Корея Минск, офис",
    "Австрия Mobile",
    "Польша Berlin 90",
    "Франция",
    `;${B}`,
  ];
  const rows = places(lines.join("\n"));
  assert.deepEqual(rows.map(shown), [
    `2 DE: on ${B}`,
    `3 +7495: on ${C}`,
    `4 DE: on ${A}`,
    `5 +37517: on ${B}`,
    `6 KR: on ${C}`,
    `7 +4930: on ${B}`,
    `8 +37529: on ${B}`,
    "9 ?: no_number",
    `10 AT: on ${B}`,
    `11 PL: off ${OFF}`,
    "12 FR: missing",
    `13 ?: on ${B}`,
  ]);
  assert.deepEqual(entriesOf(rows).slice(0, 2), [
    { number: B, country: "DE" },
    { number: C, prefix: "+7495" },
  ]);
  assert.deepEqual(repeatsOf(rows, NO_PICKS), [[4, 2]]);
});

test("a prefix without a country code is a choice of its readings; before the service answers it is open", () => {
  const rows = places(`495\t${B}`);
  const chosen = pick(NO_PICKS, issueAt(rows, 1), { kind: "prefix", id: "+495" });
  assert.deepEqual(entriesOf(rows, chosen), [{ number: B, prefix: "+495" }]);
  const unread = readPastedPlaces(`495\t${B}\n+7495\t${B}`, saved, ownNumberReader(directory, AT_HOME));
  assert.deepEqual(unreadPrefixes(unread), ["495"]);
  assert.deepEqual(
    [readList(unread, NO_PICKS, saved).isPending, readList(rows, NO_PICKS, saved).isPending],
    [true, false],
  );
});
