/** What the contract of a store is played with. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { authorNamed } from "../../lab/principals.ts";
import { hashOf } from "../../src/access/key-ring.ts";
import type { Session } from "../../src/access/session.ts";
import type { ApiKey } from "../../src/access/api-key.ts";
import type { Change } from "../../src/policy/changes.ts";
import { emptyDirectory, type Directory } from "../../src/policy/directory.ts";
import { Company } from "../../src/policy/company.ts";
import type { Reads } from "../../src/store/account-reads.ts";
import type { Feed } from "../../src/store/feed.ts";
import type { HistoryEntry } from "../../src/store/history.ts";
import type { Store } from "../../src/store/store.ts";
import type { CompanyDraft } from "../../src/store/writes.ts";

/** One database, to be opened as often as a test likes. */
export type Database = Readonly<{
  open: () => Promise<Store>;
  /** Of a database that is open. */
  reads: () => Reads;
  /** All that it keeps, as bytes. */
  bytes: () => Promise<Buffer>;
  /** Copies a database that is open. */
  backup: () => Promise<void>;
  openBackup: () => Promise<Store>;
  remove: () => Promise<void>;
}>;

export const company = (name: string): Company => Company.parse({ name, country: "BY" });

export const withNumbers = (...numbers: string[]): Directory => ({
  ...emptyDirectory,
  numbers: numbers.map((number) => ({ number, label: "", on: true })),
});

export const by = (author: string, action = "test") => ({ author: authorNamed(author), action });

export const write = (store: Store, id: string, work: (draft: CompanyDraft) => void | Promise<void>, author = "anna") =>
  store.writeCompany(id, by(author), async (draft) => work(draft));

export const putCompany = (store: Store, id: string, name = id) =>
  write(store, id, (draft) => draft.put("company", company(name)));

export const putDirectory = (store: Store, id: string, ...numbers: string[]) =>
  write(store, id, (draft) => draft.put("directory", withNumbers(...numbers)));

export const putKey = (store: Store, made: ApiKey) =>
  store.writeAccess(by("anna", "key.create"), async (draft) => draft.putKey(made));

export const sessionOf = (holder: Session["holder"], more: Partial<Session> = {}): Session => ({
  idHash: "i",
  holder,
  means: "password",
  createdAt: "2026-01-02T03:04:05.678Z",
  authenticatedAt: "2026-01-02T03:04:05.678Z",
  expiresAt: "2026-01-03T03:04:05.678Z",
  address: "192.0.2.1",
  agent: null,
  ...more,
});

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
  expiresAt: null,
  addresses: null,
  savesPerMinute: null,
  decisionsPerSecond: null,
  lastUsedAt: null,
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
    histories: await Promise.all(ids.map((id) => historyOf(store, id))),
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

export async function historyOf(store: Store, id: string): Promise<readonly HistoryEntry[]> {
  return (await store.history({ company: id, limit: 1000, bytes: Infinity })).entries;
}

export const changesIn = ({ changes }: Pick<HistoryEntry, "changes">) => JSON.parse(changes) as Change[];

export type Contract<Of extends Database> = (
  name: string,
  /** Answers the store that is open at its end, where that is another. */
  play: (store: Store, database: Of) => Promise<Store | void>,
) => void;

export function contractFor<Of extends Database>(make: () => Promise<Of>): Contract<Of> {
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
