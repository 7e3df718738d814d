/** A company to experiment with: at home in Minsk, with a number in Berlin and one that is off. */
import assert from "node:assert/strict";
import type { Ask } from "../service/client.ts";
import { sampleCompany } from "./sample-company.ts";

export const MAIN = "+375171234567";
export const SECOND = "+375171234568";
export const BERLIN = "+493012345678";
export const OFF = "+375171234569";

const acme = sampleCompany({
  company: { areaCode: "17" },
  numbers: [
    { number: MAIN, label: "Minsk office" },
    SECOND,
    { number: BERLIN, label: "Berlin" },
    { number: OFF, on: false },
  ],
  employees: [
    {
      id: "ivan",
      name: "Иван Петров",
      extension: "201",
      lines: "desk_phone ivan-desk, softphone ivan-soft, corporate_sim +375291234567",
    },
    { id: "olga", name: "Ольга", extension: "202", lines: "desk_phone olga-desk" },
    { id: "gast", name: "Gast", guest: true, lines: "desk_phone gast-desk" },
  ],
  departments: [
    { id: "sales", name: "Sales", members: ["ivan", "gast"] },
    { id: "support", name: "Support", members: ["ivan", "olga"] },
  ],
  personal: [{ number: SECOND, employee: "ivan" }],
  regional: [{ number: BERLIN, country: "DE" }],
});

export const { company, directory, outgoingNumbers: settings } = acme;

/** A separate company for a test; by default, each one has different numbers. */
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
