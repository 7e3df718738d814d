/**
 * The page of outgoing numbers with 2,000 employees, 500 numbers and 2,500 entries, and the tables of employees,
 * departments and numbers with 2,000 and 50,000 people, in Chromium.
 */
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { openBrowser } from "../lab/browser/chromium.ts";
import { signIn } from "../lab/browser/window.ts";
import { largeCompany } from "../lab/companies/large-company.ts";
import { loadCompany } from "../lab/companies/load-company.ts";
import { operatorKey, serviceHere } from "../lab/service/service.ts";
import { openClient } from "../src/cli/client.ts";
import { inWords, longestEvent } from "./longest-event.ts";
import { benchTables, NAMES } from "./page-tables.ts";

export async function* benchPage(): AsyncGenerator<string> {
  const service = await serviceHere();
  const browser = await openBrowser();
  try {
    const large = largeCompany({
      label: (at) => `Line ${at}`,
      employee: (at) => `${NAMES[at % NAMES.length]} ${at}`,
    });
    await loadCompany(openClient(service.address, operatorKey), "large", large);
    const page = await browser.newPage({
      baseURL: service.address,
      locale: "en",
      viewport: { width: 1400, height: 900 },
      reducedMotion: "reduce",
    });
    const loaded = new Map<string, Promise<number>>();
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith("/api/"))
        loaded.set(
          pathname,
          response.body().then((body) => gzipSync(body).length),
        );
    });
    await page.goto("/companies/large/outgoing-numbers");
    await signIn(page, operatorKey, "en");
    await page.getByRole("region").first().waitFor();
    await page.waitForLoadState("networkidle");
    const sizes = await Promise.all(loaded.values());
    const first = sizes.reduce((sum, size) => sum + size, 0);
    yield `first load: ${(first / 1000).toFixed(0)} kB gzipped in ${sizes.length} requests`;

    const baseline = await longestEvent(page, () => emptyField(page));
    yield `a character in an empty document's field (baseline): ${inWords(baseline)}`;
    await page.goto("/companies/large/outgoing-numbers");
    await page.getByRole("region").first().waitFor();
    await page.waitForLoadState("networkidle");
    for (const [what, act] of Object.entries(actions(page))) yield `${what}: ${inWords(await longestEvent(page, act))}`;
    for (const people of [2000, 50_000]) yield* benchTables(page, openClient(service.address, operatorKey), people);
  } finally {
    await browser.close();
    await service.stop();
  }
}

async function emptyField(page: Page): Promise<() => Promise<void>> {
  await page.goto("about:blank");
  await page.setContent("<input autofocus>");
  return () => page.keyboard.type("+4930", { delay: 60 });
}

/** Each action first finds its element, which takes the page time too, and returns the step to measure. */
function actions(page: Page): Readonly<Record<string, () => Promise<() => Promise<void>>>> {
  const personal = page.getByRole("region", { name: "Personal numbers" });
  const regional = page.getByRole("region", { name: "Regional outgoing numbers" });
  const dialog = page.getByRole("dialog");
  const button = (name: string | RegExp, within: typeof personal = page.locator("body")) =>
    within.getByRole("button", { name }).first();
  const click = (what: typeof personal) => async () => {
    await what.evaluate((element) => element.scrollIntoView({ block: "center" }));
    const { x, y, width, height } = (await what.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    return () => page.mouse.click(x + width / 2, y + height / 2);
  };
  const type = (what: typeof personal, text: string) => async () => {
    await what.click();
    return () => page.keyboard.type(text, { delay: 60 });
  };
  return {
    "search the personal block": type(personal.getByRole("searchbox"), "Ivanov 12"),
    "search the regional block": type(regional.getByRole("searchbox"), "+49250"),
    "clear it": async () => {
      await regional.getByRole("searchbox").click();
      await page.keyboard.press("Control+A");
      return () => page.keyboard.press("Delete");
    },
    "read by person": click(page.getByText("By person")),
    "read by number": click(page.getByText("By number")),
    "clear the search": async () => {
      await personal.getByRole("searchbox").click();
      await page.keyboard.press("Control+A");
      return () => page.keyboard.press("Delete");
    },
    "open the dialog of a personal number": click(button("Add number", personal)),
    "search numbers": type(page.getByRole("combobox", { name: "Outgoing number" }), "Line 4"),
    "pick one": click(page.getByRole("listbox").getByRole("option").first()),
    "search people": type(page.getByRole("combobox", { name: "Employees and departments" }), "Kovalyova 2"),
    "pick somebody": click(page.getByRole("listbox").getByRole("option").first()),
    "choose a device": click(page.getByRole("radio", { name: "Corporate SIM only" })),
    "add it to the page": click(button(/^Add$/, dialog)),
    "edit a row of 300 people": click(button(/^Edit/, personal)),
    "close it": click(button("Cancel", dialog)),
    "remove the row": click(button(/^Remove/, personal)),
    "open the priority": click(button("Set priority of personal numbers")),
    "change it": click(page.getByRole("radio", { name: "Personal" })),
    "apply it": click(button("Apply", dialog)),
    "open the list of changes": click(button(/^View changes/)),
    "undo all": click(button("Undo all changes")),
    "type a dialled number": type(page.getByRole("textbox", { name: "Dialled number" }), "80291234567"),
    "open the dialog of a regional number": click(button("Add number", regional)),
    "show all regions": click(button("Show all regions")),
  };
}
