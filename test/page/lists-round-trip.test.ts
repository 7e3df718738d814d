/** What goes to a file and comes back unchanged changes nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Directory } from "../../src/policy/directory.ts";
import { plain } from "../../web/spreadsheet/cells.ts";
import { csvFile, delimiterOf } from "../../web/spreadsheet/csv-file.ts";
import { decode } from "../../web/spreadsheet/decode.ts";
import { cellsOf, phonesOf, type Kind } from "../../web/spreadsheet/kinds.ts";
import { textTable } from "../../web/spreadsheet/table.ts";
import { xlsxFile } from "../../web/spreadsheet/xlsx-file.ts";
import { LANGUAGES, type Language } from "../../web/words/language.ts";
import { loadWords } from "../../web/words/load.ts";
import { sayIn } from "../../web/words/say.ts";
import { linesOf as lines } from "../../lab/companies/sample-company.ts";
import { company, department, employee, importInto, NOTHING_OUTGOING } from "./lists-sample.ts";
import { A, B } from "./outgoing-sample.ts";

const KINDS = ["employees", "departments", "numbers"] as const;

/** As the page does: with spaces at which no line breaks. */
const writePhone = (e164: string) =>
  parsePhoneNumberFromString(e164)?.formatInternational().replaceAll(" ", "\u00a0") ?? e164;

async function csvIn(
  language: Language,
  kind: Kind,
  directory: Directory,
  outgoing = NOTHING_OUTGOING,
): Promise<Uint8Array> {
  const cells = cellsOf(kind, directory, outgoing, sayIn(language, await loadWords(language)));
  const file = csvFile(cells, { delimiter: delimiterOf(language), phones: phonesOf(kind), writePhone });
  return new Uint8Array(await file.arrayBuffer());
}

async function assertUnchanged(directory: Directory, outgoing = NOTHING_OUTGOING): Promise<void> {
  for (const kind of KINDS.filter((kind) => directory[kind].length > 0))
    for (const language of LANGUAGES) {
      const text = decode(await csvIn(language, kind, directory, outgoing));
      const told = `${kind} ${language}\n${text}`;
      const imported = await importInto(directory, kind, text, {
        removeMissing: true,
        outgoing,
        mayGiveNumbers: false,
        mayOpenToGuests: false,
      });
      assert.deepEqual([imported.errors, imported.unknown, imported.changes], [[], [], []], told);
      assert.deepEqual(imported.directory, directory, told);
      assert.deepEqual([imported.given ?? [], imported.notes ?? []], [[], []], told);
    }
}

const NAMES = [
  ["=1+1", "+375 17 123", "+375171234567", "375171234567", "-минус", "@home", "=", "007", "1e5", "да", "***", "—"],
  ["'Ann'", "''", "O'Neil", '"Ромашка" ООО', 'a"b', '"', "Петров, Иван", "Петров; Иван; =1", "a|b", "C", "C++"],
  ["две\nстроки", "две\r\nстроки", "два  пробела", " по краям ", "\tтаб\t", "нераз\u00a0рывный", "мяг\u00adкий"],
].flat();

test("values are separated as the spreadsheets of the language expect", () => {
  assert.deepEqual(["en", "ru", "de"].map(delimiterOf), [",", ";", ";"]);
});

test("names and labels of any writing", async () => {
  await assertUnchanged(company);
  await assertUnchanged({
    numbers: NAMES.map((label, at) => ({ number: `+3751712345${at + 10}`, label, on: at % 2 === 0 })),
    employees: NAMES.map((name, at) => employee(`e${at}`, { name, extension: `00${at}`, guest: at % 2 === 0 })),
    departments: NAMES.map((name, at) => department(`d${at}`, name, [`e${at}`])),
  });
});

test("the outgoing numbers of people and departments, for any device and for one", async () => {
  await assertUnchanged(company, {
    ...NOTHING_OUTGOING,
    personal: [
      { number: B, employee: "ivan", device: "any" },
      { number: A, employee: "anna", device: "corporate_sim" },
      { number: A, department: "sales", device: "any" },
    ],
  });
});

test("departments and people of one name, or of a name that is another's id or extension", async () => {
  await assertUnchanged({
    numbers: [],
    employees: [
      employee("201", { name: "Иван" }),
      employee("ivan", { name: "Пётр", extension: "201" }),
      employee("ann", { name: "Анна" }),
      employee("ann-2", { name: "анна", extension: "3" }),
      employee(B),
    ],
    departments: [
      department("d1", "Sales", ["201", "ann"]),
      department("d2", "Sales", ["ivan", "ann"]),
      department("sales", "Sales; abroad", ["ann-2", "201"]),
      department("d4", "d1", ["ann", B]),
    ],
  });
});

test("lines of every device, and ids and numbers that look like formulas or cannot be read", async () => {
  const sip = "desk_phone +1-2, desk_phone @x, softphone 1E5, mobile_app u@e.org, crm -crm";
  await assertUnchanged({
    numbers: [{ number: "+99912345", label: "", on: true }],
    employees: [
      employee("2e3", { lines: lines(sip) }),
      employee("s", { lines: lines(`corporate_sim ${A}, corporate_sim ${B}`) }),
    ],
    departments: [department("4e5", "D")],
  });
});

test("a spreadsheet takes no cell for a formula or a number with a plus for a sum", async () => {
  const cells = [
    ["=1", "+1 +cmd", "-1", "@a", "\tb", "a; =1", "+375171234567", "'q"],
    ["+375171234567", "+375171234567; -x", "-x; +375171234567", "", "+1-2", "5", "+375171234567", "b"],
  ];
  const phones = [true, true, true, true, true, true, false, false];
  const text = await csvFile(cells, { delimiter: ";", phones, writePhone }).text();
  assert.deepEqual(text.split("\r\n"), [
    `"'=1";"'+1 +cmd";"'-1";"'@a";"'\tb";"a; '=1";"'+375171234567";"''q"`,
    `"+375 17 123 45 67";"+375 17 123 45 67; '-x";"'-x; +375 17 123 45 67";"";"'+1-2";"5";"'+375171234567";"b"`,
  ]);
});

const FORMULAS = [
  ["x,=HYPERLINK(1)", "a;@SUM(1)", "a;+1", "Иван;  =HYPERLINK(1)", "a\t-1", "a,\t=1", "a\n=1", "a;=1,=2;-3", "a,'=1"],
  [
    "＝1",
    "＋1",
    "a;－1",
    "a,＠x",
    'a,"=1"',
    'a;" =1',
    "a;''=1",
    ",=1",
    ";'=1",
    "\t=1",
    " =1",
    "'=1",
    "a;b,c",
    "a-b, c+d",
  ],
].flat();

test("where a file is cut at the other separator, no piece of a cell is a formula, and all is read back", async () => {
  for (const delimiter of [";", ","])
    for (const phones of [false, true]) {
      const cells = FORMULAS.map((cell) => ["id", cell]);
      const text = await csvFile(cells, {
        delimiter,
        phones: [false, phones],
        writePhone,
      }).text();
      const pieces = text.split(/[;,\t\r\n]/).map((piece) => piece.replace(/^[\s"]+/, ""));
      assert.deepEqual(
        pieces.filter((piece) => /^[=+\-@＝＋－＠]/.test(piece)),
        [],
        text,
      );
      assert.deepEqual(
        textTable(text, () => 0).rows.map(([, cell]) => cell),
        FORMULAS.map(plain),
        text,
      );
    }
});

test("a file begins with the mark of its encoding and with heads in the reader's language", async () => {
  const bytes = await csvIn("ru", "numbers", company);
  assert.deepEqual([...bytes].slice(0, 3), [0xef, 0xbb, 0xbf]);
  assert.deepEqual(decode(bytes).split("\r\n"), [
    '"Номер";"Подпись";"Включён"',
    '"+375 17 123 45 67";"Минск, офис";"да"',
    '"+375 29 111 22 33";"";"да"',
    '"+49 30 12345678";"Berlin";"нет"',
  ]);
  assert.match(decode(await csvIn("en", "numbers", company)), /^"Number","Label","On"\r\n/);
});

test("every cell of an XLSX file is text", async () => {
  const texts = ["Number", "Name", "+375171234567", "=1+1", "0201", "Иван"];
  const rows = [texts.slice(0, 2), texts.slice(2, 4), texts.slice(4)];
  const zip = Buffer.from(await (await xlsxFile(rows, "List")).arrayBuffer());
  const unzipped = (name: string) => {
    // The directory at the end of the archive tells where a file is and how long.
    const entry = zip.lastIndexOf(name) - 46;
    const [size, at] = [zip.readUInt32LE(entry + 20), zip.readUInt32LE(entry + 42)];
    const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
    return inflateRawSync(zip.subarray(start, start + size)).toString();
  };
  const strings = [...unzipped("xl/sharedStrings.xml").matchAll(/<t[^>]*>([^<]*)/g)].map(([, text]) => text);
  const cells = unzipped("xl/worksheets/sheet1.xml").matchAll(/<c [^>]*t="s"[^>]*><v>(\d+)/g);
  const read = Array.from(cells, ([, at]) => strings[Number(at)]);
  assert.deepEqual(read, texts);
});
