/** One trunk within a write, and how the write stores it. */
import { isDeepStrictEqual } from "node:util";
import { changes } from "../../policy/changes.ts";
import { escapePointer } from "../../policy/json-pointer.ts";
import type { Trunk } from "../../policy/trunk.ts";
import type { Saved } from "../company.ts";
import type { TrunkDraft, WriteRecord } from "../writes.ts";
import type { Sql } from "./engine.ts";
import type { PreparedWrite } from "./store-together.ts";

export class SqlTrunkDraft implements TrunkDraft {
  readonly id: string;
  readonly before: Saved<Trunk | null> | null;
  /** Null removes the trunk; undefined leaves it as it is. */
  after: Trunk | null | undefined;
  readonly #sql: Sql;

  constructor(sql: Sql, id: string, before: Saved<Trunk | null> | null) {
    this.#sql = sql;
    this.id = id;
    this.before = before;
  }

  async count(): Promise<number> {
    const { count } = await this.#sql
      .selectFrom("trunk")
      .select((row) => row.fn.countAll().as("count"))
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  async isCarried(): Promise<boolean> {
    const found = await this.#sql
      .selectFrom("trunk_company")
      .select("company")
      .where("trunk", "=", this.id)
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  }

  put(body: Trunk): void {
    this.after = body;
  }

  remove(): void {
    this.after = null;
  }
}

/** @returns null if nothing changed */
export function prepareTrunk(
  { id, before, after }: SqlTrunkDraft,
  { action, author }: WriteRecord,
): PreparedWrite | null {
  if (after === undefined || (after === null && before === null)) return null;
  // A trunk without a field has its default, as has a field that is undefined.
  const body: Trunk | null = after && (JSON.parse(JSON.stringify(after)) as Trunk);
  if (body !== null && isDeepStrictEqual(body, before?.body)) return null;
  const at = new Date().toISOString();
  const told = changes(before?.body ?? undefined, body ?? undefined).map((change) => ({
    ...change,
    path: `/trunks/${escapePointer(id)}${change.path}`,
  }));
  return {
    recorded: { company: null, action, at, author, changes: told, changed: { company: null, isRemoved: false } },
    documents: [],
    summed: null,
    async store(sql, revision) {
      await sql.updateTable("head").set({ trunks: revision }).execute();
      if (body === null) return void (await sql.deleteFrom("trunk").where("id", "=", id).execute());
      const row = { revision, saved_at: at, saved_by: author.name, body: JSON.stringify(body) };
      await sql
        .insertInto("trunk")
        .values({ id, ...row })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
    },
    after: () => null,
  };
}
