/// <reference lib="dom" />
/** The sections Employees and Departments, and what of them is left to a PBX that keeps the directory. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { eventually } from "../../lab/eventually.ts";
import { inspect, pick } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

const { operator, as, key, open } = site();

type People = Readonly<{
  employees: readonly Readonly<{ name: string }>[];
  departments: readonly Readonly<{ id: string }>[];
}>;

const stored = async () => (await operator("GET companies/acme/directory")).body as unknown as People;
const shown = async (line: string, dialled = "300 11 22") =>
  (await operator("POST decisions", { company: "acme", line, dialled })).body["callerId"];
const save = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Сохранить" }).click();
const closed = (page: Page) => page.getByRole("dialog").waitFor({ state: "detached" });
const field = (page: Page, name: string) => page.getByRole("dialog").getByRole("textbox", { name, exact: true });
const row = (page: Page, list: string, name: string) =>
  page
    .getByRole("table", { name: list })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name }) });
const onlyNumbers = { ...directory, employees: [], departments: [] };

describe("сотрудники", () => {
  const openEmployees = (more = {}) => open("/companies/acme/employees", more);

  /** Adds a line to the form that is open. */
  async function addLine(page: Page, at: number, device: string, id: string): Promise<void> {
    await page.getByRole("button", { name: "Добавить линию" }).click();
    if (device !== "Настольный телефон") {
      await page.getByRole("combobox", { name: `Устройство линии ${at}` }).click();
      await page.getByRole("option", { name: device }).click();
    }
    await field(page, `Имя линии ${at}`).fill(id);
  }

  test("первый сотрудник: с линиями нескольких видов, ошибки стоят у своих полей", async () => {
    await putCompany(operator, "acme", { company, directory: onlyNumbers });
    const page = await openEmployees();
    await page.getByText("Сотрудников пока нет").waitFor();
    await inspect(page, "employees-empty");
    await page.getByRole("button", { name: "Добавить сотрудника" }).click();
    const dialog = page.getByRole("dialog", { name: "Новый сотрудник" });
    await inspect(page, "employee-new");
    await field(page, "Внутренний номер").fill("112");
    await addLine(page, 1, "Настольный телефон", "anna-desk");
    await addLine(page, 2, "Корпоративная SIM-карта", "");
    await addLine(page, 3, "CRM", "anna-desk");
    await page.getByRole("combobox", { name: "Устройство линии 3" }).click();
    await inspect(page, "employee-devices");
    await page.keyboard.press("Escape");
    await save(page);
    await dialog.getByText("Введите название или имя, не длиннее 200 знаков.").waitFor();
    await inspect(page, "employee-no-name");
    await field(page, "Имя").fill("Анна Ёлкина");
    await save(page);
    await dialog.getByText("112, 911 и 999 не могут быть внутренними номерами").waitFor();
    // The line that had no name is gone.
    const [, second] = await dialog.getByRole("textbox", { name: /^Имя линии/ }).all();
    assert.equal(await second!.inputValue(), "anna-desk");
    assert.equal(await second!.getAttribute("aria-invalid"), "true");
    await dialog.getByText("Такая линия уже есть.", { exact: true }).waitFor();
    await inspect(page, "employee-errors");
    await field(page, "Внутренний номер").fill("203");
    await field(page, "Имя линии 2").fill("anna-crm");
    await addLine(page, 3, "Корпоративная SIM-карта", "+375291112233");
    await save(page);
    await closed(page);
    await row(page, "Сотрудники", "Анна Ёлкина")
      .getByRole("img", { name: "Настольный телефон, Корпоративная SIM-карта, CRM" })
      .waitFor();
    assert.deepEqual((await stored()).employees, [
      {
        id: "203",
        name: "Анна Ёлкина",
        extension: "203",
        guest: false,
        lines: [
          { id: "anna-desk", device: "desk_phone" },
          { id: "anna-crm", device: "crm" },
          { id: "+375291112233", device: "corporate_sim" },
        ],
      },
    ]);
  });

  describe("в компании с людьми", () => {
    beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

    test("изменить: занятый внутренний номер виден у поля, и когда он у стоящего ниже; отделы меняются", async () => {
      const page = await openEmployees();
      await page.getByRole("button", { name: "Изменить: Иван Петров" }).click();
      const dialog = page.getByRole("dialog", { name: "Сотрудник" });
      await inspect(page, "employee-edit");
      for (const [extension, line, why] of [
        ["202", "ivan-desk", "Такой внутренний номер уже есть."],
        ["205", "olga-desk", "Такая линия уже есть."],
      ] as const) {
        await field(page, "Внутренний номер").fill(extension);
        await field(page, "Имя линии 1").fill(line);
        await save(page);
        await dialog.getByText(why, { exact: true }).waitFor();
        assert.equal(await dialog.locator("[aria-invalid=true]").count(), 1, "at its field alone");
      }
      await inspect(page, "employee-edit-clash");
      await field(page, "Имя линии 1").fill("ivan-new");
      await dialog.getByRole("button", { name: "Удалить линию 2" }).click();
      await page.getByRole("combobox", { name: "Отделы" }).click();
      await inspect(page, "employee-departments-list");
      await page.getByRole("option", { name: "Support" }).click();
      await page.keyboard.press("Escape");
      await save(page);
      await closed(page);
      const { employees, departments } = await stored();
      assert.deepEqual(employees[0], {
        ...directory.employees[0],
        extension: "205",
        lines: [{ id: "ivan-new", device: "desk_phone" }, directory.employees[0].lines[2]],
      });
      assert.deepEqual(departments, [directory.departments[0], { ...directory.departments[1], members: ["olga"] }]);

      await page.getByRole("button", { name: "Добавить сотрудника" }).click();
      await field(page, "Имя").fill("Второй Иван");
      await field(page, "Идентификатор").fill("ivan");
      await save(page);
      await page.getByText("Такой идентификатор уже есть.", { exact: true }).waitFor();
      await inspect(page, "employee-id-taken");
      assert.equal((await stored()).employees.length, 3);
    });

    /** Somebody else puts a directory, unseen by the windows that are open. */
    async function saveAsAnna(next: object): Promise<void> {
      const anna = as(await key({ name: "Анна", role: "admin", companies: ["acme"] }));
      const { headers, body } = await anna("GET companies/acme/directory");
      const answer = await anna("PUT companies/acme/directory", { ...body, ...next }, { ifMatch: headers.etag! });
      assert.equal(answer.status, 200, answer.text);
    }

    test("изменить вдвоём: чужое не затирается и вторым «Сохранить», а удалённый не возвращается", async () => {
      const page = await openEmployees();
      await page.getByRole("button", { name: "Изменить: Иван Петров" }).click();
      const dialog = page.getByRole("dialog", { name: "Сотрудник" });
      await field(page, "Имя").fill("Иван Сидоров");
      const [ivan, ...others] = directory.employees;
      const departments = [
        { ...directory.departments[0], members: ["gast"] },
        { ...directory.departments[1], members: ["ivan", "olga"] },
      ];
      await saveAsAnna({ employees: [{ ...ivan, extension: "777" }, ...others], departments });
      await save(page);
      const note = dialog.getByRole("alert");
      await note.getByText(/^Тем временем сохранены другие данные: Анна, /).waitFor();
      await note.getByText("Посмотрите и сохраните.").waitFor();
      assert.equal(await field(page, "Внутренний номер").inputValue(), "777", "theirs, seen");
      assert.equal(await field(page, "Имя").inputValue(), "Иван Сидоров");
      assert.equal((await stored()).employees[0]!.name, "Иван Петров", "not saved yet");

      const saved = { ...ivan, name: "Ваня", extension: "777", lines: [] };
      await saveAsAnna({ employees: [saved, ...others], departments });
      await save(page);
      await note.getByText("Имя: было Иван Петров, у вас Иван Сидоров, сохранено Ваня").waitFor();
      await inspect(page, "employee-conflict");
      await save(page);
      await closed(page);
      assert.deepEqual((await stored()).employees[0], { ...saved, name: "Иван Сидоров" });
      assert.deepEqual((await stored()).departments, departments);

      await page.getByRole("button", { name: "Изменить: Иван Сидоров" }).click();
      await field(page, "Имя").fill("Иван");
      const left = departments.map((one) => ({ ...one, members: one.members.filter((id) => id !== "ivan") }));
      await saveAsAnna({ employees: others, departments: left });
      await save(page);
      await note.getByText("Сохранять уже некуда.").waitFor();
      assert.ok(await dialog.getByRole("button", { name: "Сохранить" }).isDisabled());
      assert.equal(await field(page, "Имя").inputValue(), "Иван");
      await inspect(page, "employee-removed-meanwhile");
      assert.deepEqual((await stored()).employees, others);
    });

    test("изменить отдел вдвоём: участники обоих остаются, удалённый отдел не возвращается", async () => {
      const page = await open("/companies/acme/departments");
      await page.getByRole("button", { name: "Изменить: Sales" }).click();
      const dialog = page.getByRole("dialog", { name: "Отдел" });
      await pick(page, "Участники", "Ольга", /Ольга/);
      await field(page, "Название").fill("Продажи");
      const [sales, support] = directory.departments;
      await saveAsAnna({ departments: [{ ...sales, name: "Сбыт", members: ["gast"] }, support] });
      await save(page);
      const note = dialog.getByRole("alert");
      await note.getByText("Название: было Sales, у вас Продажи, сохранено Сбыт").waitFor();
      await inspect(page, "department-conflict");
      await save(page);
      await closed(page);
      assert.deepEqual((await stored()).departments, [
        { id: "sales", name: "Продажи", members: ["gast", "olga"] },
        support,
      ]);

      await page.getByRole("button", { name: "Изменить: Support" }).click();
      await field(page, "Название").fill("Поддержка");
      await saveAsAnna({ departments: [sales] });
      await save(page);
      await note.getByText("Сохранять уже некуда.").waitFor();
      assert.deepEqual((await stored()).departments, [sales]);
    });

    test("удалить: с ним убираются и его номера, за один раз", async () => {
      const page = await openEmployees();
      await page.getByRole("button", { name: "Удалить: Иван Петров" }).click();
      const dialog = page.getByRole("dialog", { name: "Удалить «Иван Петров»?" });
      await dialog
        .getByRole("checkbox", { name: "Убрать и его номер из исходящих: 1 запись", checked: true })
        .waitFor();
      await inspect(page, "employee-remove");
      await dialog.getByRole("button", { name: "Удалить" }).click();
      await closed(page);
      await row(page, "Сотрудники", "Иван Петров").waitFor({ state: "detached" });
      const { employees, departments } = await stored();
      assert.deepEqual(
        [employees.length, departments.map((one) => (one as never)["members"])],
        [2, [["gast"], ["olga"]]],
      );
      const outgoing = (await operator("GET companies/acme/outgoing-numbers")).body;
      assert.deepEqual(outgoing["personal"], []);
      const { headers } = await operator("GET companies/acme/directory");
      assert.equal(headers.etag, `"${String(outgoing["revision"])}"`);

      await page.goto("/companies/acme/employees/ivan");
      await page.getByText("Этого больше нет: кто-то удалил").waitFor();
      await inspect(page, "employee-gone");
    });

    test("гости отмечены, сказано что это значит, и оператор открывает гостю номера", async () => {
      const page = await openEmployees();
      await page.getByText("Гости — сотрудники других АТС, добавленные в ваши отделы.").waitFor();
      await row(page, "Сотрудники", "Gast").getByText("гость", { exact: true }).waitFor();
      await inspect(page, "employees");
      await page.getByRole("link", { name: "Gast" }).click();
      await page.getByText("Это гость.").waitFor();
      await page.getByRole("rowheader", { name: "Германия" }).waitFor();
      assert.equal(await page.getByRole("cell", { name: "+49 30 12345678" }).count(), 0, "the main number only");
      await inspect(page, "employee-guest-card");
      await page.getByRole("button", { name: "Изменить" }).click();
      await page.getByRole("combobox", { name: "С каких номеров звонит этот гость" }).click();
      await inspect(page, "employee-substitution-list");
      await page.getByRole("option", { name: "Со всех, как свои сотрудники" }).click();
      await save(page);
      await closed(page);
      await page.getByRole("cell", { name: "+49 30 12345678" }).waitFor();
      assert.equal(await shown("gast-desk", "+49 30 1234567"), BERLIN);
    });

    test("карточка: что видят клиенты по своей стране, за границей, в стране и по префиксу, с каждого устройства", async () => {
      const { headers } = await operator("GET companies/acme/outgoing-numbers");
      const next = {
        ...settings,
        personal: [{ number: SECOND, employee: "ivan", device: "corporate_sim" }],
        regional: [...settings.regional, { number: MAIN, prefix: "+49301" }],
      };
      await operator("PUT companies/acme/outgoing-numbers", next, { ifMatch: headers.etag! });
      const page = await openEmployees();
      await page.getByRole("link", { name: "Иван Петров" }).click();
      await page.getByText("Состоит в нескольких отделах").waitFor();
      const cells = async () =>
        (await page.getByRole("row").all()).map(async (one) =>
          (await one.locator("th, td").allInnerTexts()).map((text) => text.replaceAll("\u00a0", " ").split("\n")[0]),
        );
      await page.getByRole("rowheader", { name: "Германия" }).waitFor();
      assert.deepEqual(await Promise.all(await cells()), [
        ["Куда звонят", "Настольный телефон, Софтфон", "Корпоративная SIM-карта"],
        ["По своей стране", "+375 17 123 45 67", "+375 17 123 45 68"],
        ["В страну без своего номера", "+375 17 123 45 67", "+375 17 123 45 68"],
        ["Германия", "+49 30 12345678", "+49 30 12345678"],
        ["+49 301", "+375 17 123 45 67", "+375 17 123 45 67"],
      ]);
      await inspect(page, "employee-card");
      await page.getByRole("link", { name: "Sales" }).click();
      await page.getByText("для того, кто состоит только в этом отделе").waitFor();
      await page.getByRole("rowheader", { name: "Германия" }).waitFor();
      await inspect(page, "department-card");
      await page.getByRole("link", { name: "Все отделы" }).click();
      await page.getByRole("heading", { name: "Отделы", level: 1 }).waitFor();
    });
  });

  test("один из трёхсот находится по имени, внутреннему номеру и отделу; рисуются те, что видны", async () => {
    const employees = Array.from({ length: 300 }, (_, at) => ({
      id: `e${at}`,
      name: `Сотрудник ${at}`,
      extension: `${1000 + at}`,
    }));
    const departments = [{ id: "night", name: "Ночная смена", members: ["e7", "e8"] }];
    await putCompany(operator, "acme", { company, directory: { ...onlyNumbers, employees, departments } });
    const page = await openEmployees();
    const items = page.getByRole("table", { name: "Сотрудники" }).locator("tbody tr[aria-rowindex]");
    await page.getByText("300 сотрудников").waitFor();
    assert.ok((await items.count()) < 100);
    const search = page.getByRole("searchbox", { name: "Поиск: сотрудники" });
    for (const [text, count] of [
      ["сотр 277", "1 из 300"],
      ["1277", "1 из 300"],
      ["ночная", "2 из 300"],
    ] as const) {
      await search.fill(text);
      await page.getByText(count, { exact: true }).waitFor();
    }
    await search.fill("никто");
    await page.getByText("Ничего не найдено").waitFor();
    await inspect(page, "employees-none-found");
    await search.fill("");
    await inspect(page, "employees-many");
    await page.mouse.wheel(0, 100_000);
    await page.getByRole("link", { name: "Сотрудник 299" }).waitFor();
  });
});

describe("отделы", () => {
  const openDepartments = (more = {}) => open("/companies/acme/departments", more);
  const byDepartments = {
    ...settings,
    personal: [
      { number: BERLIN, department: "sales", device: "any" },
      { number: SECOND, department: "support", device: "any" },
    ],
  };

  test("первый отдел: с участниками, найденными по имени и внутреннему номеру", async () => {
    await putCompany(operator, "acme", { company, directory: { ...directory, departments: [] } });
    const page = await openDepartments();
    await page.getByText("Отделов пока нет").waitFor();
    await inspect(page, "departments-empty");
    await page.getByRole("button", { name: "Добавить отдел" }).click();
    await save(page);
    await page.getByText("Введите название или имя, не длиннее 200 знаков.").waitFor();
    await inspect(page, "department-no-name");
    await field(page, "Название").fill("Продажи");
    await page.getByRole("combobox", { name: "Участники" }).fill("и");
    await page.getByRole("option", { name: "Иван Петров · 201" }).waitFor();
    await inspect(page, "department-members-list");
    await pick(page, "Участники", "петр", /Иван/);
    await pick(page, "Участники", "202", /Ольга/);
    await page.keyboard.press("Escape");
    await inspect(page, "department-new");
    await save(page);
    await closed(page);
    await row(page, "Отделы", "Продажи").getByText("2 сотрудника").waitFor();
    const [made] = (await stored()).departments;
    assert.deepEqual({ ...made, id: "" }, { id: "", name: "Продажи", members: ["ivan", "olga"] });
  });

  describe("в компании с отделами", () => {
    beforeEach(() => putCompany(operator, "acme", { company, directory, settings: byDepartments }));

    test("порядок: выше, ниже, на место; слышно, куда встал, и решает тот, что выше", async () => {
      const page = await openDepartments();
      const heard = async (text: string) =>
        page.getByRole("status").filter({ hasText: text }).waitFor({ state: "attached" });
      const order = async () => (await stored()).departments.map(({ id }) => id).join();
      await page.getByText("звонит с номера того, что выше в списке").waitFor();
      await inspect(page, "departments");
      assert.equal(await shown("ivan-desk"), BERLIN);
      await page.getByRole("button", { name: "Ниже: Sales" }).click();
      await heard("Sales: теперь на месте 2.");
      assert.deepEqual([await order(), await shown("ivan-desk")], ["support,sales", SECOND]);
      await page.getByRole("button", { name: "Выше: Sales" }).click();
      await heard("Sales: теперь на месте 1.");
      assert.deepEqual([await order(), await shown("ivan-desk")], ["sales,support", BERLIN]);
      // The message may be there before the table.
      await page.getByRole("button", { name: "Выше: Sales", disabled: true }).and(page.locator(":focus")).waitFor();
      const place = page.getByRole("textbox", { name: "Место: Sales" });
      await place.fill("2");
      await place.press("Enter");
      // The message of the first move says the same.
      await eventually("it has moved", async () => (await order()) === "support,sales" || undefined);
      for (const nowhere of ["", "0", "x"]) {
        await place.fill(nowhere);
        await place.press("Enter");
        assert.equal(await place.inputValue(), "2");
      }
      assert.equal(await order(), "support,sales");
    });

    test("изменить и удалить: с записью, которая убирается вместе с ним", async () => {
      const page = await openDepartments();
      await page.getByRole("button", { name: "Изменить: Sales" }).click();
      await field(page, "Название").fill("Продажи");
      await inspect(page, "department-edit");
      await page.getByRole("combobox", { name: "Участники" }).press("Backspace");
      await save(page);
      await closed(page);
      assert.deepEqual((await stored()).departments[0], { id: "sales", name: "Продажи", members: ["ivan"] });

      await page.getByRole("link", { name: "Продажи" }).click();
      await page.getByRole("rowheader", { name: "Германия" }).waitFor();
      await page.getByRole("button", { name: "Удалить" }).click();
      const dialog = page.getByRole("dialog", { name: "Удалить «Продажи»?" });
      await dialog
        .getByRole("checkbox", { name: "Убрать и его номер из исходящих: 1 запись", checked: true })
        .waitFor();
      await inspect(page, "department-remove");
      await dialog.getByRole("button", { name: "Удалить" }).click();
      await page.waitForURL("**/companies/acme/departments");
      await row(page, "Отделы", "Support").waitFor();
      assert.deepEqual(
        (await stored()).departments.map(({ id }) => id),
        ["support"],
      );
      // In the same revision; what is for the other department stays.
      const outgoing = (await operator("GET companies/acme/outgoing-numbers")).body;
      assert.deepEqual(
        (outgoing["personal"] as { department: string }[]).map(({ department }) => department),
        ["support"],
      );
      const { headers } = await operator("GET companies/acme/directory");
      assert.equal(headers.etag, `"${String(outgoing["revision"])}"`);
      await page.goto("/companies/acme/departments/sales");
      await page.getByText("Этого больше нет: кто-то удалил").waitFor();
    });
  });
});

describe("список, который ведёт АТС", () => {
  test("сотрудников и отделы можно смотреть и выгрузить, но не менять; сказано, когда была синхронизация", async () => {
    const pbx = as(await key({ name: "АТС Минска", role: "pbx", companies: ["acme"], sync: true }));
    await putCompany(operator, "acme", { company });
    assert.equal((await pbx("PUT companies/acme/directory", directory)).status, 200);
    const page = await open("/companies/acme/employees");
    const today = new Intl.DateTimeFormat("ru", { day: "numeric", month: "long", year: "numeric" }).format();
    for (const [section, changing] of [
      ["employees", "Добавить сотрудника"],
      ["departments", "Добавить отдел"],
    ] as const) {
      await page.goto(`/companies/acme/${section}`);
      await page.getByText("Список ведёт ваша АТС").waitFor();
      await page.getByText(`Последняя синхронизация: ${today} в`).getByText("(АТС Минска)").waitFor();
      assert.equal(await page.getByRole("button", { name: new RegExp(`^${changing}|^Изменить|^Удалить`) }).count(), 0);
      await inspect(page, `${section}-kept`);
      await page.getByRole("button", { name: "Импорт и экспорт" }).click();
      await page.getByRole("menuitem", { name: "Выгрузить в CSV" }).waitFor();
      await inspect(page, `${section}-kept-menu`);
      assert.equal(await page.getByRole("menuitem", { name: "Загрузить из файла" }).count(), 0);
      await page.keyboard.press("Escape");
    }
    // The order is set here: what the PBX sends leaves it as it is.
    await page.getByText("Здесь задаётся только порядок отделов").waitFor();
    await page.getByRole("button", { name: "Ниже: Sales" }).click();
    await page.getByRole("status").filter({ hasText: "Sales: теперь на месте 2." }).waitFor({ state: "attached" });
    await pbx("PUT companies/acme/directory", directory);
    assert.deepEqual(
      (await stored()).departments.map(({ id }) => id),
      ["support", "sales"],
    );
    await page.getByRole("link", { name: "Sales" }).click();
    await page.getByRole("rowheader", { name: "По своей стране" }).waitFor();
    assert.equal(await page.getByRole("button", { name: /^Изменить|^Удалить/ }).count(), 0);
    await inspect(page, "department-card-kept");

    await pbx("PUT companies/acme/directory", onlyNumbers);
    await page.goto("/companies/acme/employees");
    await page.getByText("Появятся здесь, как только АТС их передаст.").waitFor();
    await inspect(page, "employees-kept-empty");
  });
});
