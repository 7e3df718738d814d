/** Validation of documents: its bounds, and what is left of a document without what it refuses. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checkDirectory } from "../../../src/policy/check-directory.ts";
import { checkOutgoingNumbers, isRefused, withoutProblems } from "../../../src/policy/check-outgoing-numbers.ts";
import { Company } from "../../../src/policy/company.ts";
import { emptyDirectory, type Directory } from "../../../src/policy/directory.ts";
import {
  noOutgoingNumbers,
  type OutgoingNumbers,
  type PersonalEntry,
  type RegionalEntry,
} from "../../../src/policy/outgoing-numbers.ts";

const NUMBER = "+375171234561";
const company = Company.parse({ name: "Acme", country: "BY" });
const directory: Directory = {
  numbers: [{ number: NUMBER, label: "", on: true }],
  employees: [{ id: "ivan", name: "Ivan", extension: null, guest: false, lines: [] }],
  departments: [],
};

const check = (asked: Partial<OutgoingNumbers>, current = noOutgoingNumbers) =>
  checkOutgoingNumbers({ ...noOutgoingNumbers, main: NUMBER, ...asked }, company, directory, current);

const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const personal = (employee: string): PersonalEntry => ({ number: NUMBER, employee, device: "any" });
const prefix = (prefix: string): RegionalEntry => ({ number: NUMBER, prefix });

describe("outgoing numbers", () => {
  test("a hundred problems are listed, the rest counted, and every refused entry known", () => {
    const checked = check({
      personal: [...many(150, (at) => personal(`nobody${at}`)), personal("ivan")],
      regional: [prefix("+7495"), ...many(50, (at) => prefix(`x${at}`)), prefix("+7 495")],
    });
    assert.equal(checked.problems.length, 100);
    assert.equal(checked.more, 150 + 51 - 100);
    assert.deepEqual(withoutProblems(checked), {
      main: NUMBER,
      personal: [personal("ivan")],
      regional: [prefix("+7495")],
      priority: "regional",
    });
    assert.deepEqual(
      ["/main", "/priority", "/personal/149", "/personal/150", "/regional/0", "/regional/50", "/regional/51"].filter(
        (path) => isRefused(checked, path),
      ),
      ["/personal/149", "/regional/50", "/regional/51"],
    );
  });

  test("without problems there is nothing more", () => {
    const { problems, more } = check({ personal: [personal("ivan")] });
    assert.deepEqual([problems, more], [[], 0]);
  });

  test("main is left out where it is refused", () => {
    const checked = check({ main: "+375171234569" });
    assert.deepEqual(
      checked.problems.map(({ path, code }) => `${path} ${code}`),
      ["/main number_unknown"],
    );
    assert.equal(withoutProblems(checked).main, null);
    assert.ok(isRefused(checked, "/main"));
  });

  test("a block of 20,000 entries is checked, one of 20,001 refused whole and not looked at", () => {
    const entries = many(20_001, () => prefix("x"));
    const full = check({ regional: entries.slice(1) });
    assert.equal(full.problems.length + full.more, 20_000 + 19_999);

    const checked = check({ personal: [personal("nobody"), personal("ivan")], regional: entries });
    assert.deepEqual(
      checked.problems.map(({ path, code }) => `${path} ${code}`),
      ["/regional too_many_entries", "/personal/0/employee employee_unknown"],
    );
    assert.equal(checked.more, 0);
    assert.deepEqual(withoutProblems(checked).regional, []);
    assert.deepEqual(withoutProblems(checked).personal, [personal("ivan")]);
    assert.ok(isRefused(checked, "/regional/20000"));
  });

  test("a block that is too long is refused even where it is the current one", () => {
    const regional = many(20_001, (at) => prefix(`+49${at}`));
    const { problems } = check({ regional }, { ...noOutgoingNumbers, regional });
    assert.deepEqual(
      problems.map(({ path, code }) => `${path} ${code}`),
      ["/regional too_many_entries"],
    );
  });
});

describe("directories", () => {
  test("a hundred problems are listed, the rest counted", () => {
    const number = { number: NUMBER, label: "", on: true };
    const { problems, more } = checkDirectory({ ...emptyDirectory, numbers: many(500, () => number) });
    assert.equal(problems.length, 100);
    assert.equal(more, 399);
    assert.deepEqual(problems[0], {
      path: "/numbers/1/number",
      code: "duplicate_number",
      message: `“${NUMBER}” appears more than once.`,
      other: "/numbers/0",
    });
  });

  test("each thing that stands twice is reported at its second place, with the first", () => {
    const person = {
      name: "P",
      extension: "201",
      guest: false,
      lines: [{ id: "desk", device: "desk_phone" as const }],
    };
    const { problems, more } = checkDirectory({
      numbers: [],
      employees: [
        { ...person, id: "a" },
        { ...person, id: "a" },
        { ...person, id: "b", extension: "112", lines: [] },
      ],
      departments: [
        { id: "d", name: "D", members: ["a", "b", "b"] },
        { id: "d", name: "D", members: ["gone"] },
      ],
    });
    assert.deepEqual(
      problems.map(({ path, code, other = "" }) => `${code} ${path} ${other}`.trim()),
      [
        "duplicate_id /employees/1/id /employees/0",
        "duplicate_extension /employees/1/extension /employees/0",
        "duplicate_line /employees/1/lines/0/id /employees/0/lines/0",
        "extension_reserved /employees/2/extension",
        "duplicate_id /departments/0/members/2 /departments/0/members/1",
        "duplicate_id /departments/1/id /departments/0",
        "member_unknown /departments/1/members/0",
      ],
    );
    assert.equal(more, 0);
  });
});

test("a directory has bounds, each named where it is passed", () => {
  const lines = Array.from({ length: 51 }, (_, at) => ({ id: `line-${at}`, device: "crm" as const }));
  const employees = directory.employees.map((employee) => ({ ...employee, lines }));
  const numbers = Array.from({ length: 50_001 }, (_, at) => ({
    number: `+${375_170_000_000 + at}`,
    label: "",
    on: true,
  }));
  const { problems } = checkDirectory({ ...directory, numbers, employees });
  assert.deepEqual(
    problems.map(({ path, code }) => `${code} ${path}`),
    ["too_many_entries /numbers", "too_many_entries /employees/0/lines"],
  );
});
