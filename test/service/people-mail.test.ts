/** Links by mail, and what people are told of their accounts. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import { putCompany } from "../../lab/companies/acme.ts";
import { eventually } from "../../lab/eventually.ts";
import { createAuthenticator } from "../../lab/service/authenticator.ts";
import { outcomeOf } from "../../lab/service/client.ts";
import { browserOf, PASSWORD, personWith, secretOf } from "../../lab/service/browser.ts";
import { serviceHere } from "../../lab/service/service.ts";
import { openLyingProvider } from "./lying-provider.ts";
import { smtpServer, type Conduct } from "../unit/mail/smtp-server.ts";

const ADMIN = { role: "admin", company: "acme" };

async function mailing(context: TestContext, conduct: Conduct = {}) {
  const smtp = await smtpServer(context, conduct);
  const service = await serviceHere({
    CALLAS_SMTP_URL: smtp.url,
    CALLAS_MAIL_FROM: "callas@callas.example",
    CALLAS_PUBLIC_URL: "https://callas.example",
    CALLAS_PRIVATE_ADDRESSES: "allow",
  });
  context.after(() => service.stop());
  await putCompany(service.operator, "acme");
  /** The texts of messages, decoded. */
  const messages = () => smtp.heard.filter((text) => text.includes("Subject:")).map(decoded);
  return { service, smtp, messages };
}

function decoded(message: string): string {
  const blank = message.indexOf("\r\n\r\n");
  const [head, body] = [message.slice(0, blank), message.slice(blank + 4)];
  if (/base64/i.test(head)) return `${head}\n${Buffer.from(body, "base64").toString()}`;
  const bytes = body
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return `${head}\n${/quoted-printable/i.test(head) ? Buffer.from(bytes, "latin1").toString() : body}`;
}

test("an invitation is sent in the language that was asked for, with the address of the page", async (context) => {
  const { service, messages } = await mailing(context);
  for (const [language, words] of [
    ["en", /You have been invited to Callas by “operator”/],
    ["de", /Sie wurden zu Callas eingeladen \(“operator”\)/],
    ["ru", /Вас пригласили в Callas \(“operator”\)/],
  ] as const) {
    const email = `${language}@acme.example`;
    const asked = { email, name: "Anna", roles: [ADMIN], send: true, language };
    const { body } = await service.operator("POST people", asked);
    assert.equal(body["sent"], true);
    const message = messages().at(-1)!;
    assert.match(message, words);
    assert.match(message, new RegExp(`To: Anna <${email}>`));
    assert.ok(message.includes(`https://callas.example/link#${secretOf(body["link"])}`), message);
    const reset = await service.operator(`POST people/${String(body["id"])}/link`, { send: true, language });
    assert.equal(reset.body["sent"], true);
    assert.ok(messages().at(-1)!.includes(secretOf(reset.body["link"])));
  }
});

test("a link that could not be sent is shown all the same, with sent: false", async (context) => {
  const { service } = await mailing(context, {
    answer: (command) => (command.startsWith("RCPT") ? "550 No" : undefined),
  });
  const answer = await service.operator("POST people", {
    email: "a@acme.example",
    name: "A",
    roles: [ADMIN],
    send: true,
  });
  assert.deepEqual([answer.status, answer.body["sent"]], [200, false]);
  assert.ok(answer.body["link"]);
});

test("nothing is sent unless it was asked for, or to a person who is known", async (context) => {
  const { service, smtp } = await mailing(context);
  const asked = { email: "a@acme.example", name: "A", roles: [ADMIN] };
  assert.equal((await service.operator("POST people", asked)).body["sent"], false);
  assert.equal((await service.operator("POST people", { ...asked, send: true })).body["sent"], false);
  assert.equal(smtp.connections(), 0);
});

test("without a mail server, sending is refused before anything is done", async (context) => {
  const service = await serviceHere();
  context.after(() => service.stop());
  await putCompany(service.operator, "acme");
  const asked = { email: "a@acme.example", name: "A", roles: [ADMIN], send: true };
  assert.equal(outcomeOf(await service.operator("POST people", asked)), "422 mail_not_set_up");
  assert.deepEqual((await service.operator("GET people")).body["items"], []);
});

test("whoever changes a password or a factor is told, in the language of the browser", async (context) => {
  const { service, messages } = await mailing(context);
  const { browser, email } = await personWith(service, ADMIN);
  const headers = { "accept-language": "ru-RU,ru;q=0.9" };
  await browser("PUT me/password", { current: PASSWORD, password: "quiet-harbour-61-violins" }, { headers });
  const message = await eventually("a mail", () => messages().find((text) => text.includes("Ваш пароль изменён")));
  assert.match(message, /Ваш пароль изменён \(.*, с адреса 127\.0\.0\.1\)/);
  assert.ok(message.includes(email));
});

test("whoever adds or removes a passkey is told", async (context) => {
  const { service, messages } = await mailing(context);
  const { browser } = await personWith(service, ADMIN);
  const { body } = await browser("POST me/passkeys/options");
  const options = body as unknown as PublicKeyCredentialCreationOptionsJSON;
  const response = createAuthenticator("https://callas.example").register(options);
  const added = await browser("POST me/passkeys", { name: "Phone", response });
  assert.equal(added.status, 200, added.text);
  const told = (text: string) => eventually(text, () => messages().find((message) => message.includes(text)));
  await told("A passkey was added to your account");
  assert.equal((await browser(`DELETE me/passkeys/${String(added.body["id"])}`)).status, 200);
  await told("A passkey was removed from your account");
});

test("whoever gets or gives up an account with an identity provider is told", async (context) => {
  const { service, messages } = await mailing(context);
  const email = "anna@acme.example";
  const provider = await openLyingProvider({ claims: { sub: "anna", email } });
  context.after(() => provider.close());
  const { issuer, clientId, clientSecret } = provider;
  const about = { company: "acme", name: "Acme", issuer, clientId, clientSecret, domains: ["acme.example"] };
  const { body: made } = await service.operator("POST identity-providers", about);
  await service.operator("POST people", { email, name: "Anna", roles: [ADMIN] });
  const browser = browserOf(service.address);
  const begun = await browser("POST session/oidc", { provider: made["id"] });
  const back = provider.visit(String(begun.body["url"]));
  assert.equal((await browser(`GET ${back.pathname}${back.search}`)).status, 302);
  const told = (text: string) => eventually(text, () => messages().find((message) => message.includes(text)));
  await told("can now sign in to your account through your company");
  assert.equal((await browser("PUT me/password", { password: PASSWORD })).status, 200);
  assert.equal((await browser(`DELETE me/identities/${String(made["id"])}`)).status, 200);
  await told("can no longer sign in to your account through your company");
});

test("whose password is changed with a link is told, and if their factors went with it", async (context) => {
  const { service, messages } = await mailing(context);
  const { id } = await personWith(service, ADMIN);
  for (const [asked, text] of [
    [{}, "Your password was changed ("],
    [{ recovery: true }, "Your password was changed with a link, and your second factors were removed ("],
  ] as const) {
    const { body } = await service.operator(`POST people/${id}/link`, asked);
    const link = { secret: secretOf(body["link"]), password: PASSWORD };
    assert.equal((await browserOf(service.address)("POST links/accept", link)).status, 200);
    await eventually(text, () => messages().find((message) => message.includes(text)));
  }
});

test("whoever gets a role is told, and nobody of the invitation that they accept", async (context) => {
  const { service, messages } = await mailing(context);
  const { id, email } = await personWith(service, ADMIN);
  await putCompany(service.operator, "birch");
  const roles = [ADMIN, { role: "admin", company: "birch" }];
  await service.operator(`PUT people/${id}`, { email, name: "Person", roles });
  const told = () => messages().filter((text) => text.includes("ваши права изменены"));
  await eventually("a mail", () => (told().length > 0 ? true : undefined));
  assert.match(told()[0]!, /Автор: “operator”/);
});
