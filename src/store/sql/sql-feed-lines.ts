/** Writes the lines of the feed from stored text, without parsing it. */
import { COPIED_KINDS, DECIDING_KINDS, DOCUMENTS } from "../../policy/documents.ts";
import { FEED_FORMAT, type FeedLines, type LinesCursor, type LinesPage } from "../feed-lines.ts";
import type { StartOver } from "../feed.ts";
import { inPages, type Sql, type Translated } from "./engine.ts";
import { startsOver } from "./feed-page.ts";
import { companyIds } from "./sql-companies.ts";
import { keyOf } from "./sql-keys.ts";
import type { Tables } from "./schema.ts";
import { parsed } from "./parsed.ts";

/** Companies or keys that are read at once: about as many as find room, so that few are looked at in vain. */
const ROWS = 250;

/** What a page may weigh, in bytes, unless one company weighs more. */
const ROOM = 1024 * 1024;

export function sqlFeedLines(db: Sql, translated: Translated): FeedLines {
  /** A page is read from one state of the database. */
  const reading = <T>(read: (sql: Sql, head: Tables["head"]) => Promise<T>) =>
    translated(() =>
      db
        .transaction()
        .setIsolationLevel("repeatable read")
        .execute(async (sql) => read(sql, await sql.selectFrom("head").selectAll().executeTakeFirstOrThrow())),
    );
  return {
    changedLines: (position, cursor) =>
      reading(async (sql, head): Promise<LinesPage | StartOver> => {
        const { revision } = position;
        const at = cursor ?? { company: revision, key: [revision + 1, ""], trunks: revision };
        if (startsOver(position, head) || Number(at.company) < head.forgotten) return "start_over";
        const lines = new Lines(sql, head, cursor === null);
        const changed = await changedCompanies(sql, Number(at.company));
        const isLast = await lines.addCompanies(changed, changed.length < ROWS, false);
        const company = lines.last(changed)?.revision ?? at.company;
        return lines.end({ ...at, company }, isLast, at.trunks < head.trunks, true);
      }),
    snapshotLines: (after, cursor, sums) =>
      reading(async (sql, head) => {
        const at: LinesCursor = cursor ?? { company: after, key: [-1, ""], trunks: -1 };
        const lines = new Lines(sql, head, cursor === null);
        const ids = await companyIds(sql, String(at.company), ROWS);
        const found = ids.map((company) => ({ company, removed: 0, revision: 0 }));
        const isLast = await lines.addCompanies(found, ids.length < ROWS, sums);
        const company = lines.last(found)?.company ?? at.company;
        return lines.end({ ...at, company }, isLast, at.trunks < head.trunks, false);
      }),
    companyLine: (company) =>
      reading(async (sql, head) => {
        const [removed] = await sql.selectFrom("company").select("since").where("id", "=", company).execute();
        const lines = new Lines(sql, head, false);
        await lines.addCompanies([{ company, removed: 0, revision: removed?.since ?? 0 }], true, false);
        return lines.text;
      }),
  };
}

type Changed = Readonly<{ revision: number; company: string; removed: number }>;

/** The last change of each company, in the order of these changes. */
async function changedCompanies(sql: Sql, after: number): Promise<readonly Changed[]> {
  const rows = await sql
    .selectFrom("feed")
    .selectAll()
    .where("revision", ">", after)
    .where("company", "is not", null)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom("feed as later")
            .select("later.revision")
            .whereRef("later.company", "=", "feed.company")
            .whereRef("later.revision", ">", "feed.revision"),
        ),
      ),
    )
    .orderBy("revision")
    .limit(ROWS)
    .execute();
  return rows as readonly Changed[];
}

const line = (object: object) => `${JSON.stringify(object)}\n`;

/** Lines as they are collected for one page. */
class Lines {
  text = "";
  readonly #sql: Sql;
  readonly #head: Tables["head"];
  #companies = 0;

  constructor(sql: Sql, head: Tables["head"], isFirst: boolean) {
    this.#sql = sql;
    this.#head = head;
    if (isFirst) this.text = line({ epoch: head.epoch, revision: head.revision, format: FEED_FORMAT, quotas: true });
  }

  /** The last of the companies that found room. */
  last<T>(companies: readonly T[]): T | undefined {
    return companies[this.#companies - 1];
  }

  /**
   * @param areAll whether there are no others after these
   * @returns whether all have been added
   */
  async addCompanies(changed: readonly Changed[], areAll: boolean, sums: boolean): Promise<boolean> {
    const fitting = sums ? changed : await this.#fitting(changed);
    this.#companies = fitting.length;
    for (const page of inPages(fitting)) {
      const ids = page.map(({ company }) => company);
      const documents = await this.#documents(ids, sums);
      const rows = await this.#sql.selectFrom("company").select(["id", "sum"]).where("id", "in", ids).execute();
      const sumOf = new Map(rows.map(({ id, sum }) => [id, sum]));
      for (const { company, revision } of page)
        this.text += companyLine(company, revision, documents.get(company), sumOf.get(company) ?? "", sums);
    }
    return areAll && fitting.length === changed.length;
  }

  /**
   * Adds trunks and keys, and the end if there is nothing left.
   * @param withRevoked whether the reader may have keys that are no longer valid
   */
  async end(at: LinesCursor, isLastCompany: boolean, withTrunks: boolean, withRevoked: boolean): Promise<LinesPage> {
    if (!isLastCompany) return { text: this.text, next: at };
    if (withTrunks) await this.#addTrunks();
    const trunks = this.#head.trunks;
    const key = await this.#addKeys(at.key, withRevoked);
    if (key !== null) return { text: this.text, next: { ...at, trunks, key } };
    this.text += line({ end: true, revision: this.#head.revision, sum: this.#head.sum });
    return { text: this.text, next: null };
  }

  async #fitting(changed: readonly Changed[]): Promise<readonly Changed[]> {
    if (changed.length < 2) return changed;
    const sizes = await this.#sql
      .selectFrom("document")
      .select((row) => ["company", row.fn.sum<number | string>(row.fn("octet_length", ["body"])).as("bytes")])
      .where(
        "company",
        "in",
        changed.map(({ company }) => company),
      )
      .where("kind", "in", DECIDING_KINDS)
      .groupBy("company")
      .execute();
    const sizeOf = new Map(sizes.map(({ company, bytes }) => [company, Number(bytes)]));
    let room = ROOM;
    const fits = changed.findIndex(({ company }, at) => {
      room -= sizeOf.get(company) ?? 0;
      return room < 0 && at > 0;
    });
    return fits === -1 ? changed : changed.slice(0, fits);
  }

  /** The documents of companies: in a line, with the newest revision of those that calls are decided from. */
  async #documents(ids: readonly string[], sums: boolean): Promise<ReadonlyMap<string, Found>> {
    const rows = await this.#sql
      .selectFrom("document")
      .select((row) => ["company", "kind", "revision", sums ? row.val("").as("body") : "body"])
      .where("company", "in", ids)
      .where("kind", "in", COPIED_KINDS)
      .execute();
    const found = new Map<string, { revision: number; bodies: Map<string, string> }>();
    for (const { company, kind, revision, body } of rows) {
      const known = found.get(company) ?? { revision: 0, bodies: new Map() };
      found.set(company, known);
      if (DOCUMENTS[kind].decides) known.revision = Math.max(known.revision, revision);
      known.bodies.set(kind, body);
    }
    return found;
  }

  async #addTrunks(): Promise<void> {
    const rows = await this.#sql.selectFrom("trunk").select(["id", "body"]).orderBy("id").execute();
    const trunks = rows.flatMap(({ id, body }) => {
      const trunk = parsed(body) as object | null;
      return trunk === null ? [] : [{ id, ...trunk }];
    });
    this.text += line({ trunks });
  }

  /** @returns the last key of a full page; null if there are no more */
  async #addKeys([after, id]: LinesCursor["key"], withRevoked: boolean): Promise<LinesCursor["key"] | null> {
    const rows = await this.#sql
      .selectFrom("api_key")
      .selectAll()
      .where((row) => row.or([row("revision", ">", after), row.and([row("revision", "=", after), row("id", ">", id)])]))
      .$if(!withRevoked, (query) => query.where("revoked_at", "is", null))
      .orderBy("revision")
      .orderBy("id")
      .limit(ROWS)
      .execute();
    if (rows.length > 0)
      this.text += line({
        keys: rows.map((row) => {
          const { createdAt: _at, createdBy: _by, lastUsedAt: _used, ...key } = keyOf(row);
          return key;
        }),
      });
    const last = rows.at(-1);
    return last !== undefined && rows.length === ROWS ? [last.revision, last.id] : null;
  }
}

type Found = Readonly<{ revision: number; bodies: ReadonlyMap<string, string> }>;

/** @param removed the revision of the removal, if there is no such company */
function companyLine(id: string, removed: number, found: Found | undefined, sum: string, sums: boolean): string {
  const exists = found?.bodies.has("company");
  const about = `{"company":${JSON.stringify(id)},"revision":${exists ? found!.revision : removed}`;
  if (!exists) return `${about},"documents":null,"sum":"${sum}"}\n`;
  if (sums) return `${about},"sum":"${sum}"}\n`;
  const documents = COPIED_KINDS.filter((kind) => found!.bodies.has(kind)).map(
    (kind) => `"${kind}":${found!.bodies.get(kind)}`,
  );
  return `${about},"documents":{${documents.join()}},"sum":"${sum}"}\n`;
}
