/// <reference lib="dom" />
/** What operators and admins see of trunks on the page Numbers, and what they change. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { inspect, pick } from "../../lab/browser/window.ts";
import { putTrunk, rowOf, STRICT } from "./carriers.ts";
import { site } from "./site.ts";

const { operator, key, open } = site();

const adminKey = () => key({ name: "Анна", role: "admin", companies: ["acme"] });
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });
const save = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Сохранить" }).click();
const closed = (page: Page) => page.getByRole("dialog").waitFor({ state: "detached" });

beforeEach(async () => {
  await putTrunk(operator, "carrier-a", STRICT);
  await putTrunk(operator, "carrier-b", { name: "Оператор Б", domain: "sip.carrier-b.example" });
  await putCompany(operator, "acme", { company, directory, settings });
  // As they are in a store of an older version: nobody has vouched for them.
  for (const number of [MAIN, SECOND])
    assert.equal((await operator(`PATCH companies/acme/numbers/${number}`, { confirmed: false })).status, 200);
});
const numberOf = async (number: string) => {
  const { numbers } = (await operator("GET companies/acme/directory")).body as unknown as typeof directory;
  const { confirmed, trunks } = numbers.find((one) => one.number === number)!;
  return { confirmed, trunks };
};
test("оператор отмечает транки номера и подтверждает номера: один и все сразу", async () => {
  const page = await open("/companies/acme/numbers");
  await rowOf(page, SECOND).getByText("не подтверждён").waitFor();
  await page.getByRole("button", { name: `Изменить ${SECOND}` }).click();
  const form = dialog(page, "Номер");
  await pick(page, "Транки", "Оператор", /Оператор связи А/);
  await form.getByRole("combobox", { name: "Транки" }).click();
  await page.getByRole("option", { name: "Оператор Б · принимает любые" }).waitFor();
  await inspect(page, "number-trunks");
  await page.keyboard.press("Escape");
  await form.getByRole("checkbox", { name: "Номер принадлежит компании" }).check();
  await inspect(page, "number-confirmed");
  await save(page);
  await closed(page);
  await rowOf(page, SECOND).getByText("Оператор связи А").waitFor();
  await rowOf(page, SECOND).getByText("подтверждён", { exact: true }).waitFor();
  assert.deepEqual(await numberOf(SECOND), { confirmed: true, trunks: ["carrier-a"] });

  await page.getByRole("button", { name: "Подтвердить все: 1" }).click();
  const asks = dialog(page, "Подтвердить номера?");
  await asks.getByText("1 номер ещё не подтверждён").waitFor();
  await inspect(page, "numbers-confirm-all");
  await asks.getByRole("button", { name: "Подтвердить" }).click();
  await closed(page);
  await rowOf(page, MAIN).getByText("подтверждён", { exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: /^Подтвердить все/ }).count(), 0);
  assert.deepEqual(await numberOf(MAIN), { confirmed: true, trunks: undefined });
  assert.deepEqual(await numberOf(SECOND), { confirmed: true, trunks: ["carrier-a"] });
  await inspect(page, "numbers-on-trunks");

  await page.getByRole("button", { name: `Изменить ${SECOND}` }).click();
  await form.getByRole("checkbox", { name: "Номер принадлежит компании" }).uncheck();
  await form.getByRole("combobox", { name: "Транки" }).click();
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Escape");
  await save(page);
  await closed(page);
  assert.deepEqual(await numberOf(SECOND), { confirmed: false, trunks: undefined });
});

test("меняется только то, что изменили здесь: подпись, которую дали тем временем другие, остаётся", async () => {
  const page = await open("/companies/acme/numbers");
  await page.getByRole("button", { name: `Изменить ${SECOND}` }).click();
  await operator(`PATCH companies/acme/numbers/${SECOND}`, { label: "Приёмная" });
  await dialog(page, "Номер").getByRole("checkbox", { name: "Номер принадлежит компании" }).check();
  await save(page);
  await closed(page);
  await rowOf(page, SECOND).getByText("Приёмная").waitFor();
  assert.equal((await numberOf(SECOND)).confirmed, true);
});

test("список транков виден целиком в своём окне, а удалённый тем временем транк назван ошибкой", async () => {
  for (let at = 1; at <= 9; at++) await putTrunk(operator, `t-${at}`, { ...STRICT, name: `Транк ${at}` });
  const page = await open("/companies/acme/numbers");
  await page.getByRole("button", { name: `Изменить ${SECOND}` }).click();
  const form = dialog(page, "Номер");
  await form.getByRole("combobox", { name: "Транки" }).click();
  const list = page.getByRole("listbox");
  await list.waitFor();
  const edges = await Promise.all([list, form].map((one) => one.evaluate((is) => is.getBoundingClientRect().bottom)));
  assert.ok(edges[0]! <= edges[1]!, "the list stays within its dialog");
  const isSeen = await list.evaluate((is) => {
    const { left, bottom } = is.getBoundingClientRect();
    return is.contains(is.ownerDocument.elementFromPoint(left + 20, bottom - 8));
  });
  assert.ok(isSeen, "its end is not cut off");
  await page.getByRole("option", { name: "Транк 1" }).click();
  await operator("DELETE trunks/t-1");
  await page.keyboard.press("Escape");
  await save(page);
  await form.getByText("Такого транка нет.").waitFor();
});

test("администратор видит транки и подтверждение, но не меняет их", async () => {
  await operator(`PATCH companies/acme/numbers/${SECOND}`, { trunks: ["carrier-a", "carrier-b"], confirmed: true });
  const page = await open("/companies/acme/numbers", { key: await adminKey() });
  await rowOf(page, SECOND).getByText("carrier-a, carrier-b").waitFor();
  assert.equal(await page.getByRole("button", { name: /^Подтвердить все/ }).count(), 0);
  await page.getByRole("button", { name: `Изменить ${SECOND}` }).click();
  const form = dialog(page, "Номер");
  await form.getByText("Транки (подключения к операторам связи) и подтверждение задаёт оператор.").waitFor();
  assert.equal(await form.getByRole("combobox", { name: "Транки" }).count(), 0);
  await inspect(page, "number-trunks-of-admin");
  await form.getByRole("textbox", { name: "Подпись" }).fill("Отдел продаж");
  await save(page);
  await closed(page);
  assert.deepEqual(await numberOf(SECOND), { confirmed: true, trunks: ["carrier-a", "carrier-b"] });
});
