/** The store on PostgreSQL: the contract, and what only a shared database can do. */
import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { Client } from "pg";
import { eventually } from "../../lab/eventually.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { startPostgres, type Postgres } from "../../lab/service/postgres.ts";
import { SecretFileError } from "../../src/access/secret-file.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres.ts";
import { StorageError, type StorageFault } from "../../src/store/storage-error.ts";
import { accountReadsContract } from "./account-reads-contract.ts";
import { followersContract } from "./followers-contract.ts";
import { postgresDatabase } from "./postgres-database.ts";
import { storeContract } from "./store-contract.ts";
import { by, company, idsOf, putCompany } from "./store-sample.ts";
import { trunksContract } from "./trunks-contract.ts";

let server: Postgres;
before(async () => {
  server = await startPostgres();
});
after(() => server.remove());

const database = () => postgresDatabase(server, server.url);

storeContract(database);
followersContract(database);
trunksContract(database);
accountReadsContract(database);

type Shared = Readonly<{
  /** Of the secrets. */
  folder: string;
  open: (secret?: string) => ReturnType<typeof openPostgresStore>;
  query: (sql: string) => Promise<void>;
}>;

let shared = 0;

async function sharedDatabase(context: TestContext): Promise<Shared> {
  const name = `shared_${++shared}`;
  const folder = await newFolder();
  await server.create(name);
  const url = server.url(name);
  context.after(async () => {
    await server.drop(name);
    await rm(folder, { recursive: true });
  });
  return {
    folder,
    open: (secret = "secret") =>
      openPostgresStore({ url, secretFile: join(folder, secret), saveMilliseconds: 120_000 }),
    async query(sql) {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(sql);
      await client.end();
    },
  };
}

const refusedBecause = (reason: StorageFault, words: RegExp) => (error: unknown) =>
  error instanceof StorageError && error.reason === reason && words.test(error.message);
const unusableBecause = (words: RegExp) => refusedBecause("unusable", words);

test("processes that open a new database at once all serve from it", async (context) => {
  const { open } = await sharedDatabase(context);
  const stores = await Promise.all([open(), open(), open(), open()]);
  const [first] = stores;
  assert.equal(new Set(stores.map(({ epoch }) => epoch)).size, 1);
  await Promise.all(stores.map((store, at) => putCompany(store, `c${at}`)));
  assert.deepEqual(await idsOf(first, null, 10), ["c0", "c1", "c2", "c3"]);
  assert.deepEqual(await first.verifyHistory(null).then(({ ok, rows }) => [ok, rows]), [true, 4]);
  await Promise.all(stores.map((store) => store.close()));
});

test("what another process writes is noticed", async (context) => {
  const { open } = await sharedDatabase(context);
  const [one, other] = [await open(), await open()];
  const heads: number[] = [];
  one.follow((head) => heads.push(head));
  await putCompany(other, "acme");
  await eventually("the head is noticed", () => (heads.includes(1) ? true : undefined));
  await Promise.all([one.close(), other.close()]);
});

test("a process with another secret is refused, before it writes anything", async (context) => {
  const { open, folder } = await sharedDatabase(context);
  await (await open()).close();
  await assert.rejects(open("missing"), SecretFileError, "none is made for a chain that has begun");
  await writeFile(join(folder, "other"), `${"ab".repeat(32)}\n`, { mode: 0o600 });
  await assert.rejects(open("other"), unusableBecause(/another secret/));
  await (await open()).close();
});

test("a database of a newer version is refused", async (context) => {
  const { open, query } = await sharedDatabase(context);
  await (await open()).close();
  await query("insert into kysely_migration (name, timestamp) values ('9999_future', '2030-01-01T00:00:00.000Z')");
  await assert.rejects(open(), unusableBecause(/newer version/));
});

test("a server that is not there, and an address that is none, are named without the password", async (context) => {
  const secretFile = join(await newFolder(), "secret");
  context.after(() => rm(join(secretFile, ".."), { recursive: true }));
  const refused = (url: string, reason: StorageFault, words: RegExp) =>
    assert.rejects(
      openPostgresStore({ url, secretFile }),
      (error) => refusedBecause(reason, words)(error) && !String(error).includes("hidden"),
    );
  await refused(
    "postgres://callas:hidden@127.0.0.1:1/callas",
    "unavailable",
    /^postgres:\/\/127\.0\.0\.1:1\/callas cannot be used: /,
  );
  await refused("not an address: hidden", "unusable", /is not a URL/);
});

test("revisions beyond 32 bits are read exactly, and what cannot be is refused", async (context) => {
  const { open, query } = await sharedDatabase(context);
  const store = await open();
  await query("update head set revision = 9007199254740989");
  assert.equal((await putCompany(store, "acme")).revision, Number.MAX_SAFE_INTEGER - 1);
  assert.equal(await store.head(), Number.MAX_SAFE_INTEGER - 1);
  await query("update head set revision = 9007199254740993");
  await assert.rejects(store.head());
  await store.close();
});

test("text that PostgreSQL cannot hold costs nobody else a save", async (context) => {
  const { open } = await sharedDatabase(context);
  const store = await open();
  const put = (id: string, author: string) =>
    store.writeCompany(id, by(author), async (draft) => draft.put("company", company(id)));
  await Promise.all([put("acme", "an\0na"), put("beta", "boris"), put("gamma", "\ud800")]);
  const { entries } = await store.history({ company: "acme", limit: 1, bytes: Infinity });
  assert.equal(entries[0]!.author.name, "an\ufffdna");
  assert.equal(await store.head(), 3);
  const { ok, rows } = await store.verifyHistory(null);
  assert.deepEqual([ok, rows], [true, 3]);
  await store.close();
});
