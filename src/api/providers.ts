/** Endpoints for the identity providers of companies. */
import { z } from "zod";
import type { IdentityProvider } from "../access/identity-provider.ts";
import { companiesWith, requirePermission } from "../access/permission.ts";
import { Removed } from "../contract/answers.ts";
import { NewProvider, ProviderBody, ProviderList, ProviderShown, ProviderWritten } from "../contract/factors.ts";
import { changeProvider, makeProvider, readProvider, removeProvider } from "../settings/providers.ts";
import type { Desk } from "./desk.ts";
import { endpoint } from "./endpoint.ts";
import { callbackOf } from "./oidc-callback.ts";
import { Limit } from "./parameters.ts";

const tag = "Identity providers";
const url = "/api/v1/identity-providers";
const params = z.object({ id: z.string() });

export const providerEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "The identity providers of companies, without their secrets",
    description: "An admin sees those of their own companies.",
    permissions: ["providers.read"],
    query: z.strictObject({ company: z.string().optional(), after: z.string().optional(), limit: Limit }),
    answer: ProviderList,
    async run({ store, publicUrl }, { principal, query: { company, after = null, limit } }) {
      if (company !== undefined) requirePermission(principal, "providers.read", company);
      const among = company === undefined ? companiesWith(principal, "providers.read") : new Set([company]);
      const providers = await store.listProviders(after, limit, among);
      const next = providers.length === limit ? providers.at(-1)!.id : null;
      return { body: { items: providers.map((one) => shown(one, publicUrl)), next } };
    },
  }),
  endpoint({
    method: "GET",
    url: `${url}/:id`,
    tag,
    summary: "One identity provider, without its secret",
    permissions: ["providers.read"],
    params,
    answer: ProviderShown,
    async run({ store, publicUrl }, { principal, params: { id } }) {
      return { body: shown(await readProvider(store, principal, id), publicUrl) };
    },
  }),
  endpoint({
    method: "POST",
    url,
    tag,
    summary: "Lets people of a company sign in at an identity provider",
    permissions: ["providers.manage"],
    needsProof: true,
    body: NewProvider,
    event: "provider_changed",
    answer: ProviderWritten,
    async run(desk, { principal, body }) {
      return written(desk, await makeProvider(desk.store, desk, principal, body));
    },
  }),
  endpoint({
    method: "PUT",
    url: `${url}/:id`,
    tag,
    summary: "Changes an identity provider",
    description: "With another issuer, everybody's accounts there are forgotten and their sessions end.",
    permissions: ["providers.manage"],
    needsProof: true,
    params,
    body: ProviderBody,
    event: "provider_changed",
    answer: ProviderWritten,
    async run(desk, { principal, params: { id }, body }) {
      return written(desk, await changeProvider(desk.store, desk, principal, id, body));
    },
  }),
  endpoint({
    method: "DELETE",
    url: `${url}/:id`,
    tag,
    summary: "Removes an identity provider, and signs out everybody who has an account there",
    permissions: ["providers.manage"],
    needsProof: true,
    params,
    event: "provider_changed",
    answer: Removed,
    async run({ store }, { principal, params: { id } }) {
      return { body: { revision: await removeProvider(store, principal, id) } };
    },
  }),
];

async function written(
  { store, publicUrl }: Desk,
  { provider, revision }: Readonly<{ provider: IdentityProvider; revision: number | null }>,
) {
  return { body: { ...shown(provider, publicUrl), revision: revision ?? (await store.head()) } };
}

function shown({ clientSecret: _, domains, ...provider }: IdentityProvider, publicUrl: string): ProviderShown {
  return { ...provider, domains: [...domains], redirectUri: callbackOf(publicUrl, provider.id).url };
}
