/** A company's outgoing numbers as they were at an earlier revision, made from the history. */
import { setImmediate } from "node:timers/promises";
import type { Change } from "../policy/changes.ts";
import { changesOfDocument } from "../policy/document-changes.ts";
import { EarlierDocument } from "../policy/earlier-document.ts";
import { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Companies } from "../store/companies.ts";
import type { Saved } from "../store/company.ts";
import type { Feed } from "../store/feed.ts";
import type { History } from "../store/history.ts";
import { readCompany } from "./read-company.ts";

const KIND = "outgoing-numbers";

/** What is read of the history at once. */
const PAGE = { limit: 200, bytes: 1024 * 1024 };

type Reads = Pick<Companies, "company"> & Pick<Feed, "head"> & Pick<History, "history" | "knownSince">;

/**
 * @returns the document with its last write then; `savedAt` and `savedBy` are null where the history of it was cut off
 * @throws Refusal `company_unknown`, `revision_unknown`
 */
export async function earlierOutgoingNumbers(
  store: Reads,
  company: string,
  revision: number,
): Promise<Saved<OutgoingNumbers>> {
  const { [KIND]: now } = await readCompany(store, company);
  const since = await store.knownSince(company);
  if (revision < since || revision > (await store.head())) throw revisionUnknown(revision);
  if (now.revision <= revision) return now;
  const document = new EarlierDocument(now.body);
  for (let before: number | null = now.revision + 1; before !== null;) {
    const page = await store.history({ company, document: KIND, after: revision, before, ...PAGE });
    for (const { changes } of page.entries)
      document.takeBack(changesOfDocument(KIND, JSON.parse(changes) as readonly Change[]));
    before = page.next;
    await setImmediate();
  }
  const { entries } = await store.history({ company, document: KIND, before: revision + 1, limit: 1, bytes: 0 });
  const last = entries[0];
  return {
    body: OutgoingNumbers.parse(document.body),
    revision: last?.revision ?? 0,
    savedAt: last?.at ?? null,
    savedBy: last?.author.name ?? null,
  };
}

export const revisionUnknown = (revision: number) =>
  new Refusal("revision_unknown", `Of revision ${revision}, the company has no history.`);
