/** The choice of a language, and the page in German, whose words are long. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { company, directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { inspect, pick } from "../../lab/browser/window.ts";
import { LANGUAGES, ownName } from "../../web/words/language.ts";
import { site } from "./site.ts";

const { operator, open } = site();

test("a language is chosen by its own name, and kept", async () => {
  await putCompany(operator, "acme", { company, directory, settings });
  const page = await open("/companies/acme/outgoing-numbers", { language: "en" });
  const language = page.getByRole("combobox", { name: "Language" });
  await language.waitFor();
  assert.deepEqual(await language.locator("option").allTextContents(), LANGUAGES.map(ownName));
  await language.selectOption("Deutsch");
  await page.getByRole("region", { name: "Hauptrufnummer" }).waitFor();
  await page.locator("html[lang=de]").waitFor({ state: "attached" });
  await page.reload();
  await page.getByRole("region", { name: "Hauptrufnummer" }).waitFor();
  await page.getByRole("button", { name: "Hilfe: Hauptrufnummer" }).click();
  const help = page.getByRole("link", { name: "Mehr in der Anleitung" });
  assert.match((await help.getAttribute("href"))!, /^\/guide\/en\.html#/, "there is no guide in German");
});

test("in German: outgoing numbers, a regional number, a test call, employees", async () => {
  await putCompany(operator, "acme", { company, directory, settings });
  const page = await open("/companies/acme/outgoing-numbers", { language: "de" });
  const dialog = page.getByRole("dialog");
  await page.getByRole("region", { name: "Hauptrufnummer" }).waitFor();
  await inspect(page, "german-outgoing");

  const regional = page.getByRole("region", { name: "Regionale Rufnummern" });
  await regional.getByRole("button", { name: "Rufnummer hinzufügen" }).click();
  await dialog.getByRole("combobox", { name: "Länder" }).fill("österr");
  await dialog.getByRole("option", { name: /Österreich/ }).click();
  await dialog.getByRole("button", { name: "Liste der Regionen anzeigen" }).click();
  await dialog.getByRole("button", { name: /^Ehemalige Sowjetunion/ }).waitFor();
  await inspect(page, "german-regional");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  await page.goto("/companies/acme/outgoing-numbers");
  await pick(page, "Wer ruft an", "Иван", /Иван/);
  await page.getByRole("textbox", { name: "Gewählte Rufnummer" }).fill("+43 1 5123456");
  await page.getByText("Der Kunde sieht").first().waitFor();
  await inspect(page, "german-test-call");

  await page.goto("/companies/acme/employees");
  await page.getByRole("table", { name: "Mitarbeiter" }).waitFor();
  await inspect(page, "german-employees");
  await page.getByRole("button", { name: "Mitarbeiter hinzufügen" }).click();
  await dialog.getByRole("button", { name: "Nebenstelle hinzufügen" }).click();
  await inspect(page, "german-employee");
});
