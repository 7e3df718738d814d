/** The HTTP service: its scopes with their hooks and routes. */
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import { fastify, LogController, type FastifyBaseLogger } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { KeyRing } from "../access/key-ring.ts";
import type { Sessions } from "../access/sessions.ts";
import type { DecisionsDoor } from "../door/http/decisions.ts";
import { BODY_LIMIT, NOT_FOUND } from "../http/errors.ts";
import type { SecurityEvents } from "../http/security-events.ts";
import { servePage } from "../page/serve-page.ts";
import { Refusal } from "../policy/refusal.ts";
import { answerErrors } from "./answer-errors.ts";
import type { App } from "./app-types.ts";
import { authenticate, limitWrongKeys } from "./authenticate.ts";
import { decisionRoute } from "./decision-route.ts";
import { describeApi } from "./open-api.ts";
import { operationRoutes } from "./operation-routes.ts";
import { serveEndpoints, type RunEndpoint } from "./serve-endpoints.ts";
import { answerUnreadable, createHttpServer } from "./server.ts";
import { sessionRoutes } from "./session-routes.ts";
import { stopGracefully } from "./stop-gracefully.ts";
import type { Turnstile } from "./turnstile.ts";

/** In addition to helmet's defaults: fonts and styles come from this service too. */
const OWN_HOST = { fontSrc: ["'self'", "data:"], styleSrc: ["'self'", "'unsafe-inline'"] };

export type AppOptions = Readonly<{
  keys: KeyRing;
  sessions: Sessions;
  run: RunEndpoint;
  turnstile: Turnstile;
  events: SecurityEvents;
  door: DecisionsDoor;
  metrics: Registry;
  log: Logger;
  explainError: (error: unknown) => Refusal;
  version: string;
  /** The folder of the built page. */
  pageFolder: string;
}>;

export async function createApp(options: AppOptions): Promise<App> {
  const { keys, sessions, events, door } = options;
  const log: FastifyBaseLogger = options.log;
  const { answer, frameworkError } = answerErrors(options.explainError, events);
  const app: App = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    serverFactory: (router) => createHttpServer({ keys, door }, router),
    forceCloseConnections: "idle",
    // A request that still arrives on an open connection while the service stops may be a call: answer it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: (_error, socket) => answerUnreadable(socket),
    frameworkErrors: frameworkError,
  }).withTypeProvider<ZodTypeProvider>();

  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler(answer);
  app.setNotFoundHandler(() => {
    throw new Refusal("not_found", NOT_FOUND);
  });
  stopGracefully(app);

  // Only the proxy in front knows whether there is HTTPS here and on neighbouring hosts.
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null, ...OWN_HOST } },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, { global: false });
  await app.register(cookie);
  await describeApi(app, options.version);

  const countWrongKey = limitWrongKeys(app);
  app.decorateRequest("principal");
  app.decorateRequest("place");
  await app.register(async (api) => {
    // People's names, numbers and keys must not be cached.
    api.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
    await api.register((open: App) => sessionRoutes(open, { keys, sessions, countWrongKey, events }));
    await api.register(async (signedIn: App) => {
      signedIn.addHook("onRequest", authenticate({ keys, sessions, countWrongKey }));
      await signedIn.register((scope: App) => decisionRoute(scope, door));
      await signedIn.register(async (scope: App) => serveEndpoints(scope, options));
    });
  });
  operationRoutes(app, options.metrics);
  servePage(app, options.pageFolder, log);
  return app;
}
