/// <reference lib="dom" />
/** The section Numbers, as operators and admins use it. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { eventually } from "../../lab/eventually.ts";
import { inspect, pick } from "../../lab/browser/window.ts";
import { NO_ANSWER, site } from "./site.ts";

const { operator, open } = site();

const get = async (path: string) => (await operator(`GET companies/acme${path}`)).body;
const save = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Сохранить" }).click();
const closed = (page: Page) => page.getByRole("dialog").waitFor({ state: "detached" });

beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

const openNumbers = async (more = {}) => {
  const page = await open("/companies/acme/numbers", more);
  await row(page, MAIN).waitFor();
  return page;
};
const row = (page: Page, number: string) =>
  page
    .getByRole("table", { name: "Номера" })
    .getByRole("row")
    .filter({ has: page.locator(`[data-e164="${number}"]`) });
const turn = (page: Page, number: string) =>
  page.getByRole("switch", { name: `${number} включён`, exact: true }).click({ force: true });
const isOn = async (number: string) =>
  ((await get("/directory"))["numbers"] as { number: string; on: boolean }[]).find((one) => one.number === number)?.on;
const patches = (page: Page) => {
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "PATCH" && sent.push(request.url()));
  return sent;
};

test("поиск, подпись и отбор неиспользуемых", async () => {
  const page = await openNumbers();
  await row(page, SECOND).getByText("1 персональная запись").waitFor();
  await row(page, OFF).getByText("не используется").waitFor();
  await inspect(page, "numbers");
  const search = page.getByRole("searchbox", { name: "Поиск: номера" });
  for (const [text, count] of [
    ["minsk", "1 из 4"],
    ["123-45-67", "2 из 4"],
    ["+375 17 123 45 67", "1 из 4"],
    ["8 017 123 45 67", "1 из 4"],
  ] as const) {
    await search.fill(text);
    await page.getByText(count, { exact: true }).waitFor();
    assert.equal(await row(page, MAIN).count(), 1, text);
  }
  await search.fill("ничего");
  await page.getByText("Ничего не найдено").waitFor();
  await inspect(page, "numbers-none-found");
  await search.fill("");
  await page.getByRole("button", { name: "Только неиспользуемые" }).click();
  await page.getByText("1 из 4", { exact: true }).waitFor();
  await row(page, OFF).waitFor();

  await page.getByRole("button", { name: `Изменить ${OFF}` }).click();
  const label = page.getByRole("textbox", { name: "Подпись" });
  await label.fill("д".repeat(201));
  await save(page);
  await page.getByText("Не длиннее 200 знаков.").waitFor();
  await inspect(page, "number-label-error");
  await label.fill(" Для рекламы ");
  await save(page);
  await closed(page);
  await row(page, OFF).getByText("Для рекламы").waitFor();
  const [number] = ((await get("/directory"))["numbers"] as object[]).slice(-1);
  assert.deepEqual(number, { number: OFF, label: "Для рекламы", on: false, confirmed: true });
});

test("неиспользуемый номер выключается сразу, а используемый — с заменой, одним запросом", async () => {
  const page = await openNumbers();
  const sent = patches(page);
  await turn(page, OFF);
  await row(page, OFF).getByText("включён", { exact: true }).waitFor();
  assert.equal(await isOn(OFF), true);
  await turn(page, OFF);
  await row(page, OFF).getByText("выключен", { exact: true }).waitFor();
  assert.equal(await isOn(OFF), false);
  assert.equal(sent.length, 2);

  await turn(page, SECOND);
  const dialog = page.getByRole("dialog", { name: /^Выключить \+375.17.123.45.68\?$/ });
  await dialog.getByText("Иван Петров · С любого устройства").waitFor();
  await inspect(page, "number-turn-off");
  await dialog.getByRole("button", { name: "Выключить" }).click();
  await dialog.getByText("Выберите номер, который увидят клиенты.").waitFor();
  await page.getByRole("combobox", { name: "Другой номер" }).click();
  await page.getByRole("option", { name: /123.45.69 · выключен/ }).waitFor();
  assert.equal(await page.getByRole("listbox").getByRole("option").count(), 3, "not the number itself");
  await inspect(page, "number-replacements");
  await page.getByRole("option", { name: /Berlin/ }).click();
  const before = (await operator("GET companies/acme/directory")).headers.etag;
  await dialog.getByRole("button", { name: "Выключить" }).click();
  await closed(page);
  assert.equal(sent.length, 3, "in one request");
  const after = await get("/outgoing-numbers");
  assert.deepEqual(after["personal"], [{ ...settings.personal[0], number: BERLIN }]);
  assert.equal(`"${Number(after["revision"]) - 1}"`, before, "in one step");
  await row(page, BERLIN).getByText("1 персональная запись · 1 региональная запись").waitFor();
  await row(page, SECOND).getByText("не используется").waitFor();
});

test("используемый номер выключается и с оставленными записями: они пропускаются", async () => {
  const page = await openNumbers();
  await turn(page, BERLIN);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Германия", { exact: true }).waitFor();
  await dialog
    .getByRole("radio", { name: "Оставить как есть: будет подставляться следующий по порядку номер" })
    .check();
  await inspect(page, "number-turn-off-leaving");
  await dialog.getByRole("button", { name: "Выключить" }).click();
  await closed(page);
  assert.deepEqual((await get("/outgoing-numbers"))["regional"], settings.regional);
  const asked = { company: "acme", line: "olga-desk", dialled: "+49 30 1234567" };
  assert.equal((await operator("POST decisions", asked)).body["callerId"], MAIN);
  await row(page, BERLIN).getByText("1 региональная запись").waitFor();
});

test("основной номер не выключается: сказано почему, и ссылка ведёт туда, где его меняют", async () => {
  const page = await openNumbers();
  const sent = patches(page);
  await turn(page, MAIN);
  await page.getByRole("dialog").getByText("Это основной номер").waitFor();
  await inspect(page, "number-main-stays");
  await page.getByRole("link", { name: "Выбрать другой основной на странице «Исходящие номера»" }).click();
  await page.getByRole("region", { name: "Основной номер" }).waitFor();
  assert.match(page.url(), /\/companies\/acme\/outgoing-numbers#main$/);
  assert.deepEqual([sent, await isOn(MAIN)], [[], true]);
});

test("оператор добавляет номер и забирает его", async () => {
  await putCompany(operator, "globex", {
    company: { name: "Globex", country: "DE" },
    directory: { numbers: [{ number: "+493099999999" }], employees: [], departments: [] },
  });
  const page = await openNumbers();
  await page.getByRole("button", { name: "Добавить номер компании" }).click();
  const dialog = page.getByRole("dialog", { name: "Новый номер" });
  const number = dialog.getByRole("textbox", { name: "Номер" });
  await number.fill("12");
  await save(page);
  await dialog.getByText("Введите телефонный номер целиком.").waitFor();
  await inspect(page, "number-new-wrong");
  await number.fill("8 017 123 45 67");
  await dialog.getByText("Такой номер уже есть.", { exact: true }).waitFor();
  await number.fill("+49 30 99999999");
  await dialog.getByRole("textbox", { name: "Подпись" }).fill("Реклама");
  await save(page);
  await dialog.getByText("Номер принадлежит другой компании.", { exact: true }).waitFor();
  assert.equal(await dialog.getByText("В Callas что-то пошло не так").count(), 0, "nothing is wrong with Callas");
  await inspect(page, "number-new-taken");
  await number.fill("+375 29 000-00-00");
  await save(page);
  await dialog.getByText("Проверьте номер или отметьте это.").waitFor();
  await inspect(page, "number-new-questioned");
  await dialog.getByRole("checkbox", { name: "Всё равно добавить" }).check();
  await number.fill("8 017 300-11-22");
  await dialog.getByRole("status").getByText("+375 17 300 11 22").waitFor();
  await save(page);
  await closed(page);
  await row(page, "+375173001122").getByText("Реклама").waitFor();

  const remove = async (which: string) => {
    await page.getByRole("button", { name: `Удалить: ${which}` }).click();
    return page.getByRole("dialog");
  };
  await (await remove("+375173001122")).getByRole("button", { name: "Удалить" }).click();
  await closed(page);
  await row(page, "+375173001122").waitFor({ state: "detached" });
  const used = await remove(SECOND);
  await used.getByRole("radio", { name: "Заменить номер на другой", checked: true }).waitFor();
  await used.getByRole("button", { name: "Удалить" }).click();
  await used.getByText("Выберите номер, который увидят клиенты.").waitFor();
  await inspect(page, "number-remove-used");
  await pick(page, "Другой номер", "Berlin", /Berlin/);
  await used.getByRole("button", { name: "Удалить" }).click();
  await closed(page);
  const replaced = settings.personal.map((entry) => (entry.number === SECOND ? { ...entry, number: BERLIN } : entry));
  assert.deepEqual((await get("/outgoing-numbers"))["personal"], replaced);
  const stays = await remove(MAIN);
  await stays.getByText("выключить или удалить его нельзя").waitFor();
  assert.equal(await stays.getByRole("button", { name: "Удалить" }).count(), 0);
  await stays.getByRole("link", { name: "Выбрать другой основной на странице «Исходящие номера»" }).waitFor();
  await inspect(page, "number-remove-main");
  await stays.getByRole("button", { name: "Закрыть" }).last().click();
  const numbers = (await get("/directory"))["numbers"] as { number: string }[];
  assert.deepEqual(
    numbers.map((one) => one.number),
    [MAIN, BERLIN, OFF],
  );
});

test("заголовки сортируют, фильтры складываются, выбор столбцов остаётся в браузере", async () => {
  const page = await openNumbers();
  const order = () =>
    page
      .getByRole("table", { name: "Номера" })
      .locator("[data-e164]")
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-e164")));
  const assertOrder = (first: readonly string[]) =>
    eventually(`first ${first.join(", ")}`, async () => {
      const now = (await order()).slice(0, first.length);
      return now.join() === first.join() || undefined;
    });
  await assertOrder([MAIN, SECOND, OFF, BERLIN]);
  // Narrower windows leave the column out.
  await page.setViewportSize({ width: 1800, height: 900 });
  const today = new Intl.DateTimeFormat("ru", { dateStyle: "medium" }).format();
  await row(page, MAIN).getByText(today).waitFor();
  const heading = (name: string) => page.getByRole("columnheader", { name });
  await heading("Номер").getByRole("button").click();
  await heading("Номер").and(page.locator("[aria-sort=descending]")).waitFor();
  await assertOrder([BERLIN, OFF, SECOND, MAIN]);
  await heading("Подпись").getByRole("button").click();
  // Those without a label come last.
  await assertOrder([BERLIN, MAIN]);
  await inspect(page, "numbers-sorted");

  await page.getByRole("combobox", { name: "Страна" }).click();
  await page.getByRole("option", { name: "Беларусь" }).click();
  await page.getByText("3 из 4", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Выключенные" }).click();
  await page.getByText("1 из 4", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Выключенные" }).click();

  await page.getByRole("button", { name: "Столбцы" }).click();
  await inspect(page, "numbers-columns");
  await page.getByRole("checkbox", { name: "Подтверждение" }).uncheck();
  await page.keyboard.press("Escape");
  await heading("Подтверждение").waitFor({ state: "detached" });
  await page.reload();
  await row(page, MAIN).waitFor();
  assert.equal(await heading("Подтверждение").count(), 0, "it is kept");
});

test("несколько номеров выключаются сразу: сказано, что увидят клиенты, и основной остаётся", async () => {
  const page = await openNumbers();
  const tick = (number: string) => row(page, number).getByRole("checkbox").first();
  await tick(MAIN).click();
  await tick(BERLIN).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("region", { name: "С выбранными строками" });
  await bar.getByText("Выбрано: 4", { exact: true }).waitFor();
  await inspect(page, "numbers-ticked");
  await tick(OFF).click();
  await bar.getByRole("button", { name: "Выключить" }).click();
  const dialog = page.getByRole("dialog", { name: "Выключить 2 номера?" });
  await dialog.getByText("Основной номер останется как есть").waitFor();
  await dialog.getByText("У 2 сотрудников изменится номер при звонке.").waitFor();
  await inspect(page, "numbers-many-off");
  await dialog.getByRole("button", { name: "Выключить" }).click();
  await closed(page);
  await row(page, BERLIN).getByText("выключен", { exact: true }).waitFor();
  assert.deepEqual([await isOn(MAIN), await isOn(SECOND), await isOn(BERLIN)], [true, false, false]);
  await bar.waitFor({ state: "detached" });

  await tick(SECOND).click();
  await tick(BERLIN).click();
  await bar.getByRole("button", { name: "Включить" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Включить" }).click();
  await closed(page);
  assert.deepEqual([await isOn(SECOND), await isOn(BERLIN)], [true, true]);

  await tick(SECOND).click();
  await bar.getByRole("button", { name: "Удалить" }).click();
  await page.getByRole("radio", { name: "Заменить номер на другой" }).check();
  await page.getByRole("dialog").getByRole("button", { name: "Удалить" }).click();
  await page.getByText("Выберите номер, который увидят клиенты.").waitFor();
  await page.getByRole("combobox", { name: "Другой номер" }).click();
  await page.getByRole("option", { name: /Berlin/ }).click();
  await inspect(page, "numbers-many-remove");
  await page.getByRole("dialog").getByRole("button", { name: "Удалить" }).click();
  await closed(page);
  await row(page, SECOND).waitFor({ state: "detached" });
  assert.deepEqual((await get("/outgoing-numbers"))["personal"], [{ ...settings.personal[0], number: BERLIN }]);
});

test("замена нескольких номеров, прерванная на середине: сказано, что сделано, и можно закончить", async () => {
  const page = await openNumbers();
  for (const number of [SECOND, BERLIN]) await row(page, number).getByRole("checkbox").first().click();
  const bar = page.getByRole("region", { name: "С выбранными строками" });
  await bar.getByRole("button", { name: "Выключить" }).click();
  const dialog = page.getByRole("dialog", { name: "Выключить 2 номера?" });
  await dialog.getByRole("radio", { name: "Заменить номер на другой" }).check();
  await pick(page, "Другой номер", "Minsk", /Minsk/);
  const sent = patches(page);
  await page.route(`**/numbers/${encodeURIComponent(BERLIN)}`, (route) => route.abort("connectionrefused"));
  await dialog.getByRole("button", { name: "Выключить" }).click();
  await dialog.getByText(NO_ANSWER).waitFor();
  await dialog.getByText(/^Уже выключены и заменены другим номером: \+375.17.123.45.68\. Чтобы закончить/).waitFor();
  await inspect(page, "numbers-half-replaced");
  assert.deepEqual([await isOn(SECOND), await isOn(BERLIN)], [false, true]);

  await page.unroute(`**/numbers/${encodeURIComponent(BERLIN)}`);
  await dialog.getByRole("button", { name: "Выключить" }).click();
  await closed(page);
  assert.deepEqual([await isOn(SECOND), await isOn(BERLIN)], [false, false]);
  assert.deepEqual(
    sent.map((url) => decodeURIComponent(url.slice(url.lastIndexOf("/") + 1))),
    [SECOND, BERLIN, BERLIN],
    "what was done is not done again",
  );
  const { personal, regional } = await get("/outgoing-numbers");
  assert.deepEqual(
    [personal, regional],
    [[{ ...settings.personal[0], number: MAIN }], [{ ...settings.regional[0], number: MAIN }]],
  );
});

test("из тысячи номеров рисуются те, что видны, и клавиатура доходит до следующих", async () => {
  const numbers = Array.from({ length: 1000 }, (_, at) => ({
    number: `+37517${3_000_000 + at}`,
    label: `Линия ${at}, подпись которой длиннее, чем помещается в строке таблицы на любом экране`,
  }));
  await putCompany(operator, "many", { directory: { numbers, employees: [], departments: [] } });
  const page = await open("/companies/many/numbers");
  const table = page.getByRole("table", { name: "Номера" });
  await page.getByText("1000 номеров").or(page.getByText("1 000 номеров")).first().waitFor();
  assert.equal(await table.getAttribute("aria-rowcount"), "1001");
  const rows = table.locator("tbody tr[aria-rowindex]");
  assert.ok((await rows.count()) < 100, "not all are drawn");
  await inspect(page, "numbers-many");

  const action = (at: number) => page.getByRole("button", { name: `Удалить: ${numbers[at]!.number}` });
  await action(0).focus();
  // Each row has a checkbox, a switch and two buttons.
  for (let at = 0; at < 60 * 4; at++) await page.keyboard.press("Tab");
  await page.waitForFunction(
    (name) => document.activeElement?.getAttribute("aria-label") === name,
    `Удалить: ${numbers[60]!.number}`,
  );
  await page.mouse.wheel(0, 100_000);
  await page.locator('tr[aria-rowindex="1001"]').waitFor();
  assert.equal(
    await page.evaluate(() => document.activeElement?.getAttribute("aria-label")),
    `Удалить: ${numbers[60]!.number}`,
    "the row with the focus stays",
  );
  await page.getByRole("searchbox").fill("линия 998");
  await row(page, numbers[998]!.number).waitFor();
});
