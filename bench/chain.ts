/** Saves whose history rows are chained by an HMAC, compared with the same saves without it. */
import { DatabaseSync } from "node:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, SqliteDialect } from "kysely";
import { authorNamed } from "../lab/principals.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite.ts";
import { databaseFile } from "../src/store/sqlite/data-folder.ts";
import { forKysely } from "../src/store/sqlite/for-kysely.ts";
import type { Engine } from "../src/store/sql/engine.ts";
import type { Tables } from "../src/store/sql/schema.ts";
import { sqlWrites } from "../src/store/sql/sql-writes.ts";
import type { Writes } from "../src/store/writes.ts";
import { benchCompany } from "./company.ts";
import { compare } from "./pairs.ts";

const SAVES = 300;
const ID = "bench";
const { company, directory, outgoingNumbers } = benchCompany(500);
const record = { author: authorNamed("bench"), action: "outgoing-numbers.put" };

export async function benchChain(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "callas-chain-"));
  const store = await openSqliteStore(folder);
  const bare = withoutChain(folder);
  try {
    await store.writeCompany(ID, record, async (draft) => {
      draft.put("company", company);
      draft.put("directory", directory);
    });
    const result = await compare(
      () => savesPerSecond(store),
      () => savesPerSecond(bare.writes),
    );
    return [
      `saves with the chain ${result.ours.toFixed(0)}/s, without it ${result.baseline.toFixed(0)}/s, ratio ${result.ratio.toFixed(2)}`,
    ];
  } finally {
    await bare.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** The same writes to the same database, with rows that carry no code. */
function withoutChain(folder: string): Readonly<{ writes: Writes; close: () => Promise<void> }> {
  const database = new DatabaseSync(databaseFile(folder));
  database.exec("PRAGMA synchronous = FULL");
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) });
  const engine: Engine = {
    db,
    within: () => db,
    saveMilliseconds: Infinity,
    secret: () => new Uint8Array(),
    translate: (error) => error,
    isBusy: () => false,
    isTransient: () => false,
    isConflict: () => false,
    place: folder,
  };
  return {
    writes: sqlWrites(
      engine,
      () => "",
      (work) => work(),
      () => {},
    ),
    close: () => db.destroy(),
  };
}

async function savesPerSecond(store: Pick<Writes, "writeCompany">): Promise<number> {
  const started = performance.now();
  for (let at = 0; at < SAVES; at++) {
    const main = directory.numbers[at % 2]!.number;
    const { revision } = await store.writeCompany(ID, record, async (draft) =>
      draft.put("outgoing-numbers", { ...outgoingNumbers, main }),
    );
    if (revision === null) throw new Error("nothing was saved");
  }
  return SAVES / ((performance.now() - started) / 1000);
}
