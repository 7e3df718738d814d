/** A browser that shows the page of a running service. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page } from "playwright-core";

const root = join(import.meta.dirname, "../..");
const AXE = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const SCREENSHOTS = join(root, "test-output/screenshots");

export type Look = Readonly<{ language?: "ru" | "en"; width?: number; dark?: boolean }>;

const LABELS = {
  ru: { key: "Ключ доступа", signOut: "Выйти" },
  en: { key: "Access key", signOut: "Sign out" },
} as const;

/** A separate window. It fails the test at the first error of the page or request to another host. */
export async function openWindow(
  browser: Browser,
  address: string,
  { language = "ru", width = 1400, dark = false }: Look = {},
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: address,
    viewport: { width, height: 900 },
    locale: language,
    colorScheme: dark ? "dark" : "light",
    // Contrast must be measured after elements have faded in.
    reducedMotion: "reduce",
  });
  // Long enough to distinguish a hang from a busy machine.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) throw new Error(message.text());
  });
  page.on("request", (request) => assert.equal(new URL(request.url()).origin, new URL(address).origin));
  return page;
}

export async function signIn(page: Page, key: string, language: "ru" | "en" = "ru"): Promise<void> {
  await page.getByLabel(LABELS[language].key).first().fill(key);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: LABELS[language].signOut }).waitFor();
}

/** A window that is signed in. */
export async function signedIn(browser: Browser, address: string, key: string, look: Look = {}): Promise<Page> {
  const page = await openWindow(browser, address, look);
  await page.goto("/companies");
  await signIn(page, key, look.language);
  return page;
}

/** Picks an option in a searchable field. */
export async function pick(page: Page, field: string, text: string, option: RegExp): Promise<void> {
  const combobox = page.getByRole("combobox", { name: field, exact: true });
  await combobox.click();
  await combobox.fill(text);
  await page.getByRole("option", { name: option }).click();
}

const SIZES = { wide: { width: 1400, height: 900 }, narrow: { width: 360, height: 740 } } as const;

/**
 * Inspects the current state, wide and narrow, light and dark: axe finds nothing and nothing is wider than the window.
 * Screenshots go to test-output/screenshots.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!;
  // Start with the current width: elements that only a narrow window has disappear once it is wide.
  const fits = ({ width }: { width: number }) => Number(width === before.width);
  for (const [size, viewport] of Object.entries(SIZES).sort(([, a], [, b]) => fits(b) - fits(a))) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const look = `${name}-${size}-${colorScheme}`;
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: "attached" });
      await assertAccessible(page, look);
      await screenshot(page, look);
    }
    const widths = await page.evaluate(() => [window.innerWidth, window.document.documentElement.scrollWidth]);
    assert.equal(widths[1], widths[0], `${name}-${size}: nothing is wider than the window`);
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null });
}

type Violation = Readonly<{ id: string; nodes: readonly Readonly<{ html: string; failureSummary: string }>[] }>;

type Axe = Readonly<{ axe: { run: (options: object) => Promise<{ violations: Violation[] }> } }>;

/** Fails if axe finds anything: WCAG 2.2 A and AA, and its best practices. */
async function assertAccessible(page: Page, what: string): Promise<void> {
  // Inject it through the debugger, to which the page's content security policy does not apply.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as Axe;
    // WCAG 2.2 (2.5.8), which axe does not check by default.
    const rules = { "target-size": { enabled: true } };
    return (await axe.run({ rules })).violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
    ]);
  });
  assert.deepEqual(violations, [], what);
}

async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: "disabled" });
}
