/** Stores a draft: does the expensive work first, then takes the next revision, then writes the rows that carry it. */
import { isDeepStrictEqual } from "node:util";
import { isLarge, partsOf, type Parts } from "../../decide/buckets.ts";
import { changes, type Change } from "../../policy/changes.ts";
import { emptyDirectory, type Directory } from "../../policy/directory.ts";
import { DOCUMENT_KINDS, type DocumentKind, type Documents } from "../../policy/documents.ts";
import { bodiesOf, storedCompany, type Saved, type StoredCompany } from "../company.ts";
import type { WriteRecord } from "../writes.ts";
import type { Draft } from "./draft.ts";
import { inPages, type Engine, type Sql } from "./engine.ts";
import { storeKey } from "./sql-keys.ts";
import { removeParts, storeParts } from "./sql-parts.ts";

/** The unique table of owners refused a number, after all earlier checks. */
export class NumbersTaken extends Error {
  readonly directory: Directory;

  constructor(directory: Directory, cause: unknown) {
    super("a number belongs to another company", { cause });
    this.directory = directory;
  }
}

/**
 * @returns null if nothing changed; nothing is stored then
 * @throws NumbersTaken
 */
export async function saveDraft(
  engine: Engine,
  sql: Sql,
  draft: Draft,
  record: WriteRecord,
): Promise<Readonly<{ revision: number; stored: StoredCompany | null }> | null> {
  const { company, before, documents, keys } = draft;
  const isRemoved = draft.isRemoved && before !== null;
  const texts = draft.isRemoved ? NOTHING : differing(before, documents);
  if (texts.size === 0 && !isRemoved && keys.length === 0) return null;
  const told = JSON.stringify([...changesIn(draft, texts.keys(), isRemoved)]);
  const at = new Date().toISOString();
  const { author } = record;
  const after = (revision: number) =>
    isRemoved || company === null
      ? null
      : merged(company, before, documents, texts, { revision, savedAt: at, savedBy: author });
  const parts = texts.size === 0 ? null : partsAfter(after(0));

  const { revision } = await sql
    .updateTable("head")
    .set((row) => ({ revision: row("revision", "+", 1) }))
    .returning("revision")
    .executeTakeFirstOrThrow();
  if (company !== null && isRemoved) await remove(sql, company, revision);
  if (company !== null && texts.size > 0) {
    for (const [kind, body] of texts) {
      const row = { revision, saved_at: at, saved_by: author, body };
      await sql
        .insertInto("document")
        .values({ company, kind, ...row })
        .onConflict((conflict) => conflict.columns(["company", "kind"]).doUpdateSet(row))
        .execute();
    }
    if (documents.directory && texts.has("directory")) await own(engine, sql, company, before, documents.directory);
    if (parts) await storeParts(sql, company, revision, parts);
    else if (before && isLarge(before.directory.body)) await removeParts(sql, company);
  }
  for (const key of keys) await storeKey(sql, key);
  await sql
    .insertInto("feed")
    .values({ revision, company, removed: isRemoved ? 1 : 0 })
    .execute();
  await sql
    .insertInto("audit")
    .values({ revision, company, action: record.action, at, author, changes: told })
    .execute();
  await noteSynchronisation(sql, draft, record, at);
  return { revision, stored: after(revision) };
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
    .values({ company, at, author })
    .onConflict((conflict) => conflict.column("company").doUpdateSet({ at, author }))
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

/** The changes that the journal records for the write. */
function* changesIn({ company, before, documents, keys }: Draft, kinds: Iterable<DocumentKind>, isRemoved: boolean) {
  for (const kind of isRemoved ? DOCUMENT_KINDS : kinds)
    for (const change of changes(savedIn(before, kind), isRemoved ? undefined : documents[kind]))
      yield { ...change, path: `/${kind}${change.path}` } satisfies Change;
  for (const { hash: _, ...key } of keys)
    yield (
      company === null
        ? { path: `/keys/${key.id}`, to: key }
        : // A removed company leaves its keys, which may name thousands of others.
          { path: `/keys/${key.id}/companies`, from: company }
    ) satisfies Change;
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

async function own(
  { isDuplicate }: Engine,
  sql: Sql,
  company: string,
  before: StoredCompany | null,
  directory: Directory,
): Promise<void> {
  const numbersOf = ({ numbers }: Directory) => new Set(numbers.map(({ number }) => number));
  const [had, has] = [numbersOf(savedIn(before, "directory") ?? emptyDirectory), numbersOf(directory)];
  for (const page of inPages([...had.difference(has)]))
    await sql.deleteFrom("number_owner").where("number", "in", page).where("company", "=", company).execute();
  for (const page of inPages([...has.difference(had)]))
    try {
      await sql
        .insertInto("number_owner")
        .values(page.map((number) => ({ number, company })))
        .execute();
    } catch (error) {
      throw isDuplicate(error) ? new NumbersTaken(directory, error) : error;
    }
}

async function remove(sql: Sql, company: string, revision: number): Promise<void> {
  for (const table of ["document", "number_owner", "synchronisation"] as const)
    await sql.deleteFrom(table).where("company", "=", company).execute();
  await removeParts(sql, company);
  await sql.updateTable("company").set({ since: revision }).where("id", "=", company).execute();
}
