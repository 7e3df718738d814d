/// <reference lib="dom" />
/** The sections Access and Keys: who may sign in and what programs ask with. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { company, directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { choose, inspect, pick } from "../../lab/browser/window.ts";
import { operatorKey } from "../../lab/service/service.ts";
import { invited, site } from "./site.ts";

const { operator, as, key, window: openWindow, open } = site();

const dialog = (page: Page, name?: string | RegExp) => page.getByRole("dialog", name === undefined ? {} : { name });
const closed = (page: Page) => dialog(page).waitFor({ state: "detached" });
const people = (page: Page) => page.getByRole("list", { name: "Доступ" }).getByRole("listitem");
const acme = () => putCompany(operator, "acme", { company, directory, settings });

describe("раздел «Доступ»", () => {
  test("администратор приглашает сотрудника из списка, ссылка показана один раз, и человек входит", async () => {
    await acme();
    const page = await open("/companies/acme/people", {
      key: await key({ name: "Анна", role: "admin", companies: ["acme"] }),
    });
    await page.getByText("Пока никто не может войти по паролю").waitFor();
    await inspect(page, "access-empty");
    await page.getByRole("button", { name: "Пригласить человека" }).click();
    const form = dialog(page, "Пригласить человека");
    const submit = form.getByRole("button", { name: "Пригласить" });
    await submit.click();
    await form.getByText("Введите адрес почты").waitFor();
    await choose(page, "Роль", /Сотрудник/);
    await submit.click();
    await form.getByText("Выберите сотрудника.").waitFor();
    await inspect(page, "access-invite-errors");
    await form.getByRole("textbox", { name: "Имя" }).fill("Иван");
    await form.getByRole("textbox", { name: "Электронная почта" }).fill("не адрес");
    await pick(page, "Кто это в списке сотрудников", "ив", /Иван Петров/);
    await submit.click();
    await form.getByText("Введите адрес почты").waitFor();
    await form.getByRole("textbox", { name: "Электронная почта" }).fill("ivan@acme.example");
    await form.getByRole("checkbox", { name: "Отправить ссылку по почте" }).check();
    await submit.click();
    await form.getByText("Почтовый сервер не настроен").waitFor();
    await form.getByRole("checkbox", { name: "Отправить ссылку по почте" }).uncheck();
    await submit.click();
    const made = dialog(page, "Ссылка: Иван");
    const link = made.getByLabel("Ссылка", { exact: true });
    await link.waitFor();
    await inspect(page, "access-link");
    const address = await link.inputValue();
    await made.getByRole("button", { name: "Готово" }).click();
    await people(page).getByText("приглашён").waitFor();

    const his = await openWindow();
    await his.goto(address);
    await his.getByText("Сотрудник, acme").waitFor();
    await his.getByLabel(/^Пароль/).fill("сорок медленных вагонов щавеля");
    await his.getByRole("button", { name: "Сохранить и войти" }).click();
    await his.getByRole("button", { name: "Выйти" }).waitFor();
    await page.reload();
    await people(page).getByText("последний вход").waitFor();
    await inspect(page, "access");
  });

  test("оператор меняет роли, делает новую ссылку и удаляет, а последнего оператора удалить нельзя", async () => {
    await acme();
    await invited(operator, { email: "olga@acme.example", name: "Ольга", roles: [{ role: "admin", company: "acme" }] });
    const page = await open("/companies");
    await page.getByRole("link", { name: "Доступ" }).click();
    await people(page).getByText("Администратор, acme").waitFor();
    await page.getByRole("button", { name: "Изменить: Ольга" }).click();
    await dialog(page).getByRole("button", { name: "Добавить роль" }).click();
    const second = dialog(page).getByRole("group", { name: "Роль 2" });
    await second.getByRole("combobox", { name: "Роль" }).click();
    await page.getByRole("option", { name: "Поддержка" }).click();
    await inspect(page, "access-edit");
    await dialog(page).getByRole("button", { name: "Сохранить" }).click();
    await closed(page);
    await people(page).getByText("Поддержка (ещё не принято)").waitFor();

    await page.getByRole("button", { name: "Новая ссылка: Ольга" }).click();
    await dialog(page).getByText("Прежнее приглашение перестанет действовать.").waitFor();
    await inspect(page, "access-new-link");
    await dialog(page).getByRole("button", { name: "Создать ссылку" }).click();
    await dialog(page).getByText("Письмо не отправлено.").waitFor();
    await dialog(page).getByRole("button", { name: "Готово" }).click();

    await page.getByRole("button", { name: "Удалить: Ольга" }).click();
    await inspect(page, "access-remove");
    await dialog(page).getByRole("button", { name: "Удалить" }).click();
    await closed(page);
    await page.getByText("Пока никто не может войти по паролю").waitFor();
  });

  test("a known person is told of the role, accepts it", async () => {
    await acme();
    const link = await invited(operator, { email: "olga@acme.example", name: "Olga", roles: [{ role: "support" }] });
    const hers = await openWindow({ language: "en" });
    await hers.goto(link);
    await hers.getByLabel(/^Password/).fill("forty slow wagons of sorrel");
    await hers.getByRole("button", { name: "Save and sign in" }).click();
    await hers.getByRole("button", { name: "Sign out" }).waitFor();

    const page = await open("/people", { language: "en" });
    await page.getByRole("button", { name: "Invite a person" }).click();
    await dialog(page).getByRole("textbox", { name: "Name" }).fill("Olga");
    await dialog(page).getByRole("textbox", { name: "E-mail" }).fill("OLGA@acme.example");
    await pick(page, "Company", "acme", /acme/);
    await dialog(page).getByRole("button", { name: "Invite" }).click();
    await dialog(page).getByText("olga@acme.example can sign in already.").waitFor();
    await inspect(page, "access-known");

    await hers.goto("/account");
    await hers.getByText("Administrator, acme").waitFor();
    await inspect(hers, "account-role-offered");
    await hers.getByRole("button", { name: "Accept" }).click();
    await hers.getByText("Administrator, acme").waitFor({ state: "detached" });
    const { items } = (await operator("GET people")).body as { items: { pending: unknown[] }[] };
    assert.deepEqual(items[0]!.pending, []);
  });

  test("whose account no operator has confirmed accepts an offer with its link alone", async () => {
    await acme();
    await operator("PUT companies/beta", { name: "Beta", country: "BY" });
    const anna = as(await key({ name: "Anna", role: "admin", companies: ["acme"] }));
    const roles = [{ role: "admin", company: "acme" }];
    const hers = await openWindow({ language: "en" });
    await hers.goto(await invited(anna, { email: "vera@acme.example", name: "Vera", roles }));
    await hers.getByLabel(/^Password/).fill("forty slow wagons of sorrel");
    await hers.getByRole("button", { name: "Save and sign in" }).click();
    await hers.getByRole("button", { name: "Sign out" }).waitFor();

    const page = await open("/people", { language: "en" });
    await page.getByRole("button", { name: "Invite a person" }).click();
    await dialog(page).getByRole("textbox", { name: "Name" }).fill("Vera");
    await dialog(page).getByRole("textbox", { name: "E-mail" }).fill("vera@acme.example");
    await pick(page, "Company", "beta", /beta/i);
    await dialog(page).getByRole("button", { name: "Invite" }).click();
    await dialog(page).getByText("Only whoever has this link").waitFor();
    await inspect(page, "access-offer");
    const link = await dialog(page).getByLabel("Link", { exact: true }).inputValue();

    const offer = hers.getByRole("listitem").filter({ hasText: /Administrator, beta/i });
    await hers.goto("/account");
    await offer.getByRole("button", { name: "Accept" }).click();
    await hers.getByText("Open the link that came with this offer").waitFor();
    await inspect(hers, "account-offer-without-link");
    await hers.goto("about:blank");
    await hers.goto(link);
    await offer.getByRole("button", { name: "Accept" }).click();
    await offer.waitFor({ state: "detached" });
    const { items } = (await operator("GET people?email=vera@acme.example")).body as {
      items: { pending: unknown[] }[];
    };
    assert.deepEqual(items[0]!.pending, []);
  });
});

describe("раздел «Ключи»", () => {
  test("ключ создан, показан один раз, работает только со своих адресов и отозван", async () => {
    await acme();
    const page = await open("/keys");
    await page.getByText("Ключей пока нет").waitFor();
    await page.getByRole("button", { name: "Создать ключ" }).click();
    const form = dialog(page, "Создать ключ");
    const submit = form.getByRole("button", { name: "Создать", exact: true });
    await submit.click();
    await form.getByText("Введите название или имя").waitFor();
    await form.getByRole("textbox", { name: "Имя" }).fill("АТС Минск");
    await form.getByRole("combobox", { name: "Только с этих адресов" }).fill("10.1.0.0/99,");
    await inspect(page, "keys-new");
    await submit.click();
    await form.getByText("IP-адрес или диапазон, например 10.1.0.0/16.").waitFor();
    await form.getByRole("combobox", { name: "Только с этих адресов" }).press("Backspace");
    await form.getByRole("combobox", { name: "Только с этих адресов" }).fill("127.0.0.0/8,");
    await form.getByLabel("Последний день").fill("2099-12-31");
    await submit.click();
    const made = dialog(page, "Ключ «АТС Минск»");
    const text = await made.getByLabel("Ключ", { exact: true }).inputValue();
    await inspect(page, "keys-made");
    await made.getByRole("button", { name: "Готово" }).click();
    const row = page.getByRole("list", { name: "Ключи" }).getByRole("listitem");
    await row.getByText("только с 127.0.0.0/8").waitFor();
    const ask = () => as(text)("POST decisions", { company: "acme", line: "ivan-desk", dialled: "112" });
    assert.notEqual((await ask()).status, 401);
    await inspect(page, "keys");
    await row.getByRole("button", { name: "Отозвать: АТС Минск" }).click();
    await dialog(page).getByText("сразу будет отказано").waitFor();
    await dialog(page).getByRole("button", { name: "Отозвать" }).click();
    await closed(page);
    await row.waitFor({ state: "detached" });
    await page.getByRole("checkbox", { name: "Показывать отозванные и истёкшие" }).check();
    await row.getByText("отозван", { exact: true }).waitFor();
    assert.equal((await ask()).status, 401);
  });

  test("о том, что это вы, спрошено заново, и запрос повторён", async () => {
    const page = await open("/keys");
    // As if the last proof were longer ago than the service takes.
    let asked = 0;
    await page.route("**/api/v1/keys", async (route) => {
      if (route.request().method() !== "POST" || asked++ > 0) return route.continue();
      const body = {
        type: "urn:callas:error:proof_required",
        title: "",
        status: 401,
        detail: "",
        code: "proof_required",
      };
      return route.fulfill({ status: 401, contentType: "application/problem+json", body: JSON.stringify(body) });
    });
    await page.getByRole("button", { name: "Создать ключ" }).click();
    await dialog(page).getByRole("textbox", { name: "Имя" }).fill("АТС");
    await dialog(page).getByRole("button", { name: "Создать", exact: true }).click();
    const proof = dialog(page, "Подтвердите, что это вы");
    await proof.waitFor();
    await inspect(page, "proof");
    await proof.getByLabel("Ключ доступа", { exact: true }).fill("не тот");
    await proof.getByRole("button", { name: "Подтвердить" }).click();
    await proof.getByRole("alert").getByText("Ключ не подходит.").waitFor();
    await page.keyboard.press("Escape");
    await proof.waitFor({ state: "detached" });
    await dialog(page, "Создать ключ").getByText("Не сделано: вы не подтвердили, что это вы").waitFor();
    asked = 0;
    await dialog(page).getByRole("button", { name: "Создать", exact: true }).click();
    await proof.getByLabel("Ключ доступа", { exact: true }).fill(operatorKey);
    await page.keyboard.press("Enter");
    await dialog(page, "Ключ «АТС»").waitFor();
  });
});
