/** Prepares a draft: what is expensive is done before the revision is taken, because every other write waits from then on. */
import { isDeepStrictEqual } from "node:util";
import { isLarge, partsOf, type Parts } from "../../decide/buckets.ts";
import { changes, type Change } from "../../policy/changes.ts";
import { emptyDirectory, type Directory } from "../../policy/directory.ts";
import { DOCUMENT_KINDS, DOCUMENTS, type DocumentKind, type Documents } from "../../policy/documents.ts";
import { namesInChanges } from "../../policy/names-in-changes.ts";
import { bodiesOf, storedCompany, type Saved, type StoredCompany } from "../company.ts";
import { documentSum } from "../sums.ts";
import type { WriteRecord } from "../writes.ts";
import type { Draft } from "./draft.ts";
import { inPages, type Sql } from "./engine.ts";
import { noteGuests } from "./sql-guests.ts";
import { markKeys } from "./sql-keys.ts";
import { dateRests, restNumbers, wakeNumbers } from "./sql-nodes.ts";
import { removeParts, storeParts } from "./sql-parts.ts";
import { storeWatching } from "./sql-watching.ts";
import type { PreparedWrite } from "./store-together.ts";
import type { Place } from "./write-batch.ts";

/** The unique table of owners refused a number, after all earlier checks. */
export class NumbersTaken extends Error {
  readonly directory: Directory;

  constructor(directory: Directory) {
    super("a number belongs to another company");
    this.directory = directory;
  }
}

/**
 * Does the expensive work, and writes what carries no revision.
 * @returns null if nothing changed
 * @throws NumbersTaken
 */
export async function prepareDraft(place: Place, draft: Draft, record: WriteRecord): Promise<PreparedWrite | null> {
  const { sql } = place;
  const { company, before, documents } = draft;
  const isRemoved = draft.isRemoved && before !== null;
  const texts = draft.isRemoved ? NOTHING : differing(before, documents);
  if (texts.size === 0 && !isRemoved && draft.changes.length === 0) return null;
  const at = new Date().toISOString();
  const { author, action } = record;
  if (texts.has("company") || texts.has("directory")) {
    await place.touch();
    await noteGuests(sql, draft, { by: author.name, at });
  }
  if (company !== null && documents.directory && texts.has("directory")) {
    await own(sql, company, before, documents.directory);
    await carry(sql, company, before, documents.directory);
  }
  const told = [...changesIn(draft, texts.keys(), isRemoved)];
  const names = namesInChanges(told, directoriesOf(draft));
  const after = (revision: number) =>
    isRemoved || company === null
      ? null
      : merged(company, before, documents, texts, { revision, savedAt: at, savedBy: author.name });
  const changesDecisions = [...texts.keys()].some((kind) => DOCUMENTS[kind].decides);
  const parts = changesDecisions ? partsAfter(after(0)) : null;
  await noteSynchronisation(sql, draft, record, at);
  return {
    recorded: {
      company: company ?? record.company ?? null,
      action,
      at,
      author,
      changes: told,
      names,
      changed: { company, isRemoved },
    },
    documents:
      company === null
        ? []
        : [...texts].map(([kind, body]) => ({
            company,
            kind,
            saved_at: at,
            saved_by: author.name,
            body,
            sum: DOCUMENTS[kind].decides ? documentSum(body) : "",
          })),
    summed: changesDecisions || isRemoved ? company : null,
    async store(sql, revision) {
      await markKeys(sql, draft.keys, revision);
      if (company === null) return;
      if (isRemoved) await remove(sql, company, before, revision);
      if (texts.has("directory")) await dateRests(sql, company, revision);
      if (before === null && texts.size > 0)
        await sql.updateTable("company").set({ made: revision }).where("id", "=", company).execute();
      if (parts) await storeParts(sql, company, revision, parts);
      else if (changesDecisions && before && isLarge(before.directory.body)) await removeParts(sql, company);
      if (draft.newWatching !== null)
        await storeWatching(sql, company, { body: draft.newWatching, revision, savedAt: at, savedBy: author.name });
    },
    after,
  };
}

const NOTHING: ReadonlyMap<DocumentKind, string> = new Map();

function partsAfter(stored: StoredCompany | null): Parts | null {
  return stored && isLarge(stored.directory.body) ? partsOf(bodiesOf(stored)) : null;
}

/** @returns whether the time of this synchronisation was noted, so that the transaction must be committed */
export async function noteSynchronisation(
  sql: Sql,
  { company, before, isRemoved }: Draft,
  { author, synchronised = false }: WriteRecord,
  at = new Date().toISOString(),
): Promise<boolean> {
  if (!synchronised || company === null || before === null || isRemoved) return false;
  await sql
    .insertInto("synchronisation")
    .values({ company, at, author: author.name })
    .onConflict((conflict) => conflict.column("company").doUpdateSet({ at, author: author.name }))
    .execute();
  return true;
}

/** The texts of the documents that differ from the stored ones. */
function differing(before: StoredCompany | null, documents: Partial<Documents>): ReadonlyMap<DocumentKind, string> {
  const texts = new Map<DocumentKind, string>();
  for (const kind of DOCUMENT_KINDS) {
    const body = documents[kind];
    if (body === undefined) continue;
    const stored = savedIn(before, kind);
    if (stored !== undefined && isDeepStrictEqual(body, stored)) continue;
    const text = JSON.stringify(body);
    // JSON drops undefined members.
    if (stored === undefined || text !== JSON.stringify(stored)) texts.set(kind, text);
  }
  return texts;
}

/** The stored document; undefined if no write has created it yet. */
function savedIn<Kind extends DocumentKind>(stored: StoredCompany | null, kind: Kind): Documents[Kind] | undefined {
  const document = stored?.[kind] as Saved<Documents[Kind]> | undefined;
  return document !== undefined && document.revision > 0 ? document.body : undefined;
}

/** The directories that know what things are called, the newest first. */
function directoriesOf({ before, documents }: Draft): readonly Directory[] {
  return [documents.directory, before?.directory.body].filter((directory) => directory !== undefined);
}

/** The changes that the history records for the write. */
function* changesIn({ before, documents, changes: others }: Draft, kinds: Iterable<DocumentKind>, isRemoved: boolean) {
  for (const kind of isRemoved ? DOCUMENT_KINDS : kinds)
    for (const change of changes(savedIn(before, kind), isRemoved ? undefined : documents[kind]))
      yield { ...change, path: `/${kind}${change.path}` } satisfies Change;
  yield* others;
}

function merged(
  id: string,
  before: StoredCompany | null,
  documents: Partial<Documents>,
  kinds: ReadonlyMap<DocumentKind, string>,
  write: Readonly<{ revision: number; savedAt: string; savedBy: string }>,
): StoredCompany | null {
  return storedCompany(id, (kind) => {
    const body = kinds.has(kind) ? documents[kind] : undefined;
    return body === undefined ? before?.[kind] : { body, ...write };
  });
}

async function own(sql: Sql, company: string, before: StoredCompany | null, directory: Directory): Promise<void> {
  const [had, has] = [numbersOf(savedIn(before, "directory") ?? emptyDirectory), numbersOf(directory)];
  for (const page of inPages([...had.difference(has)]))
    await sql.deleteFrom("number_owner").where("number", "in", page).where("company", "=", company).execute();
  await restNumbers(sql, company, [...had.difference(has)]);
  for (const page of inPages([...has.difference(had)].sort())) {
    // A violation of uniqueness would end the transaction, and other saves with it.
    const owned = await sql
      .insertInto("number_owner")
      .values(page.map((number) => ({ number, company })))
      .onConflict((conflict) => conflict.column("number").doNothing())
      .returning("number")
      .execute();
    if (owned.length < page.length) throw new NumbersTaken(directory);
  }
  await wakeNumbers(sql, [...has.difference(had)]);
}

const numbersOf = ({ numbers }: Directory) => new Set(numbers.map(({ number }) => number));

/** Notes on which trunks the company has numbers. */
async function carry(sql: Sql, company: string, before: StoredCompany | null, directory: Directory): Promise<void> {
  const trunksOf = ({ numbers }: Directory) => new Set(numbers.flatMap(({ trunks }) => trunks ?? []));
  const [had, has] = [trunksOf(savedIn(before, "directory") ?? emptyDirectory), trunksOf(directory)];
  for (const page of inPages([...had.difference(has)]))
    await sql.deleteFrom("trunk_company").where("company", "=", company).where("trunk", "in", page).execute();
  for (const page of inPages([...has.difference(had)]))
    await sql
      .insertInto("trunk_company")
      .values(page.map((trunk) => ({ trunk, company })))
      .execute();
}

async function remove(sql: Sql, company: string, before: StoredCompany, revision: number): Promise<void> {
  await restNumbers(sql, company, [...numbersOf(before.directory.body)]);
  await dateRests(sql, company, revision);
  for (const table of [
    "document",
    "number_owner",
    "trunk_company",
    "synchronisation",
    "guest_blocks",
    "guest_request",
    "scim_user",
    "watching",
    "watch_unmet",
    "delivery",
  ] as const)
    await sql.deleteFrom(table).where("company", "=", company).execute();
  await removeParts(sql, company);
  await sql.updateTable("company").set({ since: revision }).where("id", "=", company).execute();
}
