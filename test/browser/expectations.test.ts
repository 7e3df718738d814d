/// <reference lib="dom" />
/** What must stay true: the section, the test call that writes it down, and the question before a save breaks it. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { largeCompany } from "../../lab/companies/large-company.ts";
import { inspect, pick } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

const { operator, key, open } = site();

const LISTED = "/companies/acme/expectations";
const stored = async () => (await operator("GET companies/acme/expectations")).body["expectations"];
const rows = (page: Page) => page.getByRole("list", { name: "Что должно оставаться верным" }).getByRole("listitem");
const link = (page: Page) => page.getByRole("link", { name: /^Что должно оставаться верным/ });
const asked = (page: Page) => page.getByRole("dialog", { name: /переста/ });

async function expectCalls(...expectations: readonly object[]): Promise<void> {
  const { headers } = await operator("GET companies/acme/expectations");
  const answer = await operator("PUT companies/acme/expectations", { expectations }, { ifMatch: headers.etag! });
  assert.equal(answer.status, 200, answer.text);
}

const IVAN_ABROAD = { employee: "ivan", device: "desk_phone", dialled: "+493012345679", shows: BERLIN } as const;
const ALARM = { device: "desk_phone", dialled: "112", shows: MAIN, note: "Перезванивают на проходную" } as const;

beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

test("a call is written down, changed and removed; a red one says what it shows now and why", async () => {
  const page = await open(LISTED);
  await page.getByText("Пока ничего не записано").waitFor();
  await inspect(page, "expectations-empty");
  await page.getByRole("button", { name: "Добавить звонок" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  for (const missing of ["Выберите сотрудника.", "Введите, что набирают.", "Выберите номер, который увидят клиенты."])
    await dialog.getByText(missing).waitFor();
  await inspect(page, "expectation-missing");
  await pick(page, "Сотрудник", "Иван", /Иван Петров/);
  await dialog.getByRole("textbox", { name: "Набранный номер" }).fill("810 49 30 12345679");
  await dialog.getByText("→ +49 30 12345679, Германия").waitFor();
  await pick(page, "Номер, который должен видеть клиент", "Berlin", /Berlin/);
  await inspect(page, "expectation-new");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await dialog.waitFor({ state: "detached" });
  await rows(page).getByText("Выполняется", { exact: true }).waitFor();
  await link(page).getByText("всё верно: 1").waitFor({ state: "attached" });
  assert.deepEqual(await stored(), [{ ...IVAN_ABROAD, dialled: "810 49 30 12345679" }]);

  await page.getByRole("button", { name: /^Изменить: Иван Петров/ }).click();
  await dialog.getByRole("radio", { name: "Все с таким устройством" }).click();
  await dialog.getByRole("textbox", { name: "Набранный номер" }).fill("112");
  await dialog.getByText("→ экстренный вызов").waitFor();
  await pick(page, "Номер, который должен видеть клиент", "68", /123 45 68/);
  await dialog.getByRole("textbox", { name: "Заметка" }).fill("Проверка");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await dialog.waitFor({ state: "detached" });
  await rows(page).getByText("Не выполняется", { exact: true }).waitFor();
  await rows(page)
    .getByText(/^Сейчас клиент видит .*123.45.67 · Minsk office/)
    .waitFor();
  await link(page).getByText("не выполняется 1").waitFor({ state: "attached" });
  assert.deepEqual(await stored(), [{ device: "desk_phone", dialled: "112", shows: SECOND, note: "Проверка" }]);
  await inspect(page, "expectations-red");

  await page.getByRole("button", { name: /^Удалить: Любой настольный телефон/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Удалить" }).click();
  await page.getByText("Пока ничего не записано").waitFor();
  assert.deepEqual(await stored(), []);
});

test("Callas proposes calls, of which some are taken", async () => {
  const page = await open(LISTED);
  await page.getByRole("button", { name: "Предложить" }).click();
  const dialog = page.getByRole("dialog", { name: "Звонки, которые стоит записать" });
  await dialog.getByRole("checkbox", { name: "Все" }).waitFor();
  const offered = await dialog.getByRole("checkbox").count();
  assert.ok(offered > 4, String(offered));
  await dialog.getByRole("checkbox").nth(1).click();
  await inspect(page, "expectations-proposed");
  await dialog.getByRole("button", { name: /^Добавить \d/ }).click();
  await dialog.waitFor({ state: "detached" });
  await rows(page).first().waitFor();
  assert.equal(((await stored()) as unknown[]).length, offered - 2);
  await link(page)
    .getByText(`всё верно: ${offered - 2}`)
    .waitFor({ state: "attached" });
});

test("from the test call in one click; a save that would break it asks first, and only the answer saves", async () => {
  const page = await open("/companies/acme/outgoing-numbers");
  await pick(page, "Кто звонит", "Иван", /Иван Петров/);
  await page.getByRole("textbox", { name: "Набранный номер" }).fill(IVAN_ABROAD.dialled);
  await page.getByRole("button", { name: "Так и должно быть" }).click();
  await page.getByText("Записано: проверяется при каждом изменении.").waitFor();
  await inspect(page, "test-call-kept");
  assert.deepEqual(await stored(), [IVAN_ABROAD]);

  await page.getByRole("button", { name: `Удалить ${BERLIN}, Германия` }).click();
  await page.getByText("После сохранения 1 звонок покажет не тот номер, что должен").click();
  await page
    .getByRole("dialog")
    .getByText(/Должен быть .*Berlin, станет/)
    .waitFor();
  await inspect(page, "changes-would-break");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await asked(page).getByText("Иван Петров, настольный телефон → +49 30 12345679, Германия").waitFor();
  await asked(page)
    .getByText(/Должен быть .*Berlin, станет .*123.45.68/)
    .waitFor();
  await inspect(page, "outgoing-breaks");
  await asked(page).getByRole("button", { name: "Не сохранять" }).click();
  const regional = async () => (await operator("GET companies/acme/outgoing-numbers")).body["regional"];
  assert.deepEqual(await regional(), settings.regional);
  await page.getByText("1 изменение ещё не действует").waitFor();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await asked(page).getByRole("button", { name: "Всё равно сохранить" }).click();
  await page.getByText("Сохранено. Звонки").waitFor();
  assert.deepEqual(await regional(), []);
  await link(page).getByText("не выполняется 1").waitFor({ state: "attached" });
});

test("changes of the directory, of a number and of dialling ask as well", async () => {
  await expectCalls(IVAN_ABROAD, ALARM);
  const page = await open("/companies/acme/employees/ivan");
  await page.getByRole("button", { name: "Удалить", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Удалить" }).click();
  await asked(page)
    .getByText(/^Иван Петров, настольный телефон/)
    .waitFor();
  await asked(page).getByRole("button", { name: "Не сохранять" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Номера", exact: true }).click();
  await page.getByRole("switch", { name: `${BERLIN} включён` }).click({ force: true });
  await page
    .getByRole("dialog")
    .getByRole("radio", { name: /Оставить/ })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Выключить" }).click();
  await asked(page).getByRole("button", { name: "Не сохранять" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Компания", exact: true }).click();
  await pick(page, "Номер для экстренных вызовов", "Berlin", /Berlin/);
  await page.getByRole("button", { name: "Сохранить" }).click();
  await asked(page).getByText("Любой настольный телефон → 112").waitFor();
  await asked(page).getByRole("button", { name: "Всё равно сохранить" }).click();
  await page.getByText("Сохранено.", { exact: false }).waitFor();
  assert.equal((await operator("GET companies/acme")).body["emergencyNumber"], BERLIN);
  const kept = (await operator("GET companies/acme/directory")).text;
  assert.ok(kept.includes("Иван Петров"));
});

test("an admin of a company finds the red ones; in English, with long names and many people", async () => {
  const large = largeCompany({ label: (at) => `Line ${at}`, employee: (at) => `Employee ${at}` });
  await putCompany(operator, "large", { company: large.company, directory: large.directory });
  const name = "Maximiliane-Charlotte von und zu Hohenstein-Waldburg-Zeil, Regional Office";
  const [first] = large.directory.employees;
  await operator(`PUT companies/large/employees/${first!.id}`, { ...first, name });
  const proposed = (await operator("GET companies/large/expectations/proposed")).body["expectations"] as object[];
  const wrong = {
    employee: first!.id,
    device: "desk_phone",
    dialled: "112",
    shows: large.directory.numbers[1]!.number,
  };
  const { headers } = await operator("GET companies/large/expectations");
  const body = { expectations: [...proposed, wrong] };
  assert.equal((await operator("PUT companies/large/expectations", body, { ifMatch: headers.etag! })).status, 200);
  const admin = await key({ name: "Anna", role: "admin", companies: ["large"] });
  const page = await open("/companies/large/expectations", { key: admin, language: "en" });
  await page.getByRole("checkbox", { name: "Only broken ones (1)" }).click();
  await page.getByText("1 call", { exact: true }).waitFor();
  await page.getByText(/^Now the client sees/).waitFor();
  await inspect(page, "expectations-large");
});
