/** XLSX files, and what only looks like one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { strFromU8, strToU8, zipSync, type Zippable } from "fflate";
import { MOST_UNPACKED } from "../../web/spreadsheet/unpack.ts";
import { readWorkbook } from "../../web/spreadsheet/workbook.ts";
import { company, importBytes, shownErrors } from "./lists-sample.ts";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A workbook as Excel writes it, of the XML inside each sheet's `sheetData`. */
function parts(sheets: Readonly<Record<string, string>>): Zippable {
  const names = Object.keys(sheets);
  const list = names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("");
  const relations = names
    .map(
      (_, at) =>
        `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
    )
    .join("");
  return {
    "[Content_Types].xml": strToU8(
      `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    ),
    "xl/workbook.xml": strToU8(
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations}</Relationships>`,
    ),
    ...Object.fromEntries(
      Object.values(sheets).map((data, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        strToU8(`${XML}<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData></worksheet>`),
      ]),
    ),
  };
}

const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (place: string, value: string) => `<c r="${place}"><v>${value}</v></c>`;

const workbook = (sheets: Readonly<Record<string, string>>) => zipSync(parts(sheets));

test("cells are text: leading zeros stay, numbers have all their digits, and empty rows keep their place", async () => {
  const rows = [
    `<row r="1">${text("A1", "Name")}${text("B1", "Extension")}${text("C1", "Corporate SIM")}${text("D1", "Guest")}</row>`,
    `<row r="3">${text("A3", " Анна ")}${text("B3", "0301")}${number("C3", "375291112233")}<c r="D3" t="b"><v>1</v></c></row>`,
    `<row r="4">${text("A4", "Ольга")}${number("B4", "302")}${number("C4", "3.7529111223E11")}</row>`,
    `<row r="5">${text("A5", "Олег")}${number("B5", "1.2345678901234568E+19")}</row>`,
    `<row r="6">${text("A6", "Пётр")}${number("B6", "303.0")}${text("C6", "3.75E+11")}</row>`,
    `<row r="7">${text("A7", "Отдел 2.0")}${number("B7", "30.5")}</row>`,
  ];
  const { errors, directory } = await importBytes(company, "employees", workbook({ Лист1: rows.join("") }));
  assert.deepEqual(shownErrors(errors), [
    "5 extension: rounded 1.2345678901234568E+19",
    "6 corporate_sim: rounded 3.75E+11",
  ]);
  assert.deepEqual(
    directory.employees.slice(-2).map(({ name, extension }) => `${name} ${extension}`),
    ["Пётр 303", "Отдел 2.0 30.5"],
  );
  assert.deepEqual(
    directory.employees
      .slice(-5, -3)
      .map(({ name, extension, guest, lines }) => [name, extension, guest, lines[0]?.id]),
    [
      ["Анна", "0301", true, "+375291112233"],
      ["Ольга", "302", false, "+375291112230"],
    ],
  );
});

test("of several sheets the one is read whose head is known", async () => {
  const { reading, directory } = await importBytes(
    company,
    "numbers",
    workbook({
      Справка: `<row r="1">${text("A1", "Список номеров на 1 января")}</row>`,
      Номера: `<row r="1">${text("A1", "Номер")}${text("B1", "Подпись")}</row><row r="2">${number("A2", "375172221013")}${text("B2", "Офис")}</row>`,
    }),
  );
  assert.equal(reading.sheet, "Номера");
  assert.deepEqual(directory.numbers.at(-1), { number: "+375172221013", label: "Офис", on: true });
});

/** Strings in a part of their own, and a sheet that refers to them. */
const withStrings = (): Zippable => {
  const relations = `<Relationship Id="s" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;
  const all = parts({
    A: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c><c r="C3"><v>301</v></c></row>',
  });
  const rels = "xl/_rels/workbook.xml.rels";
  const strings = ["Name", "Extension", "Анна"].map((text) => `<si><t>${text}</t></si>`).join("");
  return {
    ...all,
    [rels]: strToU8(strFromU8(all[rels] as Uint8Array).replace("</Relationships>", relations)),
    "xl/sharedStrings.xml": strToU8(`${XML}<sst xmlns="${MAIN}">${strings}</sst>`),
  };
};

const renamed = (files: Zippable, name: (name: string) => string): Zippable =>
  Object.fromEntries(Object.entries(files).map(([old, file]) => [name(old), file]));

test("parts are found whatever case and slashes a program gives their names", async () => {
  const names: readonly ((name: string) => string)[] = [
    (name) => name,
    // https://github.com/box/spout/issues/441
    (name) => name.replace("sharedStrings", "SharedStrings"),
    (name) => name.toUpperCase(),
    (name) => name.replaceAll("/", "\\"),
    (name) => `/${name}`,
  ];
  for (const name of names) {
    const { directory, errors } = await importBytes(company, "employees", zipSync(renamed(withStrings(), name)));
    const { name: read, extension } = directory.employees.at(-1)!;
    assert.deepEqual([errors, read, extension], [[], "Анна", "301"], name("xl/sharedStrings.xml"));
  }
});

test("rows and cells without an address follow the one before", async () => {
  const place = "xl/worksheets/sheet1.xml";
  const nameless = { ...withStrings() };
  const xml = strFromU8(nameless[place] as Uint8Array);
  const cases = [
    xml.replace(/ r="(?!C|3)\w+"/g, ""),
    // Without any address, the empty row and column are gone.
    xml.replace(/ r="\w+"/g, ""),
    xml.replace(/ r="\w+"/g, "").replace("</sheetData>", "<row/><row></row></sheetData>"),
  ];
  for (const text of cases) {
    nameless[place] = strToU8(text);
    const { directory, errors } = await importBytes(company, "employees", zipSync(nameless));
    const { name, extension } = directory.employees.at(-1)!;
    assert.deepEqual([errors, name, extension], [[], "Анна", "301"], text);
  }
  nameless[place] = strToU8(xml.replace("</sheetData>", `${"<row><c><v>1</v></c></row>".repeat(51_000)}</sheetData>`));
  assert.deepEqual(await readWorkbook(zipSync(nameless)), { fault: "too_many_rows" });
});

test("an archive is refused that is unpacked too large, by its directory or against it", async () => {
  const lying = zipSync({ ...parts({ A: "" }), "xl/media.xml": new Uint8Array(MOST_UNPACKED + 1) }, { level: 1 });
  assert.deepEqual(await readWorkbook(lying), { fault: "too_large_unpacked" });

  // The same with a directory and a local head that say it is small.
  const view = new DataView(lying.buffer);
  for (let at = 0; at < lying.length - 30; at++) {
    const mark = view.getUint32(at, true);
    const size = { 0x04034b50: at + 22, 0x02014b50: at + 24 }[mark];
    if (size !== undefined && view.getUint32(size, true) > MOST_UNPACKED) view.setUint32(size, 10, true);
  }
  assert.deepEqual(await readWorkbook(lying), { fault: "too_large_unpacked" });
});

test("a cell far down or far right, ODS, other archives and damaged files are refused", async () => {
  const sheet = (data: string) => workbook({ A: data });
  const cases: readonly (readonly [Uint8Array, string])[] = [
    [sheet(`<row r="999999999">${text("A999999999", "x")}</row>`), "too_many_rows"],
    [sheet(`<row>${text("A1048576", "x")}</row>`), "too_many_rows"],
    [sheet(`<row r="1">${text("XFD1", "x")}</row>`), "too_many_columns"],
    [sheet(`<row r="&#57;99999999"><c><v>1</v></c></row>`), "damaged"],
    [
      zipSync({ mimetype: strToU8("application/vnd.oasis.opendocument.spreadsheet"), "content.xml": strToU8("<a/>") }),
      "ods",
    ],
    [zipSync({ "readme.txt": strToU8("x") }), "damaged"],
    [sheet(`<row r="1">${text("A1", "Name")}</row>`).slice(0, 300), "damaged"],
    [zipSync({ ...parts({ A: "" }), "xl/workbook.xml": strToU8("<a") }), "damaged"],
  ];
  for (const [bytes, fault] of cases) {
    const { errors, changes } = await importBytes(company, "employees", bytes, { removeMissing: true });
    assert.deepEqual([shownErrors(errors), changes], [[`null null: ${fault}`], []], fault);
  }
});
