/** Employees from a file. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Directory } from "../../src/policy/directory.ts";
import { assertCells, company, department, employee, idsOf, importInto } from "./lists-sample.ts";
import { shownChanges, shownErrors } from "./lists-sample.ts";
import { B } from "./outgoing-sample.ts";

const read = (text: string, more = {}, directory: Directory = company) =>
  importInto(directory, "employees", text, more);

const membersOf = ({ departments }: Directory) => departments.map(({ members }) => members.join(" "));

test("people are added, changed and, where asked, removed, each told with its cells", async () => {
  const text = "Имя;Внутренний номер;Отделы\nИван Петров;305;Поддержка\nНовая;300;Продажи|support";
  const changes = [
    "changed Иван Петров: extension 201→305, departments Продажи; Поддержка→Поддержка",
    "added Новая: id →300, name →Новая, extension →300, departments →Продажи; Поддержка",
  ];
  const kept = await read(text);
  assert.deepEqual([kept.errors, shownChanges(kept)], [[], changes]);
  assert.equal(idsOf(kept.directory.employees), "ivan anna petr petr-2 300");
  assert.deepEqual(membersOf(kept.directory), ["petr 300", "ivan 300"]);
  const removed = await read(text, { removeMissing: true });
  assert.equal(idsOf(removed.directory.employees), "ivan 300");
  assert.deepEqual(membersOf(removed.directory), ["300", "ivan 300"]);
  assert.deepEqual(shownChanges(removed).slice(2), [
    "removed Anna Müller: id anna→, name Anna Müller→, guest ✓→",
    "removed Пётр Ким: id petr→, name Пётр Ким→, extension 0202→, departments Продажи→",
    "removed Петр Ким: id petr-2→, name Петр Ким→, extension 203→",
  ]);
});

test("columns that are not there keep what is stored, empty cells take it away, but for the name", async () => {
  const kept = await read("Идентификатор;Имя\nivan;\nanna;Anna");
  assert.deepEqual(shownChanges(kept), ["changed Anna: name Anna Müller→Anna"]);
  assert.deepEqual(kept.directory.departments, company.departments);
  const [ivan, anna] = company.employees;
  assert.deepEqual(kept.directory.employees.slice(0, 2), [ivan, { ...anna, name: "Anna" }]);
  const emptied = await read("id;name;extension;departments;desk_phone;guest\nivan;;;;;\nanna");
  assert.deepEqual(emptied.directory.employees.slice(0, 2), [
    employee("ivan", { name: "Иван Петров", lines: [{ id: B, device: "corporate_sim" }] }),
    employee("anna", { name: "Anna Müller" }),
  ]);
  assert.deepEqual(membersOf(emptied.directory), ["petr", ""]);
});

test("people are known by id, else by extension, else by a name that one has", async () => {
  const cases: Readonly<Record<string, string>> = {
    "ivan;Анна;203": "changed ivan",
    "new;ИВАН ПЕТРОВ;201": "added new",
    ";ПЕТРОВ;201": "changed ivan",
    ";иван ПЕТРОВ;299": "changed ivan",
    ";Петров Иван;299": "changed ivan",
    ";Петр Ким;299": "changed petr-2",
    ";ПЕТР КИМ;299": "added 299",
    ";ПЕТР КИМ;": "2 name: several ПЕТР КИМ",
    ";Петр Ким;203": "",
    ";***;": "added employee-5",
    ";;": "",
    "none;;299": "2 name: missing",
  };
  for (const [row, expected] of Object.entries(cases)) {
    const { directory, changes, errors } = await read(`id;name;extension\n${row}\n;;0202`);
    const of = (name: string) => idsOf(directory.employees.filter((one) => one.name === name));
    const told = changes.map(({ kind, name }) => `${kind} ${of(name)}`);
    assert.equal([...told, ...shownErrors(errors)].join(), expected, row);
  }
});

test("faults tell the row and the column, and what in the cell is wrong", async () => {
  const text = `id;name;extension;departments;corporate_sim;guest
;Один;3,75E+11;"Продажи; Никакой | support";3,75E+11;да

;Два;300;;x|4E+11;может
ivan;;;;;
two;Два;301;;;
;Иван Петров;201;;;
two;Иной;;;;
1E+5;Три;302;;;`;
  assert.deepEqual(shownErrors((await read(text)).errors), [
    "2 extension: rounded 3,75E+11",
    "2 corporate_sim: rounded 3,75E+11",
    "2 departments: department_unknown Никакой",
    "4 guest: yes_or_no может",
    "4 corporate_sim: sim_not_read x",
    "4 corporate_sim: rounded 4E+11",
    "7 null: repeats 5",
    "8 null: repeats 6",
    "9 id: rounded 1E+5",
  ]);
});

test("a department is named by its id or name; of several with one name none is taken", async () => {
  const departments = [...company.departments, department("D-3", "ПРОДАЖИ"), department("soft", "Мяг\u00adкий")];
  const cases: Readonly<Record<string, string>> = {
    Продажи: "sales",
    ПРОДАЖИ: "D-3",
    продажи: "2 departments: several продажи",
    мягкий: "soft",
    "SUPPORT|d 3": "support D-3",
    "—": "2 departments: department_unknown —",
  };
  for (const [cell, expected] of Object.entries(cases)) {
    const { directory, errors } = await read(`id;departments\nanna;${cell}`, {}, { ...company, departments });
    const of = directory.departments.filter(({ members }) => members.includes("anna"));
    assert.equal(shownErrors(errors).join() || idsOf(of), expected, cell);
  }
});

test("departments that are not there are added with the employees who are in them, where that is asked for", async () => {
  const text = "name;extension;departments\nНовая;300;Склад|Продажи\nНовый;301;склад; Приём\nДругой;302;СКЛАД|Приём";
  const asked = text.replace("склад; Приём", '"склад; Приём"');
  const refused = await read(asked);
  assert.deepEqual(refused.missingDepartments, ["Склад", "Приём"]);
  assert.equal(refused.errors.length, 5);
  assert.equal(refused.directory.departments.length, 2);
  const added = await read(asked, { addDepartments: true });
  assert.deepEqual([added.errors, added.missingDepartments], [[], ["Склад", "Приём"]]);
  assert.deepEqual(added.directory.departments.slice(2), [
    department("department-3", "Склад", ["300", "301", "302"]),
    department("department-4", "Приём", ["301", "302"]),
  ]);
  assert.deepEqual(shownChanges(added).slice(0, 3), [
    "department_added Склад: ",
    "department_added Приём: ",
    "added Новая: id →300, name →Новая, extension →300, departments →Продажи; Склад",
  ]);
});

test("a row that ends early takes away what is stored in its missing cells, and the change is told", async () => {
  const { changes, errors } = await read("id;name;extension;departments\nivan;Иван Петров");
  assert.deepEqual(
    [shownErrors(errors), shownChanges({ changes } as never)],
    [[], ["changed Иван Петров: extension 201→, departments Продажи; Поддержка→"]],
  );
});

test("lines of every device, several in a cell, SIM numbers as they are written", async () => {
  const text = `id;desk_phone;softphone;mobile_app;crm\nivan;a|b;s;m;\nanna;;"+375 (29) 000-00-00; u";;c`;
  const { directory } = await read(text);
  const lines = (at: number) => directory.employees[at]!.lines.map(({ id, device }) => `${device} ${id}`);
  assert.deepEqual(lines(0), ["desk_phone a", "desk_phone b", "softphone s", "mobile_app m", `corporate_sim ${B}`]);
  assert.deepEqual(lines(1), ["softphone +375290000000", "softphone u", "crm c"]);
});

test("only an operator makes a guest an own employee, who then has nothing of a guest", async () => {
  const text = (cell: string) => `id;guest\nanna;${cell}\nivan;да`;
  for (const cell of ["", "нет"]) {
    assert.deepEqual(shownErrors((await read(text(cell), { mayOpenToGuests: false })).errors), [
      "2 guest: guest_stays",
    ]);
    const { directory, errors } = await read(text(cell));
    assert.deepEqual([errors, directory.employees[1]], [[], employee("anna", { name: "Anna Müller" })]);
    assert.equal(directory.employees[0]!.guest, true);
  }
  const { directory, errors } = await read(text("да"), { mayOpenToGuests: false });
  assert.deepEqual([errors, directory.employees[1]], [[], company.employees[1]]);
});

test("what the service has against the next directory leads to the cell that it comes from", async () => {
  const text = "id;name;departments;crm;softphone\npetr;Пётр;support;c;s\nnew;Новый;sales;c2;";
  assertCells(await read(text), {
    "2 name": "/employees/2/name",
    "2 softphone": "/employees/2/lines/0/id",
    "2 crm": "/employees/2/lines/1/id",
    "3 crm": "/employees/4/lines/0",
    "3 id": "/employees/4/id",
    "3 null": "/employees/4",
    "3 departments": "/departments/0/members/1",
    "2 departments": "/departments/1/members/1",
    none: "/employees/0/name /employees/9/name /departments/0/members/0 /departments/0/name /numbers/0/label",
  });
});
