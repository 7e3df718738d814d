/// <reference lib="dom" />
/** Guests: the company asks support, support opens the numbers or refuses, and the company sees who did and why. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, putCompany, settings } from "../../lab/companies/acme.ts";
import { inspect, pick, type Look } from "../../lab/browser/window.ts";
import { invited, site } from "./site.ts";

const { operator, key, open, window: openWindow } = site();

const withGuests = {
  ...directory,
  employees: [...directory.employees, { id: "zoe", name: "Зоя Гостева", guest: true, lines: [] }],
};

beforeEach(() => putCompany(operator, "acme", { company, directory: withGuests, settings }));

const admin = async (path: string, look: Look = {}) =>
  open(path, { ...look, key: await key({ name: "Анна", role: "admin", companies: ["acme"] }) });

/** Somebody of support, signed in by their invitation. */
async function support(): Promise<Page> {
  const person = { email: "maria@provider.example", name: "Мария", roles: [{ role: "support" }] };
  const link = await invited(operator, person);
  const page = await openWindow();
  await page.goto(link);
  await page.getByLabel(/^Пароль/).fill("сорок медленных вагонов щавеля");
  await page.getByRole("button", { name: "Сохранить и войти" }).click();
  await page.getByRole("link", { name: "Запросы о гостях" }).click();
  await page.getByRole("heading", { name: "Запросы о гостях" }).waitFor();
  return page;
}

const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });
const closed = (page: Page) => page.getByRole("dialog").waitFor({ state: "detached" });
const part = (page: Page) => page.getByRole("region", { name: "Гости" });
const row = (page: Page, name: string) =>
  page
    .getByRole("table", { name: "Сотрудники" })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name }) });
const ask = (page: Page) => page.getByRole("button", { name: "Попросить поддержку открыть номера" });
const shows = async () =>
  (await operator("POST decisions", { company: "acme", line: "gast-desk", dialled: "+49 30 1234567" })).body[
    "callerId"
  ];

describe("гости", () => {
  test("администратор просит для всех, поддержка открывает, администратор видит кто и когда", async () => {
    const page = await admin("/companies/acme/employees");
    await part(page).getByText("пока поддержка не откроет").waitFor();
    await part(page).getByText("Только с основного номера: 2 гостя.").waitFor();
    await row(page, "Gast").getByText("Звонит с основного номера").waitFor();
    await inspect(page, "guests-closed");
    await ask(page).click();
    const form = dialog(page, "Попросить поддержку открыть номера");
    await form.getByLabel("Для чего").fill("Они продают наши телефоны в Германии");
    await inspect(page, "guests-ask");
    await form.getByRole("button", { name: "Отправить запрос" }).click();
    await closed(page);
    await part(page).getByText("Запрос отправлен, поддержка ещё не ответила").waitFor();
    await part(page).getByText("кому: все гости").waitFor();
    assert.equal(await ask(page).count(), 0, "one request at a time");
    await inspect(page, "guests-asked");

    const maria = await support();
    const asked = maria.getByRole("list", { name: "Запросы о гостях" }).getByRole("listitem");
    await asked.getByText("всем гостям").waitFor();
    await asked.getByText("«Они продают наши телефоны в Германии»").waitFor();
    await inspect(maria, "guest-requests");
    assert.equal(await shows(), MAIN);
    await maria.getByRole("button", { name: "Открыть номера: Acme" }).click();
    const grant = dialog(maria, "Открыть номера: Acme");
    await grant.getByText("сейчас 2 гостям, а потом и всем новым").waitFor();
    await grant.getByText("Зоя Гостева").waitFor();
    await inspect(maria, "guest-requests-open");
    await grant.getByRole("button", { name: "Открыть номера" }).click();
    await closed(maria);
    await maria.getByText("Номера открыты: Acme").waitFor();
    await maria.getByText("Запросов нет").waitFor();
    await inspect(maria, "guest-requests-none");
    assert.equal(await shows(), BERLIN);

    await page.reload();
    await part(page).getByText("Поддержка открыла номера").waitFor();
    await part(page)
      .getByText(/^Ответ: Мария, /)
      .waitFor();
    await row(page, "Gast")
      .getByText(/^Гостю открыты все номера \(Мария, /)
      .waitFor();
    await inspect(page, "guests-opened");
    await page.goto("/companies/acme/history");
    await page.getByText("Запрос открыть номера гостям").waitFor();
  });

  test("для одного: сначала отказ с причиной, потом открыто, и кому было закрыто раньше — тоже", async () => {
    const page = await admin("/companies/acme/employees/zoe");
    await page.getByText("Это гость.").waitFor();
    await ask(page).click();
    const form = dialog(page, "Попросить поддержку открыть номера");
    assert.ok(await form.getByRole("radio", { name: "Некоторым из них" }).isChecked());
    await form.getByRole("button", { name: "Отправить запрос" }).click();
    await closed(page);
    await page.getByText("кому: Зоя Гостева").waitFor();

    const maria = await support();
    await maria.getByText("1 гостю").waitFor();
    await maria.getByRole("button", { name: "Отказать: Acme" }).click();
    await dialog(maria, "Отказать: Acme").getByLabel("Почему").fill("Нет в договоре");
    await inspect(maria, "guest-requests-refuse");
    await dialog(maria, "Отказать: Acme").getByRole("button", { name: "Отказать" }).click();
    await closed(maria);
    await maria.getByText("Отказано: Acme").waitFor();

    await page.reload();
    await page.getByText("Почему: Нет в договоре").waitFor();
    await page.getByText(/^Ответ: Мария, /).waitFor();
    await inspect(page, "guest-refused");
    await ask(page).click();
    await form.waitFor();
    await pick(page, "Гости", "gast", /Gast/);
    await form.getByRole("button", { name: "Отправить запрос" }).click();
    await closed(page);
    // One of the two is opened on their own card; the request stays until the other is, too.
    await maria.goto("/companies/acme/employees/gast");
    await maria.getByRole("button", { name: "Открыть номера" }).click();
    await maria.getByText(/^Гостю открыты все номера \(Мария, /).waitFor();
    await inspect(maria, "guest-card-of-support");
    await maria.goto("/guest-requests");
    await maria.getByRole("button", { name: "Открыть номера: Acme" }).click();
    await dialog(maria, "Открыть номера: Acme").getByText("Номера откроются 1 гостю.").waitFor();
    await dialog(maria, "Открыть номера: Acme").getByRole("button", { name: "Открыть номера" }).click();
    await maria.getByText("Запросов нет").waitFor();
    const { items } = (await operator("GET companies/acme/guests")).body as { items: { id: string; by: string }[] };
    assert.deepEqual(
      items.map(({ id, by }) => `${id} ${by}`),
      ["gast Мария", "zoe Мария"],
    );
  });

  test("a request that somebody else has sent or answered in between is told", async () => {
    const page = await admin("/companies/acme/employees", { language: "en", width: 360 });
    await page.getByRole("button", { name: "Ask support to open the numbers" }).click();
    const form = dialog(page, "Ask support to open the numbers");
    await form.getByRole("radio", { name: "To some of them" }).check();
    await form.getByRole("button", { name: "Send request" }).click();
    await form.getByText("Choose a guest.").waitFor();
    await inspect(page, "guests-ask-errors");
    await form.getByRole("radio", { name: "To all guests" }).check();
    await form.getByLabel("What for").fill("Sales in Germany");
    await operator("POST companies/acme/guests/request", { employees: ["zoe"] });
    await form.getByRole("button", { name: "Send request" }).click();
    await form.getByRole("alert").getByText("Support has not answered the previous request yet").waitFor();
    assert.equal(await form.getByLabel("What for").inputValue(), "Sales in Germany");
    await form.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Leave" }).click();
    await closed(page);

    const provider = await open("/guest-requests", { language: "en" });
    await provider.getByRole("button", { name: "Refuse: Acme" }).click();
    await operator("POST companies/acme/guests/refuse", { note: "No" });
    const refuse = dialog(provider, "Refuse: Acme");
    await refuse.getByRole("button", { name: "Refuse" }).click();
    await refuse.getByText("This request has been answered already").waitFor();
  });
});
