/// <reference lib="dom" />
/** What is not saved yet: listed, undone, tried, kept, and laid over what somebody else has saved. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, MAIN, SECOND, settings } from "../../lab/companies/acme.ts";
import { operatorKey } from "../../lab/service/service.ts";
import { save, startAcme, type Acme } from "./acme.ts";
import { inspect, pick, signIn } from "../../lab/browser/window.ts";

let acme: Acme;
before(async () => {
  acme = await startAcme();
});
after(() => acme.stop());
beforeEach(() => acme.put(settings));

/** The bar is absent while nothing is changed. */
const noChanges = (page: Page) => page.getByRole("button", { name: "Сохранить" }).waitFor({ state: "detached" });
const changes = (page: Page, count: number) => page.getByRole("button", { name: `Изменения: ${count}` });

async function addPersonal(page: Page, label: string, who: RegExp): Promise<void> {
  const block = page.getByRole("region", { name: "Персональные номера" });
  await block.getByRole("button", { name: "Добавить номер" }).click();
  await pick(page, "Исходящий номер", label, new RegExp(label));
  await pick(page, "Сотрудники и отделы", "", who);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").getByRole("button", { name: "Добавить" }).click();
}

test("the list of changes tells what they do, and undoes them one by one and all", async () => {
  const page = await acme.openPage();
  await pick(page, "Основной номер", "234568", /23 45 68/);
  await addPersonal(page, "Berlin", /Ольга/);
  await page.getByRole("button", { name: /^Удалить .*Германия$/ }).click();
  await changes(page, 3).click();
  const list = page.getByRole("dialog", { name: "Изменения: 3" });
  await list.getByText(/Основной номер: .*→/).waitFor();
  await list.getByText("Ольга, с любого устройства: добавлен").waitFor();
  await list.getByText("Германия: удалён").waitFor();
  await list.getByText("У 3 сотрудников изменится номер при звонке.").waitFor();
  await list.getByRole("heading", { name: "Звонки по стране" }).waitFor();
  await list.getByRole("heading", { name: "Звонки за границу" }).waitFor();
  await inspect(page, "changes");
  await list.getByRole("button", { name: /^Отменить: Ольга/ }).click();
  await page.getByRole("dialog", { name: "Изменения: 2" }).getByText("Ольга, с любого").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Отменить все изменения" }).click();
  await noChanges(page);
  await page.context().close();
});

test("they survive a reload but not signing out, and leaving warns", async () => {
  const page = await acme.openPage();
  await pick(page, "Основной номер", "234568", /23 45 68/);
  await changes(page, 1).waitFor();
  await page.getByRole("link", { name: "Сотрудники" }).click();
  const leaving = page.getByRole("dialog", { name: "Уйти без сохранения?" });
  await leaving.getByText("1 изменение не сохранено").waitFor();
  await inspect(page, "leaving");
  await leaving.getByRole("button", { name: "Остаться" }).click();
  await page.getByRole("button", { name: "Выйти" }).click();
  await leaving.getByText("После выхода всё это пропадёт").waitFor();
  await inspect(page, "leaving-signing-out");
  await leaving.getByRole("button", { name: "Остаться" }).click();
  await changes(page, 1).waitFor();
  await page.getByRole("button", { name: "Выйти" }).click();
  await leaving.getByRole("button", { name: "Уйти" }).click();
  await page.getByRole("heading", { name: "Вход в Callas" }).waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("callas/"))), []);
  await signIn(page, operatorKey);
  await noChanges(page);
  await pick(page, "Основной номер", "234568", /23 45 68/);
  await changes(page, 1).waitFor();
  await page.getByRole("link", { name: "Сотрудники" }).click();
  await leaving.getByRole("button", { name: "Уйти" }).click();
  await page.getByRole("heading", { name: "Сотрудники", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Исходящие номера" }).click();
  await changes(page, 1).waitFor();

  let asked = "";
  page.on("dialog", (dialog) => {
    asked = dialog.type();
    void dialog.accept();
  });
  await page.reload();
  assert.equal(asked, "beforeunload");
  await changes(page, 1).waitFor();
  await save(page);
  assert.equal((await acme.saved())["main"], SECOND);
  await page.context().close();
});

test("each tab keeps its own changes; what a closed one leaves is offered to the next", async () => {
  const first = await acme.openPage();
  const context = first.context();
  const openTab = async () => {
    const page = await context.newPage();
    await page.goto("/companies/acme/outgoing-numbers");
    await page.getByRole("region", { name: "Основной номер" }).waitFor();
    return page;
  };
  const accepting = (page: Page) => page.on("dialog", (dialog) => void dialog.accept());
  const second = await openTab();
  for (const page of [first, second]) accepting(page);
  await pick(first, "Основной номер", "234568", /23 45 68/);
  await first.getByRole("button", { name: /^Удалить .*Германия$/ }).click();
  await changes(first, 2).waitFor();
  await second.getByRole("button", { name: `Удалить ${SECOND}, с любого устройства` }).click();
  await changes(second, 1).waitFor();
  for (const page of [first, second]) await page.reload();
  await changes(first, 2).waitFor();
  await changes(second, 1).waitFor();
  assert.equal(await second.getByText("Остались несохранённые изменения").count(), 0, "an open tab's are its own");

  // A newer save is what the others lay their changes over, reloaded or not.
  await save(second);
  await first.reload();
  await first.getByRole("alert").filter({ hasText: "Тем временем сохранены другие настройки" }).waitFor();
  await changes(first, 2).waitFor();

  // A duplicate gets a copy of the original's storage.
  const copied = await first.evaluate(() => Object.entries(sessionStorage));
  const duplicate = await context.newPage();
  await duplicate.addInitScript((entries) => {
    for (const [key, value] of entries) sessionStorage.setItem(key, value);
  }, copied);
  await duplicate.goto("/companies/acme/outgoing-numbers");
  await duplicate.getByRole("region", { name: "Основной номер" }).waitFor();
  await noChanges(duplicate);
  await duplicate.close();

  await first.close();
  const third = await openTab();
  const note = third.getByRole("alert").filter({ hasText: "Остались несохранённые изменения" });
  await note.getByText(/2 изменения из вкладки, которую закрыли/).waitFor();
  await inspect(third, "left-changes");
  await note.getByRole("button", { name: "Продолжить с ними" }).click();
  await changes(third, 2).waitFor();
  await third.waitForFunction(() => document.activeElement?.id === "section");
  accepting(third);
  await third.reload();
  await changes(third, 2).waitFor();
  await save(third);
  assert.deepEqual([(await acme.saved())["main"], (await acme.saved())["regional"]], [SECOND, []]);
  await third.reload();
  await third.getByRole("region", { name: "Основной номер" }).waitFor();
  await noChanges(third);
  assert.equal(await note.count(), 0, "nothing is left of it");
  await context.close();
});

test("two admins save at once: who was later sees who and when, what overlaps, and saves again", async () => {
  const made = await acme.service.operator("POST keys", { role: "admin", companies: ["acme"], name: "Мария" });
  const mine = await acme.openPage();
  const hers = await acme.openPage({ key: made.body["key"] as string });
  for (const [page, label] of [
    [hers, "Berlin"],
    [mine, "234568"],
  ] as const)
    await pick(page, "Основной номер", label, label === "Berlin" ? /Berlin/ : /23 45 68/);
  await addPersonal(hers, "Minsk", /Ольга/);
  await addPersonal(mine, "Berlin", /Ольга/);
  await addPersonal(mine, "Berlin", /Sales/);
  await save(hers);
  await mine.getByRole("button", { name: "Сохранить" }).click();
  const note = mine.getByRole("alert").filter({ hasText: "Тем временем сохранены другие настройки" });
  await note.waitFor();
  await mine.waitForFunction(() => document.activeElement?.role === "alert");
  const today = new Intl.DateTimeFormat("ru", { dateStyle: "long" }).format(new Date());
  assert.match(await note.innerText(), new RegExp(`Мария.*${today}`, "s"));
  await note.getByText(/Основной номер: было .*у вас .*сохранено/).waitFor();
  await note.getByText(/Ольга, с любого устройства: было нет, у вас .*сохранено/).waitFor();
  assert.equal((await acme.saved())["main"], BERLIN, "nothing is merged behind anybody's back");
  await changes(mine, 3).waitFor();
  await inspect(mine, "conflict");
  await note.getByRole("button", { name: "Оставить его вариант: Основной номер" }).click();
  await changes(mine, 2).waitFor();
  await note.getByRole("button", { name: "Понятно" }).click();
  await mine.waitForFunction(() => document.activeElement?.id === "main");
  await save(mine);
  const saved = await acme.saved();
  assert.equal(saved["main"], BERLIN, "hers");
  assert.deepEqual(saved["personal"], [
    ...settings.personal,
    { number: BERLIN, employee: "olga", device: "any" },
    { number: BERLIN, department: "sales", device: "any" },
  ]);
  await mine.context().close();
  await hers.context().close();
});

test("a session that ends while somebody edits is renewed over the page", async () => {
  const page = await acme.openPage();
  // The check of the change would otherwise find the session ended before anybody saves.
  const checked = page.waitForResponse((response) => response.url().endsWith("/outgoing-numbers/check"));
  await pick(page, "Основной номер", "234568", /23 45 68/);
  await checked;
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Сохранить" }).click();
  const over = page.getByRole("dialog", { name: "Сеанс завершён" });
  await over.waitFor();
  await inspect(page, "session-over");
  await signIn(page, operatorKey);
  await page.getByText("Сохранено. Звонки").waitFor();
  assert.equal((await acme.saved())["main"], SECOND);
  await page.context().close();
});

test("only what is new is refused for a number that was turned off since; what stood warns and stops nothing", async () => {
  const page = await acme.openPage();
  await addPersonal(page, "Berlin", /Ольга/);
  await acme.service.operator(`PATCH companies/acme/numbers/${encodeURIComponent(BERLIN)}`, { on: false });
  // The next look at the document, here by another change, brings the errors to their entries.
  await pick(page, "Основной номер", "234568", /23 45 68/);
  const olga = page.getByRole("listitem").filter({ hasText: "Ольга" }).first();
  await olga.getByText("Номер выключен, с ним не сохранить: выберите другой.").waitFor();
  await olga.getByText("выключен", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Ошибка в 1 записи" }).click();
  await page.waitForFunction(() => /^\+49.*Ольга/.test(document.activeElement?.textContent ?? ""));
  const germany = page.getByRole("listitem").filter({ hasText: "Германия" }).first();
  await germany.getByText("Номер выключен: клиенты видят следующий по порядку.").waitFor();
  await inspect(page, "errors-and-warnings");
  const refused = page.waitForResponse((response) => response.request().method() === "PUT");
  await page.getByRole("button", { name: "Сохранить" }).click();
  assert.equal((await refused).status(), 422);
  await changes(page, 2).waitFor();
  assert.equal((await acme.saved())["main"], MAIN, "nothing is saved by halves");
  await page.getByRole("button", { name: `Удалить ${BERLIN}, с любого устройства` }).click();
  await save(page);
  assert.deepEqual((await acme.saved())["regional"], settings.regional, "kept, though its number is off");
  assert.equal((await acme.saved())["main"], SECOND);
  await acme.service.operator(`PATCH companies/acme/numbers/${encodeURIComponent(BERLIN)}`, { on: true });
  await page.context().close();
});

test("the test call answers from what is not saved, and leads to the entries that played a part", async () => {
  const page = await acme.openPage();
  const panel = page.getByRole("region", { name: "Проверить звонок" });
  const result = panel.getByRole("status", { name: "Результат проверки" });
  await pick(page, "Кто звонит", "201", /Иван Петров/);
  const device = panel.getByRole("combobox", { name: "С какого устройства" });
  await device.click();
  await page.getByRole("option", { name: "CRM" }).waitFor();
  await inspect(page, "devices-list");
  await device.click();
  await page.getByRole("option", { name: "Софтфон" }).click();
  await panel.getByRole("textbox", { name: "Набранный номер" }).fill("810 49 30 1234567");
  await result.getByText("2 Страна Германия: подходит — этот номер").waitFor();
  await result.getByText("+49 30 12345678").waitFor();
  const row = page.getByRole("listitem").filter({ hasText: "Германия" }).first();
  assert.equal(await row.getAttribute("data-highlighted"), "true");

  await page.getByRole("button", { name: /^Удалить .*Германия$/ }).click();
  await result.getByText("Сейчас, как сохранено: +49 30 12345678").waitFor();
  await result.getByText("3 Сотрудник Иван Петров, с любого устройства: подходит — этот номер").waitFor();
  await inspect(page, "test-call");
  const focused = (text: RegExp) =>
    page.waitForFunction((source) => new RegExp(source).test(document.activeElement?.textContent ?? ""), text.source);
  await result.getByRole("button", { name: /3 Сотрудник/ }).click();
  await focused(/^\+375.*Иван Петров/);
  await page.getByText("По сотрудникам").click();
  await result.getByRole("button", { name: /3 Сотрудник/ }).click();
  await focused(/^\+375.*Иван Петров/);
  await page.getByRole("button", { name: `Удалить ${SECOND}, с любого устройства` }).click();
  await result.getByRole("button", { name: /5 Основной номер/ }).click();
  await focused(/^5Основной номер/);

  for (const [dialled, text] of [
    ["112", "Экстренный вызов"],
    ["202", "Звонок коллеге: подходит — этот номер"],
    ["*21#", "Сервисный код"],
    ["абв", "Номер не распознан"],
    ["*31#80291234567", "Звонящий скрыл номер"],
  ] as const) {
    await panel.getByRole("textbox", { name: "Набранный номер" }).fill(dialled);
    await result.getByText(text).first().waitFor();
  }
  await page.context().close();
});

test("what is edited while it is saved stays unsaved, and is saved once", async () => {
  const page = await acme.openPage();
  const statuses: number[] = [];
  page.on("response", (response) => response.request().method() === "PUT" && statuses.push(response.status()));
  const edited = Promise.withResolvers<void>();
  await page.route("**/outgoing-numbers", async (route) => {
    if (route.request().method() === "PUT") await edited.promise;
    await route.continue();
  });
  await pick(page, "Основной номер", "234568", /23 45 68/);
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохраняем…").waitFor();
  await page.getByRole("button", { name: /^Удалить .*Германия$/ }).click();
  await page.getByRole("button", { name: "Сохранить" }).click({ force: true });
  edited.resolve();
  await changes(page, 1).waitFor();
  await page.getByText("1 изменение ещё не действует").waitFor();
  await page.unroute("**/outgoing-numbers");
  await save(page);
  assert.deepEqual(statuses, [200, 200]);
  assert.deepEqual([(await acme.saved())["main"], (await acme.saved())["regional"]], [SECOND, []]);
  await page.context().close();
});

test("changes that the browser cannot keep are told, and saved all the same", async () => {
  const page = await acme.openPage();
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await pick(page, "Основной номер", "234568", /23 45 68/);
  await page.getByText("Браузер их не запомнит").waitFor();
  await save(page);
  assert.equal((await acme.saved())["main"], SECOND);
  await page.context().close();
});

test("undoing all closes the list, and the next change does not open it; numbers are copied as E.164", async () => {
  const page = await acme.openPage();
  await pick(page, "Основной номер", "234568", /23 45 68/);
  await changes(page, 1).click();
  await page.getByRole("button", { name: "Отменить все изменения" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^Удалить .*Германия$/ }).click();
  await changes(page, 1).waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);

  const copied = await page.evaluate(() => {
    getSelection()!.selectAllChildren(document.getElementById("personal")!);
    const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true });
    document.dispatchEvent(event);
    return event.clipboardData!.getData("text/plain");
  });
  assert.match(copied, /\+375171234568\s/);
  assert.match(copied, /\n/);
  await page.context().close();
});
