/** Begins the chain of the history where it has not begun: in a new database, or one of an older version. */
import { createSeal } from "../../access/seal.ts";
import type { Engine, Sql } from "./engine.ts";
import { BEGINNING, codeOf, markOf, pageOfRows, type Mac } from "./history-chain.ts";

const PAGE_BYTES = 16 * 1024 * 1024;

/**
 * What is there is chained as it is: only from then on can a change of it be found.
 * @throws SecretFileError if the chain has begun and its secret is missing, or if the secret cannot be read
 */
export async function beginChain({ db, secret }: Engine): Promise<Mac> {
  const { chain } = await db.selectFrom("head").select("chain").executeTakeFirstOrThrow();
  const mac = historyMac(secret(chain === null));
  if (chain === null) await db.transaction().execute((sql) => chainAll(sql, mac));
  return mac;
}

/** @param secret the content of the file */
export function historyMac(secret: Uint8Array): Mac {
  const { mac } = createSeal(secret);
  return (text) => mac("history", text);
}

async function chainAll(sql: Sql, mac: Mac): Promise<void> {
  // Of two processes that are here at once, one begins the chain; nobody else writes meanwhile.
  const unbegun = await sql
    .updateTable("head")
    .set((row) => ({ revision: row.ref("revision") }))
    .where("chain", "is", null)
    .returning("revision")
    .execute();
  if (unbegun.length === 0) return;
  let [after, code] = [-1, BEGINNING];
  for (;;) {
    const page = await pageOfRows(sql, { after, upTo: Number.MAX_SAFE_INTEGER }, PAGE_BYTES);
    if (page.length === 0) break;
    for (const { mac: _, ...row } of page) {
      code = codeOf(mac, code, row);
      await sql.updateTable("history").set({ mac: code }).where("revision", "=", row.revision).execute();
      after = row.revision;
    }
  }
  await sql
    .updateTable("head")
    .set({ chain: code, secret_mark: markOf(mac) })
    .execute();
}
