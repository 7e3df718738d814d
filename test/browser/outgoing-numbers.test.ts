/// <reference lib="dom" />
/** The page of outgoing numbers in a real browser: what the documentation of the page promises, step by step. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, OFF, putCompany, SECOND, settings } from "../service/sample.ts";
import { operatorKey, serviceHere, type TestService } from "../service/service.ts";
import { assertAccessible, openBrowser, screenshot, signedIn, type Look } from "./browser.ts";

let service: TestService;
let browser: Browser;

before(async () => {
  service = await serviceHere();
  browser = await openBrowser();
  await putCompany(service.operator, "acme", { company, directory, settings });
});
after(async () => {
  await browser.close();
  await service.stop();
});

const document = async () => (await service.operator("GET companies/acme/outgoing-numbers")).body;
beforeEach(async () => {
  const { headers } = await service.operator("GET companies/acme/outgoing-numbers");
  await service.operator("PUT companies/acme/outgoing-numbers", settings, { ifMatch: headers.etag! });
});

async function openPage(look?: Look): Promise<Page> {
  const page = await signedIn(browser, service.address, operatorKey, look);
  await page.goto("/companies/acme/outgoing-numbers");
  await page.getByRole("region", { name: look?.language === "en" ? "Main number" : "Основной номер" }).waitFor();
  return page;
}

async function pick(page: Page, field: string, text: string, option: RegExp): Promise<void> {
  await page.getByRole("combobox", { name: field }).fill(text);
  await page.getByRole("option", { name: option }).click();
}

const save = async (page: Page) => {
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохранено. Звонки").waitFor();
};

describe("по-русски", () => {
  test("персональный номер сотруднику и отделу, затем правка, удаление и возврат", async () => {
    const page = await openPage();
    const block = page.getByRole("region", { name: "Персональные номера" });
    await block.getByRole("button", { name: "Добавить номер" }).click();
    const dialog = page.getByRole("dialog", { name: "Персональный номер" });
    await dialog.waitFor();
    await assertAccessible(page, "the dialog of a personal number");
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await dialog.getByText("Выберите номер, который увидят клиенты.").waitFor();
    await pick(page, "Исходящий номер", "Berlin", /Berlin/);
    await pick(page, "Сотрудники и отделы", "Ольга", /Ольга/);
    await pick(page, "Сотрудники и отделы", "Sales", /Sales/);
    await page.keyboard.press("Escape");
    await dialog.getByRole("radio", { name: "Только с корпоративной SIM-карты" }).check();
    await screenshot(page, "personal-dialog-ru");
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Изменения: 2" }).waitFor();
    assert.deepEqual((await document())["personal"], settings.personal, "nothing takes effect before it is saved");
    await save(page);
    const added = [
      { number: BERLIN, employee: "olga", device: "corporate_sim" },
      { number: BERLIN, department: "sales", device: "corporate_sim" },
    ];
    assert.deepEqual((await document())["personal"], [...settings.personal, ...added]);

    const name = `${SECOND}, с любого устройства`;
    await page.getByRole("button", { name: `Изменить ${name}` }).click();
    await page.getByRole("radio", { name: "Со всех устройств, кроме корпоративной SIM-карты" }).check();
    await page.getByRole("button", { name: "Применить" }).click();
    await save(page);
    const [entry] = (await document())["personal"] as [{ device: string }];
    assert.ok(JSON.stringify((await document())["personal"]).includes("except_corporate_sim"), entry.device);

    const other = `${SECOND}, со всех устройств, кроме корпоративной SIM-карты`;
    await page.getByRole("button", { name: `Удалить ${other}` }).click();
    await page.getByRole("button", { name: `Вернуть ${other}` }).click();
    await page.getByRole("button", { name: "Изменения: 0" }).waitFor();
    await page.getByRole("button", { name: `Удалить ${other}` }).click();
    await save(page);
    assert.deepEqual((await document())["personal"], added);
    await page.context().close();
  });

  test("по сотрудникам: у кого нет своего номера", async () => {
    const page = await openPage();
    await page.getByText("По сотрудникам").click();
    await page.getByRole("checkbox", { name: "Только без своего номера" }).check();
    const people = page.getByRole("list", { name: "По сотрудникам" });
    await page.getByText("2 сотрудника").waitFor();
    assert.equal(await people.getByText("Иван Петров").count(), 0);
    await assertAccessible(page, "the personal block by person");
    await screenshot(page, "by-person-ru");
    await page.getByRole("button", { name: "Назначить номер: Ольга" }).click();
    await pick(page, "Исходящий номер", "Berlin", /Berlin/);
    await page.getByRole("dialog").getByRole("button", { name: "Добавить" }).click();
    await page.getByText("1 сотрудник", { exact: true }).waitFor();
    await save(page);
    const olga = { number: BERLIN, employee: "olga", device: "any" };
    assert.deepEqual((await document())["personal"], [...settings.personal, olga]);
    await page.context().close();
  });

  test("региональный номер: страна из списка регионов и префикс", async () => {
    const page = await openPage();
    const block = page.getByRole("region", { name: "Региональные исходящие номера" });
    await block.getByRole("button", { name: "Добавить номер" }).click();
    const dialog = page.getByRole("dialog", { name: "Региональный номер" });
    await pick(page, "Исходящий номер", "234568", /23 45 68/);
    await pick(page, "Страны", "Poland", /Польша/);
    await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "Показать список регионов" }).click();
    await dialog.getByRole("checkbox", { name: "Казахстан" }).check();
    await assertAccessible(page, "the dialog of a regional number with all regions");
    await screenshot(page, "regional-dialog-ru");
    await dialog.getByRole("button", { name: "Добавить" }).click();

    await block.getByRole("button", { name: "Добавить номер" }).click();
    await pick(page, "Исходящий номер", "Berlin", /Berlin/);
    await dialog.getByRole("radio", { name: "По префиксу направления" }).check();
    const prefix = dialog.getByRole("textbox", { name: "Префикс" });
    await prefix.fill("17");
    await dialog.getByRole("button", { name: "+37517" }).click();
    assert.equal(await prefix.inputValue(), "+37517");
    await prefix.fill("00 49 30");
    await dialog.getByText("Германия", { exact: false }).last().waitFor();
    await dialog.getByText("важнее: Германия").waitFor();
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await save(page);
    assert.deepEqual((await document())["regional"], [
      ...settings.regional,
      { number: SECOND, country: "PL" },
      { number: SECOND, country: "KZ" },
      { number: BERLIN, prefix: "+4930" },
    ]);
    await page.context().close();
  });

  test("приоритет: важнейший блок стоит внизу, и это слышно", async () => {
    const page = await openPage();
    const order = () => page.getByRole("region").evaluateAll((all) => all.map(({ id }) => id).filter(Boolean));
    assert.deepEqual(await order(), ["main", "personal", "regional"]);
    const link = page.getByRole("button", { name: "Настроить приоритет персональных номеров" });
    await link.click();
    await page.getByRole("radio", { name: "Персональные" }).check();
    await assertAccessible(page, "the dialog of the priority");
    await screenshot(page, "priority-dialog-ru");
    await page.getByRole("button", { name: "Применить" }).click();
    await page.getByText("Теперь важнее персональные номера").waitFor();
    assert.deepEqual(await order(), ["main", "regional", "personal"]);
    assert.ok(await link.evaluate((button) => button === window.document.activeElement), "the focus stays");
    await save(page);
    assert.equal((await document())["priority"], "personal");
    await page.context().close();
  });

  test("выключенный номер виден, но не выбирается", async () => {
    const page = await openPage();
    await page.getByRole("combobox", { name: "Основной номер" }).fill("234569");
    const off = page.getByRole("option", { name: /23 45 69 · выключен/ });
    await off.waitFor();
    assert.equal(await off.getAttribute("data-combobox-disabled"), "true");
    assert.equal((await document())["main"], MAIN);
    assert.notEqual(OFF, MAIN);
    await page.context().close();
  });

  test("проверка звонка отвечает из несохранённого и ведёт к записям", async () => {
    const page = await openPage();
    const panel = page.getByRole("region", { name: "Проверить звонок" });
    await panel.getByRole("textbox", { name: "Набранный номер" }).fill("810 49 30 1234567");
    const result = panel.getByRole("status", { name: "Результат проверки" });
    await result.getByText("+49 30 12345678").waitFor();
    await result.getByText("2 Страна Германия").waitFor();
    await page.getByRole("button", { name: /^Удалить .*Германия$/ }).click();
    await result.getByText("Сейчас, как сохранено: +49 30 12345678").waitFor();
    await result
      .getByText("+375 17 123-45-68")
      .waitFor()
      .catch(() => {});
    await assertAccessible(page, "the page with a test call");
    await screenshot(page, "test-call-ru");
    await result.getByRole("button", { name: /3 Сотрудник/ }).click();
    const focused = await page.evaluate(() => window.document.activeElement?.textContent ?? "");
    assert.match(focused, /Иван Петров/);
    await page.context().close();
  });

  test("несохранённое переживает обновление страницы, чужое сохранение и конец сеанса", async () => {
    const page = await openPage();
    await pick(page, "Основной номер", "234568", /23 45 68/);
    await page.getByRole("button", { name: "Изменения: 1" }).waitFor();
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await page.getByRole("button", { name: "Изменения: 1" }).click();
    await page.getByText("Основной номер:", { exact: false }).first().waitFor();
    await assertAccessible(page, "the list of changes");
    await screenshot(page, "changes-ru");
    await page.keyboard.press("Escape");

    const { headers } = await service.operator("GET companies/acme/outgoing-numbers");
    const theirs = { ...settings, main: BERLIN, regional: [] };
    await service.operator("PUT companies/acme/outgoing-numbers", theirs, { ifMatch: headers.etag! });
    await page.getByRole("button", { name: "Сохранить" }).click();
    await page.getByText("operator тем временем сохранил другие настройки").waitFor();
    assert.deepEqual((await document())["main"], BERLIN, "nothing is merged behind anybody's back");
    await assertAccessible(page, "the note of a conflict");
    await screenshot(page, "conflict-ru");

    await page.context().clearCookies();
    await page.getByRole("button", { name: "Сохранить" }).click();
    const over = page.getByRole("dialog", { name: "Сеанс завершён" });
    await over.waitFor();
    await assertAccessible(page, "the sign-in over the page");
    await over.getByLabel("Ключ доступа").first().fill(operatorKey);
    await page.keyboard.press("Enter");
    await page.getByText("Сохранено.").waitFor();
    const saved = await document();
    assert.deepEqual([saved["main"], saved["regional"]], [SECOND, []], "my main, their regional block");
    await page.context().close();
  });
});

test("in English, on a phone, in the dark", async () => {
  const page = await openPage({ language: "en", width: 360, dark: true });
  await assertAccessible(page, "the page on a phone");
  await screenshot(page, "outgoing-numbers-en-360-dark");
  const [inner, scrolled] = await page.evaluate(() => [window.innerWidth, window.document.documentElement.scrollWidth]);
  assert.equal(scrolled, inner, "nothing is wider than the window");
  const block = page.getByRole("region", { name: "Regional outgoing numbers" });
  await block.getByRole("button", { name: "Add number" }).click();
  await pick(page, "Outgoing number", "Berlin", /Berlin/);
  await pick(page, "Countries", "43", /Austria/);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Regional number" }).getByRole("button", { name: "Add" }).click();
  const foot = page.getByRole("button", { name: "Save" });
  assert.ok((await foot.evaluate((button) => button.parentElement!.getBoundingClientRect().height)) <= 64);
  await foot.click();
  await page.getByText("Saved.").waitFor();
  assert.deepEqual((await document())["regional"], [...settings.regional, { number: BERLIN, country: "AT" }]);
  await page.context().close();
});
