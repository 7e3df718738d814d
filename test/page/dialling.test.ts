/** How the page shows what a dialled text means, and what it tries by itself. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { exampleCallsJson } from "../../lab/example-calls-json.ts";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import { homeOf } from "../../src/number/home.ts";
import { understand } from "../../src/number/understand.ts";
import { Company } from "../../src/policy/company.ts";
import { WARNING_CODES } from "../../src/policy/problem.ts";
import { errorOf, savedFields } from "../../web/company/company-form.ts";
import { outsideLineCalls } from "../../web/company/outside-line-calls.ts";
import { countriesIn } from "../../web/countries/countries.ts";
import { exampleCallsOf } from "../../web/countries/example-calls.ts";
import { elsewhere } from "../../web/outgoing/logic/elsewhere.ts";
import { readNumber, readWithPlus } from "../../web/ui/read-phone.ts";
import { A, B, OFF } from "./outgoing-sample.ts";

const company = Company.parse({ name: "A", country: "BY" });

test("the example calls are what the script makes of the libraries", () => {
  const file = new URL("../../web/countries/example-calls.json", import.meta.url);
  assert.equal(readFileSync(file, "utf8"), exampleCallsJson());
});

test("the example calls are understood as such at home, with an outside line and without", () => {
  for (const { code: country } of countriesIn("en"))
    for (const outsideLine of [undefined, "9", "0"]) {
      const home = homeOf(Company.parse({ name: "A", country, outsideLine }));
      const { emergency, national, international } = exampleCallsOf(country)!;
      const meaning = (call = "") => understand(`${outsideLine ?? ""} ${call}`, home, "desk_phone").destination;
      const about = `${country} ${outsideLine}`;
      if (emergency !== undefined) assert.equal(meaning(emergency).kind, "emergency", about);
      if (national !== undefined) assert.equal(meaning(national).country, country, about);
      assert.equal(meaning(international).country, country === "DE" ? "FR" : "DE", about);
    }
});

test("an outside line is tried with emergency numbers, a national and an international number", () => {
  const calls = (outsideLine: string, country: string) =>
    outsideLineCalls(outsideLine, country).map(({ dialled, expected }) => `${expected}: ${dialled}`);
  assert.deepEqual(calls("9", "RU"), [
    "emergency: 112",
    "emergency: 9 112",
    "emergency: 101",
    "external: 9 8 (301) 123-45-67",
    "external: 9 810 49 30 123456",
  ]);
  assert.deepEqual(calls("0", "FI").slice(0, 3), ["emergency: 112", "emergency: 0 112", "external: 0 013 1234567"]);
  for (const outsideLine of ["", "1234", "9a", "*9"]) assert.deepEqual(calls(outsideLine, "RU"), [], outsideLine);
  assert.deepEqual(calls("9", "??"), []);
});

test("fields that were emptied are saved as absent, and spaces at their ends not at all", () => {
  assert.deepEqual(savedFields({ ...company, name: " A ", areaCode: " ", outsideLine: "" }), company);
  const filled = { ...company, areaCode: "17", outsideLine: "9", emergencyNumbers: ["02"] };
  assert.deepEqual(savedFields({ ...filled, outsideLine: " 9 " }), filled);
});

test("an error of a list names the item that it is about", () => {
  const fields = { ...company, emergencyNumbers: ["02", "1a"] };
  const errors = new Map([
    ["/emergencyNumbers/1", "Two to six digits."],
    ["/areaCode", "Digits only."],
  ]);
  const shown = (["emergencyNumbers", "areaCode", "trunkCodes"] as const).map((field) =>
    errorOf(field, fields, errors),
  );
  assert.deepEqual(shown, ["1a: two to six digits.", "Digits only.", undefined]);
});

test("a warning about another document leads to the people and departments that it is about", () => {
  const { directory } = sampleCompany({
    numbers: [A, { number: OFF, on: false }],
    employees: [
      { id: "ivan", name: "Иван", emergencyNumber: OFF },
      { id: "anna", name: "Анна", emergencyNumber: A, lines: "corporate_sim 8029" },
      { id: "petr", name: "Пётр", lines: `corporate_sim ${B}, desk_phone 8029` },
    ],
  });
  const departments = [
    { id: "sales", name: "Продажи", members: [], emergencyNumber: B },
    { id: "office", name: "Офис", members: [], emergencyNumber: A },
  ];
  const places = (code: (typeof WARNING_CODES)[number], fields = company) =>
    elsewhere(code, fields, { ...directory, departments });
  const people = [
    { employee: "ivan", name: "Иван" },
    { department: "sales", name: "Продажи" },
  ];
  assert.deepEqual(places("emergency_number_off"), people);
  assert.deepEqual(places("emergency_number_off", { ...company, emergencyNumber: OFF }), [
    { section: "company" },
    ...people,
  ]);
  assert.deepEqual(places("sim_not_e164"), [{ employee: "anna", name: "Анна" }]);
  assert.deepEqual(places("outside_line_hides"), [{ section: "company" }]);
  assert.deepEqual(places("never_decides"), []);
});

test("a number with a plus is read outside of all plans too, and known to be so", () => {
  const cases: Readonly<Record<string, readonly [number: string | undefined, isInPlan: boolean]>> = {
    "+375 17 200-01-01": ["+375172000101", true],
    "+375 49 512-34-56": ["+375495123456", false],
    "+999 12 345 678": ["+99912345678", false],
    "+12": [undefined, false],
    "8 017 200-01-01": [undefined, false],
    "+375 17 доб. 5 123456": [undefined, false],
  };
  for (const [text, [number, known]] of Object.entries(cases)) {
    assert.equal(readWithPlus(text), number, text);
    if (number !== undefined) assert.equal(readNumber(text, { country: "BY" }).isValid, known, text);
  }
  assert.ok(readNumber("8 017 200-01-01", { country: "BY" }).isValid);
});
