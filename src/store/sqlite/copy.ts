/** The database of a data folder, read synchronously in the thread that decides calls. */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import {
  DECIDING_KINDS,
  DOCUMENTS,
  documentsFrom,
  type DecidingDocuments,
  type DocumentKind,
} from "../../policy/documents.ts";
import { decisionQuotaIn } from "../../policy/quotas.ts";
import type { DecidingCopy } from "../deciding-copy.ts";
import { feedPage, startsOver } from "../sql/feed-page.ts";
import { keyOf } from "../sql/sql-keys.ts";
import type { Tables } from "../sql/schema.ts";
import { namedTrunk } from "../sql/sql-trunks.ts";
import { databaseFile } from "./data-folder.ts";
import { refusal, translate } from "./faults.ts";

/** With a write-ahead log, readers hardly ever wait for the writer. */
const WAIT_MS = 1000;

/**
 * The copy of a database that is already open, see {@link openSqliteStore}. Its methods may throw a StorageError.
 */
export function openSqliteCopy(dataDir: string): DecidingCopy {
  const place = databaseFile(dataDir);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(place, { readOnly: true, timeout: WAIT_MS });
    return copyOf(database);
  } catch (error) {
    database?.close();
    throw refusal(error, place);
  }
}

function copyOf(database: DatabaseSync): DecidingCopy {
  const statement = <Row>(sql: string) => prepared<Row>(database.prepare(sql));
  const head = statement<Tables["head"]>("SELECT epoch, revision, forgotten FROM head");
  const feed = statement<Tables["feed"]>(
    "SELECT revision, company, removed FROM feed WHERE revision > ? ORDER BY revision LIMIT ?",
  );
  // One statement sees one state: a company is never a mixture of two writes.
  const company = statement<Readonly<{ kind: DocumentKind | "core"; revision: number; body: string }>>(
    `SELECT 'core' AS kind, revision, body FROM core WHERE company = ?1
     UNION ALL
     SELECT kind, revision, body FROM document
     WHERE company = ?1 AND kind IN (${DECIDING_KINDS.map((kind) => `'${kind}'`).join()}) AND NOT EXISTS (SELECT 1 FROM core WHERE company = ?1)
     UNION ALL
     SELECT kind, 0, body FROM document WHERE company = ?1 AND kind = 'quotas'`,
  );
  const bucket = statement<Readonly<{ text: string }>>(
    `SELECT coalesce(bucket.body, '') AS text
     FROM core LEFT JOIN bucket ON bucket.company = core.company AND bucket.bucket = ?3
     WHERE core.company = ?1 AND core.revision = ?2`,
  );
  const ids = statement<Readonly<{ company: string }>>(
    "SELECT company FROM document WHERE kind = 'company' AND company > ? ORDER BY company LIMIT ?",
  );
  const trunks = statement<Readonly<{ id: string; body: string }>>("SELECT id, body FROM trunk ORDER BY id");
  const key = statement<Tables["api_key"]>("SELECT * FROM api_key WHERE hash = ?");
  const position = () => {
    const { epoch, revision } = head.get()!;
    return { epoch, revision };
  };
  return {
    position,
    changesSince(from, limit) {
      const now = head.get()!;
      return startsOver(from, now) ? "start_over" : feedPage(from, limit, now, feed.all(from.revision, limit));
    },
    company(id) {
      const rows = company.all(id);
      const [first] = rows;
      if (!first) return null;
      const revision = Math.max(...rows.map((row) => row.revision));
      const size = rows.reduce((sum, { body }) => sum + body.length, 0);
      const quotas = rows.find((row) => row.kind === "quotas");
      const about = { revision, size, decisionsPerSecond: quotas ? decisionQuotaIn(quotas.body) : null };
      if (first.kind === "core") return { kind: "core", ...about, core: first.body };
      const documents = documentsFrom<unknown>(
        (kind) => {
          const row = DOCUMENTS[kind].decides ? rows.find((row) => row.kind === kind) : undefined;
          return row && JSON.parse(row.body);
        },
        (empty) => empty,
      ) as DecidingDocuments | null;
      return documents && { kind: "documents", ...about, documents };
    },
    bucket: (id, revision, at) => bucket.get(id, revision, at) ?? null,
    ids: (after, limit) => ids.all(after ?? "", limit).map(({ company }) => company),
    trunks: () => trunks.all().flatMap(namedTrunk),
    key(hash) {
      const row = key.get(hash);
      return row ? keyOf(row) : null;
    },
    close: () => database.close(),
  };
}

function prepared<Row>(statement: StatementSync) {
  const translated = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw translate(error);
    }
  };
  return {
    get: (...values: (string | number)[]) => translated(() => statement.get(...values) as Row | undefined),
    all: (...values: (string | number)[]) => translated(() => statement.all(...values) as Row[]),
  };
}
