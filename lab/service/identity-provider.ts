/** A real identity provider for tests: oidc-provider, at which Ivan (`ivan`, ivan@acme.example) is always signed in. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { end } from "./end.ts";

export type IdentityProvider = Readonly<{
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Does as a browser that is sent to the provider: the address that the provider sends it back to. */
  visit: (url: string) => Promise<URL>;
  stop: () => Promise<void>;
}>;

/** @param authentication of the client at the token endpoint */
export async function startIdentityProvider(
  redirectUris: readonly string[],
  authentication: "client_secret_basic" | "client_secret_post" = "client_secret_basic",
): Promise<IdentityProvider> {
  const clientId = "callas";
  const clientSecret = "client-secret with +/=%:& in it";
  const client = {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: redirectUris,
    token_endpoint_auth_method: authentication,
  };
  const script = new URL("./identity-provider-process.ts", import.meta.url);
  const child = fork(script, [JSON.stringify(client)], { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let errors = "";
  child.stderr!.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, "exit").then(() => Promise.reject(new Error(`the identity provider ended:\n${errors}`)));
  exited.catch(() => {});
  const [issuer] = (await Promise.race([once(child, "message"), exited])) as [string];
  return { issuer, clientId, clientSecret, visit: (url) => visit(url, issuer), stop: () => end(child, "SIGTERM") };
}

/** Redirects within a sign-in, and some to spare. */
const MOST_REDIRECTS = 10;

async function visit(url: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let at = new URL(url);
  for (let redirects = 0; redirects < MOST_REDIRECTS && at.origin === issuer; redirects++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(at, { redirect: "manual", headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [name, value] = set.split(";")[0]!.split("=");
      cookies.set(name!, value!);
    }
    const location = answer.headers.get("location");
    if (location === null) throw new Error(`the provider answers ${answer.status}: ${await answer.text()}`);
    at = new URL(location, at);
  }
  return at;
}
