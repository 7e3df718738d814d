/** Whether a database file that nobody serves is whole: documents, trunks, history, feed, head and owners tell one story. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import type { Change } from "../../src/policy/changes.ts";
import { databaseFile } from "../../src/store/sqlite/data-folder.ts";

export type Kept = Readonly<{
  head: number;
  /** By revision: whose it was and what the history has of it. */
  writes: ReadonlyMap<number, Readonly<{ company: string | null; changes: readonly Change[] }>>;
  /** By company and kind. */
  documents: ReadonlyMap<string, Readonly<{ revision: number; body: Readonly<Record<string, unknown>> }>>;
}>;

/** Reads the file itself, past everything that the store does to it. */
export function readWhole(dataDir: string): Kept {
  const database = new DatabaseSync(databaseFile(dataDir));
  const rows = <Row>(sql: string) => database.prepare(sql).all() as Row[];
  try {
    assert.deepEqual(Object.values(rows<Record<string, unknown>>("PRAGMA integrity_check")[0]!), ["ok"]);
    const head = rows<{ revision: number }>("SELECT revision FROM head")[0]!.revision;
    const feed = rows<{ revision: number; company: string | null }>(
      "SELECT revision, company FROM feed ORDER BY revision",
    );
    const history = rows<{ revision: number; company: string | null; at: string; changes: string }>(
      "SELECT revision, company, at, changes FROM history ORDER BY revision",
    );
    const gapless = Array.from({ length: head }, (_, at) => at + 1);
    assert.deepEqual(
      feed.map(({ revision }) => revision),
      gapless,
    );
    assert.deepEqual(
      history.map(({ revision, company }) => [revision, company]),
      feed.map(({ revision, company }) => [revision, company]),
    );
    const documents = rows<{ company: string; kind: string; revision: number; saved_at: string; body: string }>(
      "SELECT company, kind, revision, saved_at, body FROM document",
    ).map((row) => ({ ...row, body: JSON.parse(row.body) as Record<string, unknown> }));
    const owned: string[] = [];
    const carried = new Set<string>();
    for (const { company, kind, revision, saved_at, body } of documents) {
      const write = history[revision - 1];
      assert.deepEqual([write?.company, write?.at], [company, saved_at], `${company} ${kind} at ${revision}`);
      if (kind === "directory")
        for (const { number, trunks = [] } of body["numbers"] as { number: string; trunks?: string[] }[]) {
          owned.push(`${number} ${company}`);
          for (const trunk of trunks) carried.add(`${trunk} ${company}`);
        }
    }
    const owners = rows<{ number: string; company: string }>("SELECT number, company FROM number_owner");
    assert.deepEqual(owners.map(({ number, company }) => `${number} ${company}`).sort(), owned.sort());
    const trunks = rows<{ id: string; revision: number; saved_at: string }>("SELECT id, revision, saved_at FROM trunk");
    for (const { id, revision, saved_at } of trunks) {
      const write = history[revision - 1];
      assert.deepEqual([write?.company, write?.at], [null, saved_at], `trunk ${id} at ${revision}`);
    }
    const marked = rows<{ trunk: string; company: string }>("SELECT trunk, company FROM trunk_company");
    assert.deepEqual(marked.map(({ trunk, company }) => `${trunk} ${company}`).sort(), [...carried].sort());
    const known = new Set(trunks.map(({ id }) => id));
    for (const { trunk } of marked) assert.ok(known.has(trunk), `numbers carry trunk ${trunk}, which is there`);
    return {
      head,
      writes: new Map(
        history.map(({ revision, company, changes }) => [
          revision,
          { company, changes: JSON.parse(changes) as Change[] },
        ]),
      ),
      documents: new Map(documents.map(({ company, kind, ...document }) => [`${company} ${kind}`, document])),
    };
  } finally {
    database.close();
  }
}
