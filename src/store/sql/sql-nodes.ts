/** Call nodes, and the numbers that rest until each of them has forgotten whose they were. */
import { MOST_NODES, type CallNode, type Nodes } from "../nodes.ts";
import { inPages, type Sql, type Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";

export function sqlNodes(db: Sql, translated: Translated): Nodes {
  return {
    listNodes: () =>
      translated(async () => {
        const rows = await db.selectFrom("node").selectAll().where("removed", "is", null).orderBy("name").execute();
        return rows.map(nodeOf);
      }),
    node: (name) =>
      translated(async () => {
        const row = await db.selectFrom("node").selectAll().where("name", "=", name).executeTakeFirst();
        return row ? { ...nodeOf(row), removed: row.removed } : null;
      }),
    freed: () => translated(async () => (await db.selectFrom("head").select("freed").executeTakeFirstOrThrow()).freed),
    restingNumbers: (company, numbers) => translated(() => restingNumbers(db, company, numbers)),
    noteNodes: (nodes) =>
      translated(() =>
        db.transaction().execute(async (sql) => {
          for (const { name, epoch, revision, seenAt } of nodes) {
            const row = { epoch, revision, seen_at: seenAt, removed: null };
            await sql
              .insertInto("node")
              .values({ name, ...row })
              .onConflict((conflict) =>
                conflict
                  .column("name")
                  .doUpdateSet(row)
                  // What it had confirmed before it was taken off the list may come late.
                  .where((node) => node.or([node("node.removed", "is", null), node("node.removed", "<=", revision)])),
              )
              .execute();
          }
          await wakeConfirmed(sql);
        }),
      ),
  };
}

const nodeOf = ({ name, epoch, revision, seen_at }: Tables["node"]): CallNode => ({
  name,
  epoch,
  revision,
  seenAt: seen_at,
});

/**
 * Removes a node from the list. Until it has started over, it is told to.
 * @returns false if it is not listed
 */
export async function removeNode(sql: Sql, name: string): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable("node")
    .set((row) => ({ removed: row.selectFrom("head").select((head) => head("revision", "+", 1).as("next")) }))
    .where("name", "=", name)
    .where("removed", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  const newest = sql
    .selectFrom("node")
    .select("name")
    .where("removed", "is not", null)
    .orderBy("removed", "desc")
    .limit(MOST_NODES);
  await sql.deleteFrom("node").where("removed", "is not", null).where("name", "not in", newest).execute();
  await wakeConfirmed(sql);
  return true;
}

/** Forgets the numbers whose removal every listed node has confirmed. */
async function wakeConfirmed(sql: Sql): Promise<void> {
  const { epoch } = await sql.selectFrom("head").select("epoch").executeTakeFirstOrThrow();
  const nodes = await sql.selectFrom("node").select(["epoch", "revision"]).where("removed", "is", null).execute();
  if (nodes.some((node) => node.epoch !== epoch)) return;
  const confirmed = Math.min(...nodes.map(({ revision }) => revision));
  await sql
    .deleteFrom("resting_number")
    .$if(confirmed !== Infinity, (query) => query.where("revision", "<=", confirmed))
    .execute();
}

/** The revision of a write that has none yet: later than what any node can have confirmed. */
const UNDATED = Number.MAX_SAFE_INTEGER;

/**
 * Lets numbers rest that a write takes from a company; where there is no node, nobody has to forget them. Saves that are
 * committed together see it before the write has its revision, see {@link dateRests}.
 */
export async function restNumbers(sql: Sql, company: string, numbers: readonly string[]): Promise<void> {
  if (numbers.length === 0) return;
  const node = await sql.selectFrom("node").select("name").where("removed", "is", null).limit(1).executeTakeFirst();
  if (!node) return;
  const row = { company, revision: UNDATED };
  for (const page of inPages(numbers))
    await sql
      .insertInto("resting_number")
      .values(page.map((number) => ({ number, ...row })))
      .onConflict((conflict) => conflict.column("number").doUpdateSet(row))
      .execute();
}

/** Gives the rests of a write its revision. */
export async function dateRests(sql: Sql, company: string, revision: number): Promise<void> {
  const { numUpdatedRows } = await sql
    .updateTable("resting_number")
    .set({ revision })
    .where("company", "=", company)
    .where("revision", "=", UNDATED)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await sql.updateTable("head").set({ freed: revision }).execute();
}

/** Ends the rest of numbers that a company has. */
export async function wakeNumbers(sql: Sql, numbers: readonly string[]): Promise<void> {
  for (const page of inPages(numbers)) await sql.deleteFrom("resting_number").where("number", "in", page).execute();
}

/** Read it after the owners of the numbers: a number is freed and rests in one step. */
export async function restingNumbers(
  sql: Sql,
  company: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const waiting = new Map<string, readonly string[]>();
  if (numbers.length === 0) return waiting;
  const nodes = await sql.selectFrom("node").selectAll().where("removed", "is", null).orderBy("name").execute();
  if (nodes.length === 0) return waiting;
  const { epoch } = await sql.selectFrom("head").select("epoch").executeTakeFirstOrThrow();
  const silent = (revision: number) =>
    nodes.filter((node) => node.epoch !== epoch || node.revision < revision).map(({ name }) => name);
  // What a node knew before the database was restored, this database cannot tell.
  const fromElsewhere = silent(0);
  for (const page of inPages(numbers)) {
    const rows = await sql.selectFrom("resting_number").selectAll().where("number", "in", page).execute();
    const found = new Map(rows.map((row) => [row.number, row]));
    for (const number of page) {
      const row = found.get(number);
      // A company may take back what it freed, unless a node decides from a state in which another one had it since.
      const names = row && row.company !== company ? silent(row.revision) : fromElsewhere;
      if (names.length > 0) waiting.set(number, names);
    }
  }
  return waiting;
}
