/** A browser that shows the page of a running service. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert/strict";
import { errors, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";

const root = join(import.meta.dirname, "../..");
const AXE = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const SCREENSHOTS = join(root, "test-output/screenshots");

const LABELS = {
  ru: { byKey: "Войти по ключу доступа", key: "Ключ доступа", signOut: "Выйти" },
  en: { byKey: "Sign in with a key", key: "Access key", signOut: "Sign out" },
  de: { byKey: "Mit Zugangsschlüssel anmelden", key: "Zugangsschlüssel", signOut: "Abmelden" },
} as const;
type Language = keyof typeof LABELS;

export type Look = Readonly<{ language?: Language; width?: number; dark?: boolean }>;

/**
 * A separate window. It fails the test at the first error of the page or request to another host.
 * @param others origins that the page leads to
 */
export async function openWindow(
  browser: Browser,
  address: string,
  { language = "ru", width = 1400, dark = false }: Look = {},
  others: readonly string[] = [],
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
  const origins = new Set([new URL(address).origin, ...others]);
  page.on("request", (request) => assert.ok(origins.has(new URL(request.url()).origin), request.url()));
  return page;
}

/** The field for a key, which is the second way to sign in; the first one for somebody whose session was one of a key. */
export async function keyField(page: Page, language: Language = "ru"): Promise<Locator> {
  const { byKey, key } = LABELS[language];
  const field = page.getByLabel(key, { exact: true }).first();
  const way = page.getByRole("button", { name: byKey });
  await field.or(way).first().waitFor();
  if (!(await field.isVisible())) await way.click();
  return field;
}

export async function signIn(page: Page, key: string, language: Language = "ru"): Promise<void> {
  await (await keyField(page, language)).fill(key);
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

/** Picks an option in a field in which nothing can be typed. */
export async function choose(page: Page, field: string, option: RegExp): Promise<void> {
  await page.getByRole("combobox", { name: field, exact: true }).click();
  await page.getByRole("option", { name: option }).click();
}

const SIZES = { wide: { width: 1400, height: 900 }, narrow: { width: 360, height: 740 } } as const;

/**
 * Inspects the current state, wide and narrow, light and dark: axe finds nothing and nothing is wider than the window.
 * Screenshots go to test-output/screenshots.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  // A dialog's frame is drawn before what is in it.
  await page.locator("[role=dialog] [class*='-body']:empty").waitFor({ state: "detached" });
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
    // Bars that stay in sight cover whatever happens to be scrolled below them: each is inspected in its own place.
    const bars = [...window.document.querySelectorAll("*")].filter(
      (element): element is HTMLElement =>
        element instanceof HTMLElement && getComputedStyle(element).position === "sticky",
    );
    for (const { style } of bars) style.position = "static";
    // WCAG 2.2 (2.5.8), which axe does not check by default.
    const rules = { "target-size": { enabled: true } };
    const { violations } = await axe.run({ rules });
    for (const { style } of bars) style.position = "";
    return violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
    ]);
  });
  assert.deepEqual(violations, [], what);
}

/** Headless Chromium sometimes never draws the frame that a screenshot waits for; the next attempt gets one. */
async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const options = { path: join(SCREENSHOTS, `${name}.png`), animations: "disabled", timeout: 20_000 } as const;
  for (let left = 3; ; left--)
    try {
      return void (await page.screenshot(options));
    } catch (error) {
      if (left === 1 || !(error instanceof errors.TimeoutError)) throw error;
    }
}
