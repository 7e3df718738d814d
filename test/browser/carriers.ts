/** Trunks for tests, and ways to find what the page says of them. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import type { Ask } from "../../lab/service/client.ts";

export const CARRIER = { name: "Оператор связи А", domain: "sip.carrier-a.example" } as const;

/** Takes numbers as they are dialled in Belarus, and only those that are marked. */
export const STRICT = {
  ...CARRIER,
  shown: { form: "national", country: "BY" },
  called: { form: "national", country: "BY" },
  diversion: "diversion",
  accepts: "marked",
} as const;

export async function putTrunk(operator: Ask, id: string, trunk: object): Promise<void> {
  const { status, text } = await operator(`PUT trunks/${id}`, trunk);
  assert.equal(status, 200, text);
}

/** A text of the page, in which numbers are written with non-breaking spaces. */
export const written = (text: string) => new RegExp(text.replaceAll(/[+().]/g, "\\$&").replaceAll(" ", "\\s"));

/** The row of a company's number. */
export const rowOf = (page: Page, number: string): Locator =>
  page
    .getByRole("table", { name: "Номера" })
    .getByRole("row")
    .filter({ has: page.locator(`[data-e164="${number}"]`) });
