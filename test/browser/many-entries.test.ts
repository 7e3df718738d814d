/// <reference lib="dom" />
/** A block with more entries than its list shows at first: those that are added stay in sight. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BERLIN, company, directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { inspect, pick } from "../../lab/browser/window.ts";
import { button, site } from "./site.ts";

const { operator, open } = site();

const SHOWN = 50;

const MANY = Array.from({ length: 3 * SHOWN }, (_, at) => ({ number: BERLIN, prefix: `+49${200 + at}` }));

test("what is added below the shown part of a list is shown after it, not all that lies between", async () => {
  await putCompany(operator, "acme", { company, directory, settings: { ...settings, regional: MANY } });
  const page = await open("/companies/acme/outgoing-numbers");
  const block = page.getByRole("region", { name: "Региональные исходящие номера" });
  const rows = block.locator("[data-row]");
  await rows.first().waitFor();
  assert.equal(await rows.count(), SHOWN);
  for (const [at, prefix] of ["+48 22", "+48 12"].entries()) {
    await block.getByRole("button", { name: "Добавить номер" }).click();
    const dialog = page.getByRole("dialog");
    await pick(page, "Исходящий номер", "Berlin", /Berlin/);
    await dialog.getByRole("radio", { name: "По префиксу направления" }).check();
    await dialog.getByRole("textbox", { name: "Префикс" }).fill(prefix);
    await button(dialog, "Добавить").click();
    const added = rows.filter({ hasText: prefix.slice(1).replace(" ", "\u00a0") }).or(rows.filter({ hasText: prefix }));
    await added.waitFor();
    await page.waitForFunction(
      (at) => document.activeElement === document.querySelectorAll("#regional [data-row]")[at],
      SHOWN + at,
    );
    const isInSight = await added.evaluate((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    });
    assert.ok(isInSight, prefix);
  }
  assert.equal(await rows.count(), SHOWN + 2);
  await inspect(page, "many-entries");
  await block.getByRole("button", { name: `Показать ещё ${MANY.length - SHOWN}` }).click();
  await rows.nth(MANY.length + 1).waitFor();
  assert.equal(await rows.count(), MANY.length + 2);
});
