/** A trunk that is being removed, while it is interrupted and while others mark numbers with it. */
import { authorNamed, keyPrincipal } from "../../lab/principals.ts";
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { test, type TestContext } from "node:test";
import { emptyDirectory } from "../../src/policy/directory.ts";
import { Refusal } from "../../src/policy/refusal.ts";
import { Trunk } from "../../src/policy/trunk.ts";
import { changeNumber } from "../../src/settings/change-directory.ts";
import { removeTrunk, saveTrunk } from "../../src/settings/trunks.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { putCompany, write } from "./store-sample.ts";
import { readWhole } from "./whole.ts";

const operator = keyPrincipal("anna", { holder: "operator", companies: null });
const carrier = Trunk.parse({ name: "Carrier", domain: "a.example" });
const numberOf = (at: number) => `+37517${1_000_000 + at}`;

/** A store with a trunk that the number of each company carries; they are called c0, c1, and so on. */
async function storeOf(context: TestContext, companies: number): Promise<Store> {
  const folder = await newFolder();
  const store = await openSqliteStore(folder);
  context.after(async () => {
    await store.close();
    readWhole(folder);
    await rm(folder, { recursive: true, force: true });
  });
  await saveTrunk(store, operator, "t", carrier, null);
  for (let at = 0; at < companies; at++) {
    await putCompany(store, `c${at}`);
    const numbers = [{ number: numberOf(at), label: "", on: true, trunks: ["t"] }];
    await write(store, `c${at}`, (draft) => draft.put("directory", { ...emptyDirectory, numbers }));
  }
  return store;
}

const mark = (store: Store, at: number) =>
  changeNumber(
    store,
    { principal: operator, company: `c${at}`, precondition: null },
    { number: numberOf(at), trunks: ["t"] },
  );

const carrying = (store: Store) => store.companiesOnTrunk("t", null, 100);

test("a removal that is cut off leaves the trunk, and the next one goes on", async (context) => {
  const store = await storeOf(context, 5);
  let writes = 0;
  const cutOff: Store = {
    ...store,
    writeCompany(...values) {
      if (++writes > 2) throw new Error("killed");
      return store.writeCompany(...values);
    },
  };
  await assert.rejects(removeTrunk(cutOff, operator, "t", null), /killed/);
  assert.deepEqual((await store.trunk("t"))!.body, carrier);
  assert.deepEqual(await carrying(store), ["c2", "c3", "c4"]);
  const before = await store.head();
  assert.equal(await removeTrunk(store, operator, "t", null), before + 4);
  assert.deepEqual([await carrying(store), await store.trunk("t")], [[], null]);
});

test("a number that gets the trunk meanwhile loses it too", async (context) => {
  const store = await storeOf(context, 3);
  let marked = false;
  const busy: Store = {
    ...store,
    async writeCompany(company, ...values) {
      const written = await store.writeCompany(company, ...values);
      // Behind the place where the removal is.
      if (company === "c2" && !marked) {
        marked = true;
        await mark(store, 0);
      }
      return written;
    },
  };
  await removeTrunk(busy, operator, "t", null);
  assert.ok(marked);
  assert.deepEqual([await carrying(store), await store.trunk("t")], [[], null]);
  await assert.rejects(mark(store, 1), (error) => error instanceof Refusal && error.code === "invalid_directory");
});

test("a removal that is outrun again and again gives up, and can be repeated", async (context) => {
  const store = await storeOf(context, 1);
  const outrun: Store = {
    ...store,
    async writeCompany(...values) {
      const written = await store.writeCompany(...values);
      await mark(store, 0);
      return written;
    },
  };
  const refused = (error: unknown) => error instanceof Refusal && error.code === "too_many_requests";
  await assert.rejects(removeTrunk(outrun, operator, "t", null), refused);
  assert.notEqual(await store.trunk("t"), null);
  await removeTrunk(store, operator, "t", null);
  assert.equal(await store.trunk("t"), null);
});

test("what stands on a number is not refused again, although its trunk is not there", async (context) => {
  const store = await storeOf(context, 1);
  const change = { principal: operator, company: "c0", precondition: null };
  await store.writeTrunk("t", { author: authorNamed("anna"), action: "test" }, async (draft) => draft.remove());
  await changeNumber(store, change, { number: numberOf(0), label: "Minsk", trunks: ["t"] });
  const { directory } = (await store.company("c0"))!;
  assert.deepEqual(directory.body.numbers[0]!.trunks, ["t"]);
  await changeNumber(store, change, { number: numberOf(0), trunks: null });
});
