/// <reference lib="dom" />
/** The history of a company and of everything: reading it, putting earlier numbers back, undoing, verifying. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { inspect } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

const { operator, as, key, open } = site();

const LISTED = "/companies/acme/history";
const outgoing = async () => (await operator("GET companies/acme/outgoing-numbers")).body;
const items = (page: Page) => page.getByRole("list", { name: "История" }).getByRole("listitem");
/** A write, by its heading. */
const write = (page: Page, name: string) =>
  items(page).filter({ has: page.getByRole("heading", { name, exact: true }) });

async function putOutgoing(more: object, ask = operator): Promise<void> {
  const { headers, body } = await operator("GET companies/acme/outgoing-numbers");
  const { main, personal, regional, priority } = body;
  const next = { main, personal, regional, priority, ...more };
  const answer = await ask("PUT companies/acme/outgoing-numbers", next, { ifMatch: headers.etag! });
  assert.equal(answer.status, 200, answer.text);
}

beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

test("who changed what, when and from where, in words; by person, thing and time; older ones on demand", async () => {
  const mallory = await key({ name: "Мэллори", role: "admin", companies: ["acme"] });
  await putOutgoing({ main: SECOND, priority: "personal" }, as(mallory));
  for (let at = 0; at < 55; at++)
    await operator("PUT companies/acme", { ...company, name: `Acme ${at}`, areaCode: at % 2 === 0 ? "17" : "29" });
  const page = await open(LISTED);
  await page.getByText("Acme 53").first().waitFor();
  assert.equal(await page.getByRole("heading", { name: "Исходящие номера", exact: true }).count(), 0);
  await page.getByRole("button", { name: "Показать более ранние" }).click();
  const theirs = items(page).filter({ hasText: "Мэллори" });
  await theirs.getByText("Основной номер").waitFor();
  await theirs.getByText("с адреса 127.0.0.1").waitFor();
  await theirs.locator("del").getByText("+375 17 123 45 67 · Minsk office").first().waitFor();
  await theirs.getByText("Персональные", { exact: true }).waitFor();
  await inspect(page, "history");
  await theirs.getByRole("button", { name: "Показать только: Мэллори" }).click();
  await page.getByText("Acme 53").first().waitFor({ state: "detached" });
  assert.equal(await page.getByRole("heading", { level: 2 }).count(), 1);
  await page.getByRole("combobox", { name: "Кто" }).click();
  await page.getByRole("option", { name: "оператор · ключ" }).click();
  await page.getByRole("combobox", { name: "Что" }).click();
  await page.getByRole("option", { name: "Сотрудники, отделы, номера" }).click();
  await items(page).getByText("Номера: 4, Сотрудники: 3, Отделы: 2").waitFor();
  assert.equal(await page.getByRole("heading", { level: 2 }).count(), 1);
  await page.getByLabel("По", { exact: true }).fill("2020-01-01");
  await page.getByText("Под условия ничего не подходит.").waitFor();
  await inspect(page, "history-none");
});

test("earlier outgoing numbers are shown, compared with now and put back; what is gone is named", async () => {
  await putOutgoing({ personal: [], regional: [{ number: SECOND, country: "DE" }] });
  const { body: stored } = await operator("GET companies/acme/directory");
  const numbers = (stored["numbers"] as { number: string }[]).filter(({ number }) => number !== BERLIN);
  assert.equal((await operator("PUT companies/acme/directory", { ...stored, numbers })).status, 200);
  const page = await open(LISTED);
  await write(page, "Исходящие номера")
    .first()
    .getByRole("button", { name: /^Как было/ })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Сейчас → тогда").waitFor();
  await dialog.getByText(/^Германия: у компании нет такого номера/).waitFor();
  await inspect(page, "history-earlier");
  await dialog.getByRole("button", { name: "Вернуть" }).click();
  await dialog.waitFor({ state: "detached" });
  await write(page, "Возвращены прежние исходящие номера").waitFor();
  assert.deepEqual((await outgoing())["personal"], settings.personal);
});

test("undoing one write asks when it would break what must stay true; what was changed since stays", async () => {
  const { headers } = await operator("GET companies/acme/expectations");
  await putOutgoing({ main: SECOND });
  const expectations = [{ employee: "olga", device: "desk_phone", dialled: "+375291112233", shows: SECOND }];
  await operator("PUT companies/acme/expectations", { expectations }, { ifMatch: headers.etag! });
  const page = await open(LISTED);
  await write(page, "Исходящие номера")
    .first()
    .getByRole("button", { name: /^Отменить: Исходящие номера/ })
    .click();
  const dialog = page.getByRole("dialog", { name: "Отменить это изменение" });
  await dialog.getByText("Что изменится сейчас").waitFor();
  await inspect(page, "history-undo");
  await dialog.getByRole("button", { name: "Отменить изменения" }).click();
  const asked = page.getByRole("dialog", { name: /перестанет/ });
  await asked.getByText(/^Ольга, настольный телефон/).waitFor();
  await asked.getByRole("button", { name: "Не сохранять" }).click();
  assert.equal((await outgoing())["main"], SECOND);
  await dialog.getByRole("button", { name: "Отменить изменения" }).click();
  await asked.getByRole("button", { name: "Всё равно сохранить" }).click();
  await dialog.waitFor({ state: "detached" });
  await write(page, "Отменено: Исходящие номера").waitFor();
  assert.equal((await outgoing())["main"], MAIN);
});

test("all that a stolen account has done is undone within a minute", async () => {
  const stolen = as(await key({ name: "Мэллори", role: "admin", companies: ["acme"] }));
  await putOutgoing({ main: SECOND, personal: [], regional: [] }, stolen);
  assert.equal((await stolen("PUT companies/acme", { ...company, name: "Не Acme" })).status, 200);
  assert.equal((await stolen("DELETE companies/acme/employees/olga")).status, 200);
  const page = await open(LISTED);
  await page.getByRole("button", { name: "Показать только: Мэллори" }).first().click();
  await page.getByRole("button", { name: "Отменить всё, автор: Мэллори…" }).click();
  const dialog = page.getByRole("dialog", { name: "Отменить всё, автор: Мэллори" });
  await dialog.getByText("Будут отменены 3 изменения").waitFor();
  await inspect(page, "history-undo-author");
  await dialog.getByRole("button", { name: "Отменить изменения" }).click();
  await dialog.waitFor({ state: "detached" });
  const now = await outgoing();
  assert.deepEqual([now["main"], now["personal"], now["regional"]], [MAIN, settings.personal, settings.regional]);
  assert.equal((await operator("GET companies/acme")).body["name"], company.name);
  assert.equal((await operator("GET companies/acme/employees/olga")).status, 200);
});

test("the operator's history of everything is checked and exported; in English", async () => {
  await key({ name: "pbx-1", role: "pbx" });
  const page = await open("/history", { language: "en" });
  await page.getByRole("heading", { name: "New key" }).waitFor();
  await page.getByText("Key pbx-1").waitFor();
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByText(/rows were checked: they are as they were written\.$/).waitFor();
  await inspect(page, "history-everything");
  await page.getByRole("textbox", { name: "An earlier head" }).fill("999.AAAA");
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByText("The end was cut off", { exact: false }).waitFor();
  const address = await page.getByRole("link", { name: "Export to CSV" }).getAttribute("href");
  const file = await page.evaluate(async (address) => (await fetch(address)).text(), address!);
  assert.ok(file.includes("key.create"), file.slice(0, 300));
  await page.getByRole("link", { name: "acme", exact: true }).first().click();
  await page.getByRole("heading", { name: "History", level: 1 }).waitFor();
});

test("an import of two thousand people is one write, listed in part and undone in one step", async () => {
  const name = (at: number) => `Maximiliane-Charlotte von und zu Hohenstein-Waldburg-Zeil der Jüngere ${at}`;
  const employees = Array.from({ length: 2000 }, (_, at) => ({ id: `e${at}`, name: name(at) }));
  const before = (await operator("GET companies/acme/directory")).body;
  const merged = { ...before, employees: [...(before["employees"] as object[]), ...employees] };
  assert.equal((await operator("PUT companies/acme/directory", merged)).status, 200);
  const page = await open(LISTED);
  const imported = items(page).first();
  await imported.getByRole("button", { name: "Показать ещё 200" }).waitFor();
  assert.equal(await imported.locator("ins").count(), 6);
  await inspect(page, "history-import");
  await imported.getByRole("button", { name: /^Отменить: Сотрудники, отделы, номера/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("И ещё 1 900").waitFor();
  await inspect(page, "history-undo-import");
  await dialog.getByRole("button", { name: "Отменить изменения" }).click();
  await dialog.waitFor({ state: "detached" });
  const { body } = await operator("GET companies/acme/directory");
  assert.equal((body["employees"] as object[]).length, directory.employees.length);
});
