/** The store on any database that Kysely speaks to. */
import { randomUUID } from "node:crypto";
import { sql, type Kysely, type Transaction as SqlTransaction } from "kysely";
import { Migrator } from "kysely/migration";
import type { Company } from "../../policy/company.ts";
import { emptyDirectory } from "../../policy/directory.ts";
import { noOutgoingNumbers } from "../../policy/outgoing-numbers.ts";
import type { ApiKey } from "../../access/api-key.ts";
import { changes, type Change } from "../changes.ts";
import { migrations, type Tables } from "./schema.ts";
import { sqlSessions } from "./sql-sessions.ts";
import {
  REMOVAL,
  SYNCHRONISED,
  type Commit,
  type DocumentKind,
  type Documents,
  type Saved,
  type Store,
  type StoredCompany,
  type Transaction,
} from "../store.ts";
import { StorageError } from "../storage-error.ts";

type Db = Kysely<Tables> | SqlTransaction<Tables>;

const KINDS = ["company", "directory", "outgoing-numbers"] as const satisfies DocumentKind[];

/** What differs between one database and another. */
export type Engine = Readonly<{
  db: Kysely<Tables>;
  /** Turns an error of the database into a StorageError; answers any other error as it is. */
  translate: (error: unknown) => unknown;
  backup: (file: string) => Promise<void>;
  /** Named in messages to the person who starts Callas. */
  place: string;
}>;

/** @throws StorageError when the database is a newer version's */
export async function openSqlStore(engine: Engine): Promise<Store> {
  const { db } = engine;
  await migrate(engine);
  const { epoch } = await db.selectFrom("head").select("epoch").executeTakeFirstOrThrow();
  const listeners: ((commit: Commit) => void)[] = [];
  const translated = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw engine.translate(error);
    }
  };
  return {
    epoch,
    head: () => translated(() => readHead(db)),
    company: (id) => translated(() => readCompany(db, id)),
    list: (after, limit, among) =>
      translated(async () => {
        let query = db
          .selectFrom("document")
          .select(["company", "body"])
          .where("kind", "=", "company")
          .where("company", ">", after ?? "");
        if (among) query = query.where("company", "in", among);
        const rows = await query.orderBy("company").limit(limit).execute();
        return rows.map(({ company, body }) => ({ id: company, company: JSON.parse(body) as Company }));
      }),
    keys: () => translated(() => readKeys(db)),
    sessions: sqlSessions(db, translated),
    feed: (after, limit) =>
      translated(() =>
        db.selectFrom("feed").selectAll().where("revision", ">", after).orderBy("revision").limit(limit).execute(),
      ),
    audit: (company, before, limit) =>
      translated(async () => {
        const rows = await db
          .selectFrom("audit")
          .innerJoin("feed", "feed.revision", "audit.revision")
          .select(["audit.revision", "audit.company", "feed.action", "feed.at", "audit.author", "audit.changes"])
          .where("audit.company", "=", company)
          // An id may have been another company's before: what is told begins with this one.
          .where("audit.revision", ">", (from) =>
            from
              .selectFrom("feed")
              .select(({ fn }) => fn.coalesce(fn.max("revision"), sql<number>`0`).as("removed"))
              .where("company", "=", company)
              .where("action", "=", REMOVAL),
          )
          .where("audit.revision", "<", before ?? Number.MAX_SAFE_INTEGER)
          .orderBy("audit.revision", "desc")
          .limit(limit)
          .execute();
        return rows.map((row) => ({ ...row, changes: JSON.parse(row.changes) as Change[] }));
      }),
    synchronisation: (company) =>
      translated(async () => {
        const row = await db
          .selectFrom("synchronisation")
          .select(["at", "author"])
          .where("company", "=", company)
          .executeTakeFirst();
        return row ?? null;
      }),
    ownersBesides: (company, numbers) => translated(() => ownersBesides(db, company, numbers)),
    write: (about, work) =>
      translated(async () => {
        const { result, commit } = await db.transaction().execute(async (sql) => {
          const draft = new Draft(sql);
          const result = await work(draft);
          return { result, commit: await draft.save(about) };
        });
        for (const listener of listeners) listener(commit);
        return { result, ...commit };
      }),
    onCommit: (listener) => void listeners.push(listener),
    backup: (file) => translated(() => engine.backup(file)),
    close: () => db.destroy(),
  };
}

async function migrate({ db, place }: Engine): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (tables.some(({ name }) => name === "kysely_migration")) {
    const run = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
      .selectFrom("kysely_migration")
      .select("name")
      .execute();
    const newer = run.find(({ name }) => !(name in migrations));
    if (newer)
      throw new StorageError(
        "unusable",
        `${place} was written by a newer version of Callas (${newer.name}): start that version.`,
      );
  }
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
  await db
    .insertInto("head")
    .values({ id: 1, revision: 0, epoch: randomUUID() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function readHead(db: Db): Promise<number> {
  return (await db.selectFrom("head").select("revision").executeTakeFirstOrThrow()).revision;
}

const unsaved = <T>(body: T): Saved<T> => ({ body, revision: 0, savedAt: null, savedBy: null });

async function readCompany(db: Db, id: string): Promise<StoredCompany | null> {
  const rows = await db.selectFrom("document").selectAll().where("company", "=", id).execute();
  const saved = <Kind extends DocumentKind>(kind: Kind): Saved<Documents[Kind]> | undefined => {
    const row = rows.find((row) => row.kind === kind);
    return (
      row && {
        body: JSON.parse(row.body) as Documents[Kind],
        revision: row.revision,
        savedAt: row.saved_at,
        savedBy: row.saved_by,
      }
    );
  };
  const company = saved("company");
  return company
    ? {
        id,
        company,
        directory: saved("directory") ?? unsaved(emptyDirectory),
        "outgoing-numbers": saved("outgoing-numbers") ?? unsaved(noOutgoingNumbers),
      }
    : null;
}

async function readKeys(db: Db): Promise<ApiKey[]> {
  const rows = await db.selectFrom("api_key").selectAll().orderBy("created_at").execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    hash: row.hash,
    role: row.role,
    companies: row.companies === null ? null : (JSON.parse(row.companies) as string[]),
    sync: row.sync === 1,
    createdAt: row.created_at,
    createdBy: row.created_by,
    revokedAt: row.revoked_at,
  }));
}

async function ownersBesides(
  db: Db,
  company: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const owners = new Map<string, string>();
  // Databases limit how many values one statement may carry.
  for (let at = 0; at < numbers.length; at += 500) {
    const rows = await db
      .selectFrom("number_owner")
      .selectAll()
      .where("number", "in", numbers.slice(at, at + 500))
      .where("company", "!=", company)
      .execute();
    for (const row of rows) owners.set(row.number, row.company);
  }
  return owners;
}

/** Collects what a write puts, and stores it all under one revision at its end. */
class Draft implements Transaction {
  readonly #sql: SqlTransaction<Tables>;
  readonly #before = new Map<string, StoredCompany | null>();
  readonly #documents = new Map<string, Partial<Documents> | null>();
  readonly #keys: ApiKey[] = [];

  constructor(sql: SqlTransaction<Tables>) {
    this.#sql = sql;
  }

  async company(id: string): Promise<StoredCompany | null> {
    const stored = this.#before.get(id) ?? (await readCompany(this.#sql, id));
    this.#before.set(id, stored);
    return stored;
  }

  put<Kind extends DocumentKind>(company: string, kind: Kind, body: Documents[Kind]): void {
    this.#documents.set(company, { ...this.#documents.get(company), [kind]: body });
  }

  removeCompany(id: string): void {
    this.#documents.set(id, null);
  }

  ownersBesides(company: string, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return ownersBesides(this.#sql, company, numbers);
  }

  keys(): Promise<readonly ApiKey[]> {
    return readKeys(this.#sql);
  }

  putKey(key: ApiKey): void {
    this.#keys.push(key);
  }

  async save(about: Readonly<{ author: string; action: string; company: string | null }>): Promise<Commit> {
    const at = new Date().toISOString();
    const all: Change[] = [];
    for (const [id, documents] of this.#documents) {
      const before = await this.company(id);
      for (const kind of KINDS) {
        const from = before && before[kind].revision > 0 ? before[kind].body : undefined;
        const to = documents === null ? undefined : (documents[kind] ?? from);
        for (const change of changes(from, to)) all.push({ ...change, path: `/${kind}${change.path}` });
      }
    }
    for (const { hash, ...key } of this.#keys) all.push({ path: `/keys/${key.id}`, to: key });

    const { revision } = await this.#sql
      .updateTable("head")
      .set((row) => ({ revision: row("revision", "+", 1) }))
      .returning("revision")
      .executeTakeFirstOrThrow();
    for (const [id, documents] of this.#documents)
      if (documents === null) await this.#remove(id);
      else await this.#store(id, documents, { revision, at, author: about.author });
    for (const key of this.#keys) await this.#storeKey(key);
    const { company, action, author } = about;
    await this.#sql
      .insertInto("audit")
      .values({ revision, company, author, changes: JSON.stringify(all) })
      .execute();
    await this.#sql.insertInto("feed").values({ revision, company, action, at }).execute();
    if (company !== null && action.endsWith(SYNCHRONISED))
      await this.#sql
        .insertInto("synchronisation")
        .values({ company, at, author })
        .onConflict((conflict) => conflict.column("company").doUpdateSet({ at, author }))
        .execute();
    const stored = company === null ? null : await readCompany(this.#sql, company);
    return { revision, company, stored };
  }

  async #store(
    company: string,
    documents: Partial<Documents>,
    by: Readonly<{ revision: number; at: string; author: string }>,
  ): Promise<void> {
    for (const kind of KINDS) {
      if (documents[kind] === undefined) continue;
      const row = {
        revision: by.revision,
        saved_at: by.at,
        saved_by: by.author,
        body: JSON.stringify(documents[kind]),
      };
      await this.#sql
        .insertInto("document")
        .values({ company, kind, ...row })
        .onConflict((conflict) => conflict.columns(["company", "kind"]).doUpdateSet(row))
        .execute();
    }
    if (documents.directory)
      await this.#own(
        company,
        documents.directory.numbers.map(({ number }) => number),
      );
  }

  async #own(company: string, numbers: readonly string[]): Promise<void> {
    const rows = await this.#sql.selectFrom("number_owner").select("number").where("company", "=", company).execute();
    const before = new Set(rows.map(({ number }) => number));
    const after = new Set(numbers);
    for (const number of before.difference(after))
      await this.#sql.deleteFrom("number_owner").where("number", "=", number).execute();
    for (const number of after.difference(before))
      await this.#sql.insertInto("number_owner").values({ number, company }).execute();
  }

  async #remove(company: string): Promise<void> {
    await this.#sql.deleteFrom("document").where("company", "=", company).execute();
    await this.#sql.deleteFrom("number_owner").where("company", "=", company).execute();
    await this.#sql.deleteFrom("synchronisation").where("company", "=", company).execute();
  }

  async #storeKey(key: ApiKey): Promise<void> {
    const row = {
      name: key.name,
      hash: key.hash,
      role: key.role,
      companies: key.companies && JSON.stringify(key.companies),
      sync: key.sync ? 1 : 0,
      created_at: key.createdAt,
      created_by: key.createdBy,
      revoked_at: key.revokedAt,
    };
    await this.#sql
      .insertInto("api_key")
      .values({ id: key.id, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  }
}
