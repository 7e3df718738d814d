/** What the contract of a store is played with. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf } from "../../src/access/key-ring.ts";
import type { ApiKey } from "../../src/access/api-key.ts";
import type { Change } from "../../src/policy/changes.ts";
import { emptyDirectory, type Directory } from "../../src/policy/directory.ts";
import type { Company } from "../../src/policy/company.ts";
import type { Feed } from "../../src/store/feed.ts";
import type { JournalEntry } from "../../src/store/journal.ts";
import type { LocalCopy } from "../../src/store/local-copy.ts";
import type { Store } from "../../src/store/store.ts";
import type { CompanyDraft } from "../../src/store/writes.ts";

/** One database, to be opened as often as a test likes. */
export type Database = Readonly<{
  open: () => Promise<Store>;
  /** Of a database that is open. */
  copy: () => LocalCopy;
  /** All that it keeps, as bytes. */
  bytes: () => Promise<Buffer>;
  /** Copies a database that is open. */
  backup: () => Promise<void>;
  openBackup: () => Promise<Store>;
  remove: () => Promise<void>;
}>;

export const company = (name: string): Company => ({ name, country: "BY", choice: "assigned", guests: "main" });

export const withNumbers = (...numbers: string[]): Directory => ({
  ...emptyDirectory,
  numbers: numbers.map((number) => ({ number, label: "", on: true })),
});

export const by = (author: string, action = "test") => ({ author, action });

export const write = (store: Store, id: string, work: (draft: CompanyDraft) => void, author = "anna") =>
  store.writeCompany(id, by(author), async (draft) => work(draft));

export const putCompany = (store: Store, id: string, name = id) =>
  write(store, id, (draft) => draft.put("company", company(name)));

export const putDirectory = (store: Store, id: string, ...numbers: string[]) =>
  write(store, id, (draft) => draft.put("directory", withNumbers(...numbers)));

export const putKey = (store: Store, made: ApiKey) =>
  store.writeKeys(by("anna", "key.create"), async (draft) => draft.putKey(made));

export const key = (id: string, more: Partial<ApiKey> = {}): ApiKey => ({
  id,
  name: "PBX",
  hash: hashOf(`secret of ${id}`),
  role: "pbx",
  companies: ["acme"],
  sync: true,
  createdAt: "2026-01-02T03:04:05.678Z",
  createdBy: "operator",
  revokedAt: null,
  ...more,
});

export class Refused extends Error {}

/** Everything that a store tells, to see that nothing has changed. */
export async function told(store: Store): Promise<unknown> {
  const ids = await idsOf(store, null, 1000);
  return {
    epoch: store.epoch,
    head: await store.head(),
    feed: await feedOf(store),
    keys: await store.listKeys(null, 1000),
    companies: await Promise.all(ids.map((id) => store.company(id))),
    journals: await Promise.all(ids.map((id) => journalOf(store, id))),
    synchronisations: await Promise.all(ids.map((id) => store.synchronisation(id))),
  };
}

export async function idsOf(store: Store, after: string | null, limit: number): Promise<string[]> {
  return (await store.list(after, limit, null)).map(({ id }) => id);
}

export async function feedOf(store: Feed, after = 0, limit = 100_000) {
  const answer = await store.changesSince({ epoch: store.epoch, revision: after }, limit);
  assert.notEqual(answer, "start_over");
  return answer === "start_over" ? [] : answer.changes;
}

export async function journalOf(store: Store, id: string): Promise<readonly JournalEntry[]> {
  return (await store.journal(id, null, 1000, Infinity)).entries;
}

export const changesIn = ({ changes }: JournalEntry) => JSON.parse(changes) as Change[];

export type Contract = (
  name: string,
  /** Answers the store that is open at its end, where that is another. */
  play: (store: Store, database: Database) => Promise<Store | void>,
) => void;

export function contractFor(make: () => Promise<Database>): Contract {
  return (name, play) =>
    void test(name, async () => {
      const database = await make();
      let store = await database.open();
      try {
        store = (await play(store, database)) ?? store;
      } finally {
        await store.close();
        await database.remove();
      }
    });
}
