/** Reads whole tables in pages of bounded size, from any database. */
import { sql as raw, type Kysely } from "kysely";
import type { Sql } from "./engine.ts";
import type { Tables } from "./schema.ts";

/** The primary key of each table, and the column that most of its bytes are in, if it may have many. */
const TABLES: {
  readonly [Name in keyof Tables]: Readonly<{
    key: readonly (keyof Tables[Name] & string)[];
    weighs?: keyof Tables[Name] & string;
  }>;
} = {
  head: { key: ["id"] },
  company: { key: ["id"] },
  document: { key: ["company", "kind"], weighs: "body" },
  core: { key: ["company"], weighs: "body" },
  bucket: { key: ["company", "bucket"], weighs: "body" },
  number_owner: { key: ["number"] },
  feed: { key: ["revision"] },
  history: { key: ["revision"], weighs: "changes" },
  history_document: { key: ["company", "document", "revision"] },
  api_key: { key: ["id"] },
  node: { key: ["name"] },
  resting_number: { key: ["number"] },
  key_company: { key: ["company", "key"] },
  trunk: { key: ["id"] },
  trunk_company: { key: ["trunk", "company"] },
  synchronisation: { key: ["company"] },
  guest_blocks: { key: ["company", "employee"] },
  guest_request: { key: ["company"] },
  session: { key: ["id_hash"] },
  person: { key: ["id"] },
  person_role: { key: ["person", "company", "role"] },
  link: { key: ["hash"] },
  totp: { key: ["person"] },
  recovery_code: { key: ["person", "hash"] },
  passkey: { key: ["id"] },
  used_challenge: { key: ["hash"] },
  provider_domain: { key: ["domain", "provider"] },
  identity: { key: ["provider", "subject"] },
  identity_provider: { key: ["id"] },
  sign_in: { key: ["id"] },
  scim_user: { key: ["company", "id"], weighs: "attributes" },
  setting: { key: ["name"] },
  watching: { key: ["company"], weighs: "body" },
  watch_unmet: { key: ["company"], weighs: "keys" },
  watch_seen: { key: ["id"] },
  delivery: { key: ["id"], weighs: "told" },
};

export const TABLE_NAMES = Object.keys(TABLES) as readonly (keyof Tables)[];

/** The most rows in memory at once, and the most bytes of them, unless a single row has more. */
const ROWS = 500;
const BYTES = 16 * 1024 * 1024;

type Row = Readonly<Record<string, unknown>>;

/** A database whose tables are chosen while the program runs. */
export const anyTable = (sql: Sql) => sql as unknown as Kysely<Record<string, Record<string, unknown>>>;

/** In the order of the primary key. */
export async function* pagesOf<Name extends keyof Tables>(
  sql: Sql,
  table: Name,
): AsyncGenerator<readonly Tables[Name][]> {
  const name: string = table;
  const { key, weighs } = TABLES[table] as Readonly<{ key: readonly string[]; weighs?: string }>;
  let after: Row | null = null;
  for (;;) {
    const last: Row | null = after;
    let rest = anyTable(sql).selectFrom(name).limit(ROWS);
    for (const column of key) rest = rest.orderBy(column);
    if (last !== null) {
      const [columns, values] = [key.map((column) => raw.ref(column)), key.map((column) => last[column])];
      rest = rest.where(raw<boolean>`(${raw.join(columns)}) > (${raw.join(values)})`);
    }
    let rows = ROWS;
    if (weighs !== undefined) {
      const sizes = await rest.select((row) => row.fn<number>("octet_length", [weighs]).as("size")).execute();
      rows = Math.max(1, fitting(sizes.map(({ size }) => size)));
    }
    const page: readonly Row[] = await rest.limit(rows).selectAll().execute();
    if (page.length === 0) return;
    yield page as unknown as readonly Tables[Name][];
    after = page.at(-1)!;
  }
}

/** How many of them have room. */
function fitting(sizes: readonly number[]): number {
  let room = BYTES;
  const first = sizes.findIndex((size) => (room -= size) < 0);
  return first === -1 ? ROWS : first;
}
