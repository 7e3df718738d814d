/// <reference lib="dom" />
/** Who is told of changes: setting it, a message that comes, and putting back what it tells of. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, test, type TestContext } from "node:test";
import type { Page } from "playwright-core";
import { company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { operatorKey } from "../../lab/service/service.ts";
import { inspect, signIn } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

const { operator, key, open, window } = site({ environment: { CALLAS_PRIVATE_ADDRESSES: "allow" } });

type Told = Readonly<{
  data: Readonly<{ revision: number; url: string; events: readonly Readonly<{ kind: string }>[] }>;
}>;

/** A program that is told; it answers 503 until it is well. */
async function receiver(context: TestContext, { isWell = true } = {}) {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      told.push(JSON.parse(Buffer.concat(chunks).toString()) as Told);
      response.writeHead(isWell ? 204 : 503).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, told };
}

const outgoing = async () => (await operator("GET companies/acme/outgoing-numbers")).body;
const shown = async () =>
  (await operator("POST decisions", { company: "acme", line: "olga-desk", dialled: "300 11 22" })).body["callerId"];

async function putOutgoing(more: object): Promise<number> {
  const { headers } = await operator("GET companies/acme/outgoing-numbers");
  const answer = await operator(
    "PUT companies/acme/outgoing-numbers",
    { ...settings, ...more },
    { ifMatch: headers.etag! },
  );
  assert.equal(answer.status, 200, answer.text);
  return Number(answer.body["revision"]);
}

async function putWatching(body: object) {
  const { headers } = await operator("GET companies/acme/watching");
  return operator("PUT companies/acme/watching", body, { ifMatch: headers.etag! });
}

async function addWebhook(page: Page, url: string): Promise<void> {
  await page.getByRole("button", { name: "Добавить вебхук" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Адрес" }).fill(url);
  await page.getByRole("dialog").getByRole("button", { name: "Добавить", exact: true }).click();
}

const list = (page: Page, name: string) => page.getByRole("list", { name }).getByRole("listitem");

beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

test("an admin sets who is told; a webhook gets the change, which is put back from its address", async (context) => {
  const { url, told } = await receiver(context);
  const page = await open("/companies/acme/outgoing-numbers");
  await page.getByRole("link", { name: "Оповещения" }).click();
  await page.getByRole("heading", { name: "Оповещения", level: 1 }).waitFor();
  await page.getByText("Почтовый сервер не настроен").waitFor();
  await page.getByText("Пока никому ничего не сообщали.").waitFor();
  await inspect(page, "alerts-empty");

  const share = page.getByRole("textbox", { name: "Сколько сотрудников — много" });
  assert.equal(await share.inputValue(), "20");
  await share.fill("много");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Введите число от 0 до 100.").waitFor();
  await share.and(page.locator(":focus")).waitFor();
  await share.fill("12,5 %");
  await page.getByRole("link", { name: "История", exact: true }).click();
  await page.getByText("Изменения в оповещениях не сохранены.").waitFor();
  await page.getByRole("dialog").getByRole("button").last().click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("checkbox", { name: "Письма администраторам компании" }).uncheck();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохранено.", { exact: true }).waitFor();
  assert.equal(await share.inputValue(), "12,5");

  await addWebhook(page, "ftp://example.com");
  await page.getByText("Введите адрес целиком", { exact: false }).waitFor();
  await inspect(page, "alerts-webhook-wrong");
  await page.getByRole("dialog").getByRole("button", { name: "Отмена" }).click();
  await page.getByText("Вебхук не добавлен.").waitFor();
  await page.getByRole("dialog").last().getByRole("button").last().click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Адрес" }).fill(url);
  await page.getByRole("dialog").getByRole("button", { name: "Добавить", exact: true }).click();
  const secret = await page.getByRole("textbox", { name: "Секрет" }).inputValue();
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  await inspect(page, "alerts-secret");
  await page.getByRole("button", { name: "Готово" }).click();
  await list(page, "Вебхуки").getByText(url).waitFor();
  assert.equal(await page.getByText(secret).count(), 0, "it is not shown again");
  const { mail, share: stored, webhooks } = (await operator("GET companies/acme/watching")).body;
  assert.deepEqual([mail, stored, (webhooks as object[]).length], [false, 0.125, 1]);

  assert.equal(await shown(), MAIN);
  const revision = await putOutgoing({ main: SECOND });
  assert.equal(await shown(), SECOND);
  const delivery = list(page, "Последние оповещения").filter({ hasText: "Основной номер другой" });
  for (let tries = 0; tries < 60 && (await delivery.filter({ hasText: "доставлено" }).count()) === 0; tries++) {
    await page.getByRole("button", { name: "Обновить" }).click();
    await page.waitForTimeout(500);
  }
  await delivery.getByText(`Вебхук: ${url}`).waitFor();
  await inspect(page, "alerts-delivered");
  assert.deepEqual(
    told.map(({ data }) => [data.revision, data.events.map(({ kind }) => kind)]),
    [[revision, ["main_changed", "many_affected"]]],
  );
  await delivery.getByRole("link", { name: "Что изменилось" }).click();
  await page.getByRole("region", { name: "Изменение, о котором вам сообщили" }).waitFor();

  // Far back by now, and behind a sign-in.
  for (let at = 0; at < 60; at++) await operator("PUT companies/acme", { ...company, name: `Acme ${at}` });
  const other = await window();
  const { pathname, search } = new URL(told[0]!.data.url);
  await other.goto(pathname + search);
  await signIn(other, operatorKey);
  const opened = other.getByRole("region", { name: "Изменение, о котором вам сообщили" });
  await opened.locator("ins").getByText("+375 17 123 45 68").waitFor();
  await inspect(other, "history-opened");
  await opened.getByRole("button", { name: "Вернуть", exact: true }).click();
  const dialog = other.getByRole("dialog", { name: "Вернуть, как было до этого изменения" });
  await dialog.getByText("Что изменится сейчас").waitFor();
  await inspect(other, "history-put-back");
  await dialog.getByRole("button", { name: "Вернуть", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await other.getByText("Возвращено.", { exact: false }).first().waitFor();
  assert.equal((await outgoing())["main"], MAIN);
  assert.equal(await shown(), MAIN);
  await opened.getByRole("link", { name: "Вся история компании" }).click();
  await opened.waitFor({ state: "detached" });
});

test("a message that is not taken says why, page by page; a webhook is removed; in English", async (context) => {
  const { url } = await receiver(context, { isWell: false });
  const long = `${url}?${"a-very-long-address-of-a-program-".repeat(8)}`;
  const sent = { share: 1, mail: true, webhooks: [{ url: long }] };
  assert.equal((await putWatching(sent)).status, 200);
  for (let at = 0; at < 21; at++) await putOutgoing({ main: at % 2 === 0 ? SECOND : MAIN });
  const page = await open("/companies/acme/alerts", { language: "en" });
  const reload = page.getByRole("button", { name: "Reload" });
  const deliveries = list(page, "Latest alerts");
  for (let tries = 0; tries < 60 && !(await page.getByRole("button", { name: "Show older" }).isVisible()); tries++) {
    await reload.click();
    await page.waitForTimeout(500);
  }
  assert.equal(await deliveries.count(), 20);
  await page.getByRole("button", { name: "Show older" }).click();
  await deliveries.nth(20).waitFor();
  await page.getByText("The last attempt failed: the server answered 503.").first().waitFor();
  await inspect(page, "alerts-failing");
  await page.getByRole("button", { name: `Remove: ${long}` }).click();
  await inspect(page, "alerts-remove");
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.deepEqual((await operator("GET companies/acme/watching")).body["webhooks"], []);
});

test("what somebody else has saved meanwhile is shown, and not undone", async () => {
  await putWatching({ share: 0.2, mail: true, webhooks: [] });
  const page = await open("/companies/acme/alerts");
  const share = page.getByRole("textbox", { name: "Сколько сотрудников — много" });
  await share.fill("30");
  await putWatching({ share: 0.4, mail: true, webhooks: [{ url: "https://example.com/hook" }] });
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("было 20, у вас 30, сохранено 40", { exact: false }).waitFor();
  await list(page, "Вебхуки").getByText("https://example.com/hook").waitFor();
  await inspect(page, "alerts-conflict");
  assert.equal((await operator("GET companies/acme/watching")).body["share"], 0.4);
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохранено.", { exact: true }).waitFor();
  const { share: stored, webhooks } = (await operator("GET companies/acme/watching")).body;
  assert.deepEqual([stored, (webhooks as object[]).length], [0.3, 1], "the webhook that was added meanwhile is there");
});

test("what is not in the history of the company is said to be missing; rights are not put back", async () => {
  await putCompany(operator, "beta", {});
  const page = await open("/companies/beta/history?revision=1", { language: "en" });
  await page.getByText("It is not in the history of this company", { exact: false }).waitFor();
  await inspect(page, "history-opened-missing");
  const admin = await key({ name: "Admin", role: "admin", companies: ["acme"] });
  const { body } = await putWatching({ share: 0.5, mail: false, webhooks: [] });
  const theirs = await open(`/companies/acme/history?revision=${String(body["revision"])}`, {
    key: admin,
    language: "en",
  });
  await theirs.getByText("This cannot be put back here.", { exact: false }).waitFor();
  await theirs.getByText("Alerts, share of the employees", { exact: false }).first().waitFor();
  assert.equal(await theirs.getByRole("button", { name: "Put back" }).count(), 0);
});
