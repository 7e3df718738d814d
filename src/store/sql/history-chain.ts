/** How rows of the history are chained: each carries a code of itself and of the row before it. */
import { createHash } from "node:crypto";
import type { Sql } from "./engine.ts";
import type { Tables } from "./schema.ts";

/** HMAC-SHA-256 with the key outside the database. */
export type Mac = (text: string) => string;

export type HistoryRow = Tables["history"];

/** The code before the first row. */
export const BEGINNING = "";

/** @param previous the code of the row before it */
export function codeOf(mac: Mac, previous: string, row: Omit<HistoryRow, "mac">): string {
  const { revision, company, at, action, author_kind: kind, author_id: id, author, address, names, changes } = row;
  const content = [revision, company, at, action, kind, id, author, address, digest(names), digest(changes)];
  return mac(JSON.stringify([previous, ...content]));
}

const digest = (text: string) => createHash("sha256").update(text).digest("base64url");

/** Tells one secret from another. */
export const markOf = (mac: Mac) => mac("the secret of this history");

/** @returns how many rows can be read at once, at most `limit`; and how to find the rest */
export async function pageOfRows(
  sql: Sql,
  { after, upTo }: Readonly<{ after: number; upTo: number }>,
  bytes: number,
): Promise<readonly HistoryRow[]> {
  const sizes = await sql
    .selectFrom("history")
    .select(["revision", (row) => row.fn<number>("octet_length", ["changes"]).as("size")])
    .where("revision", ">", after)
    .where("revision", "<=", upTo)
    .orderBy("revision")
    .limit(ROWS)
    .execute();
  const [first] = sizes;
  if (!first) return [];
  let taken = 1;
  for (let size = first.size; taken < sizes.length; taken++) if ((size += sizes[taken]!.size) > bytes) break;
  return await sql
    .selectFrom("history")
    .selectAll()
    .where("revision", ">", after)
    .where("revision", "<=", sizes[taken - 1]!.revision)
    .orderBy("revision")
    .execute();
}

/** The most rows in memory at once. */
const ROWS = 200;

/** Where the history was last cut off: the last row that was removed, and its code. */
export type Cut = Readonly<{ upTo: number; code: string }>;

/** The path of the change that a cut records. */
export const CUT = "/history";

/** What the newest row about a cut says; the chain vouches for it as for any other row. */
export async function newestCut(sql: Sql): Promise<Cut | null> {
  const row = await sql
    .selectFrom("history_document")
    .innerJoin("history", "history.revision", "history_document.revision")
    .select("history.changes")
    .where("document", "=", "history")
    .where("action", "=", "history.cut")
    .orderBy("history_document.revision", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  try {
    const [change] = JSON.parse(row.changes) as readonly [Readonly<{ to: Cut }>];
    const { upTo, code } = change.to;
    return typeof upTo === "number" && typeof code === "string" ? { upTo, code } : null;
  } catch {
    // It was changed by hand; whoever verifies the chain finds it.
    return null;
  }
}
