/** The database of a data folder, read synchronously in the thread that decides calls. */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { DECIDING_KINDS, documentsFrom, type DecidingDocuments, type DocumentKind } from "../../policy/documents.ts";
import type { LocalCopy } from "../local-copy.ts";
import { feedPage, startsOver } from "../sql/feed-page.ts";
import { totpOf } from "../sql/sql-factors.ts";
import { keyOf } from "../sql/sql-keys.ts";
import { linkOf } from "../sql/sql-links.ts";
import type { Tables } from "../sql/schema.ts";
import { nodeOf } from "../sql/sql-nodes.ts";
import { passkeyOf } from "../sql/sql-passkeys.ts";
import { personOf } from "../sql/sql-people.ts";
import { identityOf, providerOf } from "../sql/sql-providers.ts";
import { sessionOf } from "../sql/sql-sessions.ts";
import { SECURITY, securityOf } from "../sql/sql-settings.ts";
import { signInOf } from "../sql/sql-sign-ins.ts";
import { namedTrunk } from "../sql/sql-trunks.ts";
import { databaseFile } from "./data-folder.ts";
import { refusal, translate } from "./faults.ts";

/** With a write-ahead log, readers hardly ever wait for the writer. */
const WAIT_MS = 1000;

/** Of {@link LocalCopy.providersFor}. */
const MOST_FOR_A_DOMAIN = 50;

/**
 * The copy of a database that is already open, see {@link openSqliteStore}. Its methods may throw a StorageError.
 */
export function openSqliteCopy(dataDir: string): LocalCopy {
  const place = databaseFile(dataDir);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(place, { readOnly: true, timeout: WAIT_MS });
    return copyOf(database);
  } catch (error) {
    database?.close();
    throw refusal(error, place);
  }
}

function copyOf(database: DatabaseSync): LocalCopy {
  const statement = <Row>(sql: string) => prepared<Row>(database.prepare(sql));
  const head = statement<Tables["head"]>("SELECT epoch, revision, forgotten FROM head");
  const historyHead = statement<Readonly<{ text: string }>>(
    "SELECT coalesce((SELECT max(revision) FROM history), 0) || '.' || coalesce(chain, '') AS text FROM head",
  );
  const feed = statement<Tables["feed"]>(
    "SELECT revision, company, removed FROM feed WHERE revision > ? ORDER BY revision LIMIT ?",
  );
  // One statement sees one state: a company is never a mixture of two writes.
  const company = statement<Readonly<{ kind: DocumentKind | "core"; revision: number; body: string }>>(
    `SELECT 'core' AS kind, revision, body FROM core WHERE company = ?1
     UNION ALL
     SELECT kind, revision, body FROM document
     WHERE company = ?1 AND kind IN (${DECIDING_KINDS.map((kind) => `'${kind}'`).join()}) AND NOT EXISTS (SELECT 1 FROM core WHERE company = ?1)`,
  );
  const bucket = statement<Readonly<{ text: string }>>(
    `SELECT coalesce(bucket.body, '') AS text
     FROM core LEFT JOIN bucket ON bucket.company = core.company AND bucket.bucket = ?3
     WHERE core.company = ?1 AND core.revision = ?2`,
  );
  const ids = statement<Readonly<{ company: string }>>(
    "SELECT company FROM document WHERE kind = 'company' AND company > ? ORDER BY company LIMIT ?",
  );
  const trunks = statement<Readonly<{ id: string; body: string }>>("SELECT id, body FROM trunk ORDER BY id");
  const key = statement<Tables["api_key"]>("SELECT * FROM api_key WHERE hash = ?");
  const node = statement<Tables["node"]>("SELECT * FROM node WHERE name = ?");
  const nodes = statement<Tables["node"]>("SELECT * FROM node WHERE removed IS NULL ORDER BY name");
  const freed = statement<Readonly<{ freed: number }>>("SELECT freed FROM head");
  const session = statement<Tables["session"]>("SELECT * FROM session WHERE id_hash = ?");
  const person = statement<Tables["person"]>("SELECT * FROM person WHERE id = ?");
  const byEmail = statement<Tables["person"]>("SELECT * FROM person WHERE email = ?");
  const roles = statement<Tables["person_role"]>("SELECT * FROM person_role WHERE person = ? ORDER BY role, company");
  const sessionsOfPerson = statement<Tables["session"]>(
    "SELECT * FROM session WHERE person = ? ORDER BY created_at DESC",
  );
  const sessionsOfKey = statement<Tables["session"]>(
    "SELECT * FROM session WHERE key_hash = ? ORDER BY created_at DESC",
  );
  const signIns = statement<Tables["sign_in"]>(
    `SELECT * FROM sign_in
     WHERE person = ?1 AND (?2 = '' OR (at, id) < (SELECT at, id FROM sign_in WHERE person = ?1 AND id = ?2))
     ORDER BY at DESC, id DESC LIMIT ?3`,
  );
  const name = statement<Readonly<{ name: string }>>(
    "SELECT json_extract(body, '$.name') AS name FROM document WHERE company = ? AND kind = 'company'",
  );
  const link = statement<Tables["link"]>("SELECT * FROM link WHERE hash = ?");
  const totp = statement<Tables["totp"]>("SELECT * FROM totp WHERE person = ?");
  const count = (table: "recovery_code" | "passkey") =>
    statement<Readonly<{ count: number }>>(`SELECT count(*) AS count FROM ${table} WHERE person = ?`);
  const [recoveryCodes, passkeys] = [count("recovery_code"), count("passkey")];
  const passkey = statement<Tables["passkey"]>("SELECT * FROM passkey WHERE id = ?");
  const passkeysOf = statement<Tables["passkey"]>("SELECT * FROM passkey WHERE person = ? ORDER BY created_at, id");
  const provider = statement<Tables["identity_provider"]>("SELECT * FROM identity_provider WHERE id = ?");
  const domainsOf = statement<Tables["provider_domain"]>(
    "SELECT * FROM provider_domain WHERE provider = ? ORDER BY domain",
  );
  const providersOf = statement<Tables["identity_provider"]>(
    "SELECT * FROM identity_provider WHERE company = ? ORDER BY name, id",
  );
  const providersFor = statement<Tables["identity_provider"]>(
    `SELECT identity_provider.* FROM provider_domain JOIN identity_provider ON id = provider
     WHERE domain = ?1 ORDER BY name, id LIMIT ?2`,
  );
  const identity = statement<Tables["identity"]>("SELECT * FROM identity WHERE provider = ? AND subject = ?");
  const identitiesOf = statement<Tables["identity"]>(
    "SELECT * FROM identity WHERE person = ? ORDER BY created_at, provider",
  );
  const withDomains = (row: Tables["identity_provider"]) =>
    providerOf(
      row,
      domainsOf.all(row.id).map(({ domain }) => domain),
    );
  const setting = statement<Tables["setting"]>("SELECT * FROM setting WHERE name = ?");
  const withRoles = (row: Tables["person"] | undefined) => (row ? personOf(row, roles.all(row.id)) : null);
  const position = () => {
    const { epoch, revision } = head.get()!;
    return { epoch, revision };
  };
  return {
    position,
    historyHead: () => historyHead.get()!.text,
    changesSince(from, limit) {
      const now = head.get()!;
      return startsOver(from, now) ? "start_over" : feedPage(from, limit, now, feed.all(from.revision, limit));
    },
    company(id) {
      const rows = company.all(id);
      const [first] = rows;
      if (!first) return null;
      const revision = Math.max(...rows.map((row) => row.revision));
      const size = rows.reduce((sum, { body }) => sum + body.length, 0);
      if (first.kind === "core") return { kind: "core", revision, size, core: first.body };
      const documents = documentsFrom<unknown>(
        (kind) => {
          const row = rows.find((row) => row.kind === kind);
          return row && JSON.parse(row.body);
        },
        (empty) => empty,
      ) as DecidingDocuments | null;
      return documents && { kind: "documents", revision, size, documents };
    },
    bucket: (id, revision, at) => bucket.get(id, revision, at) ?? null,
    ids: (after, limit) => ids.all(after ?? "", limit).map(({ company }) => company),
    trunks: () => trunks.all().flatMap(namedTrunk),
    key(hash) {
      const row = key.get(hash);
      return row ? keyOf(row) : null;
    },
    node(called) {
      const row = node.get(called);
      return row ? { ...nodeOf(row), removed: row.removed } : null;
    },
    nodes: () => nodes.all().map(nodeOf),
    freed: () => freed.get()!.freed,
    session(idHash) {
      const row = session.get(idHash);
      return row ? sessionOf(row) : null;
    },
    person: (id) => withRoles(person.get(id)),
    personByEmail: (email) => withRoles(byEmail.get(email)),
    sessionsOf: (holder) =>
      ("person" in holder ? sessionsOfPerson.all(holder.person) : sessionsOfKey.all(holder.keyHash)).map(sessionOf),
    signInsOf: (of, before, limit) => signIns.all(of, before ?? "", limit).map(signInOf),
    link(hash) {
      const row = link.get(hash);
      return row ? linkOf(row) : null;
    },
    totp(of) {
      const row = totp.get(of);
      return row ? totpOf(row) : null;
    },
    companyName: (id) => name.get(id)?.name ?? null,
    recoveryCodes: (of) => recoveryCodes.get(of)!.count,
    passkeys: (of) => passkeys.get(of)!.count,
    passkey(id) {
      const row = passkey.get(id);
      return row ? passkeyOf(row) : null;
    },
    passkeysOf: (of) => passkeysOf.all(of).map(passkeyOf),
    provider(id) {
      const row = provider.get(id);
      return row ? withDomains(row) : null;
    },
    providersOf: (company) => providersOf.all(company).map(withDomains),
    providersFor: (domain) => providersFor.all(domain, MOST_FOR_A_DOMAIN).map(withDomains),
    identity(at, subject) {
      const row = identity.get(at, subject);
      return row ? identityOf(row) : null;
    },
    identitiesOf: (of) => identitiesOf.all(of).map(identityOf),
    security: () => securityOf(setting.get(SECURITY)?.body),
    close: () => database.close(),
  };
}

function prepared<Row>(statement: StatementSync) {
  const translated = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw translate(error);
    }
  };
  return {
    get: (...values: (string | number)[]) => translated(() => statement.get(...values) as Row | undefined),
    all: (...values: (string | number)[]) => translated(() => statement.all(...values) as Row[]),
  };
}
