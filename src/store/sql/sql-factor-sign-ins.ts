import type { Kysely } from "kysely";
import type { Answered, FactorSignIns } from "../factors.ts";
import type { Sql, Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";
import { useChallenge } from "./sql-challenges.ts";
import { countPasskey } from "./sql-passkeys.ts";
import { readIdentity } from "./sql-providers.ts";
import { openSession } from "./sql-sign-ins.ts";

/** Rolls the transaction back. */
class Stale extends Error {}

export function sqlFactorSignIns(db: Kysely<Tables>, translated: Translated): FactorSignIns {
  const once = (answered: Answered, work: (sql: Sql, now: string) => Promise<boolean>) =>
    translated(async () => {
      const now = new Date().toISOString();
      try {
        await db.transaction().execute(async (sql) => {
          if (!(await useChallenge(sql, answered, now)) || !(await work(sql, now))) throw new Stale();
        });
        return true;
      } catch (error) {
        if (error instanceof Stale) return false;
        throw error;
      }
    });
  return {
    signInWithPasskey: ({ answered, passkey, opening }) =>
      once(answered, async (sql, now) => {
        if (!(await countPasskey(sql, passkey, now))) return false;
        await openSession(sql, opening);
        return true;
      }),
    signInWithIdentity: ({ answered, identity, opening }) =>
      once(answered, async (sql) => {
        const found = await readIdentity(sql, identity.provider, identity.subject);
        if (found?.person !== identity.person) return false;
        await openSession(sql, opening);
        return true;
      }),
  };
}
