/** What every copy has to hold to that calls are decided from, whatever keeps it. */
import assert from "node:assert/strict";
import { EXTENSIONS_BUCKET } from "../../src/decide/buckets.ts";
import type { Employee } from "../../src/policy/directory.ts";
import { noQuotas } from "../../src/policy/quotas.ts";
import { Trunk } from "../../src/policy/trunk.ts";
import type { DecidingCopy } from "../../src/store/deciding-copy.ts";
import {
  by,
  company,
  contractFor,
  key,
  putCompany,
  putKey,
  Refused,
  withNumbers,
  write,
  type Database,
} from "./store-sample.ts";

export type CopiedDatabase = Database &
  Readonly<{
    /** Of a database that is open. */
    copy: () => DecidingCopy;
  }>;

const employee = (at: number): Employee => ({
  id: `e${at}`,
  name: `Employee ${at}`,
  extension: String(2000 + at),
  guest: false,
  lines: [{ id: `line-${at}`, device: "desk_phone" }],
});

export function copyContract(make: () => Promise<CopiedDatabase>): void {
  const contract = contractFor(make);

  contract("the copy tells every write once, from where one asks, or to start over", async (store, database) => {
    for (const name of ["1", "2", "3", "4"]) await putCompany(store, "acme", name);
    await store.forget(2);
    const copy = database.copy();
    try {
      const { epoch } = store;
      assert.deepEqual(copy.position(), { epoch, revision: 4 });
      for (const position of [
        { epoch, revision: 2 },
        { epoch, revision: 4 },
        { epoch: "another", revision: 3 },
        { epoch, revision: 5 },
        { epoch, revision: 1 },
      ])
        for (const limit of [1, 10])
          assert.deepEqual(copy.changesSince(position, limit), await store.changesSince(position, limit));
      assert.equal(copy.changesSince({ epoch, revision: 1 }, 10), "start_over");
    } finally {
      copy.close();
    }
  });

  contract("the copy has the trunks, in order", async (store, database) => {
    const carrier = (name: string): Trunk => Trunk.parse({ name, domain: "sip.carrier.example" });
    for (const id of ["b", "a"])
      await store.writeTrunk(id, by("anna", "trunk.put"), async (draft) => draft.put(carrier(id)));
    const copy = database.copy();
    try {
      assert.deepEqual(
        copy.trunks(),
        ["a", "b"].map((id) => ({ ...carrier(id), id })),
      );
    } finally {
      copy.close();
    }
  });

  contract("the copy has what was committed last, and not what was not", async (store, database) => {
    await putCompany(store, "acme");
    const copy = database.copy();
    try {
      assert.equal(copy.company("nobody"), null);
      await assert.rejects(
        store.writeCompany("acme", by("anna"), async (draft) => {
          draft.put("company", company("Refused"));
          await new Promise((resolve) => setImmediate(resolve));
          throw new Refused();
        }),
        Refused,
      );
      const nameOf = (id: string) => {
        const form = copy.company(id);
        return form?.kind === "documents" && form.documents.company.name;
      };
      assert.equal(nameOf("acme"), "acme");
      await putCompany(store, "acme", "Anew");
      await putCompany(store, "beta");
      assert.deepEqual([nameOf("acme"), copy.company("acme")?.revision], ["Anew", 2]);
      assert.deepEqual(
        [copy.ids(null, 10), copy.ids("acme", 10), copy.ids(null, 1)],
        [["acme", "beta"], ["beta"], ["acme"]],
      );
      await write(store, "acme", (draft) => draft.remove());
      assert.equal(copy.company("acme"), null);
      const made = key("k1");
      await putKey(store, made);
      assert.deepEqual([copy.key(made.hash), copy.key("other")], [made, null]);
    } finally {
      copy.close();
    }
  });

  contract("the copy has the quota of decisions, under whatever revision the company has", async (store, database) => {
    await putCompany(store, "acme");
    const copy = database.copy();
    const asCopied = () => [copy.company("acme")!.revision, copy.company("acme")!.decisionsPerSecond];
    try {
      assert.deepEqual(asCopied(), [1, null]);
      await write(store, "acme", (draft) => draft.put("quotas", { ...noQuotas, decisionsPerSecond: 5 }));
      assert.deepEqual(asCopied(), [1, 5], "no decision has changed");
      const employees = Array.from({ length: 101 }, (_, at) => employee(at));
      await write(store, "acme", (draft) => draft.put("directory", { ...withNumbers(), employees }));
      assert.deepEqual([copy.company("acme")!.kind, ...asCopied()], ["core", 3, 5]);
      const made = key("k1", { decisionsPerSecond: 7 });
      await putKey(store, made);
      assert.deepEqual(copy.key(made.hash), made);
    } finally {
      copy.close();
    }
  });

  contract("a large company is read in parts of one revision", async (store, database) => {
    await putCompany(store, "acme");
    const people = (count: number) => ({
      ...withNumbers("+375171234567"),
      employees: Array.from({ length: count }, (_, at) => employee(at)),
    });
    const employ = (count: number) => write(store, "acme", (draft) => draft.put("directory", people(count)));
    const copy = database.copy();
    try {
      await employ(100);
      assert.equal(copy.company("acme")!.kind, "documents");
      await employ(101);
      const form = copy.company("acme")!;
      assert.deepEqual([form.kind, form.revision], ["core", 3]);
      assert.ok(form.size < 1000, "no people in it");
      const extensions = copy.bucket("acme", 3, EXTENSIONS_BUCKET)!;
      assert.deepEqual(
        JSON.parse(extensions.text),
        people(101).employees.map(({ extension }) => extension),
      );
      assert.equal(copy.bucket("acme", 2, EXTENSIONS_BUCKET), null);
      assert.equal(copy.bucket("acme", 3, 1_000_000)!.text, "", "nobody is in it");
      await putCompany(store, "acme", "Another name");
      assert.equal(copy.bucket("acme", 3, EXTENSIONS_BUCKET), null);
      assert.deepEqual(copy.bucket("acme", 4, EXTENSIONS_BUCKET), extensions);
      await employ(400);
      await employ(150);
      assert.deepEqual([copy.company("acme")!.kind, copy.company("acme")!.revision], ["core", 6]);
      await employ(5);
      assert.equal(copy.company("acme")!.kind, "documents");
      assert.equal(copy.bucket("acme", 6, EXTENSIONS_BUCKET), null);
      await employ(101);
      await write(store, "acme", (draft) => draft.remove());
      assert.equal(copy.company("acme"), null);
    } finally {
      copy.close();
    }
  });
}
