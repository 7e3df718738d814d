/// <reference lib="dom" />
/** The lists of fields in dialogs: where they open, what comes first in them, and what Enter takes. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { company, directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { inspect } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

const { operator, open } = site();

const LINES = Array.from({ length: 8 }, (_, at) => ({
  number: `+37517222070${at}`,
  label: `Линия ${at}`,
  on: true,
}));
const PEOPLE = Array.from({ length: 40 }, (_, at) => ({
  id: `many-${at}`,
  name: `Сотрудник ${at} с длинным именем и отчеством`,
  extension: String(700 + at),
  guest: false,
  lines: [],
}));

beforeEach(() =>
  putCompany(operator, "acme", {
    company,
    directory: {
      ...directory,
      numbers: [...directory.numbers, ...LINES],
      employees: [...directory.employees, ...PEOPLE],
    },
    settings,
  }),
);

const dialogOf = async (page: Page, block: string): Promise<Locator> => {
  await page.getByRole("region", { name: block }).getByRole("button", { name: "Добавить номер" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Исходящий номер" }).waitFor();
  return dialog;
};

/** The list is below its field, above the foot of the dialog, and within both the dialog and the window. */
async function assertWithin(dialog: Locator, name: string): Promise<void> {
  const field = dialog.getByRole("combobox", { name });
  await field.click();
  const list = dialog.getByRole("listbox");
  await list.getByRole("option").first().waitFor();
  assert.equal(await field.getAttribute("aria-controls"), await list.getAttribute("id"));
  await dialog.page().waitForFunction(
    ([list, field, foot, dialog]) => {
      const [inner, above, below, around] = [list!, field!, foot!, dialog!].map((one) =>
        (one as Element).getBoundingClientRect(),
      );
      return (
        inner!.top >= above!.bottom &&
        inner!.bottom <= below!.top &&
        inner!.left >= around!.left &&
        inner!.right <= around!.right &&
        inner!.bottom <= innerHeight
      );
    },
    await Promise.all(
      [list, field, dialog.getByRole("button", { name: "Отмена" }), dialog].map((one) => one.elementHandle()),
    ),
  );
}

for (const width of [1440, 360])
  test(`a list neither covers its dialog nor leaves it, ${width} pixels wide`, async () => {
    const page = await open("/companies/acme/outgoing-numbers", { width });
    const personal = await dialogOf(page, "Персональные номера");
    await assertWithin(personal, "Исходящий номер");
    await page.keyboard.press("Escape");
    await assertWithin(personal, "Сотрудники и отделы");
    await inspect(page, "list-of-people");
    // A click that closes the list reaches what it was meant for.
    await page.keyboard.press("Escape");
    await personal.getByRole("combobox", { name: "Сотрудники и отделы" }).click();
    await personal.getByRole("button", { name: "Отмена" }).click();
    await personal.waitFor({ state: "detached" });

    const regional = await dialogOf(page, "Региональные исходящие номера");
    await assertWithin(regional, "Страны");
    await inspect(page, "list-of-countries");
  });

test("the label typed comes first, is highlighted, and Enter takes it", async () => {
  const page = await open("/companies/acme/outgoing-numbers");
  const dialog = await dialogOf(page, "Персональные номера");
  const field = dialog.getByRole("combobox", { name: "Исходящий номер" });
  await field.click();
  await page.keyboard.type("Линия 7");
  await page.locator("[data-combobox-selected]").filter({ hasText: "Линия 7" }).waitFor();
  assert.match((await dialog.getByRole("option").first().textContent())!, /Линия 7$/);
  await page.keyboard.press("Enter");
  assert.match(await field.inputValue(), /Линия 7$/);
  await dialog.getByRole("combobox", { name: "Сотрудники и отделы" }).click();
  await page.keyboard.type("707");
  await page.locator("[data-combobox-selected]").filter({ hasText: "Сотрудник 7 " }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Добавить" }).click();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохранено. Звонки").waitFor();
  const { personal } = (await operator("GET companies/acme/outgoing-numbers")).body as { personal: object[] };
  assert.deepEqual(personal.at(-1), { number: LINES[7]!.number, employee: "many-7", device: "any" });
});

test("Enter takes what was typed or pasted in one go, on a slow machine too", async () => {
  const page = await open("/companies/acme/outgoing-numbers");
  const devTools = await page.context().newCDPSession(page);
  const field = page.getByRole("dialog").getByRole("combobox", { name: "Исходящий номер" });
  for (const { write, slowdown } of [
    { write: () => page.keyboard.insertText("Линия 7"), slowdown: 1 },
    { write: () => page.keyboard.type("Линия 7"), slowdown: 8 },
  ]) {
    await dialogOf(page, "Персональные номера");
    await devTools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await write();
    await page.locator("[data-combobox-selected]").filter({ hasText: "Линия 7" }).waitFor();
    // Whatever Mantine does a moment after the list has opened.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    await page.keyboard.press("Enter");
    await page.locator("[role=combobox]:focus:not([aria-expanded=true])").waitFor();
    assert.match(await field.inputValue(), /Линия 7$/);
    await devTools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
});
