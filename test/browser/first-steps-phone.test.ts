/// <reference lib="dom" />
/** The first steps on a phone: their last one opens the test call over the page, as there is no room for it beside. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { company, directory, MAIN, putCompany } from "../../lab/companies/acme.ts";
import { inspect } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

const { operator, open } = site();

test("«Проверить» открывает проверку звонка на весь экран, а после закрытия шаг сделан", async () => {
  const settings = { main: MAIN, personal: [], regional: [], priority: "regional" };
  await putCompany(operator, "acme", { company, directory, settings });
  const page = await open("/companies/acme/outgoing-numbers", { width: 360 });
  await page.getByRole("button", { name: "Первые шаги, 3 из 6" }).click();
  const steps = page.getByRole("region", { name: "Первые шаги" });
  const ask = steps.getByRole("button", { name: "Проверить", exact: true });
  await ask.click();
  const sheet = page.getByRole("dialog", { name: "Проверить звонок" });
  await sheet.waitFor();
  assert.equal(await page.getByText("Проверить звонок", { exact: true }).and(sheet.locator("*")).count(), 1);
  const { width, height } = (await sheet.boundingBox())!;
  assert.deepEqual([width, height], [360, page.viewportSize()!.height], "it fills the screen");

  await sheet.getByRole("textbox", { name: "Набранный номер" }).fill("300 11 22");
  const result = sheet.getByRole("status", { name: "Результат проверки" });
  await result.locator(`[data-e164="${MAIN}"]`).first().waitFor();
  await inspect(page, "first-steps-phone");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await steps.getByText("Готово 4 из 6").waitFor();

  // What was typed is there when it is opened again.
  await page.getByRole("button", { name: "Проверить звонок" }).click();
  assert.equal(await sheet.getByRole("textbox", { name: "Набранный номер" }).inputValue(), "300 11 22");
  await sheet.getByRole("button", { name: "Закрыть" }).click();
  await sheet.waitFor({ state: "detached" });
});
