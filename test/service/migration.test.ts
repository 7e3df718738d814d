/** A database of version 0.1, brought to this one. */
import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import { rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { Kysely, SqliteDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { hashOf } from "../../src/access/key-ring.ts";
import { documentsOfCore, EXTENSIONS_BUCKET, extensionsIn } from "../../src/decide/buckets.ts";
import { Company } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import { warnings } from "../../src/policy/warnings.ts";
import { migrations } from "../../src/store/sql/schema.ts";
import { openSqliteCopy } from "../../src/store/sqlite/copy.ts";
import { databaseFile } from "../../src/store/sqlite/data-folder.ts";
import { forKysely } from "../../src/store/sqlite/for-kysely.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { by, changesIn, feedOf, historyOf, putCompany } from "./store-sample.ts";
import { readWhole } from "./whole.ts";

const OLD = ["0001_first", "0002_sessions", "0003_synchronisations"];

const company = { name: "Acme", country: "BY", choice: "assigned", guests: "main" };
const directory = (people: number, number = "+375171234567") => ({
  numbers: [{ number, label: "", on: true }],
  employees: Array.from({ length: people }, (_, at) => ({
    id: `e${at}`,
    name: `Employee ${at}`,
    extension: String(2000 + at),
    guest: false,
    lines: linesOf(at),
  })),
  departments: [],
});

/** SIMs as version 0.1 took them, by employee. */
const SIMS: readonly (readonly string[])[] = [
  ["80291234501", "+375291234502"],
  ["375291234503", "sim-of-e1"],
  ["80291234504", "+375291234504"],
  ["80291234505"],
  ["375291234505"],
  ["80291234506"],
];
const linesOf = (employee: number) => [
  { id: employee === 5 ? "+375291234506" : `8029123460${employee}`, device: "desk_phone" },
  ...(SIMS[employee] ?? []).map((id) => ({ id, device: "corporate_sim" })),
];

/** Writes as version 0.1 left them: each a row of the feed and one of the history. */
const writes = [
  { company: "acme", action: "company.put" },
  { company: "gone", action: "company.put" },
  { company: null, action: "key.create" },
  { company: "gone", action: "company.delete" },
  { company: "acme", action: "directory.put.sync" },
  { company: "gone", action: "company.put" },
];
const at = (revision: number) => `2026-01-02T03:04:0${revision}.678Z`;

async function oldDatabase(folder: string): Promise<void> {
  closeSync(openSync(databaseFile(folder), "wx", 0o600));
  const database = new DatabaseSync(databaseFile(folder));
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: forKysely(database) }) });
  const known = Object.fromEntries(OLD.map((name) => [name, migrations[name]!]));
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(known) } });
  const { error } = await migrator.migrateToLatest();
  assert.equal(error, undefined);
  const insert = (table: string, ...rows: (string | number | null)[][]) => {
    const statement = database.prepare(`INSERT INTO ${table} VALUES (${rows[0]!.map(() => "?").join()})`);
    for (const row of rows) statement.run(...row);
  };
  const changes = (revision: number) => JSON.stringify([{ path: `/company/name`, to: String(revision) }]);
  insert("head", [1, writes.length, "the-epoch"]);
  insert("feed", ...writes.map(({ company, action }, nth) => [nth + 1, company, action, at(nth + 1)]));
  insert("audit", ...writes.map(({ company }, nth) => [nth + 1, company, "anna", changes(nth + 1)]));
  insert(
    "document",
    ["acme", "company", 1, at(1), "anna", JSON.stringify(company)],
    ["acme", "directory", 5, at(5), "pbx", JSON.stringify(directory(101))],
    ["gone", "company", 6, at(6), "anna", JSON.stringify(company)],
    ["gone", "directory", 6, at(6), "anna", JSON.stringify(directory(2, "+375171234568"))],
  );
  insert("number_owner", ["+375171234567", "acme"], ["+375171234568", "gone"]);
  insert("synchronisation", ["acme", at(5), "pbx"]);
  const key = (id: string, companies: string[] | null) =>
    [id, id, hashOf(id), "pbx", companies && JSON.stringify(companies), 1, at(3), "operator", null] as const;
  insert("api_key", [...key("some", ["acme", "beta"])], [...key("all", null)]);
  insert("session", [hashOf("session"), hashOf("some"), "2030-01-01T00:00:00.000Z"]);
  await db.destroy();
}

test("a database of version 0.1 goes on where it was", async (context) => {
  const folder = await newFolder();
  context.after(() => rm(folder, { recursive: true, force: true }));
  await oldDatabase(folder);
  const store = await openSqliteStore(folder);
  const copy = openSqliteCopy(folder);
  try {
    assert.deepEqual(copy.position(), { epoch: "the-epoch", revision: 6 });
    assert.deepEqual(
      await feedOf(store),
      writes.map(({ company, action }, nth) => ({
        revision: nth + 1,
        company,
        removed: action === "company.delete",
      })),
    );
    const [newest, oldest] = await historyOf(store, "acme");
    assert.deepEqual(
      [newest!.action, newest!.at, newest!.author, changesIn(newest!)],
      [
        "directory.put.sync",
        at(5),
        { kind: "system", id: "unknown", name: "anna", address: null },
        [{ path: "/company/name", to: "5" }],
      ],
    );
    assert.deepEqual([oldest!.action, oldest!.revision], ["company.put", 1]);
    assert.deepEqual(
      (await historyOf(store, "gone")).map(({ revision }) => revision),
      [6],
      "since the company was removed",
    );

    const form = copy.company("acme")!;
    assert.deepEqual([form.kind, form.revision], ["core", 5]);
    assert.equal(extensionsIn(copy.bucket("acme", 5, EXTENSIONS_BUCKET)!.text).length, 101);
    assert.equal(copy.company("gone")!.kind, "documents");

    assert.deepEqual(copy.key(hashOf("some"))!.companies, ["acme", "beta"]);
    const naming = await store.writeAccess(by("anna"), (draft) => draft.keysNaming("beta"));
    assert.deepEqual(
      naming.result.map(({ id }) => id),
      ["some"],
    );
    assert.equal(await store.isSynchronised("any company"), true, "by the key for all");
    assert.equal(await store.sessions.get(hashOf("session")), null, "nobody knows when and how it began");

    assert.equal((await putCompany(store, "acme", "New")).revision, 7);
  } finally {
    copy.close();
    await store.close();
  }
  assert.equal(readWhole(folder).head, 7);
});

test("documents of version 0.1 mean what they meant, under their revisions", async (context) => {
  const folder = await newFolder();
  context.after(() => rm(folder, { recursive: true, force: true }));
  await oldDatabase(folder);
  const store = await openSqliteStore(folder);
  const copy = openSqliteCopy(folder);
  context.after(async () => {
    copy.close();
    await store.close();
  });
  const acme = (await store.company("acme"))!;
  assert.deepEqual(acme.company.body, Company.parse(company));
  assert.deepEqual([acme.company.revision, acme.company.savedAt, acme.company.savedBy], [1, at(1), "anna"]);
  assert.equal((await store.text("acme", "company"))!.body, JSON.stringify(acme.company.body));

  const sims = (employees: Directory["employees"]) =>
    employees.slice(0, SIMS.length).map(({ lines }) => lines.slice(1).map(({ id }) => id));
  assert.deepEqual([acme.directory.revision, acme.directory.savedAt, acme.directory.savedBy], [5, at(5), "pbx"]);
  assert.deepEqual(
    sims(acme.directory.body.employees),
    [
      ["+375291234501", "+375291234502"],
      ["+375291234503", "sim-of-e1"],
      ["80291234504", "+375291234504"],
      ["80291234505"],
      ["375291234505"],
      ["80291234506"],
    ],
    "where another line has the number, or would get it too, the SIM stays as it was",
  );
  assert.deepEqual(
    acme.directory.body.employees.map(({ lines }) => lines[0]!.id),
    directory(101).employees.map(({ lines }) => lines[0]!.id),
    "other lines are no numbers",
  );
  assert.deepEqual(
    warnings(acme.company.body, acme.directory.body, acme["outgoing-numbers"].body)
      .filter(({ code }) => code === "sim_not_e164")
      .map(({ document, path }) => `${document} ${path}`),
    ["1/lines/2", "2/lines/1", "3/lines/1", "4/lines/1", "5/lines/1"].map((line) => `directory /employees/${line}`),
  );
  const gone = copy.company("gone")!;
  assert.ok(gone.kind === "documents" && gone.revision === 6);
  assert.deepEqual(sims(gone.documents.directory.employees), [
    ["+375291234501", "+375291234502"],
    ["+375291234503", "sim-of-e1"],
  ]);
  const large = copy.company("acme")!;
  assert.ok(large.kind === "core");
  assert.deepEqual(documentsOfCore(large.core).company, { ...acme.company.body, name: "" });
});

test("quotas from before decisions had one have none of decisions, under their revision", async (context) => {
  const folder = await newFolder();
  context.after(() => rm(folder, { recursive: true, force: true }));
  await oldDatabase(folder);
  const database = new DatabaseSync(databaseFile(folder));
  const quotas = { numbers: 5, people: null, entries: null, savesPerMinute: 60 };
  const insert = database.prepare("INSERT INTO document VALUES (?, 'quotas', 6, ?, 'anna', ?)");
  insert.run("acme", at(6), JSON.stringify(quotas));
  insert.run("gone", at(6), "{");
  database.close();
  const store = await openSqliteStore(folder);
  const copy = openSqliteCopy(folder);
  context.after(async () => {
    copy.close();
    await store.close();
  });
  const { body, revision } = (await store.company("acme"))!.quotas;
  assert.deepEqual([body, revision], [{ ...quotas, decisionsPerSecond: null }, 6]);
  assert.deepEqual([copy.company("acme")!.revision, copy.company("acme")!.decisionsPerSecond], [5, null]);
  assert.equal(copy.company("gone")!.decisionsPerSecond, null, "a damaged one costs no call");
});

test("a damaged document of one company keeps no other from its new form", async (context) => {
  const folder = await newFolder();
  context.after(() => rm(folder, { recursive: true, force: true }));
  await oldDatabase(folder);
  const database = new DatabaseSync(databaseFile(folder));
  const damagedCompany = JSON.stringify(company).slice(0, -1);
  const damagedDirectory = JSON.stringify(directory(1, "+375171234569")).slice(1);
  const insert = database.prepare("INSERT INTO document VALUES (?, ?, 6, ?, 'anna', ?)");
  insert.run("about", "company", at(6), damagedCompany);
  insert.run("alone", "company", at(6), JSON.stringify(company));
  insert.run("alone", "directory", at(6), damagedDirectory);
  database.close();

  const store = await openSqliteStore(folder);
  context.after(() => store.close());
  assert.deepEqual((await store.company("gone"))!.company.body, Company.parse(company));
  const stored = async (id: string, kind: "company" | "directory") => (await store.text(id, kind))!.body;
  assert.equal(await stored("about", "company"), damagedCompany);
  assert.deepEqual(JSON.parse(await stored("alone", "company")), Company.parse(company));
  assert.equal(await stored("alone", "directory"), damagedDirectory);
});

test("parts that another version made are made anew", async (context) => {
  const folder = await newFolder();
  context.after(() => rm(folder, { recursive: true, force: true }));
  await oldDatabase(folder);
  await (await openSqliteStore(folder)).close();
  const database = new DatabaseSync(databaseFile(folder));
  database.exec("UPDATE head SET parts_format = 0; UPDATE core SET body = 'old'; UPDATE bucket SET body = 'old'");
  database.close();
  const store = await openSqliteStore(folder);
  const copy = openSqliteCopy(folder);
  assert.equal(extensionsIn(copy.bucket("acme", 5, EXTENSIONS_BUCKET)!.text).length, 101);
  copy.close();
  await store.close();
});
