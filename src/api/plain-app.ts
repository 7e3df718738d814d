/** What the HTTP of the service and of a call node have in common, before either has a route. */
import rateLimit from "@fastify/rate-limit";
import { fastify, LogController, type FastifyBaseLogger } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { withinRanges } from "../access/address-range.ts";
import type { KeyRing } from "../access/key-ring.ts";
import { BODY_LIMIT, NOT_FOUND } from "../http/errors.ts";
import { Refusal } from "../policy/refusal.ts";
import { nameRoute } from "../trace/trace-requests.ts";
import { requireAccessRules } from "./access-rule.ts";
import { answerErrors } from "./answer-errors.ts";
import type { AccountDesk } from "./account-desk.ts";
import type { App } from "./app-types.ts";
import type { AppOptions } from "./app.ts";
import { answerUnreadable, createHttpServer } from "./server.ts";
import { stopGracefully } from "./stop-gracefully.ts";

export type PlainAppOptions = Pick<
  AppOptions,
  "decisions" | "oneLine" | "log" | "explainError" | "trustedProxies" | "trace"
> &
  Pick<AccountDesk, "events"> &
  Readonly<{
    /** Whether workers pass the requests on, see worker/forward.ts. They are then believed. */
    behindWorkers: boolean;
    /** By these, decisions are answered before the router is asked. */
    keys: KeyRing;
  }>;

/** @returns the app, and how SCIM's routes answer errors */
export async function createPlainApp(options: PlainAppOptions) {
  const { keys, decisions, oneLine, trace } = options;
  const log: FastifyBaseLogger = options.log;
  const { answer, answerScim, frameworkError } = answerErrors(options.explainError, options.events);
  const app: App = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: trusted(options),
    serverFactory: (router) => createHttpServer({ keys, decisions, oneLine, trace }, router),
    forceCloseConnections: "idle",
    // A request that still arrives on an open connection while the service stops may be a call: answer it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: (_error, socket) => answerUnreadable(socket),
    frameworkErrors: frameworkError,
  }).withTypeProvider<ZodTypeProvider>();
  requireAccessRules(app);
  if (trace.isOn) app.addHook("onRequest", async (request) => nameRoute(trace, request, request.routeOptions.url));
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler(answer);
  app.setNotFoundHandler(() => {
    throw new Refusal("not_found", NOT_FOUND);
  });
  stopGracefully(app);
  await app.register(rateLimit, { global: false });
  app.decorateRequest("principal");
  return { app, answerScim };
}

function trusted({
  trustedProxies,
  behindWorkers,
}: PlainAppOptions): string[] | ((address: string | undefined) => boolean) {
  if (!behindWorkers) return [...trustedProxies];
  const isTrusted = withinRanges(trustedProxies);
  // A Unix socket has no address.
  return (address: string | undefined) => address === undefined || isTrusted(address);
}
