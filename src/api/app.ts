/** The HTTP service: its hooks, its errors, its documentation, its routes. */
import { createServer, type RequestListener } from "node:http";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { fastify, LogController, type FastifyBaseLogger } from "fastify";
import { jsonSchemaTransform, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { Socket } from "node:net";
import type { Logger } from "pino";
import type { z } from "zod";
import type { DecisionsDoor } from "../door/http/decisions.ts";
import { BODY_LIMIT, NOT_FOUND, PROBLEM_JSON, problemOf, statusOf } from "../http/errors.ts";
import { Refusal } from "../policy/refusal.ts";
import { parse } from "../http/malformed.ts";
import type { KeyRing } from "../access/key-ring.ts";
import type { Metrics } from "../metrics.ts";
import { authenticate, limitWrongKeys } from "./authenticate.ts";
import { companyRoutes } from "./company-routes.ts";
import type { ApiContext, App } from "./context.ts";
import { DECISIONS, decisionRoutes } from "./decision-routes.ts";
import { directoryRoutes } from "./directory-routes.ts";
import { keyRoutes } from "./key-routes.ts";
import { backupRoute, operationRoutes } from "./operation-routes.ts";
import { outgoingNumbersRoutes } from "./outgoing-numbers-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { unsavedSettingsRoutes } from "./unsaved-settings-routes.ts";
import { servePage } from "../page/serve-page.ts";

/** Longer than the 60 s for which proxies and PBXs keep a connection: they close it first, never under a question. */
const KEEP_ALIVE_MS = 72_000;

/** What is in flight when the service stops is answered; who has not finished asking by then is cut off. */
const STOP_GRACE_MS = 5000;

/** Beside helmet's defaults: fonts and styles come from here too. */
const OWN_HOST = { fontSrc: ["'self'", "data:"], styleSrc: ["'self'", "'unsafe-inline'"] };

export type AppOptions = Readonly<{
  context: ApiContext;
  door: DecisionsDoor;
  metrics: Metrics;
  log: Logger;
  explainError: (error: unknown) => Refusal;
  version: string;
  /** Where the built page lies. */
  pageFolder: string;
}>;

export async function createApp(options: AppOptions): Promise<App> {
  const { context, explainError } = options;
  const log: FastifyBaseLogger = options.log;
  const app: App = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    serverFactory: (handler) =>
      createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, shortcut(context.keys, options.door, handler)),
    forceCloseConnections: "idle",
    // What still comes on an open connection while the service stops is a call like any other.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: (_error, socket) => answerUnreadable(socket),
    frameworkErrors: (error, _request, reply) => answerError(reply as unknown as Reply, explainError(error)),
  }).withTypeProvider<ZodTypeProvider>();

  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => (data) => ({
    value: parse(schema, data, httpPart === "body" ? "" : `/${httpPart}`),
  }));
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error, _request, reply) => answerError(reply, explainError(error)));
  app.setNotFoundHandler(() => {
    throw new Refusal("not_found", NOT_FOUND);
  });

  // A connection that answers while the service stops is idle after that, and would hold it up.
  app.addHook("preClose", async () => {
    const closing = setInterval(() => app.server.closeIdleConnections(), 50).unref();
    const end = setTimeout(() => app.server.closeAllConnections(), STOP_GRACE_MS).unref();
    app.server.once("close", () => {
      clearInterval(closing);
      clearTimeout(end);
    });
  });

  // JSON is read whatever the content type says: who sends something else is told that it is no JSON.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => {
    try {
      done(null, body === "" ? undefined : JSON.parse(body.toString()));
    } catch {
      done(new Refusal("malformed", "The body is no JSON."), undefined);
    }
  });

  // Whether there is HTTPS, here and on neighbouring hosts, is for the proxy in front to say.
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null, ...OWN_HOST } },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, { global: false });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Callas",
        version: options.version,
        description: "Which of a company's numbers the person called sees.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: "/api/docs" });
  app.get("/api/v1/openapi.json", { schema: { hide: true } }, async () => app.swagger());

  await app.register(cookie);
  const countWrongKey = limitWrongKeys(app);
  sessionRoutes(app, context, countWrongKey);
  app.decorateRequest("access");
  await app.register(async (api) => {
    const app: App = api.withTypeProvider<ZodTypeProvider>();
    app.addHook("onRequest", authenticate(context, countWrongKey));
    companyRoutes(app, context);
    directoryRoutes(app, context);
    outgoingNumbersRoutes(app, context);
    unsavedSettingsRoutes(app, context);
    decisionRoutes(app, context, options.door);
    keyRoutes(app, context);
    backupRoute(app, context);
  });
  operationRoutes(app, options.metrics);
  servePage(app, options.pageFolder, log);
  return app;
}

/**
 * The question of a call goes to its door without the router, its hooks and its objects, which would cost
 * more than the decision. Whatever is not plainly that question takes the router's way to the same door.
 */
function shortcut(keys: KeyRing, door: DecisionsDoor, handler: RequestListener): RequestListener {
  return (request, response) => {
    const isQuestion = request.url === DECISIONS && request.method === "POST";
    const access = isQuestion ? keys.access(request.headers.authorization) : null;
    if (access) door(request, response, access);
    else handler(request, response);
  };
}

/** What no HTTP parser can read never becomes a request (RFC 9112, 2.2). */
function answerUnreadable(socket: Socket): void {
  const error = new Refusal("malformed", "The request is no HTTP that can be read, or its header is too long.");
  const body = JSON.stringify(problemOf(error));
  const header = `content-type: ${PROBLEM_JSON}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`;
  if (socket.writable) socket.write(`HTTP/1.1 400 Bad Request\r\n${header}\r\n\r\n${body}`);
  socket.destroySoon();
}

type Reply = { code(status: number): { type(type: string): { send(body: string): unknown } } };

function answerError(reply: Reply, error: Refusal): void {
  reply
    .code(statusOf(error.code))
    .type(PROBLEM_JSON)
    .send(JSON.stringify(problemOf(error)));
}
