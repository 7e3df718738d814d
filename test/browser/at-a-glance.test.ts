/// <reference lib="dom" />
/** What the page shows besides its lists: counts and signs of the sections, messages, explanations, other tabs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { company, directory, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import { inspect } from "../../lab/browser/window.ts";
import { button, field, site } from "./site.ts";

const { operator, open } = site();

const sections = (page: Page) => page.getByRole("navigation", { name: "Разделы" });
const inSection = (page: Page, name: string) => sections(page).getByRole("link", { name, exact: true });
const warned = (page: Page, name: string) =>
  sections(page).getByRole("link", { name: new RegExp(`^${name} ?, есть предупреждения$`) });

test("разделы: сколько в них, и знак, где есть предупреждения", async () => {
  const directoryWithOff = {
    ...directory,
    departments: directory.departments.map((one) => (one.id === "sales" ? { ...one, emergencyNumber: SECOND } : one)),
  };
  await putCompany(operator, "acme", { company, directory: directoryWithOff, settings });
  await operator(`PATCH companies/acme/numbers/${encodeURIComponent(SECOND)}`, { on: false });
  const page = await open("/companies/acme/outgoing-numbers");
  await warned(page, "Исходящие номера").waitFor();
  await warned(page, "Отделы").waitFor();
  assert.match(await inSection(page, "Сотрудники").innerText(), /3$/);
  assert.match(await inSection(page, "Номера").innerText(), /4$/);
  await inspect(page, "sections-warned");

  // A section that needs neither people nor outgoing numbers itself.
  await page.goto("/companies/acme/alerts");
  await inSection(page, "Сотрудники").filter({ hasText: /3$/ }).waitFor();
  await inSection(page, "Номера").filter({ hasText: /4$/ }).waitFor();
  await warned(page, "Исходящие номера").waitFor();
  await warned(page, "Отделы").waitFor();
  await page.goto("/companies/acme/outgoing-numbers");

  await operator(`PATCH companies/acme/numbers/${encodeURIComponent(SECOND)}`, { on: true });
  await operator(`PATCH companies/acme/numbers/${encodeURIComponent(OFF)}`, { on: true });
  await page.reload();
  await inSection(page, "Исходящие номера").waitFor();
  await inSection(page, "Отделы").waitFor();
});

test("сообщения о сохранённом одинаковы во всех разделах и остаются в списке", async () => {
  await putCompany(operator, "acme", { company, directory, settings });
  const page = await open("/companies/acme/company");
  await field(page, "Название компании").fill("Акме");
  await button(page, "Сохранить").click();
  await page.getByText("Сохранено. Для звонков это уже действует.").waitFor();
  await inSection(page, "Сотрудники").click();
  await page.getByRole("button", { name: "Изменить: Ольга" }).click();
  const dialog = page.getByRole("dialog");
  await field(dialog, "Имя").fill("Ольга Новик");
  await button(dialog, "Сохранить").click();
  await page.getByText("Сохранено.", { exact: true }).waitFor();
  await inspect(page, "message");
  await page.getByRole("button", { name: "Удалить: Gast" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Удалить", exact: true }).click();
  await page.getByText("Удалено.", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Последние сообщения" }).click();
  const kept = page.getByRole("list", { name: "Последние сообщения" }).getByRole("listitem");
  await kept.nth(2).waitFor();
  const texts = await kept.allInnerTexts();
  assert.deepEqual(
    texts.map((text) => text.split("\n")[0]),
    ["Удалено.", "Сохранено.", "Сохранено. Для звонков это уже действует."],
  );
});

test("сказанное о разделе сворачивается, как только в нём что-то есть", async () => {
  await putCompany(operator, "acme", { company, directory, settings });
  const page = await open("/companies/acme/expectations");
  const about = page.getByText(/^Звонки и номер, который должен увидеть клиент\./);
  const sign = page.getByRole("button", { name: "Справка: Что должно оставаться верным" });
  await about.waitFor();
  assert.equal(await sign.getAttribute("aria-expanded"), "true");
  await operator(
    "PUT companies/acme/expectations",
    { expectations: [{ device: "desk_phone", dialled: "112", shows: "+375171234567" }] },
    { ifMatch: '"0"' },
  );
  await page.reload();
  await button(page, "Добавить звонок").waitFor();
  await about.waitFor({ state: "detached" });
  await inspect(page, "about-folded");
  await sign.click();
  await about.waitFor();
  assert.equal(await sign.getAttribute("aria-expanded"), "true");
});

test("кого удалили в другой вкладке, тот и в этой назван удалённым", async () => {
  await putCompany(operator, "acme", { company, directory, settings });
  const page = await open("/companies/acme/outgoing-numbers");
  const other = await page.context().newPage();
  await other.goto("/companies/acme/employees");
  await other.getByRole("button", { name: "Удалить: Иван Петров" }).click();
  const dialog = other.getByRole("dialog");
  await dialog.getByRole("checkbox").uncheck();
  await dialog.getByRole("button", { name: "Удалить", exact: true }).click();
  await other.getByText("Удалено.", { exact: true }).waitFor();

  const personal = page.getByRole("region", { name: "Персональные номера" });
  await personal.getByText("Иван Петров (удалён)").first().waitFor();
});

test("в длинной таблице поиск браузера ведёт в поиск таблицы, а строки рисуются, когда до них дошли", async () => {
  const employees = Array.from({ length: 1000 }, (_, at) => ({
    id: `e${at}`,
    name: `Человек ${at}`,
    extension: `${2000 + at}`,
  }));
  const { directory } = sampleCompany({ numbers: ["+375171234567"], employees });
  await putCompany(operator, "acme", { company, directory });
  const page = await open("/companies/acme/employees");
  const row = (name: string) => page.getByRole("rowheader", { name, exact: true });
  await row("Человек 0").waitFor();
  assert.ok((await page.getByRole("rowheader").count()) < 200);
  assert.equal(await page.getByRole("table").getAttribute("aria-rowcount"), "1001");
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await row("Человек 999").waitFor();
  assert.equal(
    await page
      .getByRole("row")
      .filter({ has: row("Человек 999") })
      .getAttribute("aria-rowindex"),
    "1001",
  );
  await inspect(page, "table-scrolled");
  await page.keyboard.press("ControlOrMeta+f");
  const search = page.getByRole("searchbox", { name: "Поиск: сотрудники" });
  await search.and(page.locator(":focus")).waitFor();
  await page.keyboard.type("Человек 512");
  await page.getByText(/^1 из 1.?000$/u).waitFor();
  await row("Человек 512").waitFor();
});
