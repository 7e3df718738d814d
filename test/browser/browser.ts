/** A browser on the page of a running service, as an admin has it before him. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert/strict";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

const root = join(import.meta.dirname, "../..");
const AXE = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const SCREENSHOTS = join(root, "test-output/screenshots");

/** What a browser as root, on a machine without a screen, has to be told. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });

export type Look = Readonly<{ language?: "ru" | "en"; width?: number; dark?: boolean }>;

/** A window of its own, signed in, that fails the test at the first error of the page itself. */
export async function signedIn(
  browser: Browser,
  address: string,
  key: string,
  { language = "ru", width = 1400, dark = false }: Look = {},
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: address,
    viewport: { width, height: 900 },
    locale: language,
    colorScheme: dark ? "dark" : "light",
    // Contrast is judged of what stands, not of what fades in.
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  page.on("request", (request) => assert.equal(new URL(request.url()).origin, new URL(address).origin));
  await page.goto("/companies");
  await page
    .getByLabel(language === "ru" ? "Ключ доступа" : "Access key")
    .first()
    .fill(key);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: language === "ru" ? "Выйти" : "Sign out" }).waitFor();
  return page;
}

type Violation = Readonly<{ id: string; nodes: readonly Readonly<{ html: string; failureSummary: string }>[] }>;

/** Nothing that axe finds: WCAG 2.2 A and AA, and its best practices. */
export async function assertAccessible(page: Page, what: string): Promise<void> {
  // By the debugger, which the page's content security policy does not concern.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
    ]);
  });
  assert.deepEqual(violations, [], what);
}

/** Into test-output/screenshots, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: "disabled" });
}
