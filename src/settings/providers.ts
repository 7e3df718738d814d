/** The operator's identity providers of companies. */
import { randomUUID } from "node:crypto";
import { MOST_DOMAINS, MOST_PROVIDERS, secretPurpose, type IdentityProvider } from "../access/identity-provider.ts";
import { issuerProblem } from "../access/issuer.ts";
import { companiesWith, companyUnknown } from "../access/permission.ts";
import type { Principal } from "../access/principal.ts";
import type { Seal } from "../access/seal.ts";
import { excerpt } from "../policy/excerpt.ts";
import type { FormProblem } from "../policy/problem.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Companies } from "../store/companies.ts";
import type { Providers } from "../store/factors.ts";
import type { Writes } from "../store/writes.ts";

type Stores = Pick<Writes, "writeAccess"> & Pick<Companies, "text"> & Providers;

export type AskedProvider = Readonly<
  Pick<IdentityProvider, "name" | "issuer" | "clientId" | "domains" | "trustsFactor"> & {
    /** Undefined: it stays as it is. */
    clientSecret?: string | undefined;
  }
>;

export type ProviderSaved = Readonly<{
  provider: IdentityProvider;
  /** Null if nothing changed. */ revision: number | null;
}>;

type Rules = Readonly<{ seal: Pick<Seal, "seal" | "open">; allowPrivate: boolean }>;

/** @throws Refusal `company_unknown`, `invalid_provider`, `too_many_entries` */
export async function makeProvider(
  store: Stores,
  rules: Rules,
  principal: Principal,
  asked: AskedProvider & Readonly<{ company: string; clientSecret: string }>,
): Promise<ProviderSaved> {
  const { company, clientSecret, ...rest } = asked;
  checkProvider(rules, asked);
  if ((await store.text(company, "company")) === null) throw companyUnknown(company);
  const id = randomUUID();
  const provider: IdentityProvider = {
    id,
    company,
    ...rest,
    domains: sorted(asked.domains),
    clientSecret: rules.seal.seal(clientSecret, secretPurpose(id)),
    createdAt: new Date().toISOString(),
    createdBy: principal.name,
  };
  const record = { author: principal, action: "provider.create", company };
  const { revision } = await store.writeAccess(record, async (draft) => {
    if ((await draft.providers.of(company)).length >= MOST_PROVIDERS)
      throw new Refusal("too_many_entries", `A company has at most ${MOST_PROVIDERS} identity providers.`);
    await draft.providers.put(provider);
  });
  return { provider, revision };
}

/**
 * With another issuer, subjects mean other people: everybody loses their account there and is signed out.
 * @throws Refusal `provider_unknown`, `invalid_provider`
 */
export async function changeProvider(
  store: Stores,
  rules: Rules,
  principal: Principal,
  id: string,
  { clientSecret, ...rest }: AskedProvider,
): Promise<ProviderSaved> {
  const { company } = await readProvider(store, principal, id);
  checkProvider(rules, rest);
  const record = { author: principal, action: "provider.put", company };
  const { result, revision } = await store.writeAccess(record, async (draft) => {
    const before = await draft.providers.get(id);
    if (before === null) throw providerUnknown(id);
    const isSame =
      clientSecret === undefined || rules.seal.open(before.clientSecret, secretPurpose(id)) === clientSecret;
    const sealed = isSame ? before.clientSecret : rules.seal.seal(clientSecret, secretPurpose(id));
    const provider: IdentityProvider = {
      ...before,
      ...rest,
      domains: sorted(rest.domains),
      clientSecret: sealed,
    };
    if (provider.issuer !== before.issuer) await draft.providers.forget(id);
    await draft.providers.put(provider);
    return provider;
  });
  return { provider: result, revision };
}

/**
 * Everybody who has an account there is signed out.
 * @returns the revision
 * @throws Refusal `provider_unknown`
 */
export async function removeProvider(store: Stores, principal: Principal, id: string): Promise<number> {
  const { company } = await readProvider(store, principal, id);
  const { revision } = await store.writeAccess(
    { author: principal, action: "provider.delete", company },
    async (draft) => {
      const provider = await draft.providers.get(id);
      if (provider === null) throw providerUnknown(id);
      await draft.providers.remove(provider);
    },
  );
  return revision!;
}

/** @throws Refusal `provider_unknown`, also for one of a company that the caller may not see */
export async function readProvider(store: Providers, principal: Principal, id: string): Promise<IdentityProvider> {
  const provider = await store.provider(id);
  const companies = companiesWith(principal, "providers.read");
  if (provider === null || (companies !== null && !companies.has(provider.company))) throw providerUnknown(id);
  return provider;
}

const providerUnknown = (id: string) =>
  new Refusal("provider_unknown", `There is no identity provider “${excerpt(id)}” that you may see.`);

const sorted = (domains: readonly string[]) => [...new Set(domains)].sort();

/** @throws Refusal `invalid_provider`, `too_many_entries` */
function checkProvider({ allowPrivate }: Rules, { issuer, domains }: AskedProvider): void {
  if (domains.length > MOST_DOMAINS)
    throw new Refusal("too_many_entries", `A provider has at most ${MOST_DOMAINS} domains.`);
  const problems: FormProblem[] = [];
  const message = issuerProblem(issuer, allowPrivate);
  if (message !== null) problems.push({ path: "/issuer", code: "invalid", message });
  for (const [at, domain] of domains.entries())
    if (!DOMAIN.test(domain))
      problems.push({ path: `/domains/${at}`, code: "invalid", message: "A domain such as acme.example, in ASCII." });
  const [first] = problems;
  if (first) throw new Refusal("invalid_provider", first.message, { problems });
}

/** At least two labels of letters, digits and hyphens (RFC 1123, 2.1), in lower case. */
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
