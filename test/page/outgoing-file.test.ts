/** The outgoing numbers in a file: what is exported and imported again changes nothing, and what an import changes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { neighboursOf } from "../../src/policy/prefix-neighbours.ts";
import { readOutgoingFile } from "../../web/outgoing/dialogs/outgoing-file.ts";
import { changesBetween } from "../../web/outgoing/logic/changes.ts";
import { putList, removeTargets, targetsMissing } from "../../web/outgoing/logic/edit.ts";
import { NO_PICKS, pick, readList, type Picks } from "../../web/outgoing/logic/list-rows.ts";
import { outgoingCells, OUTGOING_PHONES, outgoingRows } from "../../web/outgoing/logic/outgoing-sheet.ts";
import { ownNumberReader } from "../../web/outgoing/logic/own-number.ts";
import { unreadPrefixes, withPrefixes } from "../../web/outgoing/logic/place-named.ts";
import { csvFile, delimiterOf } from "../../web/spreadsheet/csv-file.ts";
import { titleKey } from "../../web/spreadsheet/title-key.ts";
import { xlsxFile } from "../../web/spreadsheet/xlsx-file.ts";
import type { Language } from "../../web/words/language.ts";
import { loadSectionWords, loadWords } from "../../web/words/load.ts";
import { sayIn } from "../../web/words/say.ts";
import { A, B, C, directory, OFF, saved } from "./outgoing-sample.ts";

await loadSectionWords();

/** As the page does: with spaces at which no line breaks. */
const writePhone = (e164: string) =>
  parsePhoneNumberFromString(e164)?.formatInternational().replaceAll(" ", "\u00a0") ?? e164;

async function exported(
  language: Language,
  directory: Directory,
  present: OutgoingNumbers,
  form: "csv" | "xlsx" = "csv",
): Promise<Uint8Array> {
  const say = sayIn(language, await loadWords(language));
  const cells = outgoingCells(present, directory, language, say);
  const file =
    form === "csv"
      ? csvFile(cells, { delimiter: delimiterOf(language), phones: OUTGOING_PHONES, writePhone })
      : await xlsxFile(cells, "List");
  return new Uint8Array(await file.arrayBuffer());
}

type Imported = Readonly<{ unread: readonly string[]; list: ReturnType<typeof readList>; next: OutgoingNumbers }>;

async function imported(
  file: Uint8Array | string,
  { people = directory, present = saved, picks = NO_PICKS, removesMissing = false } = {},
): Promise<Imported> {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const read = (await readOutgoingFile(bytes)).columns();
  assert.ok(read.refused === null);
  const { sheet, languages } = read;
  const numberOf = ownNumberReader(people, { country: "BY" });
  const rows = outgoingRows(sheet, { directory: people, present, numberOf, languages });
  const unread = unreadPrefixes(rows);
  const readings = new Map(unread.map((text) => [text, neighboursOf(text, "BY", present)]));
  const list = readList(withPrefixes(rows, readings), picks, present);
  const put = putList(
    present,
    present,
    list.taken.map(({ given }) => given),
  );
  const listed = new Set(list.taken.map(({ target }) => target));
  return { unread, list, next: removesMissing ? removeTargets(put, targetsMissing(present, listed)) : put };
}

const changesOf = ({ next }: Imported, present = saved) =>
  changesBetween(present, next).map(({ kind, target, from, to }) => `${kind} ${target}: ${from} > ${to}`);

const issuesOf = ({ list }: Imported) =>
  list.issues.map(({ about, lines, row, ...issue }) => {
    const match = "match" in issue ? (typeof issue.match === "string" ? issue.match : issue.match.kind) : issue.line;
    return `${lines.join(",")} ${about} ${match}: ${row.text} · ${row.numberText}`;
  });

async function assertUnchanged(people: Directory, present: OutgoingNumbers): Promise<void> {
  for (const [language, form] of [
    ["en", "csv"],
    ["ru", "csv"],
    ["de", "csv"],
    ["ru", "xlsx"],
  ] as const) {
    const file = await exported(language, people, present, form);
    const again = await imported(file, { people, present, removesMissing: true });
    const told = `${language}\n${new TextDecoder().decode(file)}`;
    assert.deepEqual([issuesOf(again), again.unread, again.list.open], [[], [], 0], told);
    assert.deepEqual(again.next, present, told);
  }
}

test("what goes to a file and comes back changes nothing", async () => {
  await assertUnchanged(directory, saved);
  await assertUnchanged(directory, { ...saved, main: null, personal: [], priority: "personal" });
});

test("nor do names of any writing, names that several share, and what is off or gone", async () => {
  const NAMES = [
    ["Петров; Иван", "Петров, Иван", 'ООО "Ромашка"', "=1+1", "'Ann", "a|b", "две\nстроки", "Иван", "Иван", "201"],
    ["Страна", "main", "Основной", "+375171234567", "1e5", "—", "  ", "DE"],
  ].flat();
  const { directory: people, outgoingNumbers } = sampleCompany({
    numbers: [
      { number: A, label: "Минск; офис" },
      { number: B, label: '=1+1"' },
      { number: OFF, on: false },
    ],
    employees: NAMES.map((name, at) => ({ id: `e${at}`, name, extension: String(200 + at) })),
    departments: NAMES.map((name, at) => ({ id: name.trim() === "" ? `e${at}` : `d${at}`, name })),
    personal: [
      ...NAMES.flatMap((name, at) => [
        { number: B, employee: `e${at}` },
        { number: A, department: name.trim() === "" ? `e${at}` : `d${at}`, device: "corporate_sim" as const },
      ]),
      { number: A, employee: "e0", device: "except_corporate_sim" },
      { number: OFF, employee: "e1", device: "corporate_sim" },
      { number: C, department: "d2" },
      { number: B, employee: "gone" },
      { number: C, employee: "=gone", device: "corporate_sim" },
      { number: OFF, department: "e0" },
    ],
    regional: [
      ...["DE", "US", "CD", "CG", "KP", "KR", "NE", "NG", "GB", "UA", "VI", "TA", "XK", "ZZ"].map((country) => ({
        number: A,
        country,
      })),
      ...["+7", "+7495", "+44020", "+49301234567", "+375495", "+999"].map((prefix) => ({ number: C, prefix })),
    ],
    main: C,
  });
  await assertUnchanged(people, outgoingNumbers);
});

test("a file has one row for each entry, in the reader's language", async () => {
  const text = new TextDecoder().decode(
    await exported("ru", directory, { ...saved, regional: saved.regional.slice(0, 2) }),
  );
  assert.deepEqual(
    text.split("\r\n").map((row) => row.replaceAll('"', "").replaceAll("\u00a0", " ")),
    [
      "Блок;Сотрудник;Отдел;Страна;Префикс;Идентификатор;Устройства;Номер;Подпись",
      "Основной;;;;;;;+375 17 123 45 67;Минск, офис",
      "Персональные;Иван Петров;;;;ivan;С любого устройства;+375 17 123 45 67;Минск, офис",
      "Персональные;;Отдел продаж;;;sales;С любого устройства;+375 29 111 22 33;Mobile",
      "Персональные;Пётр  Сидоров-Ёлкин;;;;petr;С любого устройства;+375 17 123 45 67;Минск, офис",
      "Персональные;Иван Петров;;;;ivan;Только с корпоративной SIM-карты;+375 44 000 44 55;",
      "Региональные;;;Германия;;;;+375 44 000 44 55;",
      "Региональные;;;;+7 495;;;+375 29 111 22 33;Mobile",
    ],
  );
  const english = new TextDecoder().decode(await exported("en", directory, saved));
  assert.match(
    english,
    /^\ufeff?"Block","Employee","Department","Country","Prefix","Identifier","Devices","Number","Label"\r\n"Main",/,
  );
});

test("rows as people write them: any columns, names, languages and prefixes", async () => {
  const file = [
    "Employee;Department;Страна;Prefix;Devices;Исходящий номер;Подпись",
    "Anna;;;;;8 029 111 22 33;",
    "202;;;;corporate SIM only;;Mobile",
    ";поддержка;;;;375440004455;",
    ";;germany;;;;Mobile",
    ";;FR;;;+375 17 123-45-67;",
    ";;;8 017;;+375 17 123-45-67;",
    ";;;00 49 30;any;+375 17 123-45-67;",
  ];
  const { directory: people } = sampleCompany({
    numbers: directory.numbers,
    employees: [
      { id: "ivan", name: "Иван Петров", extension: "201" },
      { id: "petr", name: "Пётр Сидоров", extension: "202" },
      { id: "anna", name: "Anna Müller" },
    ],
    departments: directory.departments,
  });
  const changed = await imported(file.join("\n"), { people });
  assert.deepEqual(issuesOf(changed), []);
  assert.deepEqual(changed.unread, ["8 017", "00 49 30"]);
  assert.deepEqual(changesOf(changed), [
    `added employee anna any: null > ${B}`,
    `added employee petr corporate_sim: null > ${B}`,
    `added department support any: null > ${C}`,
    `changed country DE: ${C} > ${B}`,
    `added country FR: null > ${A}`,
    `added prefix +37517: null > ${A}`,
    `added prefix +4930: null > ${A}`,
  ]);
});

test("what is not in the file stays, or goes if that is asked for; the main number only changes", async () => {
  const file = ["block,employee,id,number", `main,,,${B}`, `,Иван,ivan,${A}`].join("\n");
  assert.deepEqual(changesOf(await imported(file)), [`changed main: ${A} > ${B}`]);
  const removing = changesOf(await imported(file, { removesMissing: true }));
  assert.deepEqual(
    removing.map((text) => text.split(":")[0]),
    [
      "changed main",
      "removed department sales any",
      "removed employee petr any",
      "removed employee ivan corporate_sim",
      "removed country DE",
      "removed prefix +7495",
      "removed country AT",
      "removed country PL",
    ],
  );
});

test("rows that are unclear are told with their values, the same unknown once, and mended by a choice", async () => {
  const file = [
    "Блок;Сотрудник;Отдел;Страна;Префикс;Устройства;Номер",
    `Персональные;Никто;;;;;${A}`,
    `;Никто;;;;;${B}`,
    `;Anna Müller;;;;;${B}`,
    `;;Склад;;;;${B}`,
    `;;;Корея;;;${B}`,
    `;;;;495;;${B}`,
    ";Иван Петров;;;;;+375 17 999-99-99",
    ";;Поддержка;;;;+375 17 999-99-99",
    `;Иван Петров;;Германия;;;${B}`,
    `Склад;;;Германия;;;${B}`,
    `Региональные;Иван Петров;;;;;${B}`,
    `Основной;;;;;;${OFF}`,
    `;;;;;;${B}`,
    `;Иван Петров;;;;с утра;${B}`,
    `;;;Франция;;Только с корпоративной SIM-карты;${B}`,
    ";;;Италия;;;3,75E+11",
    ";;;Польша;;;",
    `;;;germany;;;${A}`,
    `;;;DE;;;${A}`,
  ].join("\n");
  const read = await imported(file);
  assert.deepEqual(issuesOf(read), [
    `2,3 subject none: Никто · ${A}`,
    `4 subject several: Anna Müller · ${B}`,
    `5 subject none: Склад · ${B}`,
    `6 subject several: Корея · ${B}`,
    `7 subject several: 495 · ${B}`,
    "8,9 number unknown: Иван Петров · +375 17 999-99-99",
    `10 subject many: Иван Петров · Германия · ${B}`,
    `11 subject other_block: Склад · Германия · ${B}`,
    `12 subject other_block: Региональные · Иван Петров · ${B}`,
    `13 number off: Основной · ${OFF}`,
    `14 subject missing:  · ${B}`,
    `15 device unreadable: Иван Петров · ${B}`,
    `16 device regional: Франция · ${B}`,
    "17 number unreadable: Италия · 3,75E+11",
    "18 number unreadable: Польша · ",
    `20 repeats 19: DE · ${A}`,
  ]);
  assert.deepEqual(changesOf(read), [`changed country DE: ${C} > ${A}`]);
  assert.equal(read.list.open, 18);

  const choices = [
    ["2", { kind: "employee", id: "petr" }],
    ["4", { kind: "employee", id: "anna-2" }],
    ["6", { kind: "country", id: "KR" }],
    ["7", { kind: "prefix", id: "+495" }],
    ["8", C],
    ["13", B],
    ["17", A],
  ] as const;
  const picks = choices.reduce<Picks>((picks, [line, choice]) => {
    const issue = read.list.issues.find(({ lines }) => String(lines[0]) === line)!;
    return pick(picks, issue, choice);
  }, NO_PICKS);
  assert.deepEqual(changesOf(await imported(file, { picks })), [
    `changed main: ${A} > ${B}`,
    `changed employee ivan any: ${A} > ${C}`,
    `added employee anna-2 any: null > ${B}`,
    `added department support any: null > ${C}`,
    `changed country DE: ${C} > ${A}`,
    `added country KR: null > ${B}`,
    `added prefix +495: null > ${B}`,
    `added country IT: null > ${A}`,
  ]);
});

test("a person is found by the name where the spreadsheet has spoiled the id, or somebody has taken it away", async () => {
  const file = ["Employee,Identifier,Number", `Иван Петров,1E+05,${B}`, `,petr,${B}`, `,nobody,${B}`].join("\n");
  const read = await imported(file);
  assert.deepEqual(changesOf(read), [
    `changed employee ivan any: ${A} > ${B}`,
    `changed employee petr any: ${A} > ${B}`,
  ]);
  assert.deepEqual(issuesOf(read), [`4 subject none: nobody · ${B}`]);
});

test("the columns have the names that other lists give them", async () => {
  const mobile = "Только с корпоративной SIM-карты";
  const read = await imported(`ФИО;Устройство;Номер для исходящих\nИван Петров;${mobile};${B}`);
  assert.deepEqual(issuesOf(read), []);
  assert.deepEqual(changesOf(read), [`changed employee ivan corporate_sim: ${C} > ${B}`]);
});

test("another encoding can be chosen, and a column that is not known be matched by hand", async () => {
  const decoder = new TextDecoder("ibm866");
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(new Uint8Array([byte])), byte]));
  const bytes = Uint8Array.from(`Кто;Номер\nИван Петров;${B}`, (letter) => byteOf.get(letter)!);
  const wrong = (await readOutgoingFile(bytes)).columns();
  assert.equal(wrong.refused, "lists.noNumberColumn");
  const file = await readOutgoingFile(bytes, "ibm866");
  assert.equal(file.encoding, "ibm866");
  const unmatched = file.columns();
  assert.deepEqual([unmatched.refused, unmatched.unknown], ["lists.noSubjectColumn", ["Кто"]]);
  const matched = file.columns(new Map([[titleKey("Кто"), "employee"]]));
  assert.ok(matched.refused === null);
  assert.deepEqual(
    matched.columns.map(({ title, field, example }) => `${title} ${field} ${example}`),
    ["Кто employee Иван Петров", `Номер number ${B}`],
  );
  assert.equal(matched.sheet.rows[0]!.cell("employee"), "Иван Петров");
});

test("a file without numbers, without people or places, without rows, too large, or of a spreadsheet's own form is refused", async () => {
  const refused = async (bytes: Uint8Array) => (await readOutgoingFile(bytes)).columns().refused;
  const text = (content: string) => new TextEncoder().encode(content);
  assert.equal(await refused(text("a,b\n1,2")), "lists.noNumberColumn");
  assert.equal(await refused(text("Кто;Номер\nИван;1")), "lists.noSubjectColumn");
  assert.equal(await refused(text("Страна;Номер\n")), "sheet.error.empty");
  assert.equal(await refused(new Uint8Array([0x50, 0x4b, 3, 4])), "sheet.error.damaged");
  assert.equal(await refused(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])), "sheet.error.xls");
  assert.equal(await refused(new Uint8Array(5 * 1024 * 1024 + 1)), "sheet.error.tooLarge");
});
