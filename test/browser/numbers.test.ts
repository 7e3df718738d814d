/// <reference lib="dom" />
/** The section Numbers, as operators and admins use it. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { inspect } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

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
    .getByRole("list", { name: "Номера" })
    .getByRole("listitem")
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
    ["minsk", "1 номер"],
    ["123-45-67", "2 номера"],
    ["+375 17 123 45 67", "1 номер"],
    ["8 017 123 45 67", "1 номер"],
  ] as const) {
    await search.fill(text);
    await page.getByText(count, { exact: true }).waitFor();
    assert.equal(await row(page, MAIN).count(), 1, text);
  }
  await search.fill("ничего");
  await page.getByText("Ничего не найдено").waitFor();
  await inspect(page, "numbers-none-found");
  await search.fill("");
  await page.getByRole("checkbox", { name: "Только неиспользуемые" }).check();
  await page.getByText("1 номер", { exact: true }).waitFor();
  await row(page, OFF).waitFor();

  await page.getByRole("button", { name: `Изменить подпись ${OFF}` }).click();
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
  assert.deepEqual(number, { number: OFF, label: "Для рекламы", on: false });
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
  assert.equal(await page.getByRole("option").count(), 3, "not the number itself");
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
  await dialog.getByRole("radio", { name: "Оставить: пока номер выключен, они пропускаются" }).check();
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
  await (await remove(SECOND)).getByText("Эти записи останутся в исходящих номерах").waitFor();
  await inspect(page, "number-remove-used");
  await page.getByRole("dialog").getByRole("button", { name: "Отмена" }).click();
  const stays = await remove(MAIN);
  await stays.getByText("выключить или удалить его нельзя").waitFor();
  assert.equal(await stays.getByRole("button", { name: "Удалить" }).count(), 0);
  await stays.getByRole("link", { name: "Выбрать другой основной на странице «Исходящие номера»" }).waitFor();
  await inspect(page, "number-remove-main");
  await stays.getByRole("button", { name: "Закрыть" }).last().click();
  const numbers = (await get("/directory"))["numbers"] as { number: string }[];
  assert.deepEqual(
    numbers.map((one) => one.number),
    [MAIN, SECOND, BERLIN, OFF],
  );
});
