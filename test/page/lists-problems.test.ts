/** What the service would have against a list, found before it is sent: all of it at once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkDirectory } from "../../src/policy/check-directory.ts";
import { Directory } from "../../src/policy/directory.ts";
import { directoryProblems } from "../../web/spreadsheet/directory-problems.ts";
import { company, department, employee, importInto } from "./lists-sample.ts";

test("every wrong form and every clash of a long list is told, each with its cell", async () => {
  const rows = Array.from({ length: 300 }, (_, at) => `Новый ${at};ext ${at};phone${at % 150}`);
  const imported = await importInto(company, "employees", `name;extension;desk_phone\n${rows.join("\n")}`);
  const told = directoryProblems(imported.directory).map(({ path, code }) => {
    const cell = imported.cellOf(path);
    return `${cell?.line} ${cell?.column} ${code}`;
  });
  const expected = [
    ...rows.map((_, at) => `${at + 2} extension invalid`),
    ...rows.slice(150).map((_, at) => `${at + 152} desk_phone duplicate_line`),
  ];
  assert.deepEqual(told, expected);
});

test("the page finds what the service does", () => {
  const long = "я".repeat(201);
  const wrong: Directory = {
    numbers: [
      { number: "+375172221013", label: long, on: true },
      { number: "+375172221013", label: "", on: true },
    ],
    employees: [
      employee("a b", { name: long, extension: "доб. 5" }),
      employee("anna", { extension: "112", lines: [{ id: "a\u0000", device: "crm" }] }),
      employee("anna", { extension: "112", lines: [{ id: "x", device: "crm" }] }),
      employee("petr", { extension: "1".repeat(16), lines: [{ id: "x", device: "softphone" }] }),
    ],
    departments: [
      department("..", long, ["nobody"]),
      department("sales", "x", ["anna", "anna"]),
      department("sales", "y"),
    ],
  };
  const forms = Directory.safeParse(wrong).error!.issues.map(({ path }) => `/${path.join("/")} invalid`);
  const clashes = checkDirectory(wrong).problems.map(({ path, code }) => `${path} ${code}`);
  const found = directoryProblems(wrong).map(({ path, code }) => `${path} ${code}`);
  assert.deepEqual(found.toSorted(), [...forms, ...clashes].toSorted());
  assert.deepEqual(directoryProblems(company), []);
});
