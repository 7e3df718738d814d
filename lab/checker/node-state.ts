/** What a call node, or the store, has on its disk, read past everything that Callas does. */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { copyNumbers, copyPath } from "../../src/node/copy-file.ts";
import { databaseFile } from "../../src/store/sqlite/data-folder.ts";
import type { Change } from "../../src/policy/changes.ts";
import type { State } from "./saves-made.ts";

/** A whole state, read at one moment. */
export type Claim = Readonly<{
  epoch: string;
  revision: number;
  companies: ReadonlyMap<string, NonNullable<State>>;
  trunks: readonly Readonly<Record<string, unknown>>[];
}>;

/** As long as a busy machine may need for one write. */
const WAIT_MS = 10_000;

type Row = Record<string, unknown>;

function reading<T>(file: string, read: (rows: (sql: string, ...values: number[]) => Row[]) => T): T {
  const database = new DatabaseSync(file, { readOnly: true, timeout: WAIT_MS });
  try {
    database.exec("BEGIN");
    return read((sql, ...values) => database.prepare(sql).all(...values));
  } finally {
    database.close();
  }
}

/** @returns null if the node has no complete copy, or is about to replace it */
export function nodeState(folder: string): Claim | null {
  // A node may just have lost its folder.
  for (const number of existsSync(folder) ? copyNumbers(folder) : [])
    try {
      const claim = reading(copyPath(folder, number), (rows): Claim | null => {
        const [head] = rows("SELECT * FROM head");
        if (head?.["state"] !== "complete") return null;
        return {
          epoch: String(head["epoch"]),
          revision: Number(head["revision"]),
          companies: new Map(rows("SELECT id, body FROM company").map(({ id, body }) => [String(id), parsed(body)])),
          trunks: rows("SELECT body FROM trunk").map(({ body }) => parsed(body)),
        };
      });
      if (claim !== null) return claim;
    } catch {
      // It is being made or removed.
    }
  return null;
}

export type HistoryRow = Readonly<{
  revision: number;
  company: string | null;
  action: string;
  changes: readonly Change[];
  /** What the feed tells of it. */
  told: Readonly<{ company: string | null; isRemoved: boolean }> | null;
}>;

export type StoreHead = Readonly<{ epoch: string; revision: number }>;

/** The rows of the history after a revision, with the head as of the same moment. */
export function historyAfter(dataDir: string, revision: number): StoreHead & Readonly<{ rows: readonly HistoryRow[] }> {
  return reading(databaseFile(dataDir), (rows) => ({
    ...headIn(rows),
    rows: rows(
      `SELECT history.*, feed.revision AS told, feed.company AS told_company, feed.removed
       FROM history LEFT JOIN feed ON feed.revision = history.revision
       WHERE history.revision > ? ORDER BY history.revision`,
      revision,
    ).map((row) => ({
      revision: Number(row["revision"]),
      company: row["company"] as string | null,
      action: String(row["action"]),
      changes: JSON.parse(String(row["changes"])) as Change[],
      told:
        row["told"] === null
          ? null
          : { company: row["told_company"] as string | null, isRemoved: row["removed"] === 1 },
    })),
  }));
}

export const storeHead = (file: string): StoreHead => reading(file, headIn);

const headIn = (rows: (sql: string) => Row[]): StoreHead => {
  const [head] = rows("SELECT epoch, revision FROM head");
  return { epoch: String(head!["epoch"]), revision: Number(head!["revision"]) };
};

/** The store itself, in the form of a node's copy. */
export function storeState(dataDir: string): Claim {
  return reading(databaseFile(dataDir), (rows) => {
    const companies = new Map<string, Record<string, unknown>>();
    for (const { company, kind, body } of rows("SELECT company, kind, body FROM document")) {
      const documents = companies.get(String(company)) ?? {};
      companies.set(String(company), documents);
      documents[String(kind)] = parsed(body);
    }
    return {
      ...headIn(rows),
      companies,
      trunks: rows("SELECT body FROM trunk").map(({ body }) => parsed(body)),
    };
  });
}

const parsed = (body: unknown) => JSON.parse(String(body)) as Record<string, unknown>;
