/** A company to play with: at home in Minsk, with a number in Berlin and one that is off. */
import assert from "node:assert/strict";
import type { Ask } from "../service/client.ts";

export const MAIN = "+375171234567";
export const SECOND = "+375171234568";
export const BERLIN = "+493012345678";
export const OFF = "+375171234569";

export const company = { name: "Acme", country: "BY", areaCode: "17" };

export const directory = {
  numbers: [
    { number: MAIN, label: "Minsk office", on: true },
    { number: SECOND, label: "", on: true },
    { number: BERLIN, label: "Berlin", on: true },
    { number: OFF, label: "", on: false },
  ],
  employees: [
    {
      id: "ivan",
      name: "Иван Петров",
      extension: "201",
      guest: false,
      lines: [
        { id: "ivan-desk", device: "desk_phone" },
        { id: "ivan-soft", device: "softphone" },
        { id: "+375291234567", device: "corporate_sim" },
      ],
    },
    { id: "olga", name: "Ольга", extension: "202", guest: false, lines: [{ id: "olga-desk", device: "desk_phone" }] },
    { id: "gast", name: "Gast", extension: null, guest: true, lines: [{ id: "gast-desk", device: "desk_phone" }] },
  ],
  departments: [
    { id: "sales", name: "Sales", members: ["ivan", "gast"] },
    { id: "support", name: "Support", members: ["ivan", "olga"] },
  ],
} as const;

export const settings = {
  main: MAIN,
  personal: [{ number: SECOND, employee: "ivan", device: "any" }],
  regional: [{ number: BERLIN, country: "DE" }],
  priority: "regional",
} as const;

/** A company of its own for a test: `directory` has other numbers for each, unless it is given. */
export async function putCompany(
  operator: Ask,
  id: string,
  documents: Readonly<{ company?: object; directory?: object; settings?: object }> = {},
): Promise<void> {
  const ok = async (...asked: Parameters<Ask>) => assert.equal((await operator(...asked)).status, 200);
  await ok(`PUT companies/${id}`, documents.company ?? company);
  if (documents.directory) await ok(`PUT companies/${id}/directory`, documents.directory);
  if (documents.settings) {
    const { headers } = await operator(`GET companies/${id}/outgoing-numbers`);
    await ok(`PUT companies/${id}/outgoing-numbers`, documents.settings, { ifMatch: headers.etag! });
  }
}
