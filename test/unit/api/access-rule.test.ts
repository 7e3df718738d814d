/** Every route says who may use it, or the service does not start. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fastify } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { keyPrincipal } from "../../../lab/principals.ts";
import { enforceAccess, registerOpen, requireAccessRules, type AccessRule } from "../../../src/api/access-rule.ts";
import type { App } from "../../../src/api/app-types.ts";

function newApp(): App {
  const app: App = fastify().withTypeProvider<ZodTypeProvider>();
  requireAccessRules(app);
  return app;
}

const answer = async () => ({});

async function starts(add: (app: App) => void | Promise<void>): Promise<void> {
  const app = newApp();
  await add(app);
  try {
    await app.ready();
  } finally {
    await app.close();
  }
}

describe("a route", () => {
  test("that says who may use it lets the service start", () =>
    starts((app) => {
      app.get("/open", { config: { access: { open: "for a test" } } }, answer);
      app.get("/signed-in", { config: { access: { signedIn: "for a test" } } }, answer);
      app.get("/read", { config: { access: { permissions: ["company.read"] } } }, answer);
    }));

  test("without it stops the start, in a scope too", async () => {
    const what = { message: "GET /forgotten does not say who may use it." };
    await assert.rejects(
      starts((app) => void app.get("/forgotten", answer)),
      what,
    );
    await assert.rejects(
      starts((app) => void app.register(async (scope: App) => void scope.get("/forgotten", answer))),
      what,
    );
  });

  test("with a list of no permissions stops the start", () =>
    assert.rejects(
      starts((app) => void app.get("/none", { config: { access: { permissions: [] } } }, answer)),
      { message: "GET /none does not say who may use it." },
    ));

  test("of a plugin is open where its scope says so", () =>
    starts((app) => registerOpen(app, "for a test", async (scope) => void scope.get("/plugin", answer))));
});

describe("the rule of a route", () => {
  const outcome = async (access: AccessRule, url: string): Promise<string> => {
    const app = newApp();
    app.decorateRequest("principal");
    app.setErrorHandler((error, _request, reply) => reply.code(400).send((error as { code: string }).code));
    app.addHook("onRequest", async (request) => {
      request.principal = keyPrincipal("admin", { holder: "admin", companies: new Set(["acme"]) });
    });
    app.addHook("onRequest", enforceAccess);
    app.get("/companies/:company", { config: { access } }, async () => "ok");
    const { body } = await app.inject(url);
    await app.close();
    return body;
  };

  test("is judged in the company of the address", async () => {
    const read: AccessRule = { permissions: ["company.read"] };
    assert.equal(await outcome(read, "/companies/acme"), "ok");
    assert.equal(await outcome(read, "/companies/other"), "company_unknown");
  });

  test("asks for every permission that it names", async () => {
    const remove: AccessRule = { permissions: ["company.read", "company.remove"] };
    assert.equal(await outcome(remove, "/companies/acme"), "forbidden");
    assert.equal(await outcome(remove, "/companies/other"), "company_unknown");
  });

  test("asks for none where everybody with a key may", async () => {
    assert.equal(await outcome({ signedIn: "for a test" }, "/companies/other"), "ok");
  });
});
