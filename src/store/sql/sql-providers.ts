import type { Identity, IdentityProvider } from "../../access/identity-provider.ts";
import { changes, type Change } from "../../policy/changes.ts";
import type { ProviderDraft, Providers } from "../factors.ts";
import { inPages, type Sql, type Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";

export function sqlProviders(db: Sql, translated: Translated): Providers {
  return {
    provider: (id) => translated(() => readProvider(db, id)),
    listProviders: (after, limit, among) =>
      translated(async () => {
        let query = db.selectFrom("identity_provider").selectAll().orderBy("id").limit(limit);
        if (after !== null) query = query.where("id", ">", after);
        if (among !== null) query = query.where("company", "in", [...among]);
        return withDomains(db, await query.execute());
      }),
    identitiesOf: (person) => translated(() => readIdentities(db, person)),
  };
}

/** @param domains of the provider, in order */
function providerOf(row: Tables["identity_provider"], domains: readonly string[]): IdentityProvider {
  return {
    id: row.id,
    company: row.company,
    name: row.name,
    issuer: row.issuer,
    clientId: row.client_id,
    clientSecret: row.client_secret,
    domains,
    trustsFactor: row.trusts_factor === 1,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

function identityOf(row: Tables["identity"]): Identity {
  return { provider: row.provider, subject: row.subject, person: row.person, createdAt: row.created_at };
}

async function withDomains(db: Sql, rows: readonly Tables["identity_provider"][]) {
  const domains = new Map<string, string[]>(rows.map(({ id }) => [id, []]));
  for (const page of inPages([...domains.keys()])) {
    const found = await db
      .selectFrom("provider_domain")
      .selectAll()
      .where("provider", "in", page)
      .orderBy("domain")
      .execute();
    for (const { provider, domain } of found) domains.get(provider)!.push(domain);
  }
  return rows.map((row) => providerOf(row, domains.get(row.id)!));
}

export async function readProvider(db: Sql, id: string): Promise<IdentityProvider | null> {
  const row = await db.selectFrom("identity_provider").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? (await withDomains(db, [row]))[0]! : null;
}

/** Ordered by name. */
export async function readProvidersOf(db: Sql, company: string): Promise<readonly IdentityProvider[]> {
  const providers = db.selectFrom("identity_provider").selectAll().where("company", "=", company);
  return withDomains(db, await providers.orderBy("name").orderBy("id").execute());
}

/** Of one domain. */
const MOST_FOR_A_DOMAIN = 50;

/** Ordered by name. */
export async function readProvidersFor(db: Sql, domain: string): Promise<readonly IdentityProvider[]> {
  const rows = await db
    .selectFrom("identity_provider")
    .selectAll()
    .where("id", "in", (row) => row.selectFrom("provider_domain").select("provider").where("domain", "=", domain))
    .orderBy("name")
    .orderBy("id")
    .limit(MOST_FOR_A_DOMAIN)
    .execute();
  return withDomains(db, rows);
}

export async function readIdentities(db: Sql, person: string): Promise<readonly Identity[]> {
  const rows = await db
    .selectFrom("identity")
    .selectAll()
    .where("person", "=", person)
    .orderBy("created_at")
    .orderBy("provider")
    .execute();
  return rows.map(identityOf);
}

export async function readIdentity(db: Sql, provider: string, subject: string): Promise<Identity | null> {
  const row = await db
    .selectFrom("identity")
    .selectAll()
    .where("provider", "=", provider)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row ? identityOf(row) : null;
}

/** Providers and identities within a write. */
export function sqlProviderDraft(shared: () => Promise<Sql>, record: (change: Change) => void): ProviderDraft {
  /** Also signs everybody out who has an account there. */
  async function forget(id: string): Promise<void> {
    const sql = await shared();
    await sql
      .deleteFrom("session")
      .where("person", "in", (row) => row.selectFrom("identity").select("person").where("provider", "=", id))
      .execute();
    await sql.deleteFrom("identity").where("provider", "=", id).execute();
  }

  const recordChange = (before: IdentityProvider | null, after: IdentityProvider | null) => {
    for (const change of changes(before && shown(before), after && shown(after)))
      record({ ...change, path: `/identity-providers/${(after ?? before)!.id}${change.path}` });
  };

  return {
    get: async (id) => readProvider(await shared(), id),
    async of(company) {
      const sql = await shared();
      const rows = await sql.selectFrom("identity_provider").selectAll().where("company", "=", company).execute();
      return withDomains(sql, rows);
    },
    async put(provider) {
      const sql = await shared();
      const before = await readProvider(sql, provider.id);
      const row = {
        company: provider.company,
        name: provider.name,
        issuer: provider.issuer,
        client_id: provider.clientId,
        client_secret: provider.clientSecret,
        trusts_factor: provider.trustsFactor ? 1 : 0,
        created_at: provider.createdAt,
        created_by: provider.createdBy,
      };
      await sql
        .insertInto("identity_provider")
        .values({ id: provider.id, ...row })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
      await sql.deleteFrom("provider_domain").where("provider", "=", provider.id).execute();
      if (provider.domains.length > 0)
        await sql
          .insertInto("provider_domain")
          .values(provider.domains.map((domain) => ({ domain, provider: provider.id })))
          .execute();
      recordChange(before, provider);
      if (before !== null && before.clientSecret !== provider.clientSecret)
        record({ path: `/identity-providers/${provider.id}/clientSecret` });
    },
    forget,
    async remove(provider) {
      await forget(provider.id);
      const sql = await shared();
      await sql.deleteFrom("provider_domain").where("provider", "=", provider.id).execute();
      await sql.deleteFrom("identity_provider").where("id", "=", provider.id).execute();
      recordChange(provider, null);
    },
    identity: async (provider, subject) => readIdentity(await shared(), provider, subject),
    identitiesOf: async (person) => readIdentities(await shared(), person),
    async bind(identity) {
      await (
        await shared()
      )
        .insertInto("identity")
        .values({
          provider: identity.provider,
          subject: identity.subject,
          person: identity.person,
          created_at: identity.createdAt,
        })
        .execute();
      record({ path: pathOf(identity), to: true });
    },
    async unbind(identity) {
      await (
        await shared()
      )
        .deleteFrom("identity")
        .where("provider", "=", identity.provider)
        .where("subject", "=", identity.subject)
        .execute();
      record({ path: pathOf(identity), from: true });
    },
  };
}

/** A person has at most one account at a provider. */
const pathOf = ({ person, provider }: Identity) => `/people/${person}/identities/${provider}`;

/** A provider as the history shows it. */
function shown({ id: _, clientSecret: _secret, createdAt: _at, createdBy: _by, ...provider }: IdentityProvider) {
  return provider;
}
