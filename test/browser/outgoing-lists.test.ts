/// <reference lib="dom" />
/** Lists of outgoing numbers: pasted, in a file and out of it, and what becomes of rows that are unclear. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { inspect } from "../../lab/browser/window.ts";
import { NO_ANSWER, site } from "./site.ts";

const { operator, open } = site();

beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

const ADDRESS = "/companies/acme/outgoing-numbers";

const saved = async () => (await operator("GET companies/acme/outgoing-numbers")).body;

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохранено. Звонки").waitFor();
}

async function openPaste(page: Page, block: string, title: string): Promise<Locator> {
  await page.getByRole("region", { name: block }).getByRole("button", { name: "Вставить список" }).click();
  const dialog = page.getByRole("dialog", { name: title });
  await text(dialog).waitFor();
  return dialog;
}

const openPersonal = (page: Page) => openPaste(page, "Персональные номера", "Список персональных номеров");
const openRegional = (page: Page) => openPaste(page, "Региональные исходящие номера", "Список региональных номеров");

const text = (dialog: Locator) => dialog.getByRole("textbox", { name: "Список из таблицы" });

/** Chooses an option of a list in a row. */
async function choose(dialog: Locator, label: string, typed: string, option: string): Promise<void> {
  const field = dialog.getByRole("combobox", { name: label });
  await field.click();
  if (typed !== "") await field.fill(typed);
  await dialog.page().getByRole("option", { name: option }).click();
}

/** Whether the whole element is within the window and nothing lies over it. */
const isInSight = (element: Locator) =>
  element.evaluate((button) => {
    const { top, bottom, left, width } = button.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, (top + bottom) / 2);
    return top >= 0 && bottom <= window.innerHeight && button.contains(seen);
  });

describe("вставленный список", () => {
  test("сорок строк, которые не подошли: кнопки на виду, а строку можно уточнить", async () => {
    const page = await open(ADDRESS);
    const dialog = await openPersonal(page);
    const unknown = Array.from({ length: 40 }, (_, at) => `Неизвестный ${at}\t${SECOND}`);
    await text(dialog).fill(["Петров;+49 30 12345678", "202,80171234568", ...unknown].join("\n"));
    await dialog.getByText("Распознано: 2, не распознано: 40").waitFor();
    await dialog.getByText("Строка 1: Петров · +49 30 12345678").waitFor();
    for (const button of ["Отмена", "Добавить"])
      assert.ok(await isInSight(dialog.getByRole("button", { name: button })), button);
    await inspect(page, "list-many-unclear");

    await choose(dialog, "Строка 3: кто это", "Supp", "Support");
    await dialog.getByText("Распознано: 3, не распознано: 39").waitFor();
    assert.equal(await dialog.getByRole("combobox", { name: "Строка 3: кто это" }).inputValue(), "Support");
    await text(dialog).press("End");
    await text(dialog).pressSequentially("\nGast +375171234567");
    await dialog.getByText("Распознано: 4, не распознано: 39").waitFor();
    await inspect(page, "list-row-chosen");
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await save(page);
    assert.deepEqual((await saved())["personal"], [
      { number: BERLIN, employee: "ivan", device: "any" },
      { number: SECOND, employee: "olga", device: "any" },
      { number: SECOND, department: "support", device: "any" },
      { number: MAIN, employee: "gast", device: "any" },
    ]);
  });

  test("Esc, крестик и «Отмена» не теряют список без вопроса", async () => {
    const page = await open(ADDRESS);
    const dialog = await openPersonal(page);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    const again = await openPersonal(page);
    await text(again).fill("Ольга\t80171234568");
    const question = page.getByRole("dialog", { name: "Уйти без сохранения?" });
    for (const close of [
      () => page.keyboard.press("Escape"),
      () => again.getByRole("button", { name: "Закрыть" }).click(),
      () => again.getByRole("button", { name: "Отмена" }).click(),
    ]) {
      await close();
      await question.getByText("Вставленный список ещё не добавлен и пропадёт.").waitFor();
      await page.keyboard.press("Escape");
      await question.waitFor({ state: "detached" });
      assert.equal(await text(again).inputValue(), "Ольга\t80171234568");
    }
    await page.keyboard.press("Escape");
    await inspect(page, "list-would-be-lost");
    await question.getByRole("button", { name: "Уйти" }).click();
    await again.waitFor({ state: "detached" });
  });

  test("номер без кода города: код города указывают в разделе компании, и список остаётся", async () => {
    const { areaCode: _, ...withoutCode } = company;
    await putCompany(operator, "acme", { company: withoutCode });
    const page = await open(ADDRESS);
    const dialog = await openPersonal(page);
    await text(dialog).fill("Ольга\t123-45-68");
    await dialog.getByText("номер без кода города").waitFor();
    await inspect(page, "list-no-area-code");
    const opened = page.waitForEvent("popup");
    await dialog.getByRole("link", { name: "Указать код города" }).click();
    await (await opened).getByRole("textbox", { name: "Код города" }).waitFor();
    assert.match((await opened).url(), /acme\/company$/);
    await (await opened).close();
    assert.equal(await text(dialog).inputValue(), "Ольга\t123-45-68");
  });

  test("страны и префиксы: что значит каждая строка, и что неясно, выбирают в ней же", async () => {
    const page = await open(ADDRESS);
    const dialog = await openRegional(page);
    const lines = [
      "Страна;Номер",
      "Польша; +49 30 12345678",
      "+7 495\t+375 17 123-45-68",
      "AT, Berlin",
      "00 49 30 Minsk office",
      "Германия; 80171234568",
      "Корея; Berlin",
      "495; Berlin",
      "Нарния; Berlin",
      "Франция; +375 17 999-99-99",
      "Италия; +375 17 123-45-69",
    ];
    await text(dialog).fill(lines.join("\n"));
    await dialog.getByText("Распознано: 5, не распознано: 5").waitFor();
    await dialog.getByText("+7 495, Россия → +375").waitFor();
    await dialog.getByText(/^Германия → /).waitFor();
    await dialog.getByText("Строка 5: 00 49 30 · Minsk office").waitFor();
    await inspect(page, "regional-list");
    await choose(dialog, "Строка 7: какая страна", "", "Республика Корея");
    await choose(dialog, "Строка 8: какой префикс", "", "+375 495");
    await choose(dialog, "Строка 9: какая страна", "норв", "Норвегия");
    await choose(dialog, "Строка 10: какой номер", "Minsk", "Minsk office");
    await dialog.getByText("Распознано: 9, не распознано: 1").waitFor();
    await inspect(page, "regional-list-chosen");
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await save(page);
    assert.deepEqual((await saved())["regional"], [
      { number: SECOND, country: "DE" },
      { number: BERLIN, country: "PL" },
      { number: SECOND, prefix: "+7495" },
      { number: BERLIN, country: "AT" },
      { number: MAIN, prefix: "+4930" },
      { number: BERLIN, country: "KR" },
      { number: BERLIN, prefix: "+375495" },
      { number: BERLIN, country: "NO" },
      { number: MAIN, country: "FR" },
    ]);
  });

  test("in English", async () => {
    const page = await open(ADDRESS, { language: "en" });
    await page.getByRole("region", { name: "Regional outgoing numbers" }).getByText("Paste a list").click();
    const dialog = page.getByRole("dialog", { name: "List of regional numbers" });
    await dialog
      .getByRole("textbox", { name: "List from a spreadsheet" })
      .fill("Poland, Berlin\nGeorgia\n8 017; Berlin");
    await dialog.getByText("Matched: 2, not matched: 1").waitFor();
    await inspect(page, "regional-list-en");
  });

  test("сервис не ответил о префиксах: список остаётся, и ответ приходит сам", async () => {
    const page = await open(ADDRESS);
    const dialog = await openRegional(page);
    await page.route("**/outgoing-numbers/prefix", (route) => route.abort("connectionrefused"));
    await text(dialog).fill("+7 495; Berlin\nПольша; Berlin");
    await dialog.getByText(NO_ANSWER).waitFor();
    assert.ok(await dialog.getByRole("button", { name: "Добавить" }).isDisabled());
    await inspect(page, "regional-list-unread");
    await page.unroute("**/outgoing-numbers/prefix");
    await dialog.getByText("Распознано: 2, не распознано: 0").waitFor();
  });
});

async function openImport(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Импорт и экспорт" }).click();
  await page.getByRole("menuitem", { name: "Загрузить из файла" }).click();
  const dialog = page.getByRole("dialog", { name: "Загрузка исходящих номеров" });
  await dialog.waitFor();
  return dialog;
}

async function give(dialog: Locator, content: string | Buffer): Promise<void> {
  const chooser = dialog.page().waitForEvent("filechooser");
  await dialog.getByRole("button", { name: /^Выбрать файл/ }).click();
  await (await chooser).setFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
}

describe("файл", () => {
  test("выгруженное и загруженное снова ничего не меняет, и несохранённое в нём тоже есть", async () => {
    const page = await open(ADDRESS);
    const list = await openRegional(page);
    await text(list).fill("Польша; Minsk office");
    await list.getByRole("button", { name: "Добавить" }).click();
    await page.getByRole("button", { name: "Импорт и экспорт" }).click();
    await page.getByRole("menuitem", { name: "Загрузить из файла" }).waitFor();
    await inspect(page, "outgoing-menu");
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Выгрузить в CSV" }).click();
    const file = await download;
    assert.equal(file.suggestedFilename(), "acme-outgoing-numbers.csv");
    const content = readFileSync(await file.path());
    assert.match(
      content.toString(),
      /^\ufeff"Блок";"Сотрудник";[^]*"Польша";"";"";"";"\+375 17 123 45 67";"Minsk office"/,
    );
    const dialog = await openImport(page);
    await dialog.getByRole("checkbox", { name: "Удалить то, чего нет в файле" }).check();
    await give(dialog, content);
    await dialog.getByText("Файл ничего не меняет.").waitFor();
    assert.ok(await dialog.getByRole("button", { name: "Применить" }).isDisabled());
  });

  test("строки файла становятся изменениями на странице; неясные уточняют, и только тогда можно удалять", async () => {
    const page = await open(ADDRESS);
    const dialog = await openImport(page);
    await inspect(page, "outgoing-import");
    await give(dialog, "a,b\n1,2\n");
    await dialog.getByText("нет столбца с номерами").waitFor();
    await inspect(page, "outgoing-import-refused");
    await give(dialog, `Кому;Номер\nОльга;${BERLIN}\n`);
    await dialog.getByLabel("Кому").selectOption("Сотрудник");
    await dialog.getByText("Распознано: 1, не распознано: 0").waitFor();
    await inspect(page, "outgoing-import-columns");
    await dialog.getByLabel("Кодировка").selectOption("CP866 (кириллица, DOS)");
    await dialog.getByText("нет столбца с номерами").waitFor();

    const rows = [
      "Сотрудник;Отдел;Страна;Префикс;Устройства;Номер;Стол",
      `Ольга;;;;Только с корпоративной SIM-карты;${BERLIN};5`,
      ";Sales;;;;Minsk office;",
      ";;Польша;;;+49 30 12345678;",
      ";;;+7 495;;80171234568;",
      `Никто;;;;;${SECOND};`,
      `Никто;;;;corporate SIM only;${SECOND};`,
      ";;Франция;;;3,75E+11;",
      `;;Италия;;;${OFF};`,
      `Ольга;;Италия;;;${SECOND};`,
    ];
    await give(dialog, rows.join("\n"));
    await dialog.getByText("Распознано: 4, не распознано: 5").waitFor();
    await dialog.getByText("Эти столбцы будут пропущены: Стол").waitFor();
    await dialog.getByText("Добавится: 4, изменится: 0, удалится: 0").waitFor();
    await dialog.getByText("Строки 6, 7: Никто").waitFor();
    await inspect(page, "outgoing-import-unclear");
    await dialog.getByRole("checkbox", { name: "Удалить то, чего нет в файле" }).check();
    await dialog.getByText("сначала уточните все строки").waitFor();
    assert.ok(await dialog.getByRole("button", { name: "Применить" }).isDisabled());

    await choose(dialog, "Строки 6, 7: какой сотрудник", "Gast", "Gast");
    await dialog.getByText("Распознано: 6, не распознано: 3").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("То, что вы выбрали для строк файла, пропадёт.").waitFor();
    await page.keyboard.press("Escape");
    await give(dialog, rows.slice(0, 5).join("\n"));
    await dialog.getByText("Добавится: 4, изменится: 0, удалится: 2").waitFor();
    await dialog.getByText("Германия: удалён").waitFor();
    await inspect(page, "outgoing-import-removing");
    await dialog.getByRole("button", { name: "Применить" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Загружено, но ещё не сохранено. Добавлено: 4, изменено: 0, удалено: 2").waitFor();
    assert.deepEqual((await saved())["regional"], settings.regional, "nothing is saved before «Сохранить»");
    await inspect(page, "outgoing-imported");
    await save(page);
    assert.equal(await page.getByText("Загружено, но ещё не сохранено").count(), 0);
    const { personal, regional, main } = await saved();
    assert.deepEqual(
      [main, personal, regional],
      [
        MAIN,
        [
          { number: BERLIN, employee: "olga", device: "corporate_sim" },
          { number: MAIN, department: "sales", device: "any" },
        ],
        [
          { number: BERLIN, country: "PL" },
          { number: SECOND, prefix: "+7495" },
        ],
      ],
    );
  });
});
