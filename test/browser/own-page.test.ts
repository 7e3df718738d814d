/// <reference lib="dom" />
/** An employee's own page, on a phone: what clients see, a number of their choice, and hiding it. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { inspect, type Look } from "../../lab/browser/window.ts";
import { invited, site } from "./site.ts";

const { operator, window: openWindow } = site();

const PHONE = { width: 360 } as const;
const WORDS = {
  ru: { password: /^Пароль/, submit: "Сохранить и войти", secret: "сорок медленных вагонов щавеля" },
  en: { password: /^Password/, submit: "Save and sign in", secret: "forty slow wagons of sorrel" },
} as const;

type Role = Readonly<{ role: string; company: string; employee?: string }>;

/** Somebody who follows the link of their invitation, on a phone. */
async function enter(
  roles: readonly Role[],
  { language = "ru", ...look }: Look & Readonly<{ language?: "ru" | "en" }> = {},
): Promise<Page> {
  const words = WORDS[language];
  const link = await invited(operator, { email: "somebody@acme.example", name: "Somebody", roles });
  const page = await openWindow({ ...PHONE, language, ...look });
  await page.goto(link);
  await page.getByLabel(words.password).fill(words.secret);
  await page.getByRole("button", { name: words.submit }).click();
  await page.waitForURL((url) => url.pathname !== "/link");
  return page;
}

const employee = (id: string): Role => ({ role: "employee", company: "acme", employee: id });

const decision = async (line: string, dialled: string) =>
  (await operator("POST decisions", { company: "acme", line, dialled })).body;
const softphoneShows = async (dialled = "+49 30 1234567") => (await decision("ivan-soft", dialled))["callerId"];

/** Everything that a finger may hit is at least 44 px wide and high. */
async function assertTouchable(page: Page): Promise<void> {
  const small = await page.evaluate(() =>
    [...window.document.querySelectorAll("button, a, input")]
      .map((element) => ({ text: element.outerHTML.slice(0, 120), box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
      .map(({ text, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${text}`),
  );
  assert.deepEqual(small, []);
}

const choiceRow = (page: Page) => page.getByRole("button", { name: /^Номер для звонков с софтфона/ });
const hidingRow = (page: Page) => page.getByRole("button", { name: /^Скрытие номера/ });
const option = (page: Page, name: string | RegExp) => page.getByRole("dialog").getByRole("button", { name });
const closed = (page: Page) => page.getByRole("dialog").waitFor({ state: "detached" });

beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

describe("страница сотрудника", () => {
  test("по приглашению, на телефоне: выбирает и скрывает номер в два касания и берёт назад", async () => {
    const page = await enter([employee("ivan")]);
    await page.getByRole("heading", { name: "Мои звонки" }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/me");
    const seen = page.getByRole("region", { name: "Что видят клиенты" });
    await seen.getByText("Настольный телефон, софтфон и корпоративная SIM-карта").waitFor();
    assert.deepEqual(await seen.getByRole("term").allInnerTexts(), ["Обычно", "Германия"]);
    assert.deepEqual(await seen.locator("[data-e164]").evaluateAll((all) => all.map((one) => one.dataset["e164"])), [
      SECOND,
      BERLIN,
    ]);
    await assertTouchable(page);
    await inspect(page, "own-page");

    await choiceRow(page).click();
    await option(page, /^Как обычно/).waitFor();
    await option(page, /17\s123\s45\s68.*обычный/).waitFor();
    await assertTouchable(page);
    await inspect(page, "own-page-choices");
    await option(page, /17\s123\s45\s67.*Minsk office/).click();
    await closed(page);
    await page.getByText("Сохранено. Действует со следующего звонка.").waitFor();
    assert.equal(await softphoneShows(), MAIN);
    await seen.getByRole("heading", { name: "Софтфон", exact: true }).waitFor();
    await seen.getByText("вы его выбрали").waitFor();
    await assertTouchable(page);
    await inspect(page, "own-page-chosen");

    await page.getByRole("button", { name: "Вернуть" }).click();
    await page.getByText("Вернули как было.").waitFor();
    assert.equal(await softphoneShows(), BERLIN);
    assert.match(await choiceRow(page).innerText(), /Как обычно/);

    await hidingRow(page).click();
    await inspect(page, "own-page-hiding");
    await option(page, "Скрывать").click();
    await closed(page);
    await seen.getByText("Сейчас ваш номер скрыт.").waitFor();
    assert.equal((await decision("ivan-desk", "300 11 22"))["privacy"], true);
    assert.equal((await decision("ivan-desk", "112"))["privacy"], false, "emergency services always see it");
    await inspect(page, "own-page-hidden");
    await hidingRow(page).click();
    await option(page, /^Как задано для компании/).click();
    await closed(page);
    assert.equal((await decision("ivan-desk", "300 11 22"))["privacy"], false);

    await page.getByRole("link", { name: /^Мой профиль/ }).click();
    await page.getByRole("heading", { name: "Мой профиль" }).waitFor();
    await page.getByRole("link", { name: "Мои звонки" }).click();
    await page.getByRole("heading", { name: "Мои звонки" }).waitFor();
    for (const path of ["/", "/companies", "/guest-requests"]) {
      await page.goto(path);
      await page.waitForURL("**/me");
    }
  });

  test("a save that fails loses nothing, and what became impossible is said in words", async () => {
    const page = await enter([employee("ivan")], { language: "en", dark: true });
    const row = page.getByRole("button", { name: /^Number for calls from your softphone/ });
    await row.click();
    await page.route("**/api/v1/me", (route) =>
      route.request().method() === "PUT" ? route.abort() : route.continue(),
    );
    await option(page, /Berlin/).click();
    // For a moment it says "is not responding", until the next request is answered.
    await page.getByRole("alert").getByText("Callas did not respond").waitFor();
    await inspect(page, "own-page-failed");
    await page.unroute("**/api/v1/me");
    await operator(`PATCH companies/acme/numbers/${encodeURIComponent(BERLIN)}`, { on: false });
    await option(page, /Berlin/).click();
    await page.getByRole("alert").getByText("This number is turned off.").waitFor();
    await option(page, /Berlin/).waitFor({ state: "detached" });
    await operator(`PATCH companies/acme/numbers/${encodeURIComponent(BERLIN)}`, { on: true });
    await page.reload();
    await row.click();
    await option(page, /Berlin/).click();
    await page.getByText("Saved. It applies from your next call.").waitFor();
    assert.equal(await softphoneShows("300 11 22"), BERLIN);

    await operator(`PATCH companies/acme/numbers/${encodeURIComponent(BERLIN)}`, { on: false });
    await page.reload();
    await page.getByText("The number you chose is not shown").waitFor();
    await page.getByText("This number is turned off. Choose another one, or “As usual”.").waitFor();
    await inspect(page, "own-page-idle");
    await row.click();
    await option(page, /^As usual/).click();
    await page.getByText("The number you chose is not shown").waitFor({ state: "detached" });
    assert.equal(await page.getByRole("button", { name: "Undo" }).count(), 0, "it could not be chosen again");
  });

  test("гость, компания без выбора, сотрудник без устройств и тот, кого больше нет", async () => {
    const page = await enter([employee("gast")]);
    await page.getByText("Вы здесь гость").waitFor();
    await page.getByText("такого устройства за вами не записано").waitFor();
    await page.getByText("Куда бы вы ни звонили").waitFor();
    await inspect(page, "own-page-guest");
    await operator("PUT companies/acme", { ...company, choice: "off" });
    await operator("PUT companies/acme/employees/gast", {
      name: "Длинное Имя ".repeat(8).trim(),
      guest: true,
      lines: [],
    });
    await page.reload();
    await page.getByText("В вашей компании сотрудники номер не выбирают.").waitFor();
    await page.getByText("За вами пока не записано ни одного телефона.").waitFor();
    await inspect(page, "own-page-bare");
    await operator("DELETE companies/acme/employees/gast");
    await page.reload();
    await page.getByText("Вас нет в списке сотрудников").waitFor();
    await inspect(page, "own-page-gone");
  });

  test("many places are told shortly, and the rest on request", async () => {
    const codes = ["DE", "PL", "LT", "LV", "EE", "AT", "CH", "FR", "IT"];
    const { headers } = await operator("GET companies/acme/outgoing-numbers");
    const next = {
      ...settings,
      regional: [
        ...codes.map((country) => ({ number: BERLIN, country })),
        { number: MAIN, prefix: "+7495" },
        { number: MAIN, country: "KZ" },
      ],
    };
    const put = await operator("PUT companies/acme/outgoing-numbers", next, { ifMatch: headers.etag! });
    assert.equal(put.status, 200, put.text);
    const page = await enter([employee("ivan")], { language: "en" });
    const seen = page.getByRole("region", { name: "What clients see" });
    await seen.getByText("numbers that begin with +7 495").waitFor();
    await inspect(page, "own-page-places");
    assert.equal(await seen.getByText("Italy").count(), 0);
    await seen.getByRole("button", { name: "And 4 more" }).click();
    await seen.getByText(/Italy/).waitFor();
  });

  test("администратор, который и сотрудник, начинает с компании и находит свою страницу в шапке", async () => {
    const page = await enter([{ role: "admin", company: "acme" }, employee("ivan")]);
    await page.getByRole("region", { name: "Основной номер" }).waitFor();
    await inspect(page, "own-page-of-admin");
    await page.getByRole("link", { name: "Мои звонки" }).click();
    await page.getByRole("heading", { name: "Мои звонки" }).waitFor();
    await choiceRow(page).click();
    await option(page, /Berlin/).click();
    await closed(page);

    await page.goto("/companies/acme/employees/ivan");
    await page.getByText("Выбранный номер").waitFor();
    await page.getByRole("button", { name: "Изменить" }).click();
    const form = page.getByRole("dialog", { name: "Сотрудник" });
    await form.getByText("Сотрудник выбрал его на своей странице").waitFor();
    await inspect(page, "employee-choice");
    await form.getByRole("button", { name: "Убрать" }).click();
    await form.getByText("Не выбран").waitFor();
    await form.getByRole("button", { name: "Сохранить" }).click();
    await closed(page);
    const stored = (await operator("GET companies/acme/employees/ivan")).body;
    assert.equal(stored["choice"], undefined);
    assert.equal(await softphoneShows("300 11 22"), SECOND);
    await page.goto("/companies/acme/history");
    await page.getByText("Сотрудник выбрал, скрыл или показал свой номер").first().waitFor();
  });
});
