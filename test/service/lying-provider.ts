/** An identity provider that answers as a test wants it to, right or wrong. */
import { createHmac, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Claims = Readonly<Record<string, unknown>>;

/** Nothing means an honest answer. Undefined claims and metadata are left out. */
export type Lies = Readonly<{
  metadata?: Claims;
  claims?: Claims;
  userinfo?: Claims;
  /** Of the ID token: `RS256` by a key that the provider does not publish, without a signature, or by the secret. */
  signature?: "foreign" | "none" | "HS256";
  /** Changes the ID token after it was signed. */
  tamper?: (idToken: string) => string;
  /** What happens before a path is answered. */
  before?: (path: string) => Promise<void>;
  /** Answers the request for a path in another way. */
  answers?: Readonly<Record<string, (response: ServerResponse) => void>>;
}>;

export type LyingProvider = Readonly<{
  issuer: string;
  clientId: string;
  clientSecret: string;
  lies: Lies;
  /** Paths that were asked for, in order. */
  asked: readonly string[];
  /** As a browser that is sent here and signs in at once: the address that it is sent back to. */
  visit: (url: string) => URL;
  close: () => Promise<void>;
}>;

const newKeys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const published = newKeys();
const foreign = newKeys();

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

export async function openLyingProvider(lies: Lies = {}): Promise<LyingProvider> {
  const clientId = "callas";
  const clientSecret = "the-secret-of-the-client";
  const asked: string[] = [];
  let nonce: string | null = null;

  const server = createServer((request, response) => {
    const path = request.url!;
    asked.push(path);
    if (lies.before === undefined) answer(path, response);
    else void lies.before(path).then(() => answer(path, response));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function answer(path: string, response: ServerResponse): unknown {
    const other = lies.answers?.[path];
    if (other) return other(response);
    const json = (body: unknown) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    if (path === "/.well-known/openid-configuration") return json(metadata());
    if (path === "/keys") return json({ keys: [{ ...published.publicKey.export({ format: "jwk" }), use: "sig" }] });
    if (path === "/token") return json({ access_token: "access", token_type: "Bearer", id_token: idToken() });
    if (path === "/userinfo") return json({ sub: "u-1", ...lies.userinfo });
    return response.writeHead(404).end();
  }

  const metadata = () => ({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    userinfo_endpoint: `${issuer}/userinfo`,
    response_types_supported: ["code"],
    ...lies.metadata,
  });

  function idToken(): string {
    const now = Math.floor(Date.now() / 1000);
    const email = "ivan@acme.example";
    const honest = {
      iss: issuer,
      sub: "u-1",
      aud: clientId,
      iat: now,
      exp: now + 300,
      nonce,
      email,
      email_verified: true,
    };
    const alg = { foreign: "RS256", none: "none", HS256: "HS256", own: "RS256" }[lies.signature ?? "own"];
    const signed = `${base64url({ alg })}.${base64url({ ...honest, ...lies.claims })}`;
    const token = `${signed}.${signatureOf(signed)}`;
    return lies.tamper?.(token) ?? token;
  }

  function signatureOf(signed: string): string {
    if (lies.signature === "none") return "";
    if (lies.signature === "HS256") return createHmac("sha256", clientSecret).update(signed).digest("base64url");
    const key: KeyObject = (lies.signature === "foreign" ? foreign : published).privateKey;
    return sign("sha256", Buffer.from(signed), key).toString("base64url");
  }

  return {
    issuer,
    clientId,
    clientSecret,
    lies,
    asked,
    visit(url) {
      const { searchParams } = new URL(url);
      nonce = searchParams.get("nonce");
      const back = new URL(searchParams.get("redirect_uri")!);
      back.searchParams.set("code", "code");
      back.searchParams.set("state", searchParams.get("state")!);
      return back;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
