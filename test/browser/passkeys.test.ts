/** Passkeys in a browser with an authenticator of its own, and the QR code for an authenticator app. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { company, putCompany } from "../../lab/companies/acme.ts";
import { inspect } from "../../lab/browser/window.ts";
import { button, field, invited, PASSWORD, site } from "./site.ts";

const { operator, window: openWindow } = site({ hasName: true });

/** One that is built into the device and recognises its owner. It goes with the window. */
async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function accepted(page: Page, name = "Анна Ким"): Promise<void> {
  await putCompany(operator, "acme", { company });
  const roles = [{ role: "admin", company: "acme" }];
  await page.goto(await invited(operator, { email: "anna@acme.example", name, roles }));
  await field(page, "Пароль").fill(PASSWORD);
  await button(page, "Сохранить и войти").click();
  await button(page, "Выйти").waitFor();
}

test("ключ входа добавлен, назван, впускает без пароля, подтверждает, что это вы, и удалён", async () => {
  const page = await openWindow();
  await addAuthenticator(page);
  await accepted(page);
  await page.goto("/account");
  const passkeys = page.getByRole("list", { name: "Ключи входа (passkey)" });
  await button(page, "Добавить ключ входа").click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await inspect(page, "passkey-add");
  await field(dialog, "Название").fill("Рабочий ноутбук");
  await dialog.getByRole("button", { name: "Добавить" }).click();
  await passkeys.getByText("Рабочий ноутбук").waitFor();
  await passkeys.getByText("ещё не использован").waitFor();
  await button(page, "Переименовать: Рабочий ноутбук").click();
  await field(dialog, "Название").fill("Ноутбук Анны");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await passkeys.getByText("Ноутбук Анны").waitFor();
  await inspect(page, "account-passkey");

  await button(page, "Выйти").click();
  await button(page, "Войти с ключом входа").click();
  await button(page, "Выйти").waitFor();
  await page.goto("/account");
  await page.getByRole("list", { name: "Последние входы" }).getByText("с ключом входа").waitFor();
  await passkeys.getByText("Последний вход").waitFor();

  // Too old a proof: the dialog takes the passkey, too.
  await page.route(
    "**/api/v1/me/passkeys/*",
    (route) => route.fulfill({ status: 401, json: { code: "proof_required", detail: "", status: 401 } }),
    { times: 1 },
  );
  await button(page, "Удалить: Ноутбук Анны").click();
  await page.getByRole("dialog").getByRole("button", { name: "Удалить" }).click();
  const proof = page.getByRole("dialog", { name: "Подтвердите, что это вы" });
  await proof.waitFor();
  await inspect(page, "proof-passkey");
  await proof.getByRole("button", { name: "Подтвердить ключом входа" }).click();
  await proof.waitFor({ state: "detached" });
  await passkeys.waitFor({ state: "detached" });
});

test("a passkey that the authenticator does not make is told, and the name stays", async () => {
  const page = await openWindow({ language: "en" });
  await putCompany(operator, "acme", { company });
  await page.goto(
    await invited(operator, { email: "anna@acme.example", name: "Anna", roles: [{ role: "admin", company: "acme" }] }),
  );
  await field(page, "Password").fill(PASSWORD);
  await button(page, "Save and sign in").click();
  await button(page, "Sign out").waitFor();
  await page.goto("/account");
  await button(page, "Add a passkey").waitFor();
  // As when somebody closes the browser's own dialog.
  await page.evaluate(() => {
    navigator.credentials.create = () => Promise.reject(new DOMException("closed", "NotAllowedError"));
  });
  await button(page, "Add a passkey").click();
  const dialog = page.getByRole("dialog");
  await field(dialog, "Name").fill("Work laptop");
  await dialog.getByRole("button", { name: "Add" }).click();
  await dialog.getByText("The passkey was not created: try again.").waitFor();
  assert.equal(await field(dialog, "Name").inputValue(), "Work laptop");
});
