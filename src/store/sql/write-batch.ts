/** One transaction with one or more saves: locks their companies, judges each, stores those that pass. */
import { setTimeout } from "node:timers/promises";
import { sql as raw, type ControlledTransaction } from "kysely";
import type { StoredCompany } from "../company.ts";
import type { Written } from "../writes.ts";
import { inPages, type Engine, type Limits, type Sql } from "./engine.ts";
import type { Mac } from "./history-chain.ts";
import type { Tables } from "./schema.ts";
import { storeTogether, type PreparedWrite } from "./store-together.ts";

/** The id of the row in `company` that a write of keys, people or trunks locks. */
export const SHARED = "";

/** How long another connection may hold a row of a database that does not wait for locks itself. */
const LOCK_MS = 5000;
const LOCK_AGAIN_MS = 5;

/** The place of one save in a transaction. */
export type Place = Readonly<{
  sql: Sql;
  /** The company's documents, read after the company was locked. */
  documents: readonly Tables["document"][];
  /** To be called before anything is written: if the save is refused later, that is undone. */
  touch: () => Promise<void>;
  /** To be called before anything is read that companies share; it also does what `touch` does. */
  lockShared: () => Promise<void>;
}>;

type Judged = Readonly<{
  result: unknown;
  before: StoredCompany | null;
  /** Null if nothing changed. */
  prepared: PreparedWrite | null;
  /** Whether what the save has written so far is kept although nothing changed. */
  keeps: boolean;
}>;

export type Save = Readonly<{
  /** The id of the row that is locked first. */
  lock: string;
  /** @throws whatever refuses the save */
  judge: (place: Place) => Promise<Judged>;
}>;

export type Outcome = Readonly<{ written: Written<unknown> } | { refused: unknown }>;

/** The transaction may or may not have been committed. */
export class CommitFailed extends Error {
  constructor(cause: unknown) {
    super("the transaction may or may not have been committed", { cause });
  }
}

/**
 * @param saves at most one for each lock, in any order
 * @returns what became of each, once the transaction is committed
 * @throws CommitFailed, or any other error if nothing was committed
 */
export async function writeBatch(
  engine: Engine,
  mac: Mac,
  saves: readonly Save[],
  limits: Limits,
): Promise<readonly Outcome[]> {
  const sql = await engine.within(limits).startTransaction().execute();
  let outcomes: readonly (Judged | Refused)[];
  let first = 0;
  try {
    const companies = saves.map(({ lock }) => lock).filter((lock) => lock !== SHARED);
    // In one order in every process: otherwise two of them could wait for each other.
    await lockRows(engine, sql, companies.toSorted());
    const documents = Map.groupBy(await readDocuments(sql, companies), ({ company }) => company);
    const judged: (Judged | Refused)[] = [];
    for (const [at, save] of saves.entries())
      judged.push(await judgeOne(engine, sql, `save_${at}`, save, documents.get(save.lock) ?? []));
    outcomes = judged;
    const writes = judged.flatMap((one) => ("refused" in one || one.prepared === null ? [] : [one.prepared]));
    if (writes.length > 0) first = await storeTogether(sql, mac, writes);
    if (writes.length > 0 || judged.some((one) => "keeps" in one && one.keeps)) {
      const unmade = saves.flatMap(({ lock }, at) => (isUnmade(judged[at]!) && lock !== SHARED ? [lock] : []));
      await forgetUnmade(sql, unmade);
      await commit(sql);
    } else await rollback(sql);
  } catch (error) {
    await rollback(sql);
    throw error;
  }
  let next = first;
  return outcomes.map((outcome): Outcome => {
    if ("refused" in outcome) return outcome;
    const { result, before, prepared } = outcome;
    if (prepared === null) return { written: { result, revision: null, stored: before } };
    const revision = next++;
    return { written: { result, revision, stored: prepared.after(revision) } };
  });
}

type Refused = Readonly<{ refused: unknown }>;

async function judgeOne(
  engine: Engine,
  sql: Sql,
  savepoint: string,
  { lock, judge }: Save,
  documents: readonly Tables["document"][],
): Promise<Judged | Refused> {
  let [isTouched, isShared] = [false, false];
  const touch = async () => {
    if (isTouched) return;
    isTouched = true;
    await raw`savepoint ${raw.id(savepoint)}`.execute(sql);
  };
  const lockShared = async () => {
    if (isShared) return;
    await touch();
    isShared = true;
    await lockRows(engine, sql, [SHARED]);
  };
  const undo = async () => {
    if (isTouched) await raw`rollback to savepoint ${raw.id(savepoint)}`.execute(sql);
  };
  try {
    if (lock === SHARED) await lockShared();
    const judged = await judge({ sql, documents, touch, lockShared });
    if (judged.prepared === null && !judged.keeps) await undo();
    return judged;
  } catch (error) {
    // The database may have given up the whole transaction.
    if (engine.translate(error) !== error) throw error;
    await undo();
    return { refused: error };
  }
}

/** Creates rows that are missing, so that the first write of a company locks it too. */
async function lockRows({ isBusy }: Engine, sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const until = performance.now() + LOCK_MS;
  for (;;)
    try {
      await sql
        .insertInto("company")
        .values(ids.map((id) => ({ id, since: 0, made: 0, sum: "" })))
        .onConflict((conflict) => conflict.column("id").doUpdateSet((row) => ({ id: row.ref("excluded.id") })))
        .execute();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      await setTimeout(LOCK_AGAIN_MS);
    }
}

async function readDocuments(sql: Sql, companies: readonly string[]): Promise<readonly Tables["document"][]> {
  if (companies.length === 0) return [];
  return await sql.selectFrom("document").selectAll().where("company", "in", companies).execute();
}

const isUnmade = (judged: Judged | Refused) => "refused" in judged || (judged.prepared === null && !judged.before);

/** Removes the rows of companies that were only locked: there is no such company, and there never was. */
async function forgetUnmade(sql: Sql, companies: readonly string[]): Promise<void> {
  for (const page of inPages(companies))
    await sql
      .deleteFrom("company")
      .where("id", "in", page)
      .where("since", "=", 0)
      .where("made", "=", 0)
      .where("id", "not in", (row) => row.selectFrom("document").select("company").where("company", "in", page))
      .execute();
}

async function commit(sql: ControlledTransaction<Tables>): Promise<void> {
  try {
    await sql.commit().execute();
  } catch (error) {
    throw new CommitFailed(error);
  }
}

/** Also gives back the connection; a connection that is lost has nothing to roll back. */
async function rollback(sql: ControlledTransaction<Tables>): Promise<void> {
  try {
    if (!sql.isCommitted && !sql.isRolledBack) await sql.rollback().execute();
  } catch {
    // The first error tells what happened.
  }
}
