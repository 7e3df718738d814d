/// <reference lib="dom" />
/** The test call with a chosen number, a forward and a trunk. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { choose, inspect, pick } from "../../lab/browser/window.ts";
import { CARRIER, putTrunk, STRICT, written } from "./carriers.ts";
import { site } from "./site.ts";

const { operator, key, open } = site();

const adminKey = () => key({ name: "Анна", role: "admin", companies: ["acme"] });

beforeEach(async () => {
  await putTrunk(operator, "carrier-a", STRICT);
  await putCompany(operator, "acme", { company: { ...company, forwards: "original" }, directory, settings });
  await operator(`PATCH companies/acme/numbers/${SECOND}`, { trunks: ["carrier-a"] });
});
const result = (page: Page) => page.getByRole("status", { name: "Результат проверки" });
const shown = (page: Page, number: string) => result(page).locator(`[data-e164="${number}"]`).waitFor();

test("с транком видно, что получит оператор связи, и какие номера он не принимает", async () => {
  const page = await open("/companies/acme/outgoing-numbers");
  await page.getByRole("textbox", { name: "Набранный номер" }).fill("+49 30 1234567");
  await shown(page, BERLIN);
  await result(page).getByText("это номер компании").waitFor();
  await page.getByRole("button", { name: "Выбранный номер, переадресация, транк" }).click();
  await pick(page, "Через транк", "", /Оператор связи А/);
  await shown(page, SECOND);
  await result(page).getByText("транк его не принимает, дальше").first().waitFor();
  const carrier = result(page).getByRole("region", { name: `Что получит «${CARRIER.name}»` });
  await carrier.getByText("81049301234567", { exact: true }).waitFor();
  await carrier.getByText(`<sip:80171234568@${CARRIER.domain}>`).first().waitFor();
  await inspect(page, "test-call-trunk");
  await page.getByRole("textbox", { name: "Кто звонил сотруднику" }).fill("+375 29 765-43-21");
  await choose(page, "Почему переадресован", /Занято/);
  await carrier.getByText(`<sip:80171234568@${CARRIER.domain}>;reason=user-busy`, { exact: true }).waitFor();
  await inspect(page, "test-call-forwarded");
  await putTrunk(operator, "carrier-a", { ...STRICT, foreign: true });
  await page.getByRole("textbox", { name: "Кто звонил сотруднику" }).fill("8 029 765-43-22");
  await shown(page, "+375297654322");
  await result(page).getByText("Номер того, кто звонил").waitFor();
  await result(page).getByText("уровень доверия B").waitFor();
});

test("номер, выбранный на софтфоне: из списка с отметкой по умолчанию или вписанный", async () => {
  const page = await open("/companies/acme/outgoing-numbers", { key: await adminKey(), width: 360 });
  await page.getByRole("button", { name: "Проверить звонок" }).click();
  await page.getByRole("textbox", { name: "Набранный номер" }).fill("+49 30 1234567");
  await shown(page, BERLIN);
  await page.getByRole("button", { name: "Выбранный номер, переадресация", exact: true }).click();
  await page.getByText("На этом устройстве номер не выбирают").waitFor();
  await choose(page, "С какого устройства", /Софтфон/);
  assert.equal(await page.getByRole("combobox", { name: "Через транк" }).count(), 0, "trunks are the operator's");
  const chosen = page.getByRole("combobox", { name: "Номер, выбранный на устройстве" });
  await chosen.click();
  await page.getByRole("option", { name: written("+49 30 12345678 · Berlin · по умолчанию") }).waitFor();
  await inspect(page, "test-call-choices");
  await page.getByRole("button", { name: "Проверить звонок" }).click();
  await chosen.click();
  await page.getByRole("option", { name: written("+375 17 123 45 67 · Minsk office") }).click();
  await shown(page, MAIN);
  await result(page).getByText("Выбран для звонка").waitFor();
  await inspect(page, "test-call-chosen");
  await page.getByRole("button", { name: "Проверить звонок" }).click();
  await chosen.fill("8 017 123 45 68");
  await shown(page, SECOND);
  await chosen.fill("+375 17 999 99 99");
  await shown(page, BERLIN);
  await result(page).getByText("выбирать его нельзя, дальше").waitFor();
  await page.getByRole("button", { name: "Выбранный номер, переадресация", exact: true }).click();
  await result(page).getByText("выбирать его нельзя, дальше").waitFor({ state: "detached" });
});
