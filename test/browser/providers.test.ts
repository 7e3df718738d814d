/** Identity providers: kept by the operator, and signed in at, with a real one in a process of its own. */
import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { company, putCompany } from "../../lab/companies/acme.ts";
import { inspect, pick } from "../../lab/browser/window.ts";
import { startIdentityProvider, type IdentityProvider } from "../../lab/service/identity-provider.ts";
import { button, field, invited, PASSWORD, site } from "./site.ts";

const { operator, window: openWindow, open } = site({ hasName: true });

const ROLES = [{ role: "admin", company: "acme" }];

let real: IdentityProvider | null = null;
afterEach(async () => {
  await real?.stop();
  real = null;
});

/** Nothing listens there. */
const NOWHERE = "http://127.0.0.1:9";

const asked = { name: "Акме", clientId: "callas", clientSecret: "later", domains: ["acme.example"] };

/** A provider of the company, which Ivan is signed in at. @returns its origin */
async function provided(): Promise<string> {
  await putCompany(operator, "acme", { company });
  const made = await operator("POST identity-providers", { ...asked, company: "acme", issuer: NOWHERE });
  assert.equal(made.status, 200, made.text);
  real = await startIdentityProvider([String(made.body["redirectUri"])]);
  const { issuer, clientId, clientSecret } = real;
  const body = { ...asked, issuer, clientId, clientSecret };
  assert.equal((await operator(`PUT identity-providers/${String(made.body["id"])}`, body)).status, 200);
  return issuer;
}

async function accept(page: Page, email: string, name: string): Promise<void> {
  await page.goto(await invited(operator, { email, name, roles: ROLES }));
  await field(page, "Пароль").fill(PASSWORD);
  await button(page, "Сохранить и войти").click();
  await button(page, "Выйти").waitFor();
}

const identities = (page: Page) => page.getByRole("list", { name: "Вход через провайдера" });

describe("оператор", () => {
  test("добавляет провайдера, узнаёт адрес возврата, проверяет связь, меняет и удаляет", async () => {
    await putCompany(operator, "acme", { company });
    const page = await open("/security");
    const part = page.getByRole("region", { name: "Провайдеры входа" });
    await part.getByText("Провайдеров пока нет.").waitFor();
    await inspect(page, "providers-empty");
    await button(part, "Добавить провайдера").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Добавить" }).click();
    for (const missing of ["Выберите компанию.", "Введите адрес провайдера.", "Введите секрет."])
      await dialog.getByText(missing).waitFor();
    await inspect(page, "provider-missing");
    await pick(page, "Компания", "acme", /acme/);
    await field(dialog, "Название").fill("Акме");
    await dialog.getByText("«Войти через Акме»").waitFor();
    const issuer = dialog.getByLabel("Адрес провайдера (issuer)");
    await issuer.fill("http://login.acme.example");
    await dialog.getByLabel("Идентификатор приложения (client ID)").fill("callas");
    await dialog.getByLabel("Секрет приложения (client secret)").first().fill("секрет провайдера");
    const domains = dialog.getByRole("combobox", { name: "Почтовые домены без приглашения" });
    await domains.fill("acme.example,@beta,");
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await dialog.getByText("Адрес с https://, без параметров").waitFor();
    await dialog.getByText("Домен, например acme.example.").waitFor();
    await inspect(page, "provider-refused");
    await issuer.fill(NOWHERE);
    await domains.press("Backspace");
    await dialog.getByRole("button", { name: "Добавить" }).click();
    const made = page.getByRole("dialog", { name: "Акме: последний шаг" });
    const redirect = await made.getByLabel("Адрес возврата (redirect URI)").inputValue();
    assert.match(redirect, /^http:\/\/localhost:\d+\/api\/v1\/session\/oidc\/[\w-]+\/callback$/);
    await made.getByRole("button", { name: "Проверить связь: Акме" }).click();
    await made.getByText("Провайдер не ответил как следует.").waitFor();
    await inspect(page, "provider-made");
    await made.getByRole("button", { name: "Готово" }).click();

    real = await startIdentityProvider([redirect]);
    await button(part, "Изменить: Акме").click();
    await issuer.fill(real.issuer);
    await dialog.getByText("С другим адресом все подключённые").waitFor();
    await dialog.getByRole("checkbox", { name: "Вход через него всегда со вторым фактором" }).check();
    await inspect(page, "provider-edit");
    await dialog.getByRole("button", { name: "Сохранить" }).click();
    await dialog.waitFor({ state: "detached" });
    await part.getByText("второй фактор у провайдера").waitFor();
    await button(part, "Проверить связь: Акме").click();
    await part.getByText("Провайдер отвечает.").waitFor();
    await inspect(page, "providers");
    const { items } = (await operator("GET identity-providers")).body as { items: Record<string, unknown>[] };
    assert.deepEqual(
      items.map(({ issuer, domains, trustsFactor }) => [issuer, domains, trustsFactor]),
      [[real.issuer, ["acme.example"], true]],
    );

    await button(part, "Удалить: Акме").click();
    await inspect(page, "provider-remove");
    await dialog.getByRole("button", { name: "Удалить" }).click();
    await part.getByText("Провайдеров пока нет.").waitFor();
  });

  test("in English, with a long name", async () => {
    await putCompany(operator, "acme", { company });
    const name = "Department of Telephony and Distribution of Northern Regions".repeat(2);
    const domains = Array.from({ length: 12 }, (_, at) => `${"very-long-subsidiary".repeat(2)}-${at}.example`);
    const issuer = `https://login.acme.example/${"tenant".repeat(20)}`;
    const made = await operator("POST identity-providers", { ...asked, company: "acme", name, issuer, domains });
    assert.equal(made.status, 200, made.text);
    const page = await open("/security", { language: "en" });
    const part = page.getByRole("region", { name: "Identity providers" });
    await part.getByText("without an invitation: ").waitFor();
    await inspect(page, "providers-en");
    await button(part, `Edit ${name}`).click();
    await page.getByRole("dialog").getByLabel("Redirect URI").waitFor();
    await inspect(page, "provider-edit-en");
  });
});

describe("человек", () => {
  test("принимает приглашение через провайдера, и тот впускает его снова по почте", async () => {
    const origin = await provided();
    const page = await openWindow({}, [origin]);
    await page.goto(await invited(operator, { email: "ivan@acme.example", name: "Иван Петров", roles: ROLES }));
    await page.getByText("Или без пароля").waitFor();
    await inspect(page, "link-provider");
    await button(page, "Войти через Акме").click();
    await page.getByRole("link", { name: "Мой профиль: Иван Петров" }).waitFor();
    await page.goto("/account");
    await identities(page).getByText("Акме").waitFor();
    await inspect(page, "account-provider");
    await button(page, "Отключить: Акме").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Отключить" }).click();
    await dialog.getByText("Иначе вам нечем будет войти").waitFor();
    await inspect(page, "account-last-way");
    await dialog.getByRole("button", { name: "Отмена" }).click();

    await button(page, "Выйти").click();
    await field(page, "Электронная почта").fill("ivan@acme.example");
    await field(page, "Пароль").focus();
    await button(page, "Войти через Акме").click();
    await page.getByRole("link", { name: "Мой профиль: Иван Петров" }).waitFor();
  });

  test("подключает учётную запись, входит с ней и отключает её", async () => {
    const origin = await provided();
    const page = await openWindow({}, [origin]);
    await accept(page, "petrov@elsewhere.example", "Иван Петров");
    await page.goto("/account");
    await button(page, "Подключить: Акме").click();
    await identities(page).getByText("Подключена").waitFor();
    assert.equal(new URL(page.url()).pathname, "/account");
    await inspect(page, "account-connected");

    const other = await openWindow({}, [origin]);
    await other.goto("/companies/acme");
    await button(other, "Войти через Акме").click();
    await other.getByRole("link", { name: "Мой профиль: Иван Петров" }).waitFor();

    await button(page, "Отключить: Акме").click();
    const dialog = page.getByRole("dialog", { name: "Отключить Акме?" });
    await inspect(page, "account-disconnect");
    await dialog.getByRole("button", { name: "Отключить" }).click();
    await button(page, "Подключить: Акме").waitFor();
    await other.reload();
    await other.getByRole("heading", { name: "Вход в Callas" }).waitFor();
  });

  test("is told that the account is somebody else's, and proves who they are where they have an account", async () => {
    const origin = await provided();
    const first = await openWindow({}, [origin]);
    await first.goto(await invited(operator, { email: "ivan@acme.example", name: "Иван Петров", roles: ROLES }));
    await button(first, "Войти через Акме").click();
    await button(first, "Выйти").waitFor();

    const page = await openWindow({}, [origin]);
    await accept(page, "anna@acme.example", "Анна Ким");
    await page.goto("/account");
    await button(page, "Подключить: Акме").click();
    await page.getByText("Эта учётная запись уже подключена у другого человека.").waitFor();
    await inspect(page, "account-not-connected");

    // Nobody waits ten minutes for the proof to be too old.
    await first.route("**/api/v1/me/identities/*", (route) =>
      route.fulfill({ status: 401, json: { code: "proof_required", detail: "", status: 401 } }),
    );
    await first.goto("/account");
    await button(first, "Отключить: Акме").click();
    await first.getByRole("dialog").getByRole("button", { name: "Отключить" }).click();
    const proof = first.getByRole("dialog", { name: "Подтвердите, что это вы" });
    await proof.getByRole("button", { name: "Подтвердить через Акме" }).waitFor();
    assert.equal(await field(proof, "Пароль").count(), 0, "Ivan has none");
    await inspect(first, "proof-provider");
  });
});

describe("своё имя", () => {
  test("меняется, и вверху страницы тоже", async () => {
    await putCompany(operator, "acme", { company });
    const page = await openWindow();
    await accept(page, "anna@acme.example", "Анна");
    await page.goto("/account");
    const part = page.getByRole("region", { name: "Ваше имя" });
    await field(part, "Имя").fill("  ");
    await part.getByRole("button", { name: "Сменить имя" }).click();
    await part.getByText("Введите название или имя, не длиннее 200 знаков.").waitFor();
    await field(part, "Имя").fill("Анна Ким");
    await part.getByRole("button", { name: "Сменить имя" }).click();
    await part.getByText("Имя изменено.").waitFor();
    await page.getByRole("link", { name: "Мой профиль: Анна Ким" }).waitFor();
    await inspect(page, "account-name");
  });
});
