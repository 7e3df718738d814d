/// <reference lib="dom" />
/** The page when things are large, or gone for a while. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { clientOf } from "../../lab/service/client.ts";
import { company, directory, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { largeCompany } from "../../lab/companies/large-company.ts";
import { loadCompany } from "../../lab/companies/load-company.ts";
import { newFolder, operatorKey, serviceHere, serviceProcess } from "../../lab/service/service.ts";
import { openBrowser } from "../../lab/browser/chromium.ts";
import { openClient } from "../../src/cli/client.ts";
import { inspect, keyField, openWindow, pick, signedIn, signIn } from "../../lab/browser/window.ts";

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

test("a service that is killed while somebody edits: nothing is lost, and it is saved once it is back", async (t) => {
  const dataDir = await newFolder();
  const first = serviceProcess({ CALLAS_DATA_DIR: dataDir });
  t.after(() => first.child.kill("SIGKILL"));
  const address = await first.address;
  const operator = clientOf(address, operatorKey);
  await putCompany(operator, "acme", { company, directory, settings });
  const page = await signedIn(browser, address, operatorKey);
  await page.goto("/companies/acme/outgoing-numbers");
  await pick(page, "Основной номер", "234568", /23 45 68/);
  await page.getByRole("button", { name: "Изменения: 1" }).waitFor();
  // With the first touch of the page, the rest of it is fetched.
  await page.waitForLoadState("networkidle");

  first.child.kill("SIGKILL");
  await first.exited;
  await page.getByRole("button", { name: "Сохранить" }).click();
  const gone = page.getByRole("alert").filter({ hasText: "Callas не отвечает" });
  await gone.getByText("оно осталось в этом браузере").waitFor();
  await page.getByText("Не сохранено: Callas не отвечает.").waitFor();
  await page.getByRole("textbox", { name: "Набранный номер" }).fill("80172000000");
  await gone.getByRole("button", { name: "Проверить сейчас" }).click();
  assert.equal(await gone.count(), 1, "it is said once");
  // At the end of the page the bar at its bottom covers nothing in part.
  await page.evaluate(() => window.scrollTo(0, window.document.body.scrollHeight));
  await inspect(page, "service-gone");

  const second = serviceProcess({ CALLAS_DATA_DIR: dataDir, CALLAS_PORT: new URL(address).port });
  t.after(() => second.child.kill("SIGKILL"));
  await second.address;
  await gone.waitFor({ state: "detached" });
  await page.getByText("Не сохранено: Callas не ответил. Сохраните ещё раз.").waitFor();
  // What was asked in between is answered by itself.
  await page.getByRole("status", { name: "Результат проверки" }).getByText("+375").first().waitFor();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохранено. Звонки").waitFor();
  assert.equal((await operator("GET companies/acme/outgoing-numbers")).body["main"], SECOND);
  await page.context().close();
  second.child.kill("SIGTERM");
  await second.exited;
  await rm(dataDir, { recursive: true });
});

test("an empty company says what to do first", async (t) => {
  const service = await serviceHere();
  t.after(() => service.stop());
  await putCompany(service.operator, "empty", { company });
  const page = await signedIn(browser, service.address, operatorKey);
  await page.goto("/companies/empty/outgoing-numbers");
  await page.getByText("Персональных номеров пока нет").waitFor();
  await page.getByText("Сначала добавьте сотрудников").waitFor();
  await inspect(page, "empty-company");
  await page.context().close();
});

test("2,000 employees with 2,500 entries are searched, shown, changed and saved", async (t) => {
  const service = await serviceHere();
  t.after(() => service.stop());
  const large = largeCompany({ label: (at) => `Линия ${at}`, employee: (at) => `Сотрудник ${at}` });
  await loadCompany(openClient(service.address, operatorKey), "large", large);
  const page = await signedIn(browser, service.address, operatorKey);
  await page.goto("/companies/large/outgoing-numbers");
  const block = page.getByRole("region", { name: "Персональные номера" });
  await block.getByRole("button", { name: "ещё 291" }).waitFor();
  await inspect(page, "large-company");
  await block.getByRole("searchbox").fill("1234");
  const row = block.getByRole("listitem").filter({ hasText: "Сотрудник 1234" }).first();
  await row.getByRole("button", { name: /^Удалить/ }).click();
  await page.getByRole("button", { name: "Изменения: 1" }).waitFor();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохранено. Звонки").waitFor();
  const saved = (await service.operator("GET companies/large/outgoing-numbers")).body["personal"] as unknown[];
  assert.equal(saved.length, 1997);

  // A row far down, of which the page does not show so many, is led to.
  await block.getByRole("searchbox").fill("");
  await pick(page, "Кто звонит", "Сотрудник 1999", /Сотрудник 1999/);
  await page.getByRole("textbox", { name: "Набранный номер" }).fill("80172000000");
  await page.getByRole("button", { name: /3 Сотрудник/ }).click();
  await page.waitForFunction(() => /Сотрудник 1999/.test(document.activeElement?.textContent ?? ""));
  await page.context().close();
});

test("a wrong key is told, too many are told to wait, and then the right one is let in", async (t) => {
  const service = await serviceHere();
  t.after(() => service.stop());
  const page = await openWindow(browser, service.address);
  await page.goto("/");
  await page.getByRole("heading", { name: "Вход в Callas" }).waitFor();
  await inspect(page, "sign-in");
  const field = await keyField(page);
  const submit = page.getByRole("button", { name: "Войти", exact: true });
  await submit.click();
  await page.getByText("Введите ключ.").waitFor();
  for (let tries = 0; tries < 40 && !(await page.getByText(/Подождите \d+ секунд/).isVisible()); tries++) {
    await field.fill(`wrong ${tries}`);
    await page.keyboard.press("Enter");
    await page
      .getByText("Ключ не подходит")
      .or(page.getByText(/Подождите/))
      .first()
      .waitFor();
    await submit.and(page.locator(":not([data-loading])")).waitFor();
  }
  await page.getByText(/Подождите \d+ секунд/).waitFor();
  await inspect(page, "sign-in-too-many");
  assert.match(await field.inputValue(), /wrong/, "what was typed is not lost");
  await signIn(page, operatorKey);
  await page.context().close();
});

test("answers that fail or are told to wait lose nothing, and it goes on once they come", async (t) => {
  const service = await serviceHere();
  t.after(() => service.stop());
  await putCompany(service.operator, "acme", { company, directory, settings });
  const page = await signedIn(browser, service.address, operatorKey);
  const problem = (status: number, code: string) => ({
    status,
    contentType: "application/problem+json",
    headers: status === 429 ? { "retry-after": "7" } : {},
    body: JSON.stringify({ type: `urn:callas:error:${code}`, title: code, status, detail: code, code }),
  });
  const documents = "**/api/v1/companies/acme/outgoing-numbers";
  await page.route(documents, (route) => route.fulfill(problem(500, "internal")));
  await page.goto("/companies/acme/outgoing-numbers");
  await page.getByText("что-то пошло не так").first().waitFor();
  await inspect(page, "failed");
  await page.unroute(documents);
  await page.getByRole("button", { name: "Повторить" }).click();
  await pick(page, "Основной номер", "234568", /23 45 68/);
  for (const [status, code, text] of [
    [429, "too_many_requests", /Подождите 7 секунд/],
    [503, "storage_unavailable", /ничего не сохранено/],
    [507, "storage_full", /ничего не сохранено/],
  ] as const) {
    await page.route(documents, (route) => route.fulfill(problem(status, code)));
    await page.getByRole("button", { name: "Сохранить" }).click();
    await page.getByText(text).first().waitFor();
    if (status === 429) await inspect(page, "too-many-requests");
    await page.unroute(documents);
    await page.getByRole("button", { name: "Изменения: 1" }).waitFor();
  }
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохранено. Звонки").waitFor();
  await page.context().close();
});

const gzippedSize = async (url: string) => gzipSync(await (await fetch(url)).bytes()).length;

test("on a slow line the first load is small, shows that it comes, and the newest answer is the one that stays", async (t) => {
  const service = await serviceHere();
  t.after(() => service.stop());
  await putCompany(service.operator, "acme", { company, directory, settings });
  const page = await signedIn(browser, service.address, operatorKey);
  let delay = 400;
  await page.route("**/api/v1/**", async (route) => {
    await setTimeout(delay);
    await route.continue();
  });
  await page.goto("/companies/acme/outgoing-numbers");
  await page.getByRole("status", { name: "Загрузка" }).first().waitFor();
  await page.getByRole("region", { name: "Основной номер" }).waitFor();
  // The browser's own list of what this document has loaded; what a touch fetches later is not in it.
  const loaded = await page.evaluate(() =>
    ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type)).map(({ name }) => name),
  );
  const sizes = await Promise.all(
    [...new Set(loaded)].filter((url) => !new URL(url).pathname.startsWith("/api/")).map(gzippedSize),
  );
  const size = sizes.reduce((sum, one) => sum + one, 0);
  assert.ok(size < 250_000 && size > 100_000, `the first load: ${size} bytes gzipped`);

  const dialled = page.getByRole("textbox", { name: "Набранный номер" });
  const result = page.getByRole("status", { name: "Результат проверки" });
  delay = 1500;
  const asked = page.waitForRequest((request) => request.url().endsWith("/decisions/preview"));
  await dialled.fill("+49 30 1234567");
  const late = (await asked).response();
  delay = 100;
  await dialled.fill("112");
  await result.getByText("Экстренный вызов").waitFor();
  await late;
  // Whatever the page makes of it is drawn by then.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  assert.match(await result.innerText(), /Экстренный вызов/, "an answer that comes late does not replace a newer one");
  await page.context().close();
});
