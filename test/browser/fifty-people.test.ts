/// <reference lib="dom" />
/** The page of the guide «Пятьдесят человек за десять минут», click by click: from an empty company to one that works. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { inspect, pick } from "../../lab/browser/window.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { site } from "./site.ts";

const { operator, open } = site();

/** From an empty company to a call that was tested. */
const MOST_CLICKS = 45;

const guide = readFileSync(join(import.meta.dirname, "../../docs/guide/ru.md"), "utf8");
const [, procedure = ""] = /<a id="fifty"><\/a>\n([^]*?)\n## /.exec(guide) ?? [];

/** As an admin keeps them. */
const NUMBERS = [
  "Телефон;Описание",
  "8 (017) 200-10-10;Приёмная",
  "+375 17 200-10-11;Продажи",
  "80172001012;Поддержка",
  "8-017-200-10-13;Бухгалтерия",
  "375172001014;Склад",
  "+375 (29) 300-10-15;Мобильный офис",
  "+7 495 120-44-10;Москва",
  "+7 (812) 448-33-11;Петербург",
  "+7 (727) 300-11-22;Алматы",
  "+49 30 22001010;Берлин",
  "+48 22 200 01 01;Варшава",
  "+370 5 278 11 22;Вильнюс",
];

const DEPARTMENTS = ["Продажи", "Поддержка", "Бухгалтерия", "Склад", "Дирекция"];
const FAMILIES = ["Иванов", "Петров", "Ёлкин", "Ким", "Зайцев", "Орлов", "Громыко", "Янчук", "Лисовский", "Шевцов"];
const NAMES = ["Алексей Петрович", "Мария Ивановна", "Олег", "Ольга Сергеевна", "Ян"];

/** A mobile number as four people write it. */
const MOBILES: readonly ((last: string) => string)[] = [
  (last) => `8 (029) 700-45-${last}`,
  (last) => `+375 29 700 45 ${last}`,
  (last) => `8029 70045${last}`,
  (last) => `3752970045${last}`,
];

const PEOPLE = Array.from({ length: 50 }, (_, at) => ({
  name: `${FAMILIES[at % 10]} ${NAMES[Math.floor(at / 10)]}`,
  extension: String(201 + at),
  department: DEPARTMENTS[at % 5]!,
  mobile: MOBILES[at % 4]!(String(10 + at)),
}));
const LIST = [
  "ФИО;Внутренний номер;Отдел;Мобильный",
  ...PEOPLE.map(({ name, extension, department, mobile }) => [name, extension, department, mobile].join(";")),
];

const PERSONAL = ["Продажи\tПродажи", "Поддержка\tПоддержка", "Бухгалтерия\tБухгалтерия", "Склад\tСклад"];

const REGIONAL = [
  "Россия;Москва",
  "Казахстан;Алматы",
  "Германия;Берлин",
  "Польша;Варшава",
  "Литва;Вильнюс",
  "8 10 7 812;Петербург",
  "8 017;8 (017) 200-10-10",
  "+375 29;Мобильный офис",
];

/** Counts what a person presses, beginning now. The page must not be loaded anew. */
async function counting(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = globalThis as unknown as { pressed: number };
    counted.pressed = 0;
    window.document.addEventListener("pointerdown", ({ isTrusted }) => isTrusted && counted.pressed++, true);
  });
  return () => page.evaluate(() => (globalThis as unknown as { pressed: number }).pressed);
}

/** Presses a button that the guide names. */
async function press(within: Page | Locator, name: string): Promise<void> {
  assert.ok(procedure.includes(`«${name}»`), `the guide says «${name}»`);
  await within.getByRole("button", { name, exact: true }).click();
}

async function give(page: Page, dialog: Locator, lines: readonly string[]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await press(dialog, "Выбрать файл");
  const content = Buffer.from(lines.join("\r\n"));
  await (await chooser).setFiles({ name: "list.csv", mimeType: "text/csv", buffer: content });
}

test("пятьдесят человек, двенадцать номеров, пять стран и три префикса: не больше 45 нажатий", async () => {
  assert.equal((await operator("PUT companies/doors", { name: "Минские двери", country: "BY" })).status, 200);
  const page = await open("/companies/doors/outgoing-numbers");
  const steps = page.getByRole("region", { name: "Первые шаги" });
  const step = (name: string) => steps.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
  const dialog = page.getByRole("dialog");
  const closed = () => dialog.waitFor({ state: "detached" });
  await steps.getByText("Готово 0 из 6").waitFor();
  await inspect(page, "first-steps-new");
  const pressed = await counting(page);

  await press(steps, "Загрузить номера");
  await give(page, dialog, NUMBERS);
  await dialog.getByText("Добавится: 12, изменится: 0, удалится: 0").waitFor();
  await press(dialog, "Применить");
  await closed();
  await step("Номера компании").getByRole("link", { name: "12 номеров" }).waitFor();
  await step("Основной номер")
    .getByText(/^\+375.17.200.10.10$/)
    .waitFor();

  await press(steps, "Загрузить сотрудников");
  await give(page, dialog, LIST);
  await dialog.getByRole("checkbox", { name: /^Добавить отделы, которых ещё нет/ }).check();
  await dialog.getByRole("checkbox", { name: "«Мобильный» — это корпоративные SIM-карты" }).check();
  await dialog.getByText("Добавится: 50, изменится: 0, удалится: 0, отделов добавится: 5").waitFor();
  await inspect(page, "first-steps-people");
  await press(dialog, "Применить");
  await closed();
  await step("Сотрудники").getByRole("link", { name: "50 сотрудников" }).waitFor();
  await inspect(page, "first-steps-half");

  for (const [block, list, count] of [
    ["Персональные номера", PERSONAL, 4],
    ["Региональные номера", REGIONAL, 8],
  ] as const) {
    await press(step(block), "Вставить список");
    await dialog.getByRole("textbox", { name: "Список из таблицы" }).fill(list.join("\n"));
    await dialog.getByText(`Распознано: ${count}, не распознано: 0`).waitFor();
    await press(dialog, "Добавить");
    await closed();
    await step(block).getByText("Добавлено, но ещё не сохранено").waitFor();
  }
  await press(page, "Сохранить");
  await page.getByText("Сохранено. Звонки").waitFor();
  await step("Региональные номера").getByText("8 записей").waitFor();

  await press(step("Проверить звонок"), "Проверить");
  await page.keyboard.type("8 10 49 30 9018 2440");
  const result = page.getByRole("status", { name: "Результат проверки" });
  await result.getByText("Берлин", { exact: true }).first().waitFor();
  await steps.getByText("Готово 6 из 6").waitFor();
  await pick(page, "Кто звонит", "202", /Петров/);
  await page.getByRole("textbox", { name: "Набранный номер" }).fill("8 025 123-45-67");
  await result.getByText("Поддержка", { exact: true }).first().waitFor();
  const count = await pressed();
  await inspect(page, "first-steps-done");
  assert.ok(count >= 15 && count <= MOST_CLICKS, `${count} presses`);

  const directory = (await operator("GET companies/doors/directory")).body as unknown as Directory;
  assert.deepEqual([directory.numbers.length, directory.employees.length, directory.departments.length], [12, 50, 5]);
  assert.ok(directory.employees.every(({ lines: [line] }) => /^\+3752970045\d\d$/.test(line!.id)));
  const saved = (await operator("GET companies/doors/outgoing-numbers")).body as unknown as OutgoingNumbers;
  assert.equal(saved.main, "+375172001010");
  assert.equal(saved.personal.length, 4);
  const places = saved.regional.map((entry) => ("country" in entry ? entry.country : entry.prefix));
  assert.deepEqual(places, ["RU", "KZ", "DE", "PL", "LT", "+7812", "+37517", "+37529"]);
  const seen = async (dialled: string) => {
    const asked = { company: "doors", line: "+375297004510", dialled };
    return (await operator("POST decisions", asked)).body["callerId"];
  };
  assert.equal(await seen("+7 812 333 44 55"), "+78124483311");
  assert.equal(await seen("+7 916 333 44 55"), "+74951204410");
  assert.equal(await seen("+375 25 123 45 67"), "+375172001011");

  // They fold at the next visit, and can be opened again until all are done.
  await page.reload();
  await page.getByRole("region", { name: "Основной номер" }).waitFor();
  assert.equal(await steps.count(), 0);
  await page.context().close();
});

test("первые шаги сворачиваются в ссылку, когда обязательные сделаны, и открываются снова", async () => {
  await operator("PUT companies/doors", { name: "Минские двери", country: "BY" });
  const directory = {
    numbers: [{ number: "+375172001010", label: "", on: true }],
    employees: [{ id: "201", name: "Ян", extension: "201", guest: false, lines: [] }],
    departments: [],
  };
  assert.equal((await operator("PUT companies/doors/directory", directory)).status, 200);
  const page = await open("/companies/doors/outgoing-numbers");
  const link = page.getByRole("button", { name: "Первые шаги, 3 из 6" });
  await link.waitFor();
  assert.equal(await link.getAttribute("aria-expanded"), "false");
  await inspect(page, "first-steps-folded");
  await link.click();
  await page.getByRole("region", { name: "Первые шаги" }).getByText("Готово 3 из 6").waitFor();
  assert.equal(await link.getAttribute("aria-expanded"), "true");
  await link.click();
  assert.equal(await page.getByRole("region", { name: "Первые шаги" }).count(), 0);

  // What a block is for is in sight while it is empty, and folds with its first entry.
  const block = page.getByRole("region", { name: "Региональные исходящие номера" });
  const about = block.getByText("Побеждает самый длинный подходящий префикс");
  const ask = block.getByRole("button", { name: "Справка: региональные номера" });
  await about.waitFor();
  await block.getByRole("button", { name: "Вставить список" }).click();
  await page.getByRole("textbox", { name: "Список из таблицы" }).fill("Польша;+375 17 200-10-10");
  await page.getByRole("dialog").getByRole("button", { name: "Добавить" }).click();
  await about.waitFor({ state: "detached" });
  assert.equal(await ask.getAttribute("aria-expanded"), "false");
  await ask.click();
  await about.waitFor();
  assert.equal(await ask.getAttribute("aria-expanded"), "true");
  await page.context().close();
});
