/// <reference lib="dom" />
/** A company's quotas: operators set them, admins see what is used of them. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { company, directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { inspect } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

const { operator, as, key, open } = site();

const PATH = "companies/acme/quotas";
const NONE = { numbers: null, people: null, entries: null, savesPerMinute: null, decisionsPerSecond: null };

const part = (page: Page) => page.getByRole("region", { name: "Квоты" });
const field = (page: Page, name: string) => part(page).getByRole("textbox", { name, exact: true });
const set = (page: Page) => part(page).getByRole("button", { name: "Задать квоты" }).click();
const stored = async () => (await operator(`GET ${PATH}`)).body;
async function put(quotas: object, by = operator): Promise<void> {
  const { headers } = await operator(`GET ${PATH}`);
  const answer = await by(`PUT ${PATH}`, quotas, { ifMatch: headers.etag! });
  assert.equal(answer.status, 200, answer.text);
}

beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

describe("квоты", () => {
  test("оператор задаёт их, видит занятое и ошибку у поля", async () => {
    const page = await open("/companies/acme/company");
    await field(page, "Номера").waitFor();
    await part(page).getByText(`Сейчас: ${directory.numbers.length}`, { exact: true }).first().waitFor();
    await field(page, "Сотрудники вместе с гостями").fill("1 000");
    await field(page, "Решений в секунду").fill("0");
    await field(page, "Сохранений в минуту").fill("много");
    await set(page);
    await part(page).getByText("Целое число от 1 до 6 000 или ничего.").waitFor();
    await field(page, "Сохранений в минуту").and(page.locator(":focus")).waitFor();
    assert.deepEqual(await stored(), NONE);
    await inspect(page, "company-quotas-errors");
    await field(page, "Решений в секунду").fill("50");
    await field(page, "Сохранений в минуту").fill("");
    await set(page);
    await page.getByText("Сохранено.", { exact: true }).waitFor();
    assert.deepEqual(await stored(), { ...NONE, people: 1000, decisionsPerSecond: 50 });
    await page.reload();
    assert.equal(await field(page, "Решений в секунду").inputValue(), "50");
    await inspect(page, "company-quotas");
  });

  test("после их сохранения выход всё ещё спрашивает о несохранённой компании", async () => {
    const page = await open("/companies/acme/company");
    await page.getByRole("textbox", { name: "Название компании" }).fill("Акме и партнёры");
    await field(page, "Номера").fill("7");
    await set(page);
    await page.getByText("Сохранено.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Выйти" }).click();
    await page.getByRole("dialog").getByText("Изменения компании не сохранены и пропадут.").waitFor();
  });

  test("два оператора меняют их одновременно: видно, чьё есть чьё", async () => {
    await put({ people: 10 });
    const page = await open("/companies/acme/company");
    await field(page, "Номера").fill("7");
    await field(page, "Сотрудники вместе с гостями").fill("20");
    await put({ people: 30, entries: 40 }, as(await key({ name: "Анна", role: "operator" })));
    await set(page);
    await page.getByRole("alert").getByText("Сотрудники вместе с гостями: было 10, у вас 20, сохранено 30").waitFor();
    assert.deepEqual(await stored(), { ...NONE, people: 30, entries: 40 });
    await inspect(page, "company-quotas-conflict");
    await set(page);
    await page.getByText("Сохранено.", { exact: true }).waitFor();
    assert.deepEqual(await stored(), { ...NONE, numbers: 7, people: 20, entries: 40 });
  });

  test("администратор видит заданные и сколько занято, но не меняет", async () => {
    const admin = await key({ name: "Админ", role: "admin", companies: ["acme"] });
    const page = await open("/companies/acme/company", { key: admin });
    await page.getByRole("textbox", { name: "Название компании" }).waitFor();
    assert.equal(await part(page).count(), 0, "none is set");
    await put({ people: 500, savesPerMinute: 60 });
    await page.reload();
    await part(page).waitFor();
    assert.equal(await part(page).getByRole("textbox").count(), 0);
    const facts = (await part(page).locator("dl > div").allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " "));
    assert.deepEqual(facts, [
      `Сотрудники вместе с гостями ${directory.employees.length} из 500`,
      "Сохранений в минуту 60",
    ]);
    await inspect(page, "company-quotas-admin");
  });
});
