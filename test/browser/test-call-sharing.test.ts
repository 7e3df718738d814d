/// <reference lib="dom" />
/** The test call with a list of numbers, as a link and as text. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { choose, inspect, pick } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

const { operator, key, open } = site();
const PAGE = "/companies/acme/outgoing-numbers";

beforeEach(async () => {
  await putCompany(operator, "acme", {
    company: { ...company, choiceDevices: ["softphone"] },
    directory: { ...directory, numbers: directory.numbers.map((one) => ({ ...one })) },
    settings,
  });
});

const result = (page: Page) => page.getByRole("status", { name: "Результат проверки" });
const dialled = (page: Page) => page.getByRole("textbox", { name: "Набранный номер" });
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** Presses a button that copies. @returns what was copied */
async function copy(page: Page, name: string): Promise<string> {
  await page.getByRole("button", { name }).click();
  // Its name is "Скопировано" then.
  await page.getByRole("button", { name }).waitFor({ state: "detached" });
  return copied(page);
}

test("результат говорит, что увидит клиент, а непонятный номер — почему он непонятен", async () => {
  const page = await open(PAGE);
  for (const [text, ...said] of [
    ["+49 30 1234567", "Клиент увидит", "Berlin"],
    ["112", "Экстренная служба увидит"],
    ["202", "Коллега увидит", "Внутренний номер 201"],
    ["*21#", "Звонок наружу не идёт", "сервисный код"],
    ["*31#80291234567", "Клиент не увидит номер", "Оператор связи получит"],
    ["привет", "Если звонок пройдёт, клиент увидит", "Это не телефонный номер"],
    ["+999 123 456 78", "Кода страны, с которого начинается"],
    ["+375 17", "от 8 до 15 цифр"],
    ["77777777777777777777", "Слишком длинный"],
  ] as const) {
    await dialled(page).fill(text);
    for (const one of said) await result(page).getByText(one).first().waitFor();
  }
  await inspect(page, "test-call-unrecognised");
  await dialled(page).fill("*31#80291234567");
  await result(page).getByText("Клиент не увидит номер").waitFor();
  await inspect(page, "test-call-withheld");
});

test("ссылка открывает проверку заполненной и заданной, на телефоне — окном с одним заголовком", async () => {
  const page = await open(PAGE);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await choose(page, "С какого устройства", /Софтфон/);
  await dialled(page).fill("+49 30 1234567");
  await page.getByRole("button", { name: /^Выбранный номер, переадресация/ }).click();
  await page.getByRole("combobox", { name: "Номер, выбранный на устройстве" }).fill("8 017 123 45 68");
  await result(page).locator(`[data-e164="${SECOND}"]`).waitFor();
  const link = await copy(page, "Скопировать ссылку");
  assert.deepEqual(link.split("#")[0], new URL(PAGE, page.url()).href, "the numbers are behind the #");
  const text = await copy(page, "Скопировать текст");
  assert.deepEqual(text.split("\n"), [
    "Проверка звонка, Acme",
    "",
    "Звонит: Иван Петров · 201 · Софтфон",
    "Набрано: +49 30 1234567 → +49 30 1234567, Германия",
    "Номер, выбранный на устройстве: 8 017 123 45 68",
    "Клиент увидит: +375 17 123 45 68",
    "",
    "Почему:",
    "– Выбран для звонка: подходит — этот номер",
    "",
    link,
  ]);
  await inspect(page, "test-call-shared");

  const admin = await key({ name: "Анна", role: "admin", companies: ["acme"] });
  const other = await open(link, { key: admin, width: 360 });
  const sheet = other.getByRole("dialog", { name: "Проверить звонок" });
  await result(other).locator(`[data-e164="${SECOND}"]`).waitFor();
  assert.equal(await dialled(other).inputValue(), "+49 30 1234567");
  assert.equal(await other.getByRole("combobox", { name: "С какого устройства" }).inputValue(), "Софтфон");
  assert.equal(await sheet.getByText("Проверить звонок", { exact: true }).count(), 1, "one title");
  assert.equal(other.url(), link);
  await inspect(other, "test-call-linked");

  // A link that is pasted over the address of the same page.
  await other.evaluate(() => {
    location.hash = "test-call?employee=gone&device=desk_phone&dialled=112";
  });
  await sheet.getByText("Этого сотрудника в компании больше нет").waitFor();
  assert.equal(await dialled(other).inputValue(), "112");
  assert.equal(await result(other).getByText("увидит").count(), 0, "nothing is asked for somebody else");
  await inspect(other, "test-call-gone");
  // Turned wide and narrow again, the sheet is closed.
  await other.getByRole("button", { name: "Проверить звонок" }).click();
  await pick(other, "Кто звонит", "Ольга", /Ольга/);
  await result(other).locator(`[data-e164="${MAIN}"]`).waitFor();
});

test("список номеров: таблица с несохранёнными изменениями, предел, копирование; Escape закрывает по одному", async () => {
  const page = await open(PAGE, { width: 360 });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page
    .getByRole("button", { name: `Удалить ${BERLIN}, Германия` })
    .or(page.getByRole("button", { name: new RegExp(`Удалить.*30 12345678`) }))
    .first()
    .click();
  await page.getByRole("button", { name: "Проверить звонок" }).click();
  await page.getByRole("button", { name: "Проверить сразу несколько номеров" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Проверить несколько номеров" });
  const field = dialog.getByRole("textbox", { name: "Набранные номера" });
  await field.fill("+49 30 1234567\n112\n\n202\n*31#80291234567; привет");
  await dialog.getByText("Проверено 5 номеров").waitFor();
  await dialog.getByText("С учётом несохранённых изменений").waitFor();
  const rows = await dialog.getByRole("row").allInnerTexts();
  assert.equal(rows.length, 6);
  assert.match(rows[1]!, /\+49 30 1234567/);
  const table = (await copy(page, "Скопировать таблицу")).split("\n").map((row) => row.split("\t"));
  assert.deepEqual(table, [
    ["Набрано", "Понято как", "Клиент увидит", "Почему"],
    ["+49 30 1234567", "+49 30 1234567, Германия", "+375 17 123 45 68", "3 Сотрудник Иван Петров, с любого устройства"],
    ["112", "экстренный вызов на 112", "+375 17 123 45 67 (Minsk office)", "Номер для экстренных вызовов"],
    ["202", "звонок коллеге", "Внутренний номер 201", "Звонок коллеге"],
    [
      "*31#80291234567",
      "+375 29 123 45 67, Беларусь",
      "Клиент не увидит номер",
      "3 Сотрудник Иван Петров, с любого устройства. Звонящий скрыл номер",
    ],
    [
      "привет",
      "не распознано",
      "+375 17 123 45 68",
      "3 Сотрудник Иван Петров, с любого устройства. Это не телефонный номер: на телефоне так не набрать. " +
        "Страна неизвестна, поэтому префиксы и страны не проверяются",
    ],
  ]);
  await field.fill(Array.from({ length: 130 }, (_, at) => `8 029 123 ${1000 + at}`).join("\n"));
  await dialog.getByText("Проверены первые 100 номеров из 130").waitFor();
  assert.equal(await dialog.getByRole("row").count(), 101);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  const sheet = page.getByRole("dialog", { name: "Проверить звонок" });
  await sheet.waitFor();
  await page.waitForFunction(() => /сразу несколько/.test(document.activeElement?.textContent ?? ""));
  await page.keyboard.press("Enter");
  await dialog.getByText("Проверены первые 100 номеров из 130").waitFor();
  await field.fill("+49 30 1234567\n112\n202\n*31#80291234567\nпривет");
  await dialog.getByText("Проверено 5 номеров").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Проверить звонок" }).click();
  await page.getByRole("button", { name: "Проверить сразу несколько номеров" }).click();
  await dialog.getByText("Проверено 5 номеров").waitFor();
  await inspect(page, "call-list");
});

test("in English, and without a clipboard the text is shown to be copied by hand", async () => {
  const page = await open("/companies", { language: "en" });
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await page.goto(`${PAGE}#test-call?employee=ivan&device=desk_phone&dialled=%2B49+30+1234567`);
  const shown = page.getByRole("status", { name: "Test result" });
  await shown.getByText("The client will see").waitFor();
  await page.getByRole("button", { name: "Copy as text" }).click();
  const byHand = page.getByRole("textbox", { name: "Copy as text" });
  await byHand.waitFor();
  assert.match(await byHand.inputValue(), /The client will see: \+49 30 12345678 \(Berlin\)/);
  await page.waitForFunction(() => (document.activeElement as HTMLTextAreaElement).selectionEnd > 10);
  await inspect(page, "test-call-by-hand");
  await page.getByRole("button", { name: "Test several numbers at once" }).click();
  await page.getByRole("textbox", { name: "Dialled numbers" }).fill("112\n8 10 49 30 1234567\n7777777777");
  await page.getByText("3 numbers tested").waitFor();
  await inspect(page, "call-list-en");
});
