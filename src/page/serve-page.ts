/** Serves the built page: its addresses, its assets and the guide. The page is a client of the API like any other. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from "fastify";
import { pagePolicy, GUIDE_POLICY } from "./content-security.ts";

/** The addresses of web/app/router.tsx. */
const ADDRESSES = [
  "/",
  "/companies",
  "/me",
  "/guest-requests",
  "/trunks",
  "/history",
  "/people",
  "/keys",
  "/nodes",
  "/security",
  "/account",
  "/link",
  "/companies/:company",
  "/companies/:company/outgoing-numbers",
  "/companies/:company/employees",
  "/companies/:company/employees/:employee",
  "/companies/:company/departments",
  "/companies/:company/departments/:department",
  "/companies/:company/numbers",
  "/companies/:company/company",
  "/companies/:company/expectations",
  "/companies/:company/history",
  "/companies/:company/alerts",
  "/companies/:company/people",
];

/** The placeholder that Vite writes where the nonce belongs (web/vite.config.ts). */
const NONCE = "__CSP_NONCE__";

const NOT_BUILT = "The page is not built: run `npm run build` in the Callas folder and restart the service.\n";

/** @param folder contains the built page; without it the addresses answer 503 and say what to do */
export function servePage(
  app: Pick<FastifyInstance, "get" | "register">,
  folder: string,
  log: FastifyBaseLogger,
): void {
  const index = join(folder, "index.html");
  const html = existsSync(index) ? readFileSync(index, "utf8") : null;
  if (html === null) log.warn({ folder }, "the page is not built; the API works without it");
  for (const address of ADDRESSES)
    app.get(address, { schema: { hide: true } }, (_request, reply) => sendPage(reply, html));
  // A mistyped address in a browser gets the page, which says so.
  app.get("/*", { schema: { hide: true } }, ({ url, headers }, reply) =>
    isOfApi(url) || !headers.accept?.includes("text/html") ? reply.callNotFound() : sendPage(reply.code(404), html),
  );
  if (html === null) return;

  void app.register(fastifyStatic, {
    root: join(folder, "assets"),
    prefix: "/assets/",
    // File names contain a hash of the content.
    immutable: true,
    maxAge: "365d",
    preCompressed: true,
    index: false,
  });
  void app.register(fastifyStatic, {
    root: join(folder, "guide"),
    prefix: "/guide/",
    // A route for each file: any other address is mistyped.
    wildcard: false,
    decorateReply: false,
    maxAge: "1h",
    setHeaders: (reply) => void reply.header("content-security-policy", GUIDE_POLICY),
  });
  const icon = readFileSync(join(folder, "favicon.svg"));
  app.get("/favicon.svg", { schema: { hide: true } }, (_request, reply) =>
    reply.type("image/svg+xml").header("cache-control", "public, max-age=86400").send(icon),
  );
}

const isOfApi = (url: string) => /^\/(?:api|scim)(?:[/?]|$)/.test(url);

function sendPage(reply: FastifyReply, html: string | null): FastifyReply {
  reply.header("cache-control", "no-store");
  if (html === null) return reply.code(503).type("text/plain; charset=utf-8").send(NOT_BUILT);
  const nonce = randomBytes(16).toString("base64url");
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", pagePolicy(nonce))
    .send(html.replaceAll(NONCE, nonce));
}
