/** What Callas publishes of itself: OpenAPI, the page to read it, metrics, life and readiness. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { outcomeOf } from "../../lab/service/client.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme", { directory, settings });
});
after(() => service.stop());

type Json = Readonly<Record<string, unknown>>;
type Parameter = Readonly<{ name: string; in: string; required?: boolean; schema: Json }>;
type Operation = Readonly<{
  summary: string;
  tags: readonly string[];
  parameters?: readonly Parameter[];
  requestBody?: Readonly<{ content: Readonly<Record<string, { schema: Json }>> }>;
  responses: Readonly<Record<string, { description: string }>>;
}>;
type OpenApi = Readonly<{
  openapi: string;
  info: Readonly<{ title: string; version: string }>;
  components: Readonly<{ securitySchemes: Json; schemas?: Json }>;
  security: readonly Json[];
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}>;

const ONE_LINE = "/api/v1/decision";
const METHODS = new Set(["get", "put", "post", "patch", "delete"]);

describe("OpenAPI", () => {
  let document: OpenApi;
  let operations: [name: string, path: string, operation: Operation][];
  before(async () => {
    document = (await service.as()("GET openapi.json")).body as unknown as OpenApi;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => [`${method} ${path}`, path, operation] as [string, string, Operation],
      ),
    );
  });

  test("names every endpoint that answers, and no other", () => {
    const endpoints = ENDPOINTS.map(({ method, path }) => `${method.toLowerCase()} ${path}`);
    assert.deepEqual(operations.map(([name]) => name).sort(), endpoints.sort());
  });

  test("names no address that does not answer", async () => {
    for (const [name, path] of operations) {
      const [method] = name.split(" ");
      const asked = path === ONE_LINE ? "decision?" : path.replaceAll(/\{\w+\}/g, "none");
      const answer = await service.operator(`${method!.toUpperCase() as "GET"} ${asked}`);
      assert.notEqual(outcomeOf(answer), "404 not_found", name);
    }
  });

  test("is 3.1 in shape", () => {
    assert.match(document.openapi, /^3\.1\.\d+$/);
    assert.deepEqual(
      Object.keys(document).filter((key) => !TOP_LEVEL.has(key)),
      [],
    );
    assert.equal(document.info.title, "Callas");
    assert.match(document.info.version, /^\d+\.\d+\.\d+/);
    assert.deepEqual(document.components.securitySchemes, { key: { type: "http", scheme: "bearer" } });
    assert.deepEqual(document.security, [{ key: [] }]);
    for (const [name, path, { summary, tags, parameters = [], requestBody, responses }] of operations) {
      assert.ok(METHODS.has(name.split(" ")[0]!), name);
      assert.match(path, /^(\/[A-Za-z0-9.-]+|\/\{\w+\})+$/);
      assert.ok(summary.length > 0 && tags.length > 0, name);
      assert.deepEqual(
        parameters.filter((parameter) => parameter.in === "path").map(({ name, required }) => `${name} ${required}`),
        [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => `${parameter} true`),
        name,
      );
      for (const parameter of parameters) {
        assert.ok(["path", "query", "header"].includes(parameter.in), name);
        assertSchema(parameter.schema, name);
      }
      assert.ok(Object.keys(responses).length > 0, name);
      for (const [status, { description }] of Object.entries(responses)) {
        assert.match(status, /^([1-5](\d\d|XX)|default)$/);
        assert.equal(typeof description, "string");
      }
      const takesBody = ENDPOINTS.some(
        (endpoint) => `${endpoint.method.toLowerCase()} ${endpoint.path}` === name && hasBody(endpoint),
      );
      assert.equal(requestBody !== undefined, takesBody, name);
      for (const [type, { schema }] of Object.entries(requestBody?.content ?? {})) {
        assert.equal(type, "application/json");
        assertSchema(schema, name);
      }
    }
  });

  test("says of each body what it has to have", () => {
    const schemaOf = (name: string) =>
      operations.find(([operation]) => operation === name)![2].requestBody!.content["application/json"]!.schema;
    const company = schemaOf("put /api/v1/companies/{company}");
    assert.deepEqual(company["required"], ["name", "country"]);
    assert.equal(company["additionalProperties"], false);
    assert.deepEqual(Object.keys(company["properties"] as Json).sort(), [
      "areaCode",
      "bare",
      "choice",
      "choiceDevices",
      "country",
      "emergencyNumber",
      "emergencyNumbers",
      "forwards",
      "guests",
      "name",
      "outsideLine",
      "trunkCodes",
      "withhold",
    ]);
    const outgoing = schemaOf("put /api/v1/companies/{company}/outgoing-numbers");
    assert.deepEqual(outgoing["required"], ["main", "personal", "regional", "priority"]);
    const decision = schemaOf("post /api/v1/decisions")["anyOf"] as Json[];
    assert.deepEqual(
      decision.map(({ required }) =>
        (required as string[]).filter((field) => field !== "company" && field !== "dialled"),
      ),
      [["line"], ["employee", "device"]],
    );
  });

  function assertSchema(schema: Json, where: string): void {
    if (typeof schema["$ref"] === "string") {
      const name = /^#\/components\/schemas\/([^/]+)$/.exec(schema["$ref"])?.[1];
      assert.ok(name !== undefined && name in (document.components.schemas ?? {}), `${schema["$ref"]} of ${where}`);
      return;
    }
    assert.ok(!("nullable" in schema), `${where}: nullable is of OpenAPI 3.0`);
    for (const type of [schema["type"] ?? []].flat()) assert.ok(TYPES.has(type), `${where}: ${JSON.stringify(type)}`);
    for (const list of ["anyOf", "oneOf", "allOf"])
      for (const each of (schema[list] ?? []) as Json[]) assertSchema(each, where);
    const properties = (schema["properties"] ?? {}) as Readonly<Record<string, Json>>;
    for (const property of Object.values(properties)) assertSchema(property, where);
    for (const field of (schema["required"] ?? []) as string[]) assert.ok(field in properties, `${where}: ${field}`);
    if (schema["items"]) assertSchema(schema["items"] as Json, where);
    if (typeof schema["pattern"] === "string") assert.doesNotThrow(() => new RegExp(schema["pattern"] as string, "u"));
  }
});

const TOP_LEVEL = new Set(["openapi", "info", "components", "security", "paths", "tags", "servers", "webhooks"]);
const TYPES = new Set<unknown>(["null", "boolean", "object", "array", "number", "string", "integer"]);

const hasBody = ({ asked }: (typeof ENDPOINTS)[number]) =>
  asked({ company: "c", number: "n", keyId: "k", trunk: "t", person: "p", provider: "p", etag: '"1"' }).body !==
  undefined;

describe("the page that shows it", () => {
  test("answers, and loads only from its own host", async () => {
    const page = await service.as()("GET /api/docs");
    assert.equal(page.status, 200);
    assert.match(page.headers["content-type"]!, /^text\/html/);
    const loaded = [...page.text.matchAll(/\b(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    assert.ok(loaded.length > 2);
    for (const address of loaded) {
      assert.equal(new URL(address, service.address).host, new URL(service.address).host, address);
      assert.equal((await service.as()(`GET ${new URL(address, `${service.address}/api/docs`).pathname}`)).status, 200);
    }
    const script = await service.as()("GET /api/docs/static/swagger-initializer.js");
    const code = script.text.replaceAll(/^\s*\/\/.*$/gm, "");
    assert.ok(!/https?:\/\//.test(code), "its script names no other host");
    const policy = String(page.headers["content-security-policy"]);
    assert.match(policy, /default-src 'self'/);
    assert.match(policy, /script-src 'self'/);
    assert.ok(!/https?:|\*/.test(policy), policy);
    assert.equal((await service.as()("GET /api/docs/json")).body["openapi"], "3.1.0");
  });
});

describe("what tools ask", () => {
  test("life, readiness and metrics need no key", async () => {
    assert.deepEqual((await service.as()("GET /healthz")).body, { status: "ok" });
    assert.deepEqual((await service.as()("GET /readyz")).body, { status: "ready" });
    assert.match((await service.as()("GET /metrics")).headers["content-type"]!, /^text\/plain; version=0\.0\.4/);
  });

  test("metrics have their names, and count", async () => {
    const metrics = async () => {
      const { text } = await service.as()("GET /metrics");
      return (name: string) => {
        const line = text.split("\n").find((line) => line.startsWith(`${name} `));
        return line === undefined ? undefined : Number(line.slice(name.length + 1));
      };
    };
    const call = { company: "acme", line: "ivan-desk" };
    const before = await metrics();
    await service.operator("POST decisions", { ...call, dialled: "112" });
    await service.operator("POST decisions", { ...call, dialled: "112", company: "nobody" });
    await service.operator("POST decisions", { ...call, dialled: "+48221234567", chosen: "+375171234569" });
    await service.operator("POST decisions", { ...call, dialled: "abc" });
    await service.operator("POST decisions", { company: "acme", employee: "ivan", device: "crm", dialled: "abc" });
    await service.operator("PUT companies/acme", { name: "Acme", country: "BY" });
    await service.operator("PUT companies/acme", { name: "Acme", country: "XX" });
    const after = await metrics();
    const grown = (name: string) => (after(name) ?? 0) - (before(name) ?? 0);
    assert.equal(grown('callas_decisions_total{door="http",rule="emergency",kind="emergency"}'), 1);
    assert.equal(grown('callas_decisions_total{door="http",rule="employee",kind="external"}'), 1);
    assert.equal(grown('callas_decisions_refused_total{door="http",code="company_unknown"}'), 1);
    assert.equal(grown('callas_numbers_passed_over_total{rule="chosen",reason="choice_not_allowed"}'), 1);
    assert.equal(grown('callas_unrecognised_total{country="BY",device="desk_phone"}'), 1);
    assert.equal(grown('callas_unrecognised_total{country="BY",device="crm"}'), 1);
    assert.equal(grown('callas_decision_seconds_count{door="http"}'), 5);
    assert.equal(grown('callas_saves_total{outcome="saved"}'), 1);
    assert.equal(grown('callas_saves_total{outcome="refused"}'), 1);
    assert.equal(grown("callas_store_revision"), 1);
    assert.equal(grown("callas_feed_revision"), 1);
    assert.equal(after("callas_kamailio_connected"), 0);
    assert.ok(after("process_resident_memory_bytes")! > 0);
  });

  test("a backup is a database that is whole", async () => {
    const { status, headers, text } = await service.operator("GET backup");
    assert.equal(status, 200);
    assert.equal(headers["content-type"], "application/vnd.sqlite3");
    assert.ok(text.startsWith("SQLite format 3\u0000"));
  });
});
