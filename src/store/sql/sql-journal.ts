import { sql } from "kysely";
import type { Journal } from "../journal.ts";
import type { Sql, Translated } from "./engine.ts";

export function sqlJournal(db: Sql, translated: Translated): Journal {
  return {
    journal: (company, before, limit, bytes) =>
      translated(async () => {
        // Read sizes first, so that a page is cut before its content is read.
        const rows = await db
          .selectFrom("audit")
          .select(["revision", sql<number>`octet_length(changes)`.as("size")])
          .where("company", "=", company)
          .where("revision", ">", (row) =>
            row.fn.coalesce(row.selectFrom("company").select("since").where("id", "=", company), sql<number>`0`),
          )
          .where("revision", "<", before ?? Number.MAX_SAFE_INTEGER)
          .orderBy("revision", "desc")
          .limit(limit + 1)
          .execute();
        const [newest] = rows;
        if (!newest || limit === 0) return { entries: [], next: null };
        let taken = 1;
        for (let size = newest.size; taken < Math.min(rows.length, limit); taken++)
          if ((size += rows[taken]!.size) > bytes) break;
        const oldest = rows[taken - 1]!;
        const entries = await db
          .selectFrom("audit")
          .select(["revision", "action", "at", "author", "changes"])
          .where("company", "=", company)
          .where("revision", ">=", oldest.revision)
          .where("revision", "<=", newest.revision)
          .orderBy("revision", "desc")
          .execute();
        return {
          entries: entries.map((entry) => ({ ...entry, company })),
          next: taken < rows.length ? oldest.revision : null,
        };
      }),
  };
}
