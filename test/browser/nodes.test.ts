/// <reference lib="dom" />
/** Call nodes: on how many of them a save is live, and the operator's list of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { company, directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { eventually } from "../../lab/eventually.ts";
import { inspect } from "../../lab/browser/window.ts";
import { button, field, site } from "./site.ts";

const { operator, as, key, open } = site();

const LONG = "node-in-the-basement-of-the-office-in-blagoveshchensk-2";

/** Nodes that ask for the feed when the test says so. @returns confirms the newest revision, or one before it */
async function nodes(): Promise<(name: string, before?: number) => Promise<void>> {
  const node = as(await key({ name: "nodes", role: "node" }));
  const [first] = (await node("GET feed/snapshot?sums=true")).text.split("\n");
  const { epoch } = JSON.parse(first!) as { epoch: string };
  return async (name, before = 0) => {
    const after = Number((await operator("GET nodes")).body["revision"]) - before;
    const { status, text } = await node(`GET feed?node=${name}&epoch=${epoch}&after=${after}`);
    assert.equal(status, 200, text);
    await eventually("it is listed", async () => {
      const listed = (await operator("GET nodes")).body["nodes"] as readonly { name: string; revision: number }[];
      return listed.some((one) => one.name === name && one.revision === after) || undefined;
    });
  };
}

async function rename(page: Page, name: string): Promise<void> {
  await field(page, "Название компании").fill(name);
  await button(page, "Сохранить").click();
  await page.getByText("Сохранено. Для звонков это уже действует.").waitFor();
}

test("после сохранения видно, на скольких узлах звонков оно действует, пока не на всех", async () => {
  await putCompany(operator, "acme", { company, directory, settings });
  const confirm = await nodes();
  const admin = await key({ name: "Анна", role: "admin", companies: ["acme"] });
  await confirm("north");
  await confirm("south");
  const page = await open("/companies/acme/company", { key: admin });
  await rename(page, "Акме");
  await page.getByText("Пока действует на 0 из 2 узлов звонков.").waitFor();
  await confirm("north");
  await page.getByText("Пока действует на 1 из 2 узлов звонков. На остальных").waitFor();
  assert.equal(await button(page, "Показать узлы").count(), 0, "an admin has no list of them");
  await inspect(page, "live-on-one-of-two");
  await confirm("south");
  await page.getByText("Действует на всех 2 узлах звонков.").waitFor();
  await page.getByText("Пока действует").waitFor({ state: "detached" });

  const operators = await open("/companies/acme/company");
  await rename(operators, "Acme");
  await button(operators, "Показать узлы").click();
  await operators.getByRole("heading", { name: "Узлы звонков" }).waitFor();
  await operators.getByText("Пока действует на 0 из 2 узлов звонков.").waitFor();
  await operators.getByText("Пока действует").locator("..").getByRole("button", { name: "Закрыть" }).click();
  await operators.getByText("Пока действует").waitFor({ state: "detached" });
});

test("где узлов нет, о них не говорится", async () => {
  await putCompany(operator, "acme", { company, directory, settings });
  const page = await open("/companies/acme/company");
  const answered = page.waitForResponse((response) => response.url().includes("/companies/acme/live?revision="));
  await rename(page, "Акме");
  assert.deepEqual(await (await answered).json(), { nodes: 0, live: 0 });
  assert.equal(await page.getByText(/узл/).count(), 0);
});

test("оператор видит узлы звонков, насколько они отстают, и убирает тот, которого больше нет", async () => {
  const page = await open("/nodes");
  await page.getByText("Узлов звонков нет").waitFor();
  await inspect(page, "nodes-none");

  await putCompany(operator, "acme", { company, directory, settings });
  const confirm = await nodes();
  await confirm("north");
  await confirm("south", 1);
  await confirm(LONG, 2);
  const row = (name: string) =>
    page.getByRole("list", { name: "Узлы звонков" }).getByRole("listitem").filter({ hasText: name });
  await row("north").getByText("всё получил").waitFor();
  await row("south").getByText("отстаёт на 1 изменение").waitFor();
  await row(LONG).getByText("отстаёт на 2 изменения").waitFor();
  await page.getByText("Последнее изменение действует на 1 из 3 узлов.").waitFor();
  await inspect(page, "nodes");

  await button(page, `Удалить из списка: ${LONG}`).click();
  const dialog = page.getByRole("dialog", { name: `Удалить узел звонков «${LONG}» из списка?` });
  await dialog.getByText("Убедитесь, что узел выключен.").waitFor();
  await inspect(page, "nodes-remove");
  await button(dialog, "Отмена").click();
  await dialog.waitFor({ state: "detached" });
  await row(LONG).waitFor();
  await button(page, `Удалить из списка: ${LONG}`).click();
  await button(dialog, "Удалить").click();
  await dialog.waitFor({ state: "detached" });
  await row(LONG).waitFor({ state: "detached" });
  // A removal is a change like any other.
  await confirm("north");
  await confirm("south");
  await page.getByText("Последнее изменение действует на 2 из 2 узлов.").waitFor();
});
