/** The HTTP of a call node: decisions and monitoring; every other address is 404. */
import rateLimit from "@fastify/rate-limit";
import { fastify, LogController, type FastifyBaseLogger } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { KeyRing } from "../access/key-ring.ts";
import { BODY_LIMIT, NOT_FOUND } from "../http/errors.ts";
import { Refusal } from "../policy/refusal.ts";
import { enforceAccess, requireAccessRules } from "./access-rule.ts";
import { answerErrors } from "./answer-errors.ts";
import type { AccountDesk } from "./account-desk.ts";
import type { AppOptions } from "./app.ts";
import type { App } from "./app-types.ts";
import { authenticate, limitWrongKeys } from "./authenticate.ts";
import { decisionRoute } from "./decision-route.ts";
import { oneLineRoute } from "./one-line-route.ts";
import { operationRoutes, type Readiness } from "./operation-routes.ts";
import { answerUnreadable, createHttpServer } from "./server.ts";
import { stopGracefully } from "./stop-gracefully.ts";

export type NodeAppOptions = Pick<
  AppOptions,
  "decisions" | "oneLine" | "metrics" | "log" | "explainError" | "trustedProxies"
> &
  Pick<AccountDesk, "events"> &
  Readonly<{ keys: KeyRing; readiness: () => Readiness }>;

export async function createNodeApp(options: NodeAppOptions): Promise<App> {
  const { decisions, oneLine, explainError, events, readiness } = options;
  const log: FastifyBaseLogger = options.log;
  const { answer, frameworkError } = answerErrors(explainError, events);
  const requireCopy = () => {
    if (!readiness().isReady)
      throw new Refusal("storage_unavailable", "This node has not been filled yet: ask another one.", {
        retryAfter: 5,
      });
  };
  const keys: KeyRing = {
    ...options.keys,
    principal(header, address) {
      requireCopy();
      return options.keys.principal(header, address);
    },
  };
  // Nobody is known by a key before there is a copy: the router then says why.
  const known: KeyRing = {
    ...keys,
    principal: (header, address) => (readiness().isReady ? keys.principal(header, address) : null),
  };
  const app: App = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: [...options.trustedProxies],
    serverFactory: (router) => createHttpServer({ keys: known, decisions, oneLine }, router),
    forceCloseConnections: "idle",
    return503OnClosing: false,
    clientErrorHandler: (_error, socket) => answerUnreadable(socket),
    frameworkErrors: frameworkError,
  }).withTypeProvider<ZodTypeProvider>();
  requireAccessRules(app);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler(answer);
  app.setNotFoundHandler(() => {
    throw new Refusal("not_found", NOT_FOUND);
  });
  stopGracefully(app);
  await app.register(rateLimit, { global: false });
  const countWrongKey = limitWrongKeys(app);
  app.decorateRequest("principal");
  await app.register(async (api) => {
    api.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
    await api.register((open: App) => oneLineRoute(open, { keys, door: oneLine, countWrongKey, explainError }));
    await api.register(async (signedIn: App) => {
      signedIn.addHook("onRequest", authenticate({ keys, sessions: null, countWrongKey }));
      signedIn.addHook("onRequest", enforceAccess);
      await decisionRoute(signedIn, decisions);
    });
  });
  operationRoutes(app, options.metrics, readiness);
  return app;
}
