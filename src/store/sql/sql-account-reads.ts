import type { Kysely } from "kysely";
import type { Company } from "../../policy/company.ts";
import type { Reads } from "../account-reads.ts";
import type { Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";
import { totpOf } from "./sql-factors.ts";
import { linkOf } from "./sql-links.ts";
import { sqlNodes } from "./sql-nodes.ts";
import { readPasskey, readPasskeys } from "./sql-passkeys.ts";
import { readPerson } from "./sql-people.ts";
import { readIdentities, readIdentity, readProvider, readProvidersFor, readProvidersOf } from "./sql-providers.ts";
import { readSession, readSessions } from "./sql-sessions.ts";
import { readSecurity } from "./sql-settings.ts";
import { readSignIns } from "./sql-sign-ins.ts";
import { readHead } from "./verify-history.ts";

/** @param db of a database that is open elsewhere; closing the reads closes it */
export function sqlReads(db: Kysely<Tables>, translated: Translated): Reads {
  const nodes = sqlNodes(db, translated);
  const count = (table: "recovery_code" | "passkey", person: string) =>
    translated(async () => {
      const rows = db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as("count"));
      return (await rows.where("person", "=", person).executeTakeFirstOrThrow()).count;
    });
  return {
    node: (name) => nodes.node(name),
    listNodes: () => nodes.listNodes(),
    freed: () => nodes.freed(),
    historyHead: () => translated(async () => (await readHead(db)).text),
    session: (idHash) => translated(() => readSession(db, idHash)),
    sessionsOf: (holder) => translated(() => readSessions(db, holder)),
    signInsOf: (person, before, limit) => translated(() => readSignIns(db, person, before, limit)),
    security: () => translated(() => readSecurity(db)),
    person: (id) => translated(() => readPerson(db, "id", id)),
    personByEmail: (email) => translated(() => readPerson(db, "email", email)),
    link: (hash) =>
      translated(async () => {
        const row = await db.selectFrom("link").selectAll().where("hash", "=", hash).executeTakeFirst();
        return row ? linkOf(row) : null;
      }),
    totp: (person) =>
      translated(async () => {
        const row = await db.selectFrom("totp").selectAll().where("person", "=", person).executeTakeFirst();
        return row ? totpOf(row) : null;
      }),
    companyName: (id) =>
      translated(async () => {
        const documents = db.selectFrom("document").select("body").where("company", "=", id);
        const row = await documents.where("kind", "=", "company").executeTakeFirst();
        return row ? (JSON.parse(row.body) as Company).name : null;
      }),
    recoveryCodes: (person) => count("recovery_code", person),
    passkeys: (person) => count("passkey", person),
    passkey: (id) => translated(() => readPasskey(db, id)),
    passkeysOf: (person) => translated(() => readPasskeys(db, person)),
    provider: (id) => translated(() => readProvider(db, id)),
    providersOf: (company) => translated(() => readProvidersOf(db, company)),
    providersFor: (domain) => translated(() => readProvidersFor(db, domain)),
    identity: (provider, subject) => translated(() => readIdentity(db, provider, subject)),
    identitiesOf: (person) => translated(() => readIdentities(db, person)),
    close: () => db.destroy(),
  };
}
