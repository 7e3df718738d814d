/** A company on a service of its own, with its page of outgoing numbers. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { company, directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { operatorKey, serviceHere, type TestService } from "../../lab/service/service.ts";
import { openBrowser } from "../../lab/browser/chromium.ts";
import { signedIn, type Look } from "../../lab/browser/window.ts";

export type Acme = Readonly<{
  service: TestService;
  browser: Browser;
  /** The outgoing numbers as they are saved. */
  saved: () => Promise<Readonly<Record<string, unknown>>>;
  /** Saves others, as somebody else would. */
  put: (next: object) => Promise<void>;
  /** Which number somebody called sees. */
  shown: (line: string, dialled: string) => Promise<unknown>;
  openPage: (look?: Look & Readonly<{ key?: string }>) => Promise<Page>;
  stop: () => Promise<void>;
}>;

export async function startAcme(): Promise<Acme> {
  const service = await serviceHere();
  const browser = await openBrowser();
  await putCompany(service.operator, "acme", { company, directory, settings });
  const read = () => service.operator("GET companies/acme/outgoing-numbers");
  return {
    service,
    browser,
    saved: async () => (await read()).body,
    async put(next) {
      const { headers } = await read();
      const answer = await service.operator("PUT companies/acme/outgoing-numbers", next, { ifMatch: headers.etag! });
      assert.equal(answer.status, 200, answer.text);
    },
    shown: async (line, dialled) =>
      (await service.operator("POST decisions", { company: "acme", line, dialled })).body["callerId"],
    async openPage({ key = operatorKey, ...look } = {}) {
      const page = await signedIn(browser, service.address, key, look);
      await page.goto("/companies/acme/outgoing-numbers");
      await page.getByRole("region", { name: look.language === "en" ? "Main number" : "Основной номер" }).waitFor();
      return page;
    },
    async stop() {
      await browser.close();
      await service.stop();
    },
  };
}

export async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByText("Сохранено. Звонки").waitFor();
}
