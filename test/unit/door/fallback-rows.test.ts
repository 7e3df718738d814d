/** The rows that fill Kamailio's table. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fallbackOf } from "../../../src/decide/fallback.ts";
import { companyRows, countryRow, trunkRow } from "../../../src/door/kamailio/fallback-rows.ts";
import { countries } from "../../../src/number/country.ts";
import { Company } from "../../../src/policy/company.ts";
import { emptyDirectory } from "../../../src/policy/directory.ts";
import { noOutgoingNumbers } from "../../../src/policy/outgoing-numbers.ts";
import { Trunk } from "../../../src/policy/trunk.ts";
import { sampleCompany } from "../../../lab/companies/sample-company.ts";

/** What Kamailio 5.6 prints at once, less what stands around a row in its message. */
const ROOM = 8_000;

test("a row with as much as a company may set fits into the 8 KiB that Kamailio reads", () => {
  const trunkCodes = Array.from({ length: 50 }, (_, at) => `*${10 + at}${"X".repeat(29)}`);
  const company = Company.parse({
    name: "Acme",
    // More short numbers begin with its 0 than elsewhere.
    country: "GA",
    outsideLine: "0",
    emergencyNumbers: Array.from({ length: 50 }, (_, at) => String(100_000 + at)),
    trunkCodes,
  });
  const documents = { company, directory: emptyDirectory, "outgoing-numbers": noOutgoingNumbers };
  const extensions = Array.from({ length: 600 }, (_, at) => String(10_000 + at));
  const { row } = companyRows(fallbackOf("c".repeat(64), 1, documents, extensions), "1abcdef.1.1");
  assert.ok(row.length < ROOM, `${row.length} characters`);
  const expression = new RegExp(row.split(";")[11]!);
  for (const code of trunkCodes) assert.match(code.replaceAll("X", "5").replace("*", "-"), expression);
});

test("extensions are in the row, or in lists by their last digits", () => {
  const { company, directory, outgoingNumbers } = sampleCompany({ numbers: ["+375171234567"] });
  const documents = { company, directory, "outgoing-numbers": outgoingNumbers };
  const rowsOf = (extensions: readonly string[]) => companyRows(fallbackOf("acme", 1, documents, extensions), "1a.1.1");
  assert.deepEqual(rowsOf(["201", "202"]), {
    row: "1a.1.1;BY;+375171234567;80171234567;+375171234567;80171234567;0;;;0;;;0;,201,202,;;",
    extensions: new Map(),
  });
  const many = Array.from({ length: 100_000 }, (_, at) => String(100_000 + at));
  const { row, extensions } = rowsOf([...many, "7"]);
  const digits = Number(row.split(";")[12]);
  assert.ok(digits > 0);
  for (const extension of many) assert.ok(extensions.get(extension.slice(-digits))!.includes(`,${extension},`));
  assert.equal(extensions.get("7"), ",7,");
  for (const list of extensions.values()) assert.ok(list.length < ROOM / 2 + 100);
});

test("each country's row fits, and its expression reads numbers as libphonenumber does", () => {
  for (const country of countries) {
    const row = countryRow(country);
    assert.ok(row.length < ROOM, `${country}: ${row.length}`);
    assert.equal(row.split(";").length, 8, country);
  }
  const [code, emergency, , , international, national, lengths, numbers] = countryRow("BY").split(";");
  assert.deepEqual([code, international, national, lengths], ["375", "810,00", "80,0,8", ",9,"]);
  assert.ok(emergency!.includes(",112,"));
  assert.match("291234567", new RegExp(numbers!));
  assert.doesNotMatch("000000000", new RegExp(numbers!));
});

test("a trunk's row has all that Kamailio writes", () => {
  const trunk = Trunk.parse({
    name: "A",
    domain: "a.example",
    shown: { form: "national", country: "BY" },
    called: { form: "bare", country: "RU", strip: 1, prepend: "9" },
    identity: "asserted",
    diversion: "both",
    accepts: "marked",
    fallbackIdentity: "trunk-4711",
  });
  assert.equal(
    trunkRow({ id: "a", ...trunk }, 12),
    "12|a.example|national|BY|375|80|810|bare|RU|7||810|1|9|asserted|both|marked|sip:trunk-4711@a.example",
  );
});
