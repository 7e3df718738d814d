/** Reads, verifies and cuts the history. */
import type { History, HistoryAsked, HistoryEntry } from "../history.ts";
import { cutHistory } from "./cut-history.ts";
import { inPages, type Engine, type Sql, type Translated } from "./engine.ts";
import { newestCut, type HistoryRow, type Mac } from "./history-chain.ts";
import { revisionAt } from "./revision-at.ts";
import { readHead, verifyHistory } from "./verify-history.ts";

/** How many rows one request looks at: a filter that fits none must not keep other requests waiting. */
const MOST_LOOKED_AT = 5000;

/** The clock may have been set back between two writes, by no more than this. */
const CLOCK_MS = 24 * 60 * 60 * 1000;

export function sqlHistory(
  { db }: Engine,
  mac: Mac,
  translated: Translated,
  committed: (revision: number) => void,
): History {
  return {
    history: (asked) => translated(() => readPage(db, asked)),
    entry: (revision) =>
      translated(async () => {
        const row = await db.selectFrom("history").selectAll().where("revision", "=", revision).executeTakeFirst();
        return row ? entryOf(row) : null;
      }),
    knownSince: (company) =>
      translated(async () => {
        const row = await db.selectFrom("company").select("made").where("id", "=", company).executeTakeFirst();
        return Math.max(row?.made ?? 0, (await newestCut(db))?.upTo ?? 0);
      }),
    historyHead: () => translated(async () => (await readHead(db)).text),
    verifyHistory: (head) => translated(() => verifyHistory(db, mac, head)),
    cutHistory: (before) => translated(() => cutHistory(db, mac, before, committed)),
  };
}

async function readPage(db: Sql, asked: HistoryAsked): ReturnType<History["history"]> {
  const found = await candidates(db, asked);
  const { limit, bytes, author, company, since = "", until } = asked;
  const fits = (row: Candidate) =>
    (author === undefined || row.author_id === author) &&
    (company === null || row.company === company) &&
    row.at >= since &&
    (until === undefined || row.at < until);
  const taken: number[] = [];
  let size = 0;
  let next: number | null = null;
  for (const row of found.rows) {
    if (!fits(row)) continue;
    size += row.size;
    if (taken.length === limit || (taken.length > 0 && size > bytes)) {
      next = taken.at(-1)!;
      break;
    }
    taken.push(row.revision);
  }
  if (next === null && found.isCut) next = found.rows.at(-1)!.revision;
  const entries: HistoryEntry[] = [];
  for (const page of inPages(taken)) {
    const rows = await db
      .selectFrom("history")
      .selectAll()
      .where("revision", "in", page)
      .orderBy("revision", "desc")
      .execute();
    entries.push(...rows.map(entryOf));
  }
  return { entries, next };
}

type Candidate = Pick<HistoryRow, "revision" | "at" | "author_id" | "company"> & Readonly<{ size: number }>;

/**
 * Rows that an index finds, the newest first: the rest of the filter is applied to them.
 * @returns `isCut`: whether there may be more
 */
async function candidates(
  db: Sql,
  asked: HistoryAsked,
): Promise<Readonly<{ rows: readonly Candidate[]; isCut: boolean }>> {
  const { company, author, document, since, until, limit } = asked;
  const { after, before } = await boundsOf(db, asked);
  const isExact = since === undefined && until === undefined && (author === undefined || document === undefined);
  const most = isExact ? limit : MOST_LOOKED_AT;
  // Sizes come first, so that a page is cut before its content is read.
  let query = db
    .selectFrom("history")
    .select(["history.revision", "history.at", "history.author_id", "history.company"])
    .select((row) => row.fn<number>("octet_length", ["history.changes"]).as("size"))
    .where("history.revision", ">", after)
    .where("history.revision", "<", before);
  if (document !== undefined)
    query = query.where("history.revision", "in", (row) => {
      const found = row
        .selectFrom("history_document")
        .select("history_document.revision")
        .where("document", "=", document)
        .where("history_document.revision", ">", after)
        .where("history_document.revision", "<", before)
        .orderBy("history_document.revision", "desc")
        .limit(most + 1);
      return company === null ? found : found.where("history_document.company", "=", company);
    });
  else {
    if (company !== null) query = query.where("history.company", "=", company);
    if (author !== undefined) query = query.where("history.author_id", "=", author);
  }
  const rows = await query
    .orderBy("history.revision", "desc")
    .limit(most + 1)
    .execute();
  return { rows: rows.slice(0, most), isCut: rows.length > most };
}

/** The revisions between which the rows are. */
async function boundsOf(db: Sql, asked: HistoryAsked): Promise<Readonly<{ after: number; before: number }>> {
  let { after = 0, before = Number.MAX_SAFE_INTEGER } = asked;
  // Rows before a cut are about to be removed.
  after = Math.max(after, (await newestCut(db))?.upTo ?? 0);
  if (asked.company !== null && asked.removed !== true) {
    const row = await db.selectFrom("company").select("since").where("id", "=", asked.company).executeTakeFirst();
    after = Math.max(after, row?.since ?? 0);
  }
  if (asked.since !== undefined) after = Math.max(after, (await revisionAt(db, earlier(asked.since, CLOCK_MS))) - 1);
  if (asked.until !== undefined) before = Math.min(before, await revisionAt(db, earlier(asked.until, -CLOCK_MS)));
  return { after, before };
}

const earlier = (time: string, milliseconds: number) => new Date(Date.parse(time) - milliseconds).toISOString();

function entryOf(row: HistoryRow): HistoryEntry {
  const { revision, company, at, action, author_kind: kind, author_id: id, author: name, address } = row;
  const { names, changes } = row;
  return { revision, company, at, action, author: { kind, id, name, address }, names, changes };
}
