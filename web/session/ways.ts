/** Ways to sign in besides passwords and keys: passkeys, and identity providers of companies. */
import { queryOptions } from "@tanstack/react-query";
import type { ProvidersOffered } from "../../src/contract/factors.ts";
import { requestOnce } from "../api/send.ts";

type Asked = Readonly<{ company?: string; email?: string }>;

/** The providers of the company that the address of the page names, or of the domain of an e-mail address. */
export const waysQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["ways-to-sign-in", asked],
    queryFn: async ({ signal }): Promise<ProvidersOffered> => {
      const query = new URLSearchParams(asked).toString();
      return (await requestOnce<ProvidersOffered>("GET", `session/providers?${query}`, { signal })).body;
    },
    // Without an answer, nobody misses more than a button.
    retry: false,
  });

/** The company in the address: `/companies/acme/employees`. */
export function companyInAddress(): string | null {
  const id = /^\/companies\/([^/]+)/.exec(location.pathname)?.[1];
  return id === undefined ? null : decodeURIComponent(id);
}

/**
 * The page of the provider, to which the browser goes.
 * @param link the secret of an invitation, which signing in there accepts
 * @throws RequestFailed
 */
export async function providerPage(provider: string, link?: string): Promise<string> {
  const body = { provider, ...(link !== undefined && { link }) };
  return (await requestOnce<{ url: string }>("POST", "session/oidc", { body })).body.url;
}
