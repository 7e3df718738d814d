import type { TotpFactor } from "../../access/totp-factor.ts";
import type { Sql } from "./engine.ts";
import type { Tables } from "./schema.ts";

/** Before any time step. */
const NO_STEP = -1;

export function totpOf(row: Tables["totp"]): TotpFactor {
  return { person: row.person, secret: row.secret, confirmedAt: row.confirmed_at };
}

export async function enrolTotp(db: Sql, { person, secret }: TotpFactor): Promise<boolean> {
  const row = { secret, last_step: NO_STEP };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("totp")
    .values({ person, confirmed_at: null, ...row })
    .onConflict((conflict) => conflict.column("person").doUpdateSet(row).where("totp.confirmed_at", "is", null))
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function claimTotpStep(db: Sql, person: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("totp")
    .set({ last_step: step })
    .where("person", "=", person)
    .where("last_step", "<", step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function confirmTotp(db: Sql, { person, secret }: TotpFactor, step: number, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("totp")
    .set({ confirmed_at: at, last_step: step })
    .where("person", "=", person)
    .where("secret", "=", secret)
    .where("confirmed_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** @returns whether there was such a code */
export async function useRecoveryCode(db: Sql, person: string, hash: string): Promise<boolean> {
  const used = await db
    .deleteFrom("recovery_code")
    .where("person", "=", person)
    .where("hash", "=", hash)
    .returning("hash")
    .execute();
  return used.length === 1;
}

export async function storeRecoveryCodes(db: Sql, person: string, hashes: readonly string[]): Promise<void> {
  await db.deleteFrom("recovery_code").where("person", "=", person).execute();
  await db
    .insertInto("recovery_code")
    .values(hashes.map((hash) => ({ person, hash })))
    .execute();
}

/** @returns whether there was a confirmed one */
export async function deleteTotp(db: Sql, person: string): Promise<boolean> {
  await db.deleteFrom("recovery_code").where("person", "=", person).execute();
  const [row] = await db.deleteFrom("totp").where("person", "=", person).returning("confirmed_at").execute();
  return row !== undefined && row.confirmed_at !== null;
}

export async function deleteFactors(db: Sql, person: string): Promise<void> {
  await deleteTotp(db, person);
  await db.deleteFrom("passkey").where("person", "=", person).execute();
}
