/// <reference lib="dom" />
/** Support sees every company and opens numbers to guests. Nothing is offered to them that the service refuses. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { company, directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { inspect } from "../../lab/browser/window.ts";
import { invited, site } from "./site.ts";

const { operator, open, window } = site();

beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

/** What changes a page, for those who may: buttons and switches by their names. */
const CHANGES: readonly (readonly [page: string, ready: string, names: readonly RegExp[]])[] = [
  ["outgoing-numbers", "Исходящие номера", [/^Добавить номер$/, /^Вставить/, /приоритет/, /^Изменить/, /^Удалить/]],
  ["employees", "Сотрудники", [/^Добавить/, /^Изменить/, /^Удалить/]],
  ["employees/ivan", "Сотрудник", [/^Изменить$/, /^Удалить$/]],
  ["departments", "Отделы", [/^Добавить/, /^Изменить/, /^Удалить/, /^Выше/]],
  ["departments/sales", "Отдел", [/^Изменить$/, /^Удалить$/]],
  ["numbers", "Номера", [/^Добавить/, /^Изменить/, /^Удалить/]],
  ["people", "Доступ", [/^Пригласить/]],
  ["expectations", "Что должно оставаться верным", [/^Добавить звонок$/]],
];

async function support(): Promise<Page> {
  const person = { email: "maria@provider.example", name: "Мария", roles: [{ role: "support" }] };
  const link = await invited(operator, person);
  const page = await window();
  await page.goto(link);
  await page.getByLabel(/^Пароль/).fill("сорок медленных вагонов щавеля");
  await page.getByRole("button", { name: "Сохранить и войти" }).click();
  await page.getByRole("link", { name: "Запросы о гостях" }).waitFor();
  return page;
}

describe("поддержка", () => {
  test("видит все разделы, и ни в одном ей не предлагают того, что сервис не примет", async () => {
    const page = await support();
    const refused: string[] = [];
    page.on("response", (response) => {
      if (response.status() === 403) refused.push(response.url());
    });
    const allowed = await open("/companies/acme/outgoing-numbers");
    for (const [path, heading, names] of CHANGES) {
      for (const each of [page, allowed]) {
        await each.goto(`/companies/acme/${path}`);
        await each.getByRole("heading", { name: heading, level: 1, exact: true }).waitFor();
        await each.waitForLoadState("networkidle");
      }
      const named = (each: Page, name: string | RegExp) => each.getByRole("main").getByRole("button", { name });
      // An operator sees them.
      for (const name of names) await named(allowed, name).first().waitFor();
      await inspect(page, `support-${path.replaceAll("/", "-")}`);
      for (const name of names) assert.equal(await named(page, name).count(), 0, `${path}: ${name}`);
    }
    await page.goto("/companies/acme/numbers");
    await page.getByRole("table", { name: "Номера" }).waitFor();
    assert.equal(await page.getByRole("switch").count(), 0);
    await page.goto("/companies/acme/outgoing-numbers");
    const main = page.locator("section#main input:not([type=hidden])");
    assert.ok(await main.evaluate((field: HTMLInputElement) => field.readOnly));
    await page.getByRole("button", { name: "Импорт и экспорт" }).first().click();
    await page.getByRole("menuitem").first().waitFor();
    assert.equal(await page.getByRole("menuitem", { name: "Загрузить из файла" }).count(), 0);
    assert.deepEqual(refused, []);
  });

  test("в данных компании меняет только номера гостей", async () => {
    const page = await support();
    await page.goto("/companies/acme/company");
    await page.getByText("Всё остальное меняют администраторы компании", { exact: false }).waitFor();
    assert.ok(await page.getByLabel("Название").isDisabled());
    await inspect(page, "support-company");
    await page.getByRole("radio", { name: "Со всех, как свои сотрудники" }).check();
    await page.getByRole("button", { name: "Сохранить" }).click();
    await page.getByText("Сохранено", { exact: false }).waitFor();
    assert.equal((await operator("GET companies/acme")).body["guests"], "full");
  });
});
