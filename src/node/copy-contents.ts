/** One file of a copy, as its writer changes it. */
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { CHARACTERS_OF_LARGE, isLarge, PARTS_FORMAT, partsOf, type Parts } from "../decide/buckets.ts";
import { documentsFrom, type DecidingDocuments } from "../policy/documents.ts";
import { combined } from "../store/sums.ts";
import { documentsIn, type CompanyLine } from "./company-line.ts";
import { hasPlaceForQuotas, hasQuotas, readHead, removeCopy, type CopyHead } from "./copy-file.ts";
import type { KeyInFeed, Line } from "./lines.ts";

/** Changes that are kept for those who follow the copy. */
const KEPT_CHANGES = 50_000;

type Stored = Readonly<{ id: string; revision: number; sum: string; body: string }>;

export class CopyContents {
  readonly path: string;
  head: CopyHead;
  /**
   * Whether the quotas in the file are those of its revision. Without them, it goes on deciding calls and being followed
   * until another one has them.
   */
  hasQuotas: boolean;
  /** Both as they are in the file. */
  #committed: Readonly<{ head: CopyHead; hasQuotas: boolean }>;
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof prepare>;
  /** What an answer of the feed has changed so far. */
  #changed: { company: string | null; removed: boolean }[] = [];

  constructor(path: string, database: DatabaseSync) {
    this.path = path;
    this.#database = database;
    this.#statements = prepare(database, hasPlaceForQuotas(database));
    this.head = readHead(database);
    this.hasQuotas = hasQuotas(database);
    this.#committed = { head: this.head, hasQuotas: this.hasQuotas };
  }

  beginWrite(): void {
    if (this.isWriting()) this.rollback();
    this.#database.exec("BEGIN IMMEDIATE");
    this.#changed = [];
  }

  /** False after an error, which has undone everything since {@link beginWrite}. */
  isWriting(): boolean {
    return this.#database.isTransaction;
  }

  commit(): void {
    this.#orUndo(() => {
      const { state, epoch, revision, life, forgotten, sum, cursor, parts_format } = this.head;
      this.#statements.head.run(state, epoch, revision, life, forgotten, sum, cursor, parts_format);
      if (this.hasQuotas) this.#statements.quotasHead?.run();
      this.#database.exec("COMMIT");
    });
    this.#committed = { head: this.head, hasQuotas: this.hasQuotas };
  }

  rollback(): void {
    ({ head: this.head, hasQuotas: this.hasQuotas } = this.#committed);
    // A full disk may have done so already.
    if (this.isWriting()) this.#database.exec("ROLLBACK");
  }

  /** After an error, the head must not be ahead of the file: what is missing would never be asked for again. */
  #orUndo<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  begin({ epoch, revision }: Readonly<{ epoch: string; revision: number }>): void {
    this.head = { ...this.head, epoch, revision };
  }

  /** What is applied comes without quotas; only another file that is filled has them again. */
  loseQuotas(): void {
    this.hasQuotas = false;
  }

  /** @returns the characters that were written */
  apply(line: Line): number {
    return this.#orUndo(() => this.#apply(line));
  }

  #apply(line: Line): number {
    switch (line.kind) {
      case "company":
        return this.#applyCompany(line);
      case "trunks":
        this.#change(null, false);
        this.#statements.noTrunks.run();
        for (const { id, ...trunk } of line.trunks) this.#statements.trunk.run(id, JSON.stringify(trunk));
        return 0;
      case "keys":
        this.#change(null, false);
        for (const key of line.keys) this.#applyKey(key);
        return 0;
      case "begin":
      case "end":
      case "unknown":
        return 0;
    }
  }

  finishSnapshot(): void {
    this.head = { ...this.head, state: "catching_up" };
  }

  /** Whether what was applied can have happened up to this revision: each change has a revision of its own. */
  fits(revision: number): boolean {
    return this.head.state === "catching_up"
      ? revision >= this.head.revision
      : this.#changed.length <= revision - this.head.revision;
  }

  /** The copy is at this revision once the transaction is committed. */
  moveTo(revision: number): void {
    this.#orUndo(() => {
      const { state, revision: before } = this.head;
      if (state === "complete") {
        for (const [at, { company, removed }] of this.#changed.entries())
          this.#statements.feed.run(before + 1 + at, company, removed ? 1 : 0);
        const forgotten = Math.max(this.head.forgotten, revision - KEPT_CHANGES);
        if (forgotten > this.head.forgotten) this.#statements.forget.run(forgotten);
        this.head = { ...this.head, revision, forgotten };
      } else this.head = { ...this.head, state: "complete", revision, forgotten: revision, life: randomUUID() };
    });
  }

  /**
   * Puts one company right that differs from the store. The line does not tell whether its sender would send quotas: if
   * it has none, those in the file stay, for changes of them come with the feed.
   */
  mend(line: CompanyLine): void {
    this.beginWrite();
    this.#orUndo(() => this.#applyCompany(line, true));
    this.head = { ...this.head, life: randomUUID(), forgotten: this.head.revision };
    this.commit();
  }

  sumOf(company: string): string {
    const row = this.#statements.sum.get(company);
    return row === undefined ? "" : String(row["sum"]);
  }

  /** @param before null for all after `after` */
  idsBetween(after: string, before: string | null): readonly string[] {
    const rows =
      before === null ? this.#statements.idsAfter.all(after) : this.#statements.idsBetween.all(after, before);
    return rows.map((row) => String(row["id"]));
  }

  companiesAfter(id: string, limit: number): readonly Stored[] {
    return this.#statements.companies.all(id, limit) as unknown as readonly Stored[];
  }

  /** Before the file is read: what was confirmed to the store must not be lost when the power fails. */
  prepare(): void {
    this.#database.exec("PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)");
    if (this.head.parts_format !== PARTS_FORMAT) this.#renewParts();
  }

  close(): void {
    this.#database.close();
  }

  remove(): void {
    this.close();
    removeCopy(this.path);
  }

  #change(company: string | null, removed: boolean): void {
    if (company !== null || !this.#changed.some((change) => change.company === null))
      this.#changed.push({ company, removed });
  }

  #applyCompany({ company, revision, documents }: CompanyLine, keepsQuotas = false): number {
    const before = this.sumOf(company);
    if (documents == null) {
      this.#change(company, true);
      this.#statements.remove.run(company);
      this.#statements.noQuotas?.run(company);
      this.#removeParts(company);
      this.head = { ...this.head, sum: combined(this.head.sum, before) };
      return 0;
    }
    this.#change(company, false);
    const { texts, sum, quotas } = documents;
    const body = `{${texts.map(([kind, text]) => `"${kind}":${text}`).join()}}`;
    this.#statements.company.run(company, revision, sum, body);
    this.#storeParts(company, revision, body);
    if (quotas !== undefined) this.#statements.quotas?.run(company, quotas);
    else if (!keepsQuotas) this.#statements.noQuotas?.run(company);
    const { state, cursor } = this.head;
    this.head = {
      ...this.head,
      sum: combined(this.head.sum, before, sum),
      cursor: state === "filling" ? company : cursor,
    };
    return body.length;
  }

  #applyKey(key: KeyInFeed): void {
    if (key.revokedAt === null) this.#statements.key.run(key.id, key.hash, JSON.stringify(key));
    else this.#statements.revoked.run(key.id);
  }

  #storeParts(company: string, revision: number, body: string): void {
    this.#removeParts(company);
    const parts = partsIfLarge(body);
    if (parts === null) return;
    const { core, buckets } = parts;
    this.#statements.core.run(company, revision, core);
    for (const [bucket, body] of buckets) this.#statements.bucket.run(company, bucket, body);
  }

  #removeParts(company: string): void {
    if (this.#statements.noCore.run(company).changes > 0) this.#statements.noBuckets.run(company);
  }

  /** Another version made the parts: those that it made tell which companies are large. */
  #renewParts(): void {
    this.beginWrite();
    for (const { company, revision } of this.#statements.cores.all()) {
      const stored = this.#statements.body.get(String(company));
      this.#storeParts(String(company), Number(revision), String(stored!["body"]));
    }
    this.head = { ...this.head, parts_format: PARTS_FORMAT };
    this.commit();
  }
}

/** @returns null as well if this version cannot make the parts: then the documents tell what is wrong with them */
function partsIfLarge(body: string): Parts | null {
  if (body.length < CHARACTERS_OF_LARGE) return null;
  try {
    const stored = JSON.parse(body) as Readonly<Record<string, unknown>>;
    const documents = documentsFrom<unknown>(
      (kind) => stored[kind],
      (empty) => empty,
    ) as DecidingDocuments | null;
    return documents && isLarge(documents.directory) ? partsOf(documents) : null;
  } catch {
    return null;
  }
}

/** The checksum that a stored company should have; "" if it cannot be read. */
export function sumOfBody(company: string, revision: number, body: string): string {
  try {
    return documentsIn(company, revision, JSON.parse(body) as Readonly<Record<string, unknown>>).sum;
  } catch {
    return "";
  }
}

function prepare(database: DatabaseSync, withQuotas: boolean) {
  const on = (sql: string) => database.prepare(sql);
  return {
    head: on(
      `UPDATE head SET state = ?, epoch = ?, revision = ?, life = ?, forgotten = ?, sum = ?, cursor = ?, parts_format = ?`,
    ),
    company: on("INSERT OR REPLACE INTO company (id, revision, sum, body) VALUES (?, ?, ?, ?)"),
    remove: on("DELETE FROM company WHERE id = ?"),
    sum: on("SELECT sum FROM company WHERE id = ?"),
    body: on("SELECT body FROM company WHERE id = ?"),
    companies: on("SELECT id, revision, sum, body FROM company WHERE id > ? ORDER BY id LIMIT ?"),
    idsAfter: on("SELECT id FROM company WHERE id > ? LIMIT 1000"),
    idsBetween: on("SELECT id FROM company WHERE id > ? AND id < ? LIMIT 1000"),
    cores: on("SELECT company, revision FROM core"),
    core: on("INSERT INTO core (company, revision, body) VALUES (?, ?, ?)"),
    noCore: on("DELETE FROM core WHERE company = ?"),
    bucket: on("INSERT INTO bucket (company, bucket, body) VALUES (?, ?, ?)"),
    noBuckets: on("DELETE FROM bucket WHERE company = ?"),
    quotas: withQuotas ? on("INSERT OR REPLACE INTO quotas (company, body) VALUES (?, ?)") : undefined,
    noQuotas: withQuotas ? on("DELETE FROM quotas WHERE company = ?") : undefined,
    quotasHead: withQuotas
      ? on("UPDATE quotas_head SET (state, revision, cursor) = (SELECT state, revision, cursor FROM head)")
      : undefined,
    trunk: on("INSERT OR REPLACE INTO trunk (id, body) VALUES (?, ?)"),
    noTrunks: on("DELETE FROM trunk"),
    key: on("INSERT OR REPLACE INTO api_key (id, hash, body) VALUES (?, ?, ?)"),
    revoked: on("DELETE FROM api_key WHERE id = ?"),
    feed: on("INSERT INTO feed (revision, company, removed) VALUES (?, ?, ?)"),
    forget: on("DELETE FROM feed WHERE revision <= ?"),
  };
}
