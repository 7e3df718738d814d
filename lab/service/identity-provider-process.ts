/** A real identity provider in a process of its own, for lab/service/identity-provider.ts. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider, type ClientMetadata } from "oidc-provider";

const [clientMetadata] = process.argv.slice(2);

const server = createServer().listen(0, "127.0.0.1");
await once(server, "listening");
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const provider = new Provider(issuer, {
  clients: [JSON.parse(clientMetadata!) as ClientMetadata],
  claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["name"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  findAccount: (_context, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@acme.example`, email_verified: true, name: "Ivan" }),
  }),
  async loadExistingGrant({ oidc }) {
    const grant = new provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

const answer = provider.callback();
server.on("request", (request, response) => {
  // Instead of a form: Ivan is at the keyboard.
  if (request.url!.startsWith("/interaction/"))
    void provider.interactionFinished(request, response, { login: { accountId: "ivan", amr: ["pwd", "otp", "mfa"] } });
  else void answer(request, response);
});

process.on("disconnect", () => process.exit());
process.send!(issuer);
