/** Reads a copy in the thread that decides calls, and turns to the next file when it is complete. */
import { DatabaseSync } from "node:sqlite";
import type { ApiKey } from "../access/api-key.ts";
import { documentsFrom, type DecidingDocuments } from "../policy/documents.ts";
import { decisionQuotaIn } from "../policy/quotas.ts";
import type { DecidingCopy } from "../store/deciding-copy.ts";
import { feedPage, startsOver } from "../store/sql/feed-page.ts";
import { namedTrunk } from "../store/sql/sql-trunks.ts";
import { translate } from "../store/sqlite/faults.ts";
import { StorageError } from "../store/storage-error.ts";
import { hasPlaceForQuotas, type CopyHead } from "./copy-file.ts";
import type { KeyInFeed } from "./lines.ts";

export type NodeCopy = DecidingCopy &
  Readonly<{
    /** Reads this file from now on. */
    use: (path: string) => void;
    isThere: () => boolean;
  }>;

/** With a write-ahead log, readers hardly ever wait for the writer. */
const WAIT_MS = 1000;

/** Until there is a file, everything but its position throws StorageError `unavailable`. */
export function createNodeCopy(): NodeCopy {
  let file: Readonly<{ path: string; copy: DecidingCopy }> | null = null;
  const copy = (): DecidingCopy => {
    if (file === null)
      throw new StorageError("unavailable", "There is nothing to decide calls from yet: the copy is being filled.");
    return file.copy;
  };
  return {
    use(path) {
      if (file?.path === path) return;
      const before = file;
      file = { path, copy: openFile(path) };
      before?.copy.close();
    },
    isThere: () => file !== null,
    position: () => file?.copy.position() ?? { epoch: "", revision: 0 },
    changesSince: (position, limit) => copy().changesSince(position, limit),
    company: (id) => copy().company(id),
    bucket: (id, revision, bucket) => copy().bucket(id, revision, bucket),
    ids: (after, limit) => copy().ids(after, limit),
    trunks: () => copy().trunks(),
    key: (hash) => copy().key(hash),
    close: () => file?.copy.close(),
  };
}

type Head = Pick<CopyHead, "revision" | "life" | "forgotten">;
type CompanyRow = Readonly<{ kind: "core" | "documents"; revision: number; body: string; quotas: string | null }>;
type FeedRow = { revision: number; company: string | null; removed: number };

function openFile(path: string): DecidingCopy {
  const database = new DatabaseSync(path, { readOnly: true, timeout: WAIT_MS });
  const head = database.prepare("SELECT revision, life, forgotten FROM head");
  const feed = database.prepare("SELECT * FROM feed WHERE revision > ? ORDER BY revision LIMIT ?");
  const quotas = hasPlaceForQuotas(database) ? "(SELECT body FROM quotas WHERE company = ?1)" : "NULL";
  // One statement sees one state: a company is never a mixture of two.
  const company = database.prepare(
    `SELECT 'core' AS kind, revision, body, ${quotas} AS quotas FROM core WHERE company = ?1
     UNION ALL
     SELECT 'documents', revision, body, ${quotas} FROM company
     WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM core WHERE company = ?1)`,
  );
  const bucket = database.prepare(
    `SELECT coalesce(bucket.body, '') AS text
     FROM core LEFT JOIN bucket ON bucket.company = core.company AND bucket.bucket = ?3
     WHERE core.company = ?1 AND core.revision = ?2`,
  );
  const ids = database.prepare("SELECT id FROM company WHERE id > ? ORDER BY id LIMIT ?");
  const trunks = database.prepare("SELECT id, body FROM trunk ORDER BY id");
  const key = database.prepare("SELECT body FROM api_key WHERE hash = ?");
  const reading = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw translate(error);
    }
  };
  const now = () => {
    const { life, ...rest } = head.get() as Head;
    return { epoch: life, ...rest };
  };
  return {
    position: () =>
      reading(() => {
        const { epoch, revision } = now();
        return { epoch, revision };
      }),
    changesSince: (from, limit) =>
      reading(() => {
        const at = now();
        if (startsOver(from, at)) return "start_over";
        return feedPage(from, limit, at, feed.all(from.revision, limit) as FeedRow[]);
      }),
    company: (id) =>
      reading(() => {
        const row = company.get(id) as CompanyRow | undefined;
        if (!row) return null;
        const { kind, revision, body, quotas } = row;
        const about = {
          revision,
          size: body.length,
          decisionsPerSecond: quotas === null ? null : decisionQuotaIn(quotas),
        };
        if (kind === "core") return { kind, ...about, core: body };
        const stored = JSON.parse(body) as Partial<DecidingDocuments>;
        const documents = documentsFrom<unknown>(
          (kind) => (stored as Readonly<Record<string, unknown>>)[kind],
          (empty) => empty,
        ) as DecidingDocuments | null;
        return documents && { kind, ...about, documents };
      }),
    bucket: (id, revision, at) =>
      reading(() => (bucket.get(id, revision, at) as Readonly<{ text: string }> | undefined) ?? null),
    ids: (after, limit) => reading(() => ids.all(after ?? "", limit).map((row) => String(row["id"]))),
    trunks: () => reading(() => (trunks.all() as { id: string; body: string }[]).flatMap(namedTrunk)),
    key: (hash) =>
      reading(() => {
        const row = key.get(hash);
        return row === undefined ? null : keyIn(String(row["body"]));
      }),
    close: () => database.close(),
  };
}

type Quota = "savesPerMinute" | "decisionsPerSecond";

/**
 * The feed does not tell when and by whom a key was made. A copy that an older version filled does not know the quotas
 * of keys.
 */
function keyIn(body: string): ApiKey {
  const {
    savesPerMinute = null,
    decisionsPerSecond = null,
    ...key
  } = JSON.parse(body) as Omit<KeyInFeed, Quota> & Partial<Pick<KeyInFeed, Quota>>;
  const role = key.role as ApiKey["role"];
  return { ...key, role, savesPerMinute, decisionsPerSecond, createdAt: "", createdBy: "", lastUsedAt: null };
}
