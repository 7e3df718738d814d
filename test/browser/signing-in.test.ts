/// <reference lib="dom" />
/** How people get in: by a link, with a password, with a second factor; and what is said when they do not. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { company, putCompany } from "../../lab/companies/acme.ts";
import { inspect } from "../../lab/browser/window.ts";
import { button, field, invited, PASSWORD, site } from "./site.ts";

const { operator, window: openWindow, open } = site();

const signedIn = (page: Page) => button(page, "Выйти").waitFor();

async function signInAs(page: Page, email: string, password: string): Promise<void> {
  await field(page, "Электронная почта").fill(email);
  await field(page, "Пароль").fill(password);
  await page.keyboard.press("Enter");
}

/** A person who has accepted an invitation, in the window in which they did. */
async function accepted(email: string, role: object = { role: "operator" }, name = "Анна Ким"): Promise<Page> {
  const page = await openWindow();
  await page.goto(await invited(operator, { email, name, roles: [role] }));
  await field(page, "Пароль").fill(PASSWORD);
  await button(page, "Сохранить и войти").click();
  await signedIn(page);
  return page;
}

describe("по ссылке", () => {
  test("приглашённый видит куда, задаёт пароль и оказывается внутри, а второй раз ссылка не действует", async () => {
    await putCompany(operator, "acme", { company });
    const role = { role: "admin", company: "acme" };
    const link = await invited(operator, { email: "anna@acme.example", name: "Анна", roles: [role] });
    const page = await openWindow();
    await page.goto(link);
    await page.getByRole("heading", { name: "Вас пригласили" }).waitFor();
    await page.getByText("Администратор, acme").waitFor();
    await inspect(page, "link-invitation");
    const password = field(page, "Пароль");
    for (const [typed, why] of [
      ["короткий".slice(1), "Не меньше 8 знаков."],
      ["пароль2026", "Такой пароль легко подобрать"],
    ] as const) {
      await password.fill(typed);
      await button(page, "Сохранить и войти").click();
      await page.getByText(why).waitFor();
      await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
    }
    await inspect(page, "link-invitation-weak");
    await field(page, "Имя").fill("Анна Ким");
    await password.fill(PASSWORD);
    await button(page, "Сохранить и войти").click();
    await signedIn(page);
    await page.getByRole("link", { name: "Мой профиль: Анна Ким" }).waitFor();
    assert.doesNotMatch(page.url(), /#|link/, "the secret is gone from the address");

    const other = await openWindow();
    await other.goto(link);
    await other.getByRole("heading", { name: "Ссылка больше не действует" }).waitFor();
    await inspect(other, "link-dead");
    await other.getByRole("link", { name: "Войти" }).click();
    await other.getByRole("heading", { name: "Вход в Callas" }).waitFor();
  });

  test("a link in English, without its secret, says what to do", async () => {
    const page = await openWindow({ language: "en" });
    await page.goto("/link");
    await page.getByRole("heading", { name: "This link no longer works" }).waitFor();
  });
});

describe("по паролю", () => {
  test("неверный пароль, неизвестная почта и пустые поля: сказано что делать, введённое остаётся", async () => {
    await accepted("anna@acme.example");
    const page = await openWindow();
    await inspect(page, "sign-in-password");
    await button(page, "Войти").click();
    await page.getByText("Введите почту и пароль.").waitFor();
    for (const email of ["anna@acme.example", "nobody@acme.example"]) {
      await signInAs(page, email, "не тот пароль");
      await page.getByText("Не подходит. Проверьте почту, пароль и код.").waitFor();
      await button(page, "Войти").and(page.locator(":not([data-loading])")).waitFor();
    }
    await inspect(page, "sign-in-password-wrong");
    assert.equal(await field(page, "Электронная почта").inputValue(), "nobody@acme.example");
    await signInAs(page, " Anna@Acme.example ", PASSWORD);
    await signedIn(page);
  });

  test("приложение настроено, код спрошен при входе, и код восстановления впускает вместо него", async () => {
    const page = await accepted("anna@acme.example");
    await page.getByRole("link", { name: /^Мой профиль/ }).click();
    await page.getByRole("heading", { name: "Мой профиль" }).waitFor();
    await page.getByText("Не настроено.").waitFor();
    await page.getByRole("list", { name: "Последние входы" }).getByRole("listitem").first().waitFor();
    await inspect(page, "account");
    await button(page, "Настроить приложение").click();
    const dialog = page.getByRole("dialog");
    const secret = field(dialog, "Секрет");
    await secret.waitFor();
    await dialog.getByRole("img", { name: "QR-код с секретом для приложения-аутентификатора" }).waitFor();
    await inspect(page, "account-totp");
    const code = async (step = 0) =>
      new TOTP({ secret: await shown }).generate({ timestamp: Date.now() + step * 30_000 });
    const shown = secret.inputValue();
    await field(dialog, "Код").fill("000000");
    await dialog.getByRole("button", { name: "Настроить" }).click();
    await dialog.getByText("Это не код приложения.").waitFor();
    await field(dialog, "Код").fill(await code());
    await dialog.getByRole("button", { name: "Настроить" }).click();
    const codes = page.getByRole("dialog", { name: "Коды восстановления" });
    await codes.waitFor();
    await inspect(page, "account-recovery-codes");
    const [first = ""] = (await codes.getByLabel("Десять кодов").inputValue()).split("\n");
    await page.keyboard.press("Escape");
    await page.getByText("Коды не скопированы и не скачаны").waitFor();
    await button(page, "Остаться").click();
    await codes.getByRole("button", { name: "Коды у меня" }).click();
    await page.getByText("Осталось 10 кодов восстановления").waitFor();
    await inspect(page, "account-with-totp");

    const other = await openWindow();
    await signInAs(other, "anna@acme.example", PASSWORD);
    await field(other, "Код").waitFor();
    await inspect(other, "sign-in-code");
    await field(other, "Код").fill("123456");
    await other.keyboard.press("Enter");
    await other.getByText("Не подходит. Проверьте почту, пароль и код.").waitFor();
    await field(other, "Код").fill(first.toLowerCase());
    await other.keyboard.press("Enter");
    await signedIn(other);
    await other.goto("/account");
    await other.getByText("Осталось 9 кодов восстановления").waitFor();
    await other.getByText("по паролю и коду восстановления").waitFor();
    await other.getByText("отказано").waitFor();
  });

  test("сеанс закончился: вход поверх страницы по паролю, и введённое сохранено", async () => {
    await putCompany(operator, "acme", { company });
    const page = await accepted("anna@acme.example", { role: "admin", company: "acme" });
    await page.goto("/companies/acme/employees");
    await button(page, "Добавить сотрудника").click();
    await field(page.getByRole("dialog"), "Имя").fill("Олег");
    await page.context().clearCookies();
    await button(page, "Сохранить").click();
    const over = page.getByRole("dialog", { name: "Сеанс завершён" });
    await over.waitFor();
    await inspect(page, "session-over-password");
    await signInAs(page, "anna@acme.example", PASSWORD);
    await over.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Олег" }).waitFor();
  });
});

describe("свой профиль", () => {
  test("смена пароля: не тот нынешний и слабый новый названы, остальные сеансы завершены", async () => {
    const page = await accepted("anna@acme.example");
    const other = await openWindow();
    await signInAs(other, "anna@acme.example", PASSWORD);
    await signedIn(other);
    await page.goto("/account");
    const here = page.getByRole("region", { name: "Пароль" });
    const change = here.getByRole("button", { name: "Сменить пароль" });
    await change.click();
    await here.getByText("Введите пароль.").waitFor();
    await field(here, "Нынешний пароль").fill("не тот пароль");
    await field(here, "Новый пароль").fill("qwerty123456");
    await change.click();
    await here.getByText("Нынешний пароль введён неверно.").waitFor();
    await field(here, "Нынешний пароль").fill(PASSWORD);
    await change.click();
    await here.getByText("Такой пароль легко подобрать").waitFor();
    await inspect(page, "account-password-weak");
    await field(here, "Новый пароль").fill("сорок медленных вагонов щавеля");
    await change.click();
    await here.getByText("Пароль изменён.").waitFor();
    await other.goto("/account");
    await other.getByRole("heading", { name: "Вход в Callas" }).waitFor();
    await signInAs(other, "anna@acme.example", "сорок медленных вагонов щавеля");
    await signedIn(other);
  });

  test("чужой сеанс завершён из списка", async () => {
    const page = await accepted("anna@acme.example");
    const other = await openWindow();
    await signInAs(other, "anna@acme.example", PASSWORD);
    await signedIn(other);
    await page.goto("/account");
    const sessions = page.getByRole("list", { name: "Где вы вошли" });
    await sessions.getByText("здесь").waitFor();
    await sessions.getByRole("button", { name: "Завершить" }).click();
    await sessions.getByRole("button", { name: "Завершить" }).waitFor({ state: "detached" });
    await other.reload();
    await other.getByRole("heading", { name: "Вход в Callas" }).waitFor();
  });

  test("требуется второй фактор: открыт только профиль, пока он не настроен", async () => {
    const page = await accepted("anna@acme.example");
    await page.goto("/security");
    await page.getByRole("checkbox", { name: "Операторы" }).check();
    await page.getByRole("checkbox", { name: "Администраторы" }).check();
    await inspect(page, "security");
    await button(page, "Сохранить").click();
    await page.getByRole("heading", { name: "Мой профиль" }).waitFor();
    await page.getByText("Его требует оператор для вашей роли.").waitFor();
    await inspect(page, "account-must-enrol");
    await page.goto("/keys");
    await page.getByRole("heading", { name: "Мой профиль" }).waitFor();
    await button(page, "Настроить приложение").click();
    const dialog = page.getByRole("dialog");
    const secret = await field(dialog, "Секрет").inputValue();
    await field(dialog, "Код").fill(new TOTP({ secret }).generate());
    await dialog.getByRole("button", { name: "Настроить" }).click();
    await page.getByRole("button", { name: "Коды у меня" }).click();
    await page.getByText("Его требует оператор для вашей роли.").waitFor({ state: "detached" });
    await page.goto("/keys");
    await page.getByRole("heading", { name: "Ключи" }).waitFor();
  });

  test("a key has no password, and an operator with a key sees its sessions", async () => {
    const page = await open("/account", { language: "en" });
    await page.getByText("You signed in with a key.").waitFor();
    await page.getByRole("list", { name: "Where you are signed in" }).getByText("here").waitFor();
    await inspect(page, "account-of-key");
  });
});
