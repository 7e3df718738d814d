import type { Link } from "../../access/link.ts";
import type { Sql } from "./engine.ts";
import type { Tables } from "./schema.ts";

export function linkOf(row: Tables["link"]): Link {
  return {
    hash: row.hash,
    kind: row.kind,
    person: row.person,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    createdBy: row.created_by,
    vouched: row.vouched === 1,
  };
}

/** Takes the place of earlier links of the same person, and of the earlier set-up link. */
export async function storeLink(db: Sql, link: Link): Promise<void> {
  await db
    .deleteFrom("link")
    .where((row) =>
      row.or([
        link.person === null ? row("person", "is", null) : row("person", "=", link.person),
        row("expires_at", "<=", link.createdAt),
      ]),
    )
    .execute();
  await db
    .insertInto("link")
    .values({
      hash: link.hash,
      kind: link.kind,
      person: link.person,
      expires_at: link.expiresAt,
      created_at: link.createdAt,
      created_by: link.createdBy,
      vouched: Number(link.vouched),
    })
    .execute();
}

export async function deleteLinks(db: Sql, person: string): Promise<void> {
  await db.deleteFrom("link").where("person", "=", person).execute();
}

/** @param author the id of who made them */
export async function deleteLinksBy(db: Sql, author: string): Promise<void> {
  await db.deleteFrom("link").where("created_by", "=", author).execute();
}

/** Uses a link up: of two at once, one gets it. */
export async function takeLink(db: Sql, hash: string, now: string): Promise<Link | null> {
  const row = await db
    .deleteFrom("link")
    .where("hash", "=", hash)
    .where("expires_at", ">", now)
    .returningAll()
    .executeTakeFirst();
  return row ? linkOf(row) : null;
}
