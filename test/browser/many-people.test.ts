/// <reference lib="dom" />
/** Two thousand people who may sign in: the list is drawn in parts, and everybody is found. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { putCompany } from "../../lab/companies/acme.ts";
import { authorNamed } from "../../lab/principals.ts";
import { inspect } from "../../lab/browser/window.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite.ts";
import { site } from "./site.ts";

const { operator, dataDir, open } = site();

const PEOPLE = 2000;

async function putPeople(): Promise<void> {
  const at = new Date().toISOString();
  const store = await openSqliteStore(dataDir());
  try {
    await store.writeAccess({ author: authorNamed("test"), action: "person.put" }, async (draft) => {
      for (let each = 0; each < PEOPLE; each++) {
        const number = String(each).padStart(4, "0");
        await draft.putPerson({
          id: `person-${number}`,
          email: `person-${number}@acme.example`,
          name: `Человек ${number}`,
          roles: [{ role: { role: "admin", company: "acme" }, acceptedAt: at }],
          password: null,
          createdAt: at,
          createdBy: "test",
          disabledAt: null,
          vouched: false,
        });
      }
    });
  } finally {
    await store.close();
  }
}

test("из двух тысяч человек показана часть, и находится любой", async () => {
  await putCompany(operator, "acme", {});
  await putPeople();
  const page = await open("/companies/acme/people");
  await page.getByText(/^2.?000 человек$/u).waitFor();
  const rows = page.getByRole("list", { name: "Доступ" }).getByRole("listitem");
  const first = await rows.count();
  assert.ok(first > 0 && first <= 100, String(first));
  await page.getByRole("button", { name: /^Показать ещё/u }).click();
  await rows.nth(first).waitFor();
  assert.ok((await rows.count()) <= 500);
  await page.getByRole("searchbox", { name: "Поиск: имя, почта, роль, компания" }).fill("person-1999");
  await page.getByText("1 человек", { exact: true }).waitFor();
  await rows.getByText("Человек 1999").waitFor();
  assert.equal(await rows.count(), 1);
  await inspect(page, "people-many");
});
