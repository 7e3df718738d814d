/** What the page does to a directory, and tells of it. */
import { putThing, removeThing } from "../../src/policy/edit-directory.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Company } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import * as edit from "../../web/directory/edit-directory.ts";
import { sentDirectory } from "../../web/directory/sent-directory.ts";
import { newId } from "../../web/directory/new-id.ts";
import { departmentById, departmentsOf, devicesInWords, employeeById } from "../../web/directory/people.ts";
import { usesOf } from "../../web/numbers/uses.ts";
import { sameDevices } from "../../web/shown/same-devices.ts";
import { isSame, mergeFields } from "../../web/form/fields.ts";
import { employeeOf, formOf } from "../../web/employees/employee-form.ts";
import { linesOf as lines } from "../../lab/companies/sample-company.ts";
import { department, employee, idsOf, importInto } from "./lists-sample.ts";
import { A, B, C } from "./outgoing-sample.ts";

const petr = employee("petr");
const directory: Directory = {
  numbers: [],
  employees: [employee("ivan"), employee("anna"), petr],
  departments: [department("a", "A", ["ivan", "petr"]), department("b", "B", ["petr"]), department("c", "C")],
};

const shown = ({ employees, departments }: Directory) =>
  [employees.map(({ name }) => name), ...departments.map(({ name, members }) => [`${name}:`, ...members])]
    .map((words) => words.join(" "))
    .join("; ");

test("every edit changes what it names and leaves the rest and what was there", () => {
  const before = structuredClone(directory);
  const cases: readonly (readonly [next: Directory, shown: string])[] = [
    [directory, "ivan anna petr; A: ivan petr; B: petr; C:"],
    [edit.putEmployee(directory, { ...petr, name: "П" }, ["b", "c"]), "ivan anna П; A: ivan; B: petr; C: petr"],
    [edit.putEmployee(directory, employee("x"), ["a", "gone"]), "ivan anna petr x; A: ivan petr x; B: petr; C:"],
    [removeThing(directory, "employees", "petr"), "ivan anna; A: ivan; B:; C:"],
    [removeThing(directory, "employees", "gone"), shown(directory)],
    [putThing(directory, "departments", department("b", "Бэ", ["anna"])), "ivan anna petr; A: ivan petr; Бэ: anna; C:"],
    [putThing(directory, "departments", department("d", "D")), "ivan anna petr; A: ivan petr; B: petr; C:; D:"],
    [removeThing(directory, "departments", "b"), "ivan anna petr; A: ivan petr; C:"],
  ];
  for (const [next, expected] of cases) assert.equal(shown(next), expected);
  assert.deepEqual(directory, before);
});

test("a department is moved to a place, beyond the ends to the first or the last", () => {
  const cases = ["a 0: a b c", "a 1: b a c", "a 2: b c a", "c 0: c a b", "b -1: b a c", "a 9: b c a", "gone 0: a b c"];
  for (const told of cases) {
    const [id = "", to] = told.split(/[ :]/);
    assert.equal(`${id} ${to}: ${idsOf(edit.moveDepartment(directory, id, Number(to)).departments)}`, told);
  }
});

test("a new id is the first wanted that is free, else the next number that is", () => {
  const taken = new Set(["201", "ivan", "employee-4"]);
  const id = (...wanted: readonly (string | null)[]) => newId(taken, "employee", wanted);
  assert.deepEqual([id("x", "y"), id("", "300"), id(null, "300")], ["x", "300", "300"]);
  assert.deepEqual([id("ivan", "201"), id()], ["employee-5", "employee-5"]);
  assert.equal(newId(new Set(), "department", [""]), "department-1");
});

test("what people set is sent as null once it is cleared, and is otherwise sent as it stands", () => {
  const emergencyNumber = A;
  const guest = employee("gast", { guest: true, substitution: "full" });
  const before: Directory = {
    numbers: [],
    employees: [employee("ivan", { withhold: false, emergencyNumber }), guest, petr],
    departments: [{ ...department("a", "A"), emergencyNumber }, department("b", "B")],
  };
  const next: Directory = {
    numbers: [],
    employees: [employee("ivan", { name: "Иван", withhold: true }), employee("gast", { guest: true }), petr],
    departments: [department("a", "A"), { ...department("b", "B"), emergencyNumber }, department("c", "C")],
  };
  assert.deepEqual(sentDirectory(before, next), {
    numbers: [],
    employees: [{ ...next.employees[0], emergencyNumber: null }, { ...next.employees[1], substitution: null }, petr],
    departments: [{ ...next.departments[0], emergencyNumber: null }, ...next.departments.slice(1)],
  });
  assert.deepEqual(sentDirectory(before, before), before);
});

test("a form gives back the employee whom it shows", () => {
  for (const more of [{}, { withhold: true }, { withhold: false, emergencyNumber: A }] as const) {
    const one = employee("ivan", more);
    assert.deepEqual(employeeOf("ivan", formOf(directory, one)), one);
  }
});

test("an import of employees leaves what people set and no column has", async () => {
  const set = { withhold: false, emergencyNumber: A };
  const before = { ...directory, employees: [employee("ivan", set)] };
  const { directory: after } = await importInto(before, "employees", "id;name\nivan;Иван");
  assert.deepEqual(after.employees, [employee("ivan", { ...set, name: "Иван" })]);
});

test("people, their departments in rank order and the kinds of their devices", () => {
  const of = [...departmentsOf(directory)].map(([id, list]) => `${id}: ${idsOf(list)}`);
  assert.deepEqual(of, ["ivan: a", "petr: a b"]);
  assert.deepEqual([employeeById(directory, "petr"), employeeById(directory, "a")], [petr, undefined]);
  assert.deepEqual([departmentById(directory, "a")?.name, departmentById(directory, "petr")], ["A", undefined]);
  const devices = devicesInWords(lines("crm 1, softphone 2, crm 3"), (key) => key);
  assert.equal(devices, "people.device.softphone, people.device.crm");
});

const base = Company.parse({ name: "A", country: "BY", areaCode: "17" });

test("of two who change a company at once, each has what he alone changed, and who saves last the rest", () => {
  const none = { areaCode: undefined };
  const cases: readonly (readonly [mine: object, theirs: object, result: object, overlaps: string])[] = [
    [{ name: "B" }, { country: "PL" }, { name: "B", country: "PL" }, ""],
    [{ choice: "all", country: "PL" }, { choice: "off" }, { choice: "all", country: "PL" }, "choice"],
    [{ name: "B", guests: "full" }, { name: "B" }, { name: "B", guests: "full" }, ""],
    [none, { name: "B" }, { ...none, name: "B" }, ""],
    [none, { areaCode: "29" }, none, "areaCode"],
    [{ emergencyNumber: "+1" }, { emergencyNumber: "+2" }, { emergencyNumber: "+1" }, "emergencyNumber"],
  ];
  for (const [mine, theirs, result, overlaps] of cases) {
    const me = { ...base, ...mine };
    const them = { ...base, ...theirs };
    const merged = mergeFields<Company>(base, me, them);
    assert.deepEqual(merged.fields, { ...base, ...result }, JSON.stringify([mine, theirs]));
    const names = merged.overlaps.map(({ name }) => name);
    assert.equal(names.join(), overlaps, JSON.stringify([mine, theirs]));
  }
});

test("of two who change an employee or a department, ids that either added or took away are so, and never overlap", () => {
  const before = formOf(directory, petr);
  const mine = { ...before, name: "П", departments: ["b", "c"] };
  const theirs = { ...before, extension: "777", name: "P", departments: ["b", "a", "d"] };
  const merged = mergeFields(before, mine, theirs);
  assert.deepEqual(merged.fields, { ...theirs, name: "П", departments: ["b", "d", "c"] });
  assert.deepEqual(merged.overlaps, [{ name: "name", base: "petr", mine: "П", theirs: "P" }]);
  assert.ok(isSame(before, { ...before, departments: ["b", "a"] }), "their order is no difference");
  const desk = { ...before, lines: lines("desk_phone 1") };
  const crm = { ...before, lines: lines("crm 2") };
  assert.deepEqual(mergeFields(before, desk, crm).fields, desk);
  assert.equal(mergeFields(before, desk, crm).overlaps[0]!.name, "lines");
  assert.ok(!isSame(desk, crm));
});

test("where a number is used", () => {
  const personal: OutgoingNumbers["personal"] = [{ number: A, employee: "ivan", device: "any" }];
  const regional: OutgoingNumbers["regional"] = [A, B].map((number, at) => ({ number, prefix: `+4${at}` }));
  const outgoing = { main: A, personal, regional, priority: "regional" } as const;
  const nobody = { employees: [], departments: [] };
  const uses = usesOf({ ...base, emergencyNumber: C }, outgoing, nobody);
  const none = { isMain: false, isEmergency: false, personal: [], regional: [] };
  assert.deepEqual(Object.fromEntries(uses), {
    [A]: { ...none, isMain: true, personal, regional: [regional[0]] },
    [B]: { ...none, regional: [regional[1]] },
    [C]: { ...none, isEmergency: true },
  });
  const unused = usesOf(base, { ...outgoing, main: null, personal: [] }, nobody);
  const expected = regional.map((entry) => ({ ...none, regional: [entry] }));
  assert.deepEqual([...unused.values()], expected);
  const people = {
    employees: [employee("ivan", { emergencyNumber: A })],
    departments: [{ ...department("a", "A"), emergencyNumber: C }],
  };
  const emergency = usesOf(base, { ...outgoing, main: null, personal: [], regional: [] }, people);
  assert.deepEqual(
    [...emergency],
    [A, C].map((number) => [number, { ...none, isEmergency: true }]),
  );
});

test("devices that show the same by the same rules at every place stand in one column", () => {
  const at = (callerId: string, rule: "main" | "chosen") => ({ callerId, decidedBy: { rule }, passedOver: [] });
  const columns = sameDevices([
    { device: "desk_phone", shown: [at(A, "main"), at(B, "main")] },
    { device: "softphone", shown: [at(A, "main"), at(A, "main")] },
    { device: "mobile_app", shown: [at(A, "main"), at(B, "chosen")] },
    { device: "crm", shown: [at(A, "main"), at(B, "main")] },
  ]);
  const told = columns.map(({ devices, shown }) => `${devices.join(" ")}: ${shown[1]!.callerId}`);
  assert.deepEqual(told, [`desk_phone crm: ${B}`, `softphone: ${A}`, `mobile_app: ${B}`]);
});
