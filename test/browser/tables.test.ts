/// <reference lib="dom" />
/** The tables of employees and departments: what clients see, filters, and changes of many at once. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { inspect } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

const { operator, as, key, open } = site();

const LONG = "Отдел сопровождения корпоративных клиентов северо-западного и центрального регионов";

beforeEach(() =>
  putCompany(operator, "acme", {
    company,
    directory: { ...directory, departments: [...directory.departments, { id: "long", name: LONG, members: ["olga"] }] },
    settings: {
      ...settings,
      personal: [
        { number: SECOND, employee: "ivan", device: "any" },
        { number: BERLIN, employee: "ivan", device: "corporate_sim" },
        { number: SECOND, department: "support", device: "any" },
      ],
    },
  }),
);

const stored = async () =>
  (await operator("GET companies/acme/directory")).body as unknown as Readonly<{
    employees: readonly Readonly<{ id: string; withhold?: boolean }>[];
    departments: readonly Readonly<{ id: string; members: readonly string[] }>[];
  }>;
const personal = async () =>
  ((await operator("GET companies/acme/outgoing-numbers")).body["personal"] as Record<string, string>[]).map(
    ({ number, employee, department, device }) => [employee ?? department, device, number].join(" "),
  );
const row = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
const tick = (page: Page, name: string) =>
  page.getByRole("checkbox", { name: `Выбрать: ${name}`, exact: true }).click();
const bulk = (page: Page, name: string) =>
  page.getByRole("region", { name: "С выбранными строками" }).getByRole("button", { name }).click();
const closed = (page: Page) => page.getByRole("dialog").waitFor({ state: "detached" });
const texts = async (page: Page, name: string) =>
  (await row(page, name).locator("td").allInnerTexts()).map((text) => text.replaceAll("\u00a0", " ").trim());

test("сотрудники: номер, который видят клиенты, откуда он, и фильтры", async () => {
  const page = await open("/companies/acme/employees");
  await row(page, "Иван Петров").getByText("Berlin").waitFor();
  assert.deepEqual((await texts(page, "Иван Петров")).slice(1, 5), [
    "201",
    "Sales, Support",
    "+375 17 123 45 68",
    "+49 30 12345678Berlin",
  ]);
  assert.deepEqual((await texts(page, "Ольга")).slice(3, 5), ["+375 17 123 45 68Support", "—"]);
  assert.deepEqual((await texts(page, "Gast")).slice(3, 4), ["+375 17 123 45 67основной номер"]);
  await inspect(page, "table-employees");

  await page.getByRole("button", { name: "Без своего номера" }).click();
  await page.getByText("2 из 3", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Гости" }).click();
  await page.getByText("1 из 3", { exact: true }).waitFor();
  await inspect(page, "table-employees-filtered");
  await page.getByRole("button", { name: "Гости" }).click();
  await page.getByRole("combobox", { name: "Видят номер" }).click();
  await page.getByRole("option", { name: /123.45.68/ }).click();
  await page.getByText("1 из 3", { exact: true }).waitFor();
  await row(page, "Ольга").waitFor();

  const english = await open("/companies/acme/employees", { language: "en" });
  await row(english, "Иван Петров").getByText("Berlin").waitFor();
  await inspect(english, "table-employees-english");
});

test("нескольким сотрудникам: номер, отдел, скрытие и удаление, и до того сказано, что изменится", async () => {
  const page = await open("/companies/acme/employees");
  await row(page, "Ольга").getByText("Support").first().waitFor();
  await tick(page, "Ольга");
  await tick(page, "Иван Петров");
  await inspect(page, "table-employees-ticked");
  await bulk(page, "Назначить номер…");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await dialog.getByText("Выберите номер, который увидят клиенты.").waitFor();
  await dialog.getByRole("combobox", { name: "Исходящий номер" }).click();
  await page.getByRole("option", { name: /Minsk office/ }).click();
  await dialog.getByText("У 2 сотрудников изменится номер при звонке.").waitFor();
  await inspect(page, "table-employees-number");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await closed(page);
  await row(page, "Ольга").getByText("Minsk office").waitFor();
  assert.deepEqual(await personal(), [
    `ivan any ${MAIN}`,
    `ivan corporate_sim ${BERLIN}`,
    `support any ${SECOND}`,
    `olga any ${MAIN}`,
  ]);

  await tick(page, "Ольга");
  await tick(page, "Gast");
  await bulk(page, "Отдел…");
  await dialog.getByRole("combobox", { name: "Отдел" }).click();
  await page.getByRole("option", { name: "Support" }).click();
  await dialog.getByText("В отдел войдёт 1 сотрудник. Уже в нём: 1.").waitFor();
  await dialog.getByText(/У отдела номер .*123.45.68/).waitFor();
  await inspect(page, "table-employees-department");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await closed(page);
  assert.deepEqual((await stored()).departments[1]!.members, ["ivan", "olga", "gast"]);

  await tick(page, "Ольга");
  await tick(page, "Gast");
  await bulk(page, "Скрывать номер…");
  await dialog.getByText("Клиенты перестанут видеть номера 2 сотрудников.").waitFor();
  await inspect(page, "table-employees-withhold");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await closed(page);
  await row(page, "Ольга").getByText("номер скрыт").waitFor();
  assert.deepEqual(
    (await stored()).employees.map(({ withhold }) => withhold),
    [undefined, true, true],
  );

  await tick(page, "Ольга");
  await tick(page, "Иван Петров");
  await bulk(page, "Удалить");
  await dialog.getByRole("checkbox", { name: "Убрать и 3 персональных номера из исходящих" }).waitFor();
  await inspect(page, "table-employees-remove");
  await dialog.getByRole("button", { name: "Удалить" }).click();
  await closed(page);
  await row(page, "Ольга").waitFor({ state: "detached" });
  assert.deepEqual(
    (await stored()).employees.map(({ id }) => id),
    ["gast"],
  );
  assert.deepEqual(await personal(), [`support any ${SECOND}`]);
});

test("чужое сохранение между тем: сказано, и ничего не затёрто", async () => {
  const page = await open("/companies/acme/employees");
  await tick(page, "Ольга");
  await bulk(page, "Назначить номер…");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Исходящий номер" }).click();
  await page.getByRole("option", { name: /Berlin/ }).click();
  const { headers } = await operator("GET companies/acme/outgoing-numbers");
  await operator("PUT companies/acme/outgoing-numbers", settings, { ifMatch: headers.etag! });
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await dialog.getByRole("alert").waitFor();
  assert.deepEqual(await personal(), [`ivan any ${SECOND}`]);
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await closed(page);
  assert.deepEqual(await personal(), [`ivan any ${SECOND}`, `olga any ${BERLIN}`]);
});

test("отделы: номер в строке, без номера, и номер сразу многим", async () => {
  const page = await open("/companies/acme/departments");
  await row(page, "Support").getByText("+375 17 123 45 68".replaceAll(" ", "\u00a0")).waitFor();
  await inspect(page, "table-departments");
  await page.getByRole("button", { name: "Без номера" }).click();
  await page.getByText("2 из 3", { exact: true }).waitFor();
  await page.getByRole("checkbox", { name: "Выбрать все: 2" }).click();
  await bulk(page, "Назначить номер…");
  const dialog = page.getByRole("dialog", { name: "Номер для 2 отделов" });
  await dialog.getByRole("combobox", { name: "Исходящий номер" }).click();
  await page.getByRole("option", { name: /Berlin/ }).click();
  await dialog.getByText("Что увидят клиенты").waitFor();
  await inspect(page, "table-departments-number");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await closed(page);
  await page.getByText("0 из 3", { exact: true }).waitFor();
  await inspect(page, "table-departments-none");
  assert.deepEqual((await personal()).slice(-2), [`sales any ${BERLIN}`, `long any ${BERLIN}`]);
  await page.getByRole("button", { name: "Без номера" }).click();
  await tick(page, "Sales");
  await tick(page, "Support");
  await bulk(page, "Удалить");
  const remove = page.getByRole("dialog", { name: "Удалить 2 отдела?" });
  await remove.getByText("Что увидят клиенты").waitFor();
  await inspect(page, "table-departments-remove");
  await remove.getByRole("button", { name: "Удалить" }).click();
  await closed(page);
  await row(page, "Sales").waitFor({ state: "detached" });
  assert.deepEqual(
    (await stored()).departments.map(({ id }) => id),
    ["long"],
  );
});

test("где список ведёт АТС, остаются номер и скрытие", async () => {
  const pbx = as(await key({ name: "АТС", role: "pbx", companies: ["kept"], sync: true }));
  const numbers = directory.numbers.map((one) => ({ ...one, number: one.number.replace(/.$/, "0") }));
  await putCompany(operator, "kept", { company });
  const unique = numbers.filter(({ number }, at) => numbers.findIndex((other) => other.number === number) === at);
  assert.equal((await pbx("PUT companies/kept/directory", { ...directory, numbers: unique })).status, 200);
  const page = await open("/companies/kept/employees");
  await tick(page, "Ольга");
  const bar = page.getByRole("region", { name: "С выбранными строками" });
  await bar.waitFor();
  assert.deepEqual(
    (await bar.getByRole("button").allInnerTexts()).filter((text) => text !== ""),
    ["Назначить номер…", "Скрывать номер…"],
  );
  await bulk(page, "Скрывать номер…");
  await page.getByRole("dialog").getByRole("button", { name: "Сохранить" }).click();
  await closed(page);
  await row(page, "Ольга").getByText("номер скрыт").waitFor();
});
