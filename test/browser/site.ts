/** For each test of a file a service of its own, and one browser to look at it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { after, afterEach, before, beforeEach } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import type { Ask } from "../../lab/service/client.ts";
import { operatorKey, serviceHere, type TestService } from "../../lab/service/service.ts";
import { openBrowser } from "../../lab/browser/chromium.ts";
import { openWindow, signedIn, type Look } from "../../lab/browser/window.ts";

type Site = Readonly<{
  /** Asks as the operator. */
  operator: Ask;
  as: (key: string) => Ask;
  /** The data folder of the service. */
  dataDir: () => string;
  /** A new key. */
  key: (about: object) => Promise<string>;
  /** A window in which nobody is signed in. `others`: origins that the page leads to. */
  window: (look?: Look, others?: readonly string[]) => Promise<Page>;
  /** A signed-in window on an address of the page, as the operator unless a key is given. */
  open: (path: string, more?: Look & Readonly<{ key?: string }>) => Promise<Page>;
}>;

export const PASSWORD = "wandering-otter-87-lamps";

/** A request had no answer: the page says so in other words once a later request has one. */
export const NO_ANSWER = /^Callas не (ответил|отвечает)/;

/** A star stands behind the label of a field that must not be empty. */
export const field = (within: Page | Locator, name: string) => within.getByLabel(new RegExp(`^${name}( \\*)?$`));
export const button = (within: Page | Locator, name: string) => within.getByRole("button", { name, exact: true });

/** Invites a person. @returns the address of the link */
export async function invited(operator: Ask, person: object): Promise<string> {
  const { status, body, text } = await operator("POST people", person);
  assert.equal(status, 200, text);
  return body["link"] as string;
}

type SiteOptions = Readonly<{ hasName?: boolean; environment?: Readonly<Record<string, string>> }>;

/**
 * @param hasName whether the page has an address with a name, as passkeys need, rather than a bare IP address
 * @param environment of the services
 */
export function site({ hasName = false, environment = {} }: SiteOptions = {}): Site {
  let browser: Browser;
  let service: TestService;
  let address: string;
  before(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    const port = hasName ? await freePort() : 0;
    address = `http://localhost:${port}`;
    const named = { CALLAS_PORT: String(port), CALLAS_PUBLIC_URL: address, CALLAS_PRIVATE_ADDRESSES: "allow" };
    service = await serviceHere({ ...(hasName && named), ...environment });
    if (!hasName) ({ address } = service);
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
    dataDir: () => service.dataDir,
    key: async (about) => (await operator("POST keys", about)).body["key"] as string,
    window: async (look, others) => {
      const page = await openWindow(browser, address, look, others);
      await page.goto("/companies");
      return page;
    },
    open: async (path, { key = operatorKey, ...look } = {}) => {
      const page = await signedIn(browser, address, key, look);
      await page.goto(path);
      return page;
    },
  };
}

/** The address has to be known before the service listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
