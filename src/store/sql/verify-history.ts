/** Verifies the chain of the history. */
import { setImmediate } from "node:timers/promises";
import type { Broken, Verification } from "../history.ts";
import type { Sql } from "./engine.ts";
import {
  BEGINNING,
  codeOf,
  markOf,
  newestCut,
  pageOfRows,
  type Cut,
  type HistoryRow,
  type Mac,
} from "./history-chain.ts";

/** The most bytes of changes in memory at once, unless a single row has more. */
const PAGE_BYTES = 1024 * 1024;

/** The head of the chain: the last row and its code. */
export type Head = Readonly<{
  revision: number;
  code: string;
  text: string;
  /** The revision of the last write, which has its row unless a backup was restored since. */
  written: number;
  secretMark: string | null;
}>;

export async function readHead(sql: Sql): Promise<Head> {
  const row = await sql
    .selectFrom("head")
    .select(["revision", "chain", "secret_mark"])
    .select((head) =>
      head
        .selectFrom("history")
        .select((row) => row.fn.max("revision").as("last"))
        .as("last"),
    )
    .executeTakeFirstOrThrow();
  const [revision, code] = [row.last ?? 0, row.chain ?? BEGINNING];
  return { revision, code, text: `${revision}.${code}`, written: row.revision, secretMark: row.secret_mark };
}

export async function verifyHistory(sql: Sql, mac: Mac, earlier: string | null): Promise<Verification> {
  for (;;) {
    const cut = await newestCut(sql);
    const verification = await verifyFrom(sql, mac, cut, headIn(earlier));
    // The history was cut off while it was being read.
    if (!verification.ok && (await newestCut(sql))?.upTo !== cut?.upTo) continue;
    return verification;
  }
}

type EarlierHead = Readonly<{ revision: number; code: string }>;

function headIn(text: string | null): EarlierHead | null {
  if (text === null) return null;
  const dot = text.indexOf(".");
  return { revision: Number(text.slice(0, dot)), code: text.slice(dot + 1) };
}

async function verifyFrom(sql: Sql, mac: Mac, cut: Cut | null, earlier: EarlierHead | null): Promise<Verification> {
  const head = await readHead(sql);
  let [at, code, rows] = [cut?.upTo ?? 0, cut?.code ?? BEGINNING, 0];
  const broken = (reason: Broken, firstBad: number): Verification => ({
    ok: false,
    rows,
    head: head.text,
    firstBad,
    reason: head.secretMark === markOf(mac) ? reason : "secret",
  });
  const isOther = (revision: number) => earlier?.revision === revision && earlier.code !== code;
  if (isOther(at)) return broken("changed", at);
  // No row is before the first one; of rows before a cut, some may be left that it has yet to remove.
  for (let after = cut ? at : -Number.MAX_SAFE_INTEGER; ; after = at) {
    const page = await pageOfRows(sql, { after, upTo: head.revision }, PAGE_BYTES);
    if (page.length === 0) break;
    for (const row of page) {
      if (!isNext(mac, code, row))
        return row.revision > at + 1 ? broken("missing", at + 1) : broken("changed", row.revision);
      if (earlier !== null && earlier.revision > at && earlier.revision < row.revision)
        return broken("missing", earlier.revision);
      ({ revision: at, mac: code } = row);
      rows += 1;
      if (isOther(at)) return broken("changed", at);
    }
    await setImmediate();
  }
  if (code !== head.code) return at < head.written ? broken("tail", at + 1) : broken("head", at);
  if (earlier !== null && earlier.revision > at) return broken("tail", at + 1);
  return { ok: true, rows, head: head.text, firstBad: null, reason: null };
}

function isNext(mac: Mac, previous: string, { mac: code, ...row }: HistoryRow): boolean {
  return codeOf(mac, previous, row) === code;
}
