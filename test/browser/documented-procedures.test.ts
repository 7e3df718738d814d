/// <reference lib="dom" />
/** What the documentation of the page promises its admins, procedure by procedure, step by step, in a real browser. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, MAIN, OFF, SECOND, settings } from "../../lab/companies/acme.ts";
import { operatorKey } from "../../lab/service/service.ts";
import { save, startAcme, type Acme } from "./acme.ts";
import { inspect, pick, signedIn } from "../../lab/browser/window.ts";

let acme: Acme;
before(async () => {
  acme = await startAcme();
});
after(() => acme.stop());
beforeEach(() => acme.put(settings));

const personal = (page: Page) => page.getByRole("region", { name: "Персональные номера" });
const regional = (page: Page) => page.getByRole("region", { name: "Региональные исходящие номера" });

describe("по-русски", () => {
  test("раздел «Исходящие номера» находится в «Ещё»", async () => {
    const page = await signedIn(acme.browser, acme.service.address, operatorKey);
    await page.getByRole("link", { name: "Acme" }).click();
    await page.getByRole("link", { name: "Сотрудники" }).click();
    await page.getByRole("navigation", { name: "Разделы" }).getByText("Ещё").waitFor();
    await page.getByRole("link", { name: "Исходящие номера" }).click();
    await page.getByRole("heading", { name: "Исходящие номера", level: 1 }).waitFor();
    await page.getByRole("region", { name: "Основной номер" }).waitFor();
    await inspect(page, "outgoing-numbers");
    await page.context().close();
  });

  test("как настроить персональный исходящий номер", async () => {
    const page = await acme.openPage();
    await personal(page).getByRole("button", { name: "Добавить номер" }).click();
    const dialog = page.getByRole("dialog", { name: "Персональный номер" });
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await dialog.getByText("Выберите номер, который увидят клиенты.").waitFor();
    await inspect(page, "personal-number-errors");
    await pick(page, "Исходящий номер", "Berlin", /Berlin/);
    await page.getByRole("combobox", { name: "Сотрудники и отделы" }).fill("и");
    await page.getByRole("option", { name: /Иван Петров.*сейчас/s }).waitFor();
    await inspect(page, "personal-number-list");
    await pick(page, "Сотрудники и отделы", "Ольга", /Ольга/);
    await pick(page, "Сотрудники и отделы", "Sales", /Sales/);
    await page.getByRole("combobox", { name: "Сотрудники и отделы" }).fill("Иван");
    await page.getByRole("option", { name: /Иван Петров/ }).waitFor();
    // It closes the list and not the dialog.
    await page.keyboard.press("Escape");
    await page.getByRole("listbox").getByRole("option").first().waitFor({ state: "hidden" });
    await dialog.getByRole("radio", { name: "Только с корпоративной SIM-карты" }).check();
    await inspect(page, "personal-number");
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Изменения: 1" }).waitFor();
    assert.deepEqual((await acme.saved())["personal"], settings.personal, "nothing takes effect before it is saved");
    await save(page);
    const added = [
      { number: BERLIN, employee: "olga", device: "corporate_sim" },
      { number: BERLIN, department: "sales", device: "corporate_sim" },
    ];
    assert.deepEqual((await acme.saved())["personal"], [...settings.personal, ...added]);

    await page.getByRole("button", { name: `Изменить ${SECOND}, с любого устройства` }).click();
    await page.getByRole("radio", { name: "Со всех устройств, кроме корпоративной SIM-карты" }).check();
    await page.getByRole("button", { name: "Применить" }).click();
    await save(page);
    const edited = { number: SECOND, employee: "ivan", device: "except_corporate_sim" };
    assert.deepEqual((await acme.saved())["personal"], [...added, edited]);
    assert.equal(await acme.shown("+375291234567", "300 11 22"), BERLIN, "the SIM: the department's number");
    assert.equal(await acme.shown("ivan-desk", "300 11 22"), SECOND, "a desk phone: his own");

    const name = `${SECOND}, со всех устройств, кроме корпоративной SIM-карты`;
    await page.getByRole("button", { name: `Удалить ${name}` }).click();
    await inspect(page, "removed-number");
    await page.getByRole("button", { name: `Вернуть ${name}` }).click();
    await page.getByRole("button", { name: "Сохранить" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: `Удалить ${name}` }).click();
    await save(page);
    assert.deepEqual((await acme.saved())["personal"], added);
    await page.context().close();
  });

  test("несколько номеров одного сотрудника для разных устройств", async () => {
    const page = await acme.openPage();
    for (const [label, device] of [
      ["Berlin", "Только с корпоративной SIM-карты"],
      ["Minsk", "Со всех устройств, кроме корпоративной SIM-карты"],
    ] as const) {
      await personal(page).getByRole("button", { name: "Добавить номер" }).click();
      const dialog = page.getByRole("dialog", { name: "Персональный номер" });
      await pick(page, "Исходящий номер", label, new RegExp(label));
      await pick(page, "Сотрудники и отделы", "201", /Иван Петров/);
      await page.keyboard.press("Escape");
      await dialog.getByRole("radio", { name: device }).check();
      await dialog.getByRole("button", { name: "Добавить" }).click();
    }
    await save(page);
    assert.equal(await acme.shown("+375291234567", "300 11 22"), BERLIN);
    assert.equal(await acme.shown("ivan-desk", "300 11 22"), MAIN);
    await page.getByText("есть номер важнее").waitFor();
    await inspect(page, "entry-that-decides-nothing");
    await personal(page).getByRole("button", { name: "Убрать запись" }).click();
    await save(page);
    assert.equal(((await acme.saved())["personal"] as unknown[]).length, 2);
    await page.context().close();
  });

  test("персональные номера по сотрудникам: у кого нет своего", async () => {
    const page = await acme.openPage();
    await page.getByText("По сотрудникам").click();
    await page.getByRole("checkbox", { name: "Только без своего номера" }).check();
    const people = page.getByRole("list", { name: "По сотрудникам" });
    await page.getByText("2 сотрудника").waitFor();
    assert.equal(await people.getByText("Иван Петров").count(), 0);
    await inspect(page, "personal-by-person");
    await page.getByRole("button", { name: "Назначить номер: Ольга" }).click();
    await pick(page, "Исходящий номер", "Berlin", /Berlin/);
    await page.getByRole("dialog").getByRole("button", { name: "Добавить" }).click();
    await page.getByText("1 сотрудник", { exact: true }).waitFor();
    await save(page);
    const olga = { number: BERLIN, employee: "olga", device: "any" };
    assert.deepEqual((await acme.saved())["personal"], [...settings.personal, olga]);
    await page.context().close();
  });

  test("персональные номера по сотрудникам: номер одного меняется, убирается и возвращается там же", async () => {
    const page = await acme.openPage();
    await page.getByText("По сотрудникам").click();
    const people = page.getByRole("list", { name: "По сотрудникам" });
    await people.getByRole("button", { name: `Изменить ${SECOND}, Иван Петров` }).click();
    await pick(page, "Исходящий номер", "Berlin", /Berlin/);
    await page.getByRole("dialog").getByRole("button", { name: "Применить" }).click();
    await people.getByText("· Berlin").locator("..").getByText("С любого устройства").waitFor();
    await people.getByRole("button", { name: `Удалить ${BERLIN}, Иван Петров` }).click();
    const back = people.getByRole("button", { name: `Вернуть ${SECOND}, Иван Петров` });
    // The focus stays.
    await back.and(page.locator(":focus")).waitFor();
    await inspect(page, "personal-by-person-removed");
    await back.click();
    await people.getByRole("button", { name: `Удалить ${SECOND}, Иван Петров` }).click();
    await save(page);
    assert.deepEqual((await acme.saved())["personal"], []);
    await page.context().close();
  });

  test("список персональных номеров из таблицы: что подошло и что нет", async () => {
    const page = await acme.openPage();
    await personal(page).getByRole("button", { name: "Вставить список" }).click();
    const dialog = page.getByRole("dialog", { name: "Список персональных номеров" });
    const list = [
      "Сотрудник\tНомер",
      "Ольга\t+49 30 12345678",
      "Support\t80171234568",
      "Никто\t+375171234567",
      "Gast\t3,75E+11",
    ];
    await dialog.getByRole("textbox", { name: "Список из таблицы" }).fill(list.join("\n"));
    await dialog.getByText("Распознано: 2, не распознано: 2").waitFor();
    await dialog.getByText("Строка 5: Gast · 3,75E+11").waitFor();
    await inspect(page, "pasted-list");
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await save(page);
    assert.deepEqual((await acme.saved())["personal"], [
      ...settings.personal,
      { number: BERLIN, employee: "olga", device: "any" },
      { number: SECOND, department: "support", device: "any" },
    ]);
    await page.context().close();
  });

  test("как настроить исходящий номер для другой страны", async () => {
    const page = await acme.openPage();
    await regional(page).getByRole("button", { name: "Добавить номер" }).click();
    const dialog = page.getByRole("dialog", { name: "Региональный номер" });
    await pick(page, "Исходящий номер", "234568", /23 45 68/);
    await dialog.getByRole("radio", { name: "В другие страны" }).check();
    await page.getByRole("combobox", { name: "Страны" }).fill("Poland");
    await page.getByRole("option", { name: /Польша/ }).waitFor();
    await inspect(page, "countries-list");
    await page.getByRole("option", { name: /Польша/ }).click();
    await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "Показать список регионов" }).click();
    await dialog.getByRole("button", { name: "Азия" }).click();
    await dialog.getByRole("group", { name: "Азия" }).getByRole("checkbox", { name: "Казахстан" }).check();
    await dialog.getByRole("checkbox", { name: "Беларусь" }).check();
    await dialog.getByText("Это страна компании").waitFor();
    await inspect(page, "all-regions");
    await dialog.getByRole("checkbox", { name: "Беларусь" }).uncheck();
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await save(page);
    assert.deepEqual((await acme.saved())["regional"], [
      ...settings.regional,
      { number: SECOND, country: "PL" },
      { number: SECOND, country: "KZ" },
    ]);
    assert.equal(await acme.shown("ivan-desk", "+48 22 300 11 22"), SECOND);

    await page.getByRole("button", { name: `Изменить ${SECOND}, Польша, Казахстан` }).click();
    await pick(page, "Страны", "kaz", /Казахстан/);
    await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "Применить" }).click();
    await page.getByRole("button", { name: `Удалить ${BERLIN}, Германия` }).click();
    await save(page);
    assert.deepEqual((await acme.saved())["regional"], [{ number: SECOND, country: "PL" }]);
    await page.context().close();
  });

  test("как настроить исходящий номер по префиксу направления", async () => {
    const page = await acme.openPage();
    await regional(page).getByRole("button", { name: "Добавить номер" }).click();
    const dialog = page.getByRole("dialog", { name: "Региональный номер" });
    await pick(page, "Исходящий номер", "234568", /23 45 68/);
    await dialog.getByRole("radio", { name: "По префиксу направления" }).check();
    const prefix = dialog.getByRole("textbox", { name: "Префикс" });
    await prefix.fill("17");
    await dialog.getByRole("button", { name: "+375 17" }).waitFor();
    await inspect(page, "prefix-that-is-none");
    await dialog.getByRole("button", { name: "+375 17" }).click();
    assert.equal(await prefix.inputValue(), "+37517");
    await prefix.fill("00 49 30");
    await dialog.getByText("+49 30, Германия; сильнее, чем Германия").waitFor();
    await inspect(page, "prefix");
    await prefix.fill("8 10 49 30 1");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await regional(page).getByRole("button", { name: "Добавить номер" }).click();
    await pick(page, "Исходящий номер", "234567", /23 45 67/);
    await dialog.getByRole("radio", { name: "По префиксу направления" }).check();
    await prefix.fill("+4930");
    await dialog
      .getByText("+49 30, Германия; сильнее, чем Германия; звонки на +49 301 пойдут с другого номера")
      .waitFor();
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await save(page);
    assert.deepEqual((await acme.saved())["regional"], [
      ...settings.regional,
      { number: SECOND, prefix: "+49301" },
      { number: MAIN, prefix: "+4930" },
    ]);
    const desk = (dialled: string) => acme.shown("ivan-desk", dialled);
    assert.equal(await desk("+49 30 1234567"), SECOND, "the longest prefix");
    assert.equal(await desk("+49 30 2234567"), MAIN, "the shorter one, and it comes before the country");
    assert.equal(await desk("+49 89 2234567"), BERLIN, "the country, although he has a number of his own");

    await page.getByRole("button", { name: `Изменить ${MAIN}, префикс +49 30` }).click();
    await prefix.fill("+4940");
    await dialog.getByRole("button", { name: "Применить" }).click();
    await page.getByRole("button", { name: `Удалить ${SECOND}, префикс +49 301` }).click();
    await save(page);
    assert.deepEqual((await acme.saved())["regional"], [...settings.regional, { number: MAIN, prefix: "+4940" }]);
    await page.context().close();
  });

  test("изменение приоритета: важнейший блок стоит внизу, и это слышно", async () => {
    const page = await acme.openPage();
    const order = () => page.locator("#main, #personal, #regional").evaluateAll((all) => all.map(({ id }) => id));
    const strip = () => page.getByRole("navigation", { name: "В каком порядке выбирается номер" }).innerText();
    assert.deepEqual(await order(), ["main", "personal", "regional"]);
    assert.match(await strip(), /1 Префикс.*2 Страна.*3 Сотрудник.*4 Отдел.*5 Основной/s);
    const link = page.getByRole("button", { name: "Настроить приоритет персональных номеров" });
    await link.click();
    await page.getByRole("radio", { name: "Персональные" }).check();
    await page.getByText("Например: звонит Иван Петров, направление — Германия").first().waitFor();
    await inspect(page, "priority");
    await page.getByRole("button", { name: "Применить" }).click();
    await page.getByText("Теперь важнее персональные номера").waitFor();
    assert.deepEqual(await order(), ["main", "regional", "personal"]);
    assert.match(await strip(), /1 Сотрудник.*2 Отдел.*3 Префикс.*4 Страна.*5 Основной/s);
    await link.and(page.locator(":focus")).waitFor();
    assert.equal(await acme.shown("ivan-desk", "+49 30 1234567"), BERLIN, "not yet saved");
    await save(page);
    assert.equal(await acme.shown("ivan-desk", "+49 30 1234567"), SECOND);
    await page.context().close();
  });

  test("выключенный номер виден, но не выбирается", async () => {
    const page = await acme.openPage();
    for (const [open, field] of [
      [null, "Основной номер"],
      [personal(page), "Исходящий номер"],
      [regional(page), "Исходящий номер"],
    ] as const) {
      await open?.getByRole("button", { name: "Добавить номер" }).click();
      await page.getByRole("combobox", { name: field }).fill(OFF.slice(-6));
      const off = page.getByRole("option", { name: /23 45 69 · выключен/ });
      await off.waitFor();
      assert.equal(await off.getAttribute("aria-disabled"), "true");
      await off.click({ force: true });
      if (open === null) await inspect(page, "number-list");
      await page.keyboard.press("Escape");
      if (open) await page.getByRole("dialog").getByRole("button", { name: "Отмена" }).click();
    }
    await page.getByRole("button", { name: "Сохранить" }).waitFor({ state: "detached" });
    await page.context().close();
  });

  test("один номер персональный и региональный сразу, у нескольких сотрудников и отделов", async () => {
    const page = await acme.openPage();
    await personal(page).getByRole("button", { name: "Добавить номер" }).click();
    await pick(page, "Исходящий номер", "Berlin", /Berlin/);
    await pick(page, "Сотрудники и отделы", "Ольга", /Ольга/);
    await pick(page, "Сотрудники и отделы", "Sales", /Sales/);
    await pick(page, "Сотрудники и отделы", "Support", /Support/);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").getByRole("button", { name: "Добавить" }).click();
    const row = personal(page).getByRole("listitem").filter({ hasText: "Ольга" }).first();
    for (const chip of ["Ольга", "Sales (отдел)", "Support (отдел)"])
      await row.getByRole("listitem").filter({ hasText: chip }).waitFor();
    await save(page);
    assert.equal(await acme.shown("olga-desk", "300 11 22"), BERLIN);
    assert.equal(await acme.shown("ivan-desk", "+49 30 1234567"), BERLIN);
    assert.equal(await acme.shown("gast-desk", "300 11 22"), MAIN, "a guest: the main number");
    await page.context().close();
  });
});

test("in English, on a phone, in the dark", async () => {
  const page = await acme.openPage({ language: "en", width: 360, dark: true });
  const block = page.getByRole("region", { name: "Regional outgoing numbers" });
  await block.getByRole("button", { name: "Add number" }).click();
  await pick(page, "Outgoing number", "Berlin", /Berlin/);
  await pick(page, "Countries", "43", /Austria/);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Regional number" }).getByRole("button", { name: "Add" }).click();
  await page.getByRole("region", { name: "Personal numbers" }).getByRole("button", { name: "Add number" }).click();
  const dialog = page.getByRole("dialog", { name: "Personal number" });
  await pick(page, "Outgoing number", "Minsk", /Minsk/);
  await pick(page, "Employees and departments", "202", /Ольга/);
  await page.keyboard.press("Escape");
  await dialog.getByRole("radio", { name: "All except corporate SIM" }).check();
  await dialog.getByRole("button", { name: "Add" }).click();
  await page.getByRole("button", { name: "Set priority of personal numbers" }).click();
  await page.getByRole("radio", { name: "Personal" }).check();
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("button", { name: "View changes: 3" }).waitFor();
  await inspect(page, "english");
  const foot = page.getByRole("button", { name: "Save" });
  assert.ok((await foot.evaluate((button) => button.parentElement!.getBoundingClientRect().height)) <= 64);
  await foot.click();
  await page.getByText("Saved.").waitFor();
  assert.deepEqual(
    { ...(await acme.saved()), revision: 0, savedAt: "", savedBy: "", warnings: [] },
    {
      main: MAIN,
      personal: [...settings.personal, { number: MAIN, employee: "olga", device: "except_corporate_sim" }],
      regional: [...settings.regional, { number: BERLIN, country: "AT" }],
      priority: "personal",
      revision: 0,
      savedAt: "",
      savedBy: "",
      warnings: [],
    },
  );

  await page.getByRole("button", { name: "Test a call" }).click();
  const panel = page.getByRole("dialog", { name: "Test a call" });
  await panel.getByRole("textbox", { name: "Dialled number" }).fill("+49 89 1234567");
  const result = panel.getByRole("status", { name: "Test result" });
  await result.getByText("1 Employee Иван Петров, any device: match, this number is shown").waitFor();
  await inspect(page, "test-call-sheet");
  // Turned wide and narrow again, the sheet is closed, and what was typed is still there.
  await page.getByRole("button", { name: "Test a call" }).click();
  await result.getByRole("button", { name: /1 Employee/ }).click();
  const focused = await page.waitForFunction(() => /Иван/.test(window.document.activeElement?.textContent ?? ""));
  assert.ok(focused, "the sheet closes, and the entry is in sight");
  await page.context().close();
});
