/** Traces: what is asked of Callas arrives at a collector as spans, and nothing depends on the collector. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { describe, test, type TestContext } from "node:test";
import { BERLIN, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { freePort } from "../../lab/calls/ports.ts";
import { eventually } from "../../lab/eventually.ts";
import { clientOf } from "../../lab/service/client.ts";
import { startCollector, type CollectedSpan, type Collector } from "../../lab/service/collector.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { nodeHere } from "../../lab/service/node.ts";
import { opening, talk } from "../unit/door/asterisk-peer.ts";
import { smtpServer } from "../unit/mail/smtp-server.ts";
import { operatorKey, serviceHere, serviceProcess, type TestService } from "../../lab/service/service.ts";

const DIALLED = "81049301234567";
const question = { company: "acme", line: "ivan-desk", dialled: DIALLED };

async function collector(context: TestContext): Promise<Collector> {
  const started = await startCollector();
  context.after(started.stop);
  return started;
}

/** A service with a company; what it sends is complete once it has stopped. */
async function traced(context: TestContext, environment: Readonly<Record<string, string>>): Promise<TestService> {
  const service = await serviceHere(environment);
  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= service.stop());
  context.after(stop);
  await putCompany(service.operator, "acme", { directory, settings });
  return { ...service, stop };
}

/** As a program that is traced sends it. */
function caller() {
  const [traceId, spanId] = [randomBytes(16).toString("hex"), randomBytes(8).toString("hex")];
  return { traceId, spanId, headers: { traceparent: `00-${traceId}-${spanId}-01` } };
}

/** The names of a trace's spans, each below the span that it belongs to. */
function treeOf(spans: readonly CollectedSpan[], parent: string): unknown {
  const below = spans.filter(({ parentSpanId }) => parentSpanId === parent);
  return Object.fromEntries(
    below.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ name, spanId }) => [name, treeOf(spans, spanId)]),
  );
}

const ofTrace = (spans: readonly CollectedSpan[], { traceId }: { traceId: string }) =>
  spans.filter((span) => span.traceId === traceId);

async function save({ operator }: TestService, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const { headers: known } = await operator("GET companies/acme/outgoing-numbers");
  const asked = { ifMatch: known.etag!, headers };
  const { status, body } = await operator("PUT companies/acme/outgoing-numbers", { ...settings, main: SECOND }, asked);
  assert.equal(status, 200);
  return Number(body["revision"]);
}

describe("traces", () => {
  test("a save and a decision continue the caller's trace, down to the commit", async (context) => {
    const { url, spans } = await collector(context);
    const service = await traced(context, { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_SERVICE_NAME: "callas-of-tests" });
    const [saving, asking, hidden] = [caller(), caller(), caller()];
    const revision = await save(service, saving.headers);
    const decided = await service.operator("POST decisions", question, asking);
    assert.equal(decided.status, 200);
    // Through the router, as every question that is not plainly one.
    await service.operator("POST decisions?", question, hidden);
    await service.stop();

    const route = "PUT /api/v1/companies/:company/outgoing-numbers";
    assert.deepEqual(treeOf(ofTrace(spans(), saving), saving.spanId), {
      [route]: { [route]: { write: { commit: {} } } },
    });
    const request = spans().find(({ parentSpanId }) => parentSpanId === saving.spanId);
    assert.deepEqual(request!.attributes, {
      "http.request.method": "PUT",
      "http.route": "/api/v1/companies/:company/outgoing-numbers",
      "http.response.status_code": "200",
    });
    const write = ofTrace(spans(), saving).find(({ name }) => name === "write");
    assert.deepEqual(write!.attributes, {
      "callas.action": "outgoing-numbers.put",
      "callas.revision": String(revision),
      "callas.company": "acme",
    });
    for (const one of [asking, hidden])
      assert.deepEqual(treeOf(ofTrace(spans(), one), one.spanId), { "POST /api/v1/decisions": { decide: {} } });
    const decision = ofTrace(spans(), asking).find(({ name }) => name === "decide");
    assert.deepEqual(decision!.attributes, {
      "callas.door": "http",
      "callas.company": "acme",
      "callas.rule": "country",
      "callas.kind": "external",
      "callas.revision": String(revision),
    });
    assert.ok(spans().every(({ service }) => service === "callas-of-tests"));
  });

  test("numbers, names, keys and what was typed stay here", async (context) => {
    const { url, spans, text } = await collector(context);
    const service = await traced(context, { OTEL_EXPORTER_OTLP_ENDPOINT: url });
    const { key } = (await service.operator("POST keys", { name: "Secretive", role: "operator" })).body;
    const ask = service.as(String(key));
    await ask("POST decisions", question);
    await ask("POST decisions", { ...question, company: "4917012345" });
    await ask(`GET decision?company=acme&line=ivan-desk&dialled=${DIALLED}`);
    await ask("GET companies/acme/employees/ivan/choices?device=softphone&dialled=4917012345");
    await ask("GET companies/4917012345");
    await ask("PUT companies/acme/directory", { numbers: [{ number: "4917012345" }] });
    await ask("GET nowhere/4917012345");
    await service.stop();
    assert.ok(spans().filter(({ name }) => name === "decide").length === 3);
    for (const secret of [DIALLED, "4917012345", MAIN, SECOND, BERLIN, OFF, "Иван", "Secretive", "ivan", String(key)])
      assert.ok(!text().includes(secret.replace("+", "")), `${secret} was sent`);
  });

  test("what is refused says why, and what fails is marked", async (context) => {
    const { url, spans } = await collector(context);
    const service = await traced(context, { OTEL_EXPORTER_OTLP_ENDPOINT: url });
    const [unknown, stale] = [caller(), caller()];
    await service.operator("POST decisions", { ...question, company: "nobody" }, unknown);
    await service.operator("PUT companies/acme/outgoing-numbers", settings, { ifMatch: 1, ...stale });
    await service.stop();
    const attributes = (one: { traceId: string }, name: string) =>
      ofTrace(spans(), one).find((span) => span.name === name)!.attributes;
    assert.equal(attributes(unknown, "decide")["callas.refused"], "company_unknown");
    assert.equal(attributes(unknown, "POST /api/v1/decisions")["http.response.status_code"], "404");
    assert.equal(attributes(stale, "write")["callas.refused"], "revision_conflict");
    assert.ok(!spans().some(({ isFailed }) => isFailed));
  });

  test("mail is a span of its own, without the address or the text", async (context) => {
    const { url, spans, text } = await collector(context);
    const smtp = await smtpServer(context);
    const service = await traced(context, {
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      CALLAS_SMTP_URL: smtp.url,
      CALLAS_MAIL_FROM: "callas@callas.example",
      CALLAS_PUBLIC_URL: "https://callas.example",
      CALLAS_PRIVATE_ADDRESSES: "allow",
    });
    const roles = [{ role: "admin", company: "acme" }];
    const asked = { email: "anna@acme.example", name: "Anna", roles, send: true, language: "en" };
    const { body } = await service.operator("POST people", asked);
    assert.equal(body["sent"], true);
    await service.stop();
    assert.equal(spans().filter(({ name }) => name === "send mail").length, 1);
    assert.ok(!text().includes("anna@acme.example") && !text().includes("Anna"));
  });

  test("a sampler decides which traces are sent", async (context) => {
    const { url, spans } = await collector(context);
    const service = await traced(context, {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url}/v1/traces`,
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0",
    });
    const asking = caller();
    await save(service);
    await service.operator("POST decisions", question);
    await service.operator("POST decisions", question, asking);
    await service.stop();
    assert.equal(ofTrace(spans(), asking).length, 2);
    assert.equal(spans().length, 2);
  });

  test("a worker's trace goes on in the service", async (context) => {
    const { url, spans } = await collector(context);
    const service = await traced(context, { OTEL_EXPORTER_OTLP_ENDPOINT: url, CALLAS_WORKERS: "2" });
    const [saving, asking] = [caller(), caller()];
    await save(service, saving.headers);
    await service.operator("POST decisions", question, asking);
    await service.stop();
    const route = "PUT /api/v1/companies/:company/outgoing-numbers";
    assert.deepEqual(treeOf(ofTrace(spans(), saving), saving.spanId), {
      PUT: { [route]: { [route]: { write: { commit: {} } } } },
    });
    assert.deepEqual(treeOf(ofTrace(spans(), asking), asking.spanId), { "POST /api/v1/decisions": { decide: {} } });
  });

  test("what a PBX asks through its door is a span of that door", async (context) => {
    const { url, spans } = await collector(context);
    const port = await freePort();
    const agi = { CALLAS_ASTERISK_AGI: `127.0.0.1:${port}` };
    const service = await traced(context, { OTEL_EXPORTER_OTLP_ENDPOINT: url, ...agi });
    assert.match(await talk(port, opening(`decision?company=acme&line=ivan-desk&dialled=${DIALLED}`, DIALLED)), /ok\|/);
    await service.stop();
    const decided = spans().find(({ name }) => name === "decide");
    assert.deepEqual(
      [decided!.attributes["callas.door"], decided!.parentSpanId ?? ""],
      ["asterisk", ""],
      JSON.stringify(decided!.attributes),
    );
    assert.ok(!JSON.stringify(spans()).includes(DIALLED));
  });

  test("a call node's request for the feed goes on where it is answered", async (context) => {
    const { url, spans } = await collector(context);
    const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: url };
    const service = await traced(context, settings);
    const { key } = (await service.operator("POST keys", { name: "node", role: "node" })).body;
    const node = await nodeHere(service.address, String(key), undefined, settings);
    context.after(node.remove);
    await node.reaches(await save(service));
    await node.stop();
    await service.stop();
    const asked = spans().find(({ name }) => name === "feed snapshot");
    const answered = spans().find(({ parentSpanId }) => parentSpanId === asked!.spanId);
    assert.equal(answered!.name, "GET /api/v1/feed/snapshot");
    assert.ok(spans().some((span) => span.parentSpanId === answered!.spanId && span.name === "snapshotLines"));
    assert.equal(asked!.attributes["http.response.status_code"], "200");
  });

  test("a webhook that fails is a span that says how", async (context) => {
    const { url, spans } = await collector(context);
    const hooks = createServer((request, response) => {
      request.resume();
      response.writeHead(503).end();
    }).listen(0, "127.0.0.1");
    await once(hooks, "listening");
    context.after(() => hooks.close());
    const service = await traced(context, { OTEL_EXPORTER_OTLP_ENDPOINT: url, CALLAS_PRIVATE_ADDRESSES: "allow" });
    const { headers } = await service.operator("GET companies/acme/watching");
    const { port } = hooks.address() as AddressInfo;
    const watching = { share: 0, mail: false, webhooks: [{ url: `http://127.0.0.1:${port}/` }] };
    const { status } = await service.operator("PUT companies/acme/watching", watching, { ifMatch: headers.etag! });
    assert.equal(status, 200);
    const met = once(hooks, "request");
    await save(service);
    await met;
    await service.stop();
    const delivery = spans().find(({ name }) => name === "deliver webhook");
    assert.deepEqual(
      [delivery!.isFailed, delivery!.attributes],
      [true, { "callas.company": "acme", "error.type": "status_503" }],
    );
    assert.ok(!JSON.stringify(spans()).includes(String(port)));
  });
});

describe("a collector that is not there", () => {
  /** Nobody listens there. */
  async function closedPort(): Promise<string> {
    const server = createTcpServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    return `http://127.0.0.1:${port}`;
  }

  async function started(context: TestContext, collector: string) {
    const folder = await newFolder();
    const service = serviceProcess({ CALLAS_DATA_DIR: folder, OTEL_EXPORTER_OTLP_ENDPOINT: collector });
    context.after(async () => {
      service.child.kill("SIGKILL");
      await service.exited;
      await rm(folder, { recursive: true, force: true });
    });
    const operator = clientOf(await service.address, operatorKey);
    await putCompany(operator, "acme", { directory, settings });
    return { ...service, operator };
  }

  const times = (text: string, output: string) => output.split(text).length - 1;

  test("harms nothing, and does not hold up the end", async (context) => {
    const { operator, output, child, exited } = await started(context, await closedPort());
    await eventually("the collector is missed", async () => {
      assert.equal((await operator("POST decisions", question)).status, 200);
      return output().includes("traces cannot be sent") || undefined;
    });
    child.kill("SIGTERM");
    assert.equal(await exited, 0);
  });

  test("is logged once, and once when it is there again", async (context) => {
    let [status, batches] = [400, 0];
    const collector = createServer((request, response) => {
      request.resume();
      batches += 1;
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    }).listen(0, "127.0.0.1");
    await once(collector, "listening");
    context.after(() => collector.close());
    const { port } = collector.address() as AddressInfo;
    const { operator, output } = await started(context, `http://127.0.0.1:${port}`);
    await eventually("several batches are lost", async () => {
      await operator("POST decisions", question);
      return (batches > 4 && output().includes("traces cannot be sent")) || undefined;
    });
    status = 200;
    await eventually("the collector is there again", async () => {
      await operator("POST decisions", question);
      return output().includes("traces can be sent again") || undefined;
    });
    assert.equal(times("traces cannot be sent", output()), 1);
    assert.equal(times("traces can be sent again", output()), 1);
  });

  test("nor does one that takes connections and says nothing", async (context) => {
    const silent = createTcpServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    context.after(() => silent.close());
    const { port } = silent.address() as AddressInfo;
    const { operator, child, exited } = await started(context, `http://127.0.0.1:${port}`);
    assert.equal((await operator("POST decisions", question)).status, 200);
    child.kill("SIGTERM");
    assert.equal(await exited, 0);
  });
});
