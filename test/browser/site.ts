/** For each test of a file a service of its own, and one browser to look at it. */
import { after, afterEach, before, beforeEach } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Ask } from "../../lab/service/client.ts";
import { operatorKey, serviceHere, type TestService } from "../../lab/service/service.ts";
import { openBrowser } from "../../lab/browser/chromium.ts";
import { openWindow, signedIn, type Look } from "../../lab/browser/window.ts";

type Site = Readonly<{
  /** Asks as the operator. */
  operator: Ask;
  as: (key: string) => Ask;
  /** A new key. */
  key: (about: object) => Promise<string>;
  /** A window in which nobody is signed in. */
  window: (look?: Look) => Promise<Page>;
  /** A signed-in window on an address of the page, as the operator unless a key is given. */
  open: (path: string, more?: Look & Readonly<{ key?: string }>) => Promise<Page>;
}>;

export function site(): Site {
  let browser: Browser;
  let service: TestService;
  before(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    service = await serviceHere();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await service.stop();
  });
  after(() => browser.close());
  const operator: Ask = (...asked) => service.operator(...asked);
  return {
    operator,
    as: (key) => service.as(key),
    key: async (about) => (await operator("POST keys", about)).body["key"] as string,
    window: async (look) => {
      const page = await openWindow(browser, service.address, look);
      await page.goto("/companies");
      return page;
    },
    open: async (path, { key = operatorKey, ...look } = {}) => {
      const page = await signedIn(browser, service.address, key, look);
      await page.goto(path);
      return page;
    },
  };
}
