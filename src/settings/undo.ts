/** Undoes writes of the history: one, or all of one author since a time. */
import type { Author } from "../access/author.ts";
import type { Principal } from "../access/principal.ts";
import { changes, type Change } from "../policy/changes.ts";
import { DOCUMENT_KINDS, type Documents } from "../policy/documents.ts";
import { revisionOf, type StoredCompany } from "../store/company.ts";
import type { HistoryEntry } from "../store/history.ts";
import type { Store } from "../store/store.ts";
import type { CompanyDraft } from "../store/writes.ts";
import { revisionUnknown } from "./earlier-outgoing-numbers.ts";
import { existing, readCompany } from "./read-company.ts";
import { planUndo, type LeftOut, type Plan, type WrittenChanges } from "./plan-undo.ts";

/** What is undone at once; the writes of an import may be large. */
const MOST_WRITES = 1000;
const MOST_BYTES = 64 * 1024 * 1024;

/** The most changes, and the most left out, that an answer lists. */
const MOST_LISTED = 100;

export type UndoAsked = Readonly<{ principal: Principal; company: string; dryRun: boolean }>;

export type Undone = Readonly<{
  stored: StoredCompany;
  /** After it; in a dry run, what they would be. */
  documents: Documents;
  /** That of the write, or the company's where nothing was written. */
  revision: number;
  /** The revisions that were undone, in part at least; the newest first. */
  undone: readonly number[];
  changes: readonly Change[];
  moreChanges: number;
  leftOut: readonly LeftOut[];
  moreLeftOut: number;
  /** The `before` for what is older, or null. */
  next: number | null;
}>;

/** @throws Refusal `company_unknown`, `revision_unknown`, and what the checks of the documents refuse */
export async function undoRevision(store: Store, asked: UndoAsked, revision: number): Promise<Undone> {
  await readCompany(store, asked.company);
  const entry = await store.entry(revision);
  if (entry?.company !== asked.company || revision < (await store.knownSince(asked.company)))
    throw revisionUnknown(revision);
  return undo(store, asked, [entry], `${entry.action.replace(/\.undo$/, "")}.undo`, null);
}

/**
 * @param before only writes before this revision
 * @throws Refusal `company_unknown`, and what the checks of the documents refuse
 */
export async function undoAuthor(
  store: Store,
  asked: UndoAsked,
  {
    author,
    since,
    before,
  }: Readonly<{ author: Pick<Author, "kind" | "id">; since: string; before?: number | undefined }>,
): Promise<Undone> {
  await readCompany(store, asked.company);
  const entries: HistoryEntry[] = [];
  let next: number | null | undefined = before;
  let bytes = MOST_BYTES;
  do {
    const left = { limit: MOST_WRITES - entries.length, bytes };
    const page = await store.history({ company: asked.company, author: author.id, since, before: next, ...left });
    for (const entry of page.entries) bytes -= entry.changes.length;
    entries.push(...page.entries.filter(({ author: { kind } }) => kind === author.kind));
    next = page.next;
  } while (next !== null && entries.length < MOST_WRITES && bytes > 0);
  return undo(store, asked, entries, "history.undo", next);
}

async function undo(
  store: Store,
  { principal, company, dryRun }: UndoAsked,
  entries: readonly HistoryEntry[],
  action: string,
  next: number | null,
): Promise<Undone> {
  const written = entries.map((entry): WrittenChanges => ({
    revision: entry.revision,
    changes: JSON.parse(entry.changes) as readonly Change[],
  }));
  if (dryRun) {
    const before = await readCompany(store, company);
    const around = {
      ownersBesides: (numbers: readonly string[]) => store.ownersBesides(company, numbers),
      restingNumbers: (numbers: readonly string[]) => store.restingNumbers(company, numbers),
      trunkIds: () => store.trunkIds(),
    };
    const plan = await planUndo(around, principal, before, written);
    return { ...told(before, plan, next), stored: before, revision: revisionOf(before) };
  }
  const { result, stored, revision } = await store.writeCompany(
    company,
    { author: principal, action },
    async (draft) => {
      const before = existing(draft.before, company);
      const plan = await planUndo(draft, principal, before, written);
      const about = told(before, plan, next);
      if (about.changes.length > 0) putAll(draft, plan);
      return about;
    },
  );
  const saved = existing(stored, company);
  return { ...result, stored: saved, revision: revision ?? revisionOf(saved) };
}

function putAll(draft: CompanyDraft, { documents, undone }: Plan): void {
  for (const kind of DOCUMENT_KINDS)
    if (documents[kind] !== draft.before?.[kind].body) draft.put(kind, documents[kind]);
  draft.record({ path: "/undone", to: undone });
}

function told(before: StoredCompany, { documents, undone, leftOut }: Plan, next: number | null) {
  const listed: Change[] = [];
  let moreChanges = 0;
  for (const kind of DOCUMENT_KINDS)
    for (const change of changes(before[kind].body, documents[kind]))
      if (listed.length < MOST_LISTED) listed.push({ ...change, path: `/${kind}${change.path}` });
      else moreChanges += 1;
  return {
    documents,
    undone,
    changes: listed,
    moreChanges,
    leftOut: leftOut.slice(0, MOST_LISTED),
    moreLeftOut: Math.max(0, leftOut.length - MOST_LISTED),
    next,
  };
}
