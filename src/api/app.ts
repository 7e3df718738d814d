/** The HTTP service: its scopes with their hooks and routes. */
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import type { Logger } from "pino";
import { knownOnceThere } from "../access/key-ring.ts";
import type { OfferChoices } from "../decide/decide-call.ts";
import type { DecisionsDoor } from "../door/http/decisions.ts";
import type { OneLineDoor } from "../door/http/one-line.ts";
import type { MetricsText } from "../metrics.ts";
import { servePage } from "../page/serve-page.ts";
import type { Refusal } from "../policy/refusal.ts";
import type { Trace } from "../trace/trace.ts";
import { enforceAccess, registerOpen } from "./access-rule.ts";
import type { AccountDesk } from "./account-desk.ts";
import type { App } from "./app-types.ts";
import { authenticate, limitWrongKeys } from "./authenticate.ts";
import { choicesRoute } from "./choices-route.ts";
import { decisionRoute } from "./decision-route.ts";
import { feedRoute, type FeedRouteOptions } from "./feed-route.ts";
import { describeApi } from "./open-api.ts";
import { linkRoutes } from "./link-routes.ts";
import { oidcSignInRoutes } from "./oidc-routes.ts";
import { providerVisits } from "./provider-visits.ts";
import { ownIdentityRoutes } from "./own-identity-routes.ts";
import { oneLineRoute } from "./one-line-route.ts";
import { operationRoutes, type Readiness } from "./operation-routes.ts";
import { ownAccountRoutes } from "./own-account-routes.ts";
import { ownRolesRoutes } from "./own-roles-routes.ts";
import { ownSessionsRoutes } from "./own-sessions-routes.ts";
import { ownPasskeyRoutes, passkeySignInRoutes } from "./passkey-routes.ts";
import { serveEndpoints, type RunEndpoint } from "./serve-endpoints.ts";
import { createPlainApp } from "./plain-app.ts";
import { sessionRoutes } from "./session-routes.ts";
import type { Turnstile } from "./turnstile.ts";

/** Where helmet's defaults do not fit: fonts and styles come from this service, and nothing is framed. */
const OWN_HOST = {
  fontSrc: ["'self'", "data:"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

export type AppOptions = Readonly<{
  accounts: AccountDesk;
  run: RunEndpoint;
  turnstile: Turnstile;
  /** Of SCIM, whose requests wait for each other. */
  scimTurnstile: Turnstile;
  decisions: DecisionsDoor;
  oneLine: OneLineDoor;
  choices: OfferChoices;
  feed: FeedRouteOptions;
  metrics: MetricsText;
  trace: Trace;
  readiness: () => Readiness;
  log: Logger;
  explainError: (error: unknown) => Refusal;
  version: string;
  /** The folder of the built page. */
  pageFolder: string;
  /** Addresses and CIDR ranges of the proxies whose X-Forwarded-For, -Proto and -Host are believed. */
  trustedProxies: readonly string[];
  behindWorkers: boolean;
}>;

export async function createApp(options: AppOptions): Promise<App> {
  const { accounts, decisions, oneLine, explainError, run, turnstile, scimTurnstile, readiness } = options;
  const { keys, sessions, events, postman } = accounts;
  const known = knownOnceThere(keys, () => readiness().isReady);
  const { app, answerScim } = await createPlainApp({ ...options, keys: known, events });

  // Only the proxy in front knows whether there is HTTPS here and on neighbouring hosts.
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null, ...OWN_HOST } },
    strictTransportSecurity: false,
  });
  await app.register(cookie);
  await describeApi(app, options.version);

  const countWrongKey = limitWrongKeys(app);
  const visits = providerVisits(accounts);
  app.decorateRequest("place");
  await app.register(async (api) => {
    // People's names, numbers and keys must not be cached.
    api.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
    await api.register((open: App) => sessionRoutes(open, accounts, countWrongKey));
    await api.register((open: App) => linkRoutes(open, accounts, countWrongKey));
    await api.register((open: App) => passkeySignInRoutes(open, accounts, countWrongKey));
    await api.register((open: App) => oidcSignInRoutes(open, accounts, visits, countWrongKey));
    await api.register((open: App) => oneLineRoute(open, { keys, door: oneLine, countWrongKey, explainError }));
    await api.register(async (signedIn: App) => {
      signedIn.addHook("onRequest", authenticate({ keys, sessions, countWrongKey }));
      signedIn.addHook("onRequest", enforceAccess);
      await signedIn.register((scope: App) => decisionRoute(scope, decisions));
      await signedIn.register((scope: App) => choicesRoute(scope, options.choices));
      await signedIn.register(async (scope: App) =>
        serveEndpoints(scope, { run, turnstile, scimTurnstile, events, postman, answerScim }),
      );
      await signedIn.register((scope: App) => feedRoute(scope, options.feed));
      await signedIn.register((scope: App) => ownAccountRoutes(scope, accounts));
      await signedIn.register((scope: App) => ownRolesRoutes(scope, accounts));
      await signedIn.register((scope: App) => ownSessionsRoutes(scope, accounts));
      await signedIn.register((scope: App) => ownPasskeyRoutes(scope, accounts));
      await signedIn.register((scope: App) => ownIdentityRoutes(scope, accounts, visits));
    });
  });
  operationRoutes(app, options.metrics, readiness);
  await registerOpen(app, "The page contains no data: it asks the API", async (scope) =>
    servePage(scope, options.pageFolder, options.log),
  );
  return app;
}
