/** Files in the encodings that spreadsheets write, byte by byte. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encodingOf, type Encoding } from "../../web/spreadsheet/decode.ts";
import { company, importBytes } from "./lists-sample.ts";

/** The bytes of a text in an encoding of one byte a letter. */
function inBytes(text: string, encoding: Encoding): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(new Uint8Array([byte])), byte]));
  return Uint8Array.from(text, (letter) => {
    const byte = byteOf.get(letter);
    assert.ok(byte !== undefined, `${letter} is not in ${encoding}`);
    return byte;
  });
}

const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(text, "utf16le");
  return new Uint8Array(big ? bytes.swap16() : bytes);
};

test("UTF-8 with and without its mark, UTF-16 of either order with and without it", () => {
  for (const text of ["Имя;Ёж № 1", "Name;Jürgen\r\n", "Имя\nИван"]) {
    const utf8 = new TextEncoder().encode(text);
    const cases: Readonly<Record<string, Uint8Array>> = {
      "utf-8": utf8,
      "utf-8 with its mark": new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]),
      "utf-16le": utf16(text, false),
      "utf-16le with its mark": new Uint8Array([0xff, 0xfe, ...utf16(text, false)]),
      "utf-16be": utf16(text, true),
      "utf-16be with its mark": new Uint8Array([0xfe, 0xff, ...utf16(text, true)]),
    };
    for (const [name, bytes] of Object.entries(cases)) {
      assert.equal(encodingOf(bytes), name.split(" ")[0], `${name} ${text}`);
      assert.equal(decode(bytes), text, `${name} ${text}`);
    }
  }
  assert.equal(encodingOf(new Uint8Array()), "utf-8");
});

test("Windows-1251 and Windows-1252 are told apart in lists of a line or two", () => {
  const cases = {
    "windows-1251": [
      "Имя;Внутренний номер\r\nИван Петров;201\r\n",
      "Name;Extension\nИван;201",
      "Name;Extension\nЯн;201",
      "ФИО;Телефон\nЁлкина Анна;203",
      "NAME;DEPARTMENT\nИВАНОВ ПЁТР;ИТ",
      "Name;Department\nJohn Smith;IT\nMary;Бухгалтерия",
      'Name\nООО "Ромашка"\nIT-отдел',
      "№;ФИО\n1;Цой",
    ],
    "windows-1252": [
      "Name;Extension;Departments\r\nJürgen Müller;201;Geschäftsführung\r\n",
      "Name,Ext\nJürgen,201",
      "Name;Durchwahl\nGroß;12\nÖzil;13",
      "NAME;EXT\nMÜLLER;1",
      "Nom;Poste\nFrançois Lefèvre;201\nHélène à côté;202",
      "Name\nRenée",
      "Nombre;Ext\nJosé Muñoz;1",
      "Navn;Ext\nSøren Ågård;1\nÅse Øst;2",
    ],
  } as const;
  for (const [encoding, texts] of Object.entries(cases))
    for (const text of texts) {
      const bytes = inBytes(text, encoding as Encoding);
      assert.equal(encodingOf(bytes), encoding, text);
      assert.equal(decode(bytes), text);
    }
});

test("a German name is imported as it is written, and another encoding can be chosen", async () => {
  const german = inBytes("Name;Extension\r\nJürgen Müller;301\r\n", "windows-1252");
  const { reading, directory } = await importBytes(company, "employees", german);
  assert.equal(reading.encoding, "windows-1252");
  assert.equal(directory.employees.at(-1)!.name, "Jürgen Müller");

  const old = inBytes("Имя;Внутренний номер\r\nАнна;301\r\n", "ibm866");
  const chosen = await importBytes(company, "employees", old, {}, "ibm866");
  assert.deepEqual([chosen.reading.encoding, chosen.directory.employees.at(-1)!.name], ["ibm866", "Анна"]);
});
