/** Runs writes: each locks its company's row first, then writes everything that carries the revision. */
import type { Directory } from "../../policy/directory.ts";
import { Refusal } from "../../policy/refusal.ts";
import { takenNumbers } from "../../policy/taken-numbers.ts";
import type { Written, WriteRecord, Writes } from "../writes.ts";
import { Draft } from "./draft.ts";
import type { Engine, Sql, Translated } from "./engine.ts";
import { groupCommit } from "./group-commit.ts";
import type { Mac } from "./history-chain.ts";
import { NumbersTaken, noteSynchronisation, prepareDraft } from "./save-draft.ts";
import { prepareTrunk, SqlTrunkDraft } from "./save-trunk.ts";
import { requireSaveRates } from "./save-rate.ts";
import { companyOf, ownersBesides } from "./sql-companies.ts";
import { readTrunk } from "./sql-trunks.ts";
import { SHARED, type Save } from "./write-batch.ts";

export function sqlWrites(
  engine: Engine,
  mac: Mac,
  translated: Translated,
  committed: (revision: number) => void,
): Writes {
  const commit = groupCommit(engine, mac, committed);
  const run = (save: Save): Promise<Written<unknown>> =>
    translated(async () => {
      try {
        return await commit(save);
      } catch (error) {
        throw error instanceof NumbersTaken ? await numbersTaken(engine.db, save.lock, error.directory) : error;
      }
    });
  const write = async <T>(company: string | null, record: WriteRecord, work: (draft: Draft) => Promise<T>) => {
    const written = await run({
      lock: company ?? SHARED,
      async judge(place) {
        const before = company === null ? null : companyOf(company, place.documents);
        const draft = new Draft(place, company, before);
        const result = await work(draft);
        const prepared = await prepareDraft(place, draft, record);
        if (prepared !== null && before !== null) await requireSaveRates(place.sql, before, record);
        const keeps = prepared === null && (await noteSynchronisation(place.sql, draft, record));
        return { result, before, prepared, keeps };
      },
    });
    return written as Written<T>;
  };
  return {
    writeCompany: (company, record, work) => write(company, record, work),
    writeAccess: (record, work) => write(null, record, work),
    async writeTrunk<T>(trunk: string, record: WriteRecord, work: (draft: SqlTrunkDraft) => Promise<T>) {
      const written = await run({
        lock: SHARED,
        async judge({ sql }) {
          const draft = new SqlTrunkDraft(sql, trunk, await readTrunk(sql, trunk));
          const result = await work(draft);
          return { result, before: null, prepared: prepareTrunk(draft, record), keeps: false };
        },
      });
      return written as Written<T>;
    },
  };
}

async function numbersTaken(db: Sql, company: string, directory: Directory): Promise<Refusal> {
  const numbers = directory.numbers.map(({ number }) => number);
  const { problems, more } = takenNumbers(directory, await ownersBesides(db, company, numbers));
  const detail = problems[0]?.message ?? "A number belongs to another company.";
  return new Refusal("number_taken", detail, { problems, more });
}
