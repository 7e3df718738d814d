/** Runs one write: locks the company's row first, then writes everything that carries the revision. */
import { setTimeout } from "node:timers/promises";
import type { Directory } from "../../policy/directory.ts";
import { Refusal } from "../../policy/refusal.ts";
import { takenNumbers } from "../../policy/taken-numbers.ts";
import type { Written, WriteRecord, Writes } from "../writes.ts";
import { Draft } from "./draft.ts";
import type { Engine, Sql, Translated } from "./engine.ts";
import { NumbersTaken, noteSynchronisation, saveDraft } from "./save-draft.ts";
import { ownersBesides, readCompany } from "./sql-companies.ts";

/** The id of the row in `company` that a write of keys locks. */
const KEYS = "";

/** How long another connection may hold a row. */
const LOCK_MS = 5000;
const LOCK_AGAIN_MS = 5;

export function sqlWrites(engine: Engine, translated: Translated, committed: (revision: number) => void): Writes {
  const write = <T>(company: string | null, record: WriteRecord, work: (draft: Draft) => Promise<T>) =>
    translated(async (): Promise<Written<T>> => {
      const written = await engine.db
        .transaction()
        .execute(async (sql): Promise<Written<T>> => {
          const lock = (id: string) => lockRow(engine, sql, id);
          await lock(company ?? KEYS);
          const before = company === null ? null : await readCompany(sql, company);
          const draft = new Draft(sql, company, before, async () => {
            // Always lock keys after the company: otherwise two writes could wait for each other.
            if (company !== null) await lock(KEYS);
          });
          const result = await work(draft);
          const saved = await saveDraft(engine, sql, draft, record);
          if (saved) return { result, ...saved };
          const unchanged: Written<T> = { result, revision: null, stored: draft.before };
          if (!(await noteSynchronisation(sql, draft, record))) throw new Unchanged(unchanged);
          return unchanged;
        })
        .catch(async (error: unknown): Promise<Written<T>> => {
          if (error instanceof Unchanged) return error.written as Written<T>;
          if (error instanceof NumbersTaken) throw await numbersTaken(engine.db, company!, error.directory);
          throw error;
        });
      if (written.revision !== null) committed(written.revision);
      return written;
    });
  return {
    writeCompany: (company, record, work) => write(company, record, work),
    writeKeys: (record, work) => write(null, record, work),
  };
}

/** Creates the row if it is missing, so that the first write of a company locks it too. */
async function lockRow({ isBusy }: Engine, sql: Sql, id: string): Promise<void> {
  const until = performance.now() + LOCK_MS;
  for (;;)
    try {
      await sql
        .insertInto("company")
        .values({ id, since: 0 })
        .onConflict((conflict) => conflict.column("id").doUpdateSet((row) => ({ id: row.ref("excluded.id") })))
        .execute();
      return;
    } catch (error) {
      // Databases that wait for locks themselves never report this.
      if (!isBusy(error) || performance.now() > until) throw error;
      await setTimeout(LOCK_AGAIN_MS);
    }
}

/** Rolls back a write that changes nothing. */
class Unchanged extends Error {
  readonly written: Written<unknown>;

  constructor(written: Written<unknown>) {
    super("nothing changed");
    this.written = written;
  }
}

async function numbersTaken(db: Sql, company: string, directory: Directory): Promise<Refusal> {
  const numbers = directory.numbers.map(({ number }) => number);
  const { problems, more } = takenNumbers(directory, await ownersBesides(db, company, numbers));
  const detail = problems[0]?.message ?? "A number belongs to another company.";
  return new Refusal("number_taken", detail, { problems, more });
}
