import { z } from "zod";
import { Trunk, type NamedTrunk } from "../../policy/trunk.ts";
import type { Saved } from "../company.ts";
import { StorageError } from "../storage-error.ts";
import type { Trunks } from "../trunks.ts";
import type { Sql, Translated } from "./engine.ts";
import { parsed } from "./parsed.ts";
import type { Tables } from "./schema.ts";

export function sqlTrunks(db: Sql, translated: Translated): Trunks {
  return {
    trunk: (id) =>
      translated(async () => {
        const saved = await readTrunk(db, id);
        if (saved === null) return null;
        const { body } = saved;
        if (body === null) throw new StorageError("corrupt", `Trunk “${id}” cannot be read: save or delete it.`);
        return { ...saved, body };
      }),
    listTrunks: () =>
      translated(async () => {
        const rows = await db.selectFrom("trunk").select(["id", "body"]).orderBy("id").execute();
        return rows.flatMap(namedTrunk);
      }),
    trunkIds: () => translated(() => readTrunkIds(db)),
    companiesOnTrunk: (trunk, after, limit) =>
      translated(async () => {
        const rows = await db
          .selectFrom("trunk_company")
          .select("company")
          .where("trunk", "=", trunk)
          .where("company", ">", after ?? "")
          .orderBy("company")
          .limit(limit)
          .execute();
        return rows.map(({ company }) => company);
      }),
  };
}

/** The body is null if it cannot be read. */
export async function readTrunk(db: Sql, id: string): Promise<Saved<Trunk | null> | null> {
  const row = await db.selectFrom("trunk").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) return null;
  return { body: trunkIn(row.body), revision: row.revision, savedAt: row.saved_at, savedBy: row.saved_by };
}

export async function readTrunkIds(db: Sql): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom("trunk").select("id").execute();
  return new Set(rows.map(({ id }) => id));
}

/** @returns nothing for a trunk that cannot be read */
export function namedTrunk({ id, body }: Pick<Tables["trunk"], "id" | "body">): readonly NamedTrunk[] {
  const trunk = trunkIn(body);
  return trunk === null ? [] : [{ ...trunk, id }];
}

/** A newer version may have added fields; a form that this version does not know makes the trunk unreadable. */
const StoredTrunk = z.object(Trunk.shape);

function trunkIn(text: string): Trunk | null {
  return StoredTrunk.safeParse(parsed(text)).data ?? null;
}
