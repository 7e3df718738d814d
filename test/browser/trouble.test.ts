/// <reference lib="dom" />
/** The page when things are large, or gone for a while. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { clientOf } from "../service/client.ts";
import { company, directory, putCompany, SECOND, settings } from "../service/sample.ts";
import { newFolder, operatorKey, serviceHere, serviceProcess } from "../service/service.ts";
import { assertAccessible, openBrowser, screenshot, signedIn } from "./browser.ts";

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

test("a service that is killed while somebody edits: nothing is lost, and it is saved once it is back", async () => {
  const dataDir = await newFolder();
  const first = serviceProcess({ CALLAS_DATA_DIR: dataDir });
  const address = await first.address;
  const operator = clientOf(address, operatorKey);
  await putCompany(operator, "acme", { company, directory, settings });
  const page = await signedIn(browser, address, operatorKey);
  await page.goto("/companies/acme/outgoing-numbers");
  await page.getByRole("combobox", { name: "Основной номер" }).fill("234568");
  await page.getByRole("option", { name: /23 45 68/ }).click();
  await page.getByRole("button", { name: "Изменения: 1" }).waitFor();

  first.child.kill("SIGKILL");
  await first.exited;
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Callas не отвечает").first().waitFor();
  await assertAccessible(page, "the page while the service is gone");
  await screenshot(page, "service-gone-ru");

  const second = serviceProcess({ CALLAS_DATA_DIR: dataDir, CALLAS_PORT: new URL(address).port });
  await second.address;
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохранено. Звонки").waitFor();
  assert.equal((await operator("GET companies/acme/outgoing-numbers")).body["main"], SECOND);
  await page.context().close();
  second.child.kill("SIGTERM");
  await second.exited;
  await rm(dataDir, { recursive: true });
});

test("an empty company says what to do first; 2,000 employees with 2,500 entries are searched, shown and saved", async () => {
  const service = await serviceHere();
  await putCompany(service.operator, "empty", { company });
  const numbers = Array.from({ length: 500 }, (_, at) => ({ number: `+37517${2_000_000 + at}`, label: `Линия ${at}` }));
  const employees = Array.from({ length: 2000 }, (_, at) => ({
    id: `e${at}`,
    name: `Сотрудник ${at}`,
    extension: `${1000 + at}`,
  }));
  const number = (at: number) => numbers[at % numbers.length]!.number;
  const large = {
    main: number(0),
    personal: employees.map(({ id }, at) => ({ number: number(at), employee: id, device: "any" })),
    regional: Array.from({ length: 500 }, (_, at) => ({ number: number(at), prefix: `+49${200 + at}` })),
    priority: "regional",
  };
  await putCompany(service.operator, "large", { directory: { numbers, employees, departments: [] }, settings: large });

  const page = await signedIn(browser, service.address, operatorKey);
  await page.goto("/companies/empty/outgoing-numbers");
  await page.getByText("Персональных номеров пока нет").waitFor();
  await assertAccessible(page, "the page of an empty company");
  await screenshot(page, "empty-company-ru");

  await page.goto("/companies/large/outgoing-numbers");
  const block = page.getByRole("region", { name: "Персональные номера" });
  await block.getByRole("searchbox").fill("1234");
  const row = block.getByRole("listitem").filter({ hasText: "Сотрудник 1234" }).first();
  await row.getByRole("button", { name: /^Удалить/ }).click();
  await page.getByRole("button", { name: "Изменения: 4" }).waitFor();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохранено. Звонки").waitFor();
  const saved = (await service.operator("GET companies/large/outgoing-numbers")).body["personal"] as unknown[];
  assert.equal(saved.length, 1996);
  await screenshot(page, "large-company-ru");
  await page.context().close();
  await service.stop();
});
