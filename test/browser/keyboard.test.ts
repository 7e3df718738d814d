/// <reference lib="dom" />
/** The main path by the keyboard alone: what has the focus is always in sight, and it comes back from every dialog. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, MAIN, SECOND, settings } from "../../lab/companies/acme.ts";
import { operatorKey } from "../../lab/service/service.ts";
import { startAcme, type Acme } from "./acme.ts";
import { openWindow } from "../../lab/browser/window.ts";

let acme: Acme;
before(async () => {
  acme = await startAcme();
});
after(() => acme.stop());

type Focused = Readonly<{ name: string; isCovered: boolean; isMarked: boolean }>;

/** Of what has the focus: how it is called, whether something lies over it, and whether it is seen to have it. */
const focused = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const labels = (element as HTMLInputElement).labels;
    const name =
      element.getAttribute("aria-label") ?? (labels?.length ? labels[0]!.textContent : element.textContent.trim());
    const { left, top, width, height } = element.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    const isHidden = width === 0 || height === 0;
    // A radio button or a switch is drawn by what lies beside it in the same label.
    const isCovered = !isHidden && !(at && (element.contains(at) || at.contains(element) || labels?.[0]?.contains(at)));
    const marks = [element, element.parentElement!, element.nextElementSibling ?? element].map((one) =>
      getComputedStyle(one),
    );
    const isMarked = marks.some(({ outlineStyle, boxShadow }) => outlineStyle !== "none" || boxShadow !== "none");
    return {
      name,
      isCovered,
      isMarked:
        isMarked ||
        element.matches(
          "input[role=combobox], input:is([type=text], [type=tel], [type=email], [type=password]), input:not([type])",
        ),
    };
  });

/** Presses Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string, key = "Tab"): Promise<void> {
  const seen: string[] = [];
  for (let at = 0; at < 80; at++) {
    await page.keyboard.press(key);
    let now = await focused(page);
    // It may still be scrolled into sight.
    for (let looks = 0; now.isCovered && looks < 10; looks++) {
      await page.waitForTimeout(50);
      now = await focused(page);
    }
    assert.ok(!now.isCovered, `«${now.name}» is covered`);
    assert.ok(now.isMarked, `«${now.name}» does not show that it has the focus`);
    seen.push(now.name);
    if (now.name === name) return;
  }
  assert.fail(`«${name}» is not reached by ${key}: ${seen.join(" | ")}`);
}

/** Collects the text of each dialog that is put into the page without a name. */
async function watchForNameless(page: Page): Promise<() => Promise<string[]>> {
  const found = await page.evaluateHandle(() => {
    const nameless: string[] = [];
    new MutationObserver(() => {
      for (const dialog of document.querySelectorAll("[role=dialog]:not([aria-label], [aria-labelledby])"))
        nameless.push(dialog.textContent.slice(0, 80));
    }).observe(document.body, { subtree: true, childList: true });
    return nameless;
  });
  return () => found.jsonValue();
}

/** What a row says that is marked from now on; fails if none is within a minute. */
const marked = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((found, failed) => {
        setTimeout(() => failed(new Error("no row was marked")), 60_000);
        const observer = new MutationObserver(() => {
          const row = document.querySelector<HTMLElement>("[data-fresh]");
          if (row) found(row.textContent);
        });
        observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-fresh"] });
      }),
  );

/** It is in sight as a whole, below the bar at the top and above that at the foot. */
async function assertRowFocused(page: Page, text: RegExp): Promise<void> {
  await page.waitForFunction((source) => {
    const row = document.activeElement as HTMLElement;
    const { top, bottom } = row.getBoundingClientRect();
    const isRow = row.dataset["row"] !== undefined && new RegExp(source, "s").test(row.innerText);
    return isRow && top >= 56 && bottom <= innerHeight - 56;
  }, text.source);
}

async function assertFocused(page: Page, name: string): Promise<void> {
  await page.waitForFunction(
    (name) =>
      (document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent)?.trim() === name,
    name,
  );
}

/** Types into the field that has the focus, and picks the first option that is found, which is highlighted by then. */
async function choose(page: Page, text: string, option: RegExp): Promise<void> {
  await page.keyboard.type(text);
  await page.getByRole("option", { name: option }).waitFor();
  await page.locator("[data-combobox-selected]").filter({ hasText: option }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator("[role=combobox]:focus:not([aria-expanded=true])").waitFor();
}

for (const width of [1400, 360])
  test(`from signing in to Save, ${width} pixels wide`, async () => {
    await acme.put(settings);
    const page = await openWindow(acme.browser, acme.service.address, { width });
    await page.goto("/companies/acme/outgoing-numbers");
    await page.getByLabel("Электронная почта").waitFor();
    await tabTo(page, "Войти по ключу доступа");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => (document.activeElement as HTMLInputElement).type === "password");
    await page.keyboard.type(operatorKey);
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Основной номер" }).waitFor();
    const nameless = await watchForNameless(page);
    await tabTo(page, "Перейти к содержанию");
    await page.keyboard.press("Enter");
    await assertFocused(page, "Исходящие номера");

    await tabTo(page, "1 Префикс");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "regional");
    await page.getByRole("heading", { name: "Исходящие номера", level: 1 }).focus();

    // Personal: the first button of this name.
    await tabTo(page, "Добавить номер");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Персональный номер" }).waitFor();
    await assertFieldFocused(page, "Исходящий номер");
    await choose(page, "Berlin", /Berlin/);
    await tabTo(page, "Сотрудники и отделы");
    await choose(page, "Ольга", /Ольга/);
    await choose(page, "Sales", /Sales/);
    await page.keyboard.press("Escape");
    await tabTo(page, "С любого устройства");
    await page.keyboard.press("ArrowDown");
    await tabTo(page, "Добавить");
    const isMarked = marked(page);
    await page.keyboard.press("Enter");
    await assertRowFocused(page, /^\+49.30.*Sales/);
    assert.match(await isMarked, /^\+49.30.*Sales/s);
    await page.getByText(/^Добавлено: \+49.*Ольга.*Sales.*Пока не сохранено\.$/).waitFor();

    // Regional.
    await page.getByRole("region", { name: "Региональные исходящие номера" }).focus();
    await tabTo(page, "Добавить номер");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Региональный номер" }).waitFor();
    await assertFieldFocused(page, "Исходящий номер");
    await choose(page, "234568", /23.45.68/);
    await tabTo(page, "В другие страны");
    await page.keyboard.press("ArrowDown");
    await tabTo(page, "Префикс");
    await page.keyboard.type("8 10 48 22");
    await page.keyboard.press("Enter");
    await assertRowFocused(page, /префикс \+48.22/);

    // Remove and restore.
    await tabTo(page, `Удалить ${BERLIN}, Германия`, "Shift+Tab");
    await page.keyboard.press("Enter");
    await assertFocused(page, `Вернуть ${BERLIN}, Германия`);
    await page.keyboard.press("Enter");
    await assertFocused(page, `Удалить ${BERLIN}, Германия`);

    await tabTo(page, "Настроить приоритет персональных номеров");
    await page.keyboard.press("Enter");
    await page.locator("[role=dialog] :focus").waitFor();
    if (width === 360) await assertPageStays(page);
    await tabTo(page, "Региональные (по умолчанию)");
    await page.keyboard.press("ArrowDown");
    await tabTo(page, "Применить");
    await page.keyboard.press("Enter");
    await assertFocused(page, "Настроить приоритет персональных номеров");

    await tabTo(page, "Посмотреть изменения: 3");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Изменения: 3" }).waitFor();
    await page.locator("[role=dialog] :focus").waitFor();
    if (width === 360) await assertPageStays(page);
    await tabTo(page, "Отменить: Приоритет персональных номеров: Региональные → Персональные");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Изменения: 2" }).waitFor();
    await page.keyboard.press("Escape");
    await assertFocused(page, "Посмотреть изменения: 2");
    await tabTo(page, "Сохранить");
    await page.keyboard.press("Enter");
    await page.getByText("Сохранено. Звонки").waitFor();
    assert.deepEqual(await nameless(), []);
    const { main, personal, regional, priority } = await acme.saved();
    assert.deepEqual(
      { main, personal, regional, priority },
      {
        main: MAIN,
        personal: [
          ...settings.personal,
          { number: BERLIN, employee: "olga", device: "corporate_sim" },
          { number: BERLIN, department: "sales", device: "corporate_sim" },
        ],
        regional: [...settings.regional, { number: SECOND, prefix: "+4822" }],
        priority: "regional",
      },
    );
    await page.context().close();
  });

/** Keys do not scroll the page behind a dialog, though it is longer than the window. */
async function assertPageStays(page: Page): Promise<void> {
  assert.ok(await page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight * 1.5));
  const at = () => page.evaluate(() => window.scrollY);
  const before = await at();
  for (const key of ["PageUp", "PageDown"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
    assert.equal(await at(), before, key);
  }
}

async function assertFieldFocused(page: Page, label: string): Promise<void> {
  await page.waitForFunction(
    (label) => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent === label,
    label,
  );
}
