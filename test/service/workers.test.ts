/** CALLAS_WORKERS: processes that share the port decide, and nothing else about the service changes. */
import assert from "node:assert/strict";
import cluster from "node:cluster";
import { once } from "node:events";
import { request } from "node:http";
import { rm } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { text } from "node:stream/consumers";
import { directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { eventually } from "../../lab/eventually.ts";
import { clientOf, outcomeOf, revisionIn } from "../../lab/service/client.ts";
import { nodeHere } from "../../lab/service/node.ts";
import { startPostgres } from "../../lab/service/postgres.ts";
import { newFolder, operatorKey, serviceHere, type TestService } from "../../lab/service/service.ts";

const WORKERS = 3;

/** Connections go round the workers, so that this many meet each of them. */
const CONNECTIONS = 2 * WORKERS;

let service: TestService;

/** Decided by the main number, which the tests change. */
const question = { company: "acme", line: "olga-desk", dialled: "810 48 22 1234567" };

/** Asks on a connection of its own. */
async function ask(method: string, path: string, body = "", headers: Readonly<Record<string, string>> = {}) {
  const asked = request(`${service.address}${path}`, {
    method,
    agent: false,
    headers: { authorization: `Bearer ${operatorKey}`, "content-type": "application/json", ...headers },
  });
  asked.end(body);
  const [answer] = (await once(asked, "response")) as [import("node:http").IncomingMessage];
  return { status: answer.statusCode!, headers: answer.headers, text: await text(answer) };
}

async function decisions(): Promise<readonly string[]> {
  const all: string[] = [];
  for (let n = 0; n < CONNECTIONS; n++) {
    const { text } = await ask("POST", "/api/v1/decisions", JSON.stringify(question));
    all.push((JSON.parse(text) as { callerId: string }).callerId);
  }
  return all;
}

async function save(main: string): Promise<number> {
  const { headers, body } = await service.operator("GET companies/acme/outgoing-numbers");
  const { revision: _, savedAt: _at, savedBy: _by, warnings: _w, ...document } = body;
  return revisionIn(
    await service.operator("PUT companies/acme/outgoing-numbers", { ...document, main }, { ifMatch: headers.etag! }),
  );
}

const metric = async (name: string) =>
  Number(new RegExp(`^${name} (\\S+)$`, "m").exec((await ask("GET", "/metrics")).text)?.[1]);

describe("workers", () => {
  before(async () => {
    service = await serviceHere({ CALLAS_WORKERS: String(WORKERS) });
    await putCompany(service.operator, "acme", { directory, settings });
  });
  after(() => service.stop());

  test("all decide by a save once it is acknowledged", async () => {
    for (const main of [SECOND, MAIN, SECOND, MAIN]) {
      await save(main);
      assert.deepEqual(new Set(await decisions()), new Set([main]));
    }
  });

  test("sum their metrics up, and say one revision", async () => {
    const counted = async () =>
      [...(await ask("GET", "/metrics")).text.matchAll(/^callas_decisions_total\{.*door="http".*\} (\d+)$/gm)]
        .map(([, value]) => Number(value))
        .reduce((sum, value) => sum + value, 0);
    const before = await counted();
    await decisions();
    assert.equal(await counted(), before + CONNECTIONS);
    const revision = await save(MAIN);
    assert.equal(await metric("callas_store_revision"), revision);
    assert.equal(await metric("callas_feed_revision"), revision);
    assert.equal(await metric("callas_workers"), WORKERS);
  });

  test("pass on the page, the API and its errors as they are", async () => {
    const page = await ask("GET", "/");
    assert.equal(page.status, 200);
    assert.match(page.text, /<html/);
    assert.match(String(page.headers["content-security-policy"]), /nonce-/);
    assert.equal((await ask("GET", "/api/v1/companies/none")).status, 404);
    assert.equal((await ask("HEAD", "/healthz")).status, 200);
    assert.equal((await ask("POST", "/api/v1/decisions", "{")).status, 400);
    assert.equal(outcomeOf(await service.as("wrong")("GET companies")), "401 key_required");
    const asLine = `/api/v1/decision?company=acme&line=ivan-desk&dialled=112`;
    assert.equal((await ask("GET", asLine)).status, 200);
  });

  test("pass on bodies without a length, and tell no second request from them", async () => {
    const { status, text } = await ask("POST", "/api/v1/keys", JSON.stringify({ name: "chunked", role: "pbx" }), {
      "transfer-encoding": "chunked",
    });
    assert.equal(status, 200, text);
    const socket = connect(Number(new URL(service.address).port), "127.0.0.1");
    socket.write(
      `GET /api/v1/companies HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${operatorKey}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n` +
        `24\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n\r\n\r\n0\r\n\r\n`,
    );
    let answers = "";
    for await (const chunk of socket) answers += String(chunk);
    assert.equal(answers.match(/HTTP\/1\.1 \d+/g)?.length, 1, answers);
  });

  test("refuse bodies that are too large as the service does", async () => {
    const { status } = await ask("PUT", "/api/v1/companies/acme/directory", "", {
      "content-length": String(10 * 1024 ** 3),
    }).catch((error: unknown) => ({ status: String(error) }));
    assert.equal(status, 413);
  });

  test("believe nobody who claims another address", async () => {
    const { body } = await service.operator("POST keys", {
      name: "elsewhere",
      role: "pbx",
      addresses: ["203.0.113.0/24"],
    });
    const key = String(body["key"]);
    const claims = { authorization: `Bearer ${key}`, "x-forwarded-for": "203.0.113.1", forwarded: "for=203.0.113.1" };
    for (let n = 0; n < WORKERS; n++) {
      const { status } = await ask("POST", "/api/v1/decisions", JSON.stringify(question), claims);
      assert.equal(status, 401);
    }
  });

  test("know a key from when it is made until it is revoked, and note its use", async () => {
    const { body } = await service.operator("POST keys", { name: "new", role: "pbx" });
    const asKey = { authorization: `Bearer ${String(body["key"])}` };
    for (let n = 0; n < CONNECTIONS; n++)
      assert.equal((await ask("POST", "/api/v1/decisions", JSON.stringify(question), asKey)).status, 200);
    await eventually("its use is noted", async () => {
      const { body: all } = await service.operator("GET keys");
      const found = (all["keys"] as { id: string; lastUsedAt: string | null }[]).find(({ id }) => id === body["id"]);
      return found?.lastUsedAt ?? undefined;
    });
    await service.operator(`DELETE keys/${String(body["id"])}`);
    for (let n = 0; n < CONNECTIONS; n++)
      assert.equal((await ask("POST", "/api/v1/decisions", JSON.stringify(question), asKey)).status, 401);
  });

  test("are started again when they end; one that hangs is ended", async () => {
    const [first, second] = Object.values(cluster.workers!);
    first!.process.kill("SIGKILL");
    await once(first!, "exit");
    await decisions();
    second!.process.kill("SIGSTOP");
    await eventually("the frozen one is gone", async () => second!.isDead() || undefined);
    await save(SECOND);
    await eventually("all are there", async () => Object.keys(cluster.workers!).length === WORKERS || undefined);
    assert.deepEqual(new Set(await decisions()), new Set([SECOND]));
  });
});

test("a port that is in use is named as without workers", async (context) => {
  const other = await serviceHere();
  context.after(other.stop);
  await assert.rejects(serviceHere({ CALLAS_WORKERS: "2", CALLAS_PORT: new URL(other.address).port }), {
    code: "EADDRINUSE",
  });
});

// All clusters of one process share port 0, so the service has none here.
test("workers of a node decide from its copy, also after it was stopped", async (context) => {
  service = await serviceHere();
  context.after(service.stop);
  await putCompany(service.operator, "acme", { directory, settings });
  const keyOf = async (role: string) => String((await service.operator("POST keys", { name: role, role })).body["key"]);
  const [nodeKey, pbx] = [await keyOf("node"), await keyOf("pbx")];
  const node = await nodeHere(service.address, nodeKey, undefined, { CALLAS_WORKERS: "2" });
  let isStopped = false;
  const stopped = async () => {
    if (!isStopped) await node.stop();
    isStopped = true;
  };
  context.after(async () => {
    await stopped();
    await node.remove();
  });
  const revision = await save(MAIN);
  await node.reaches(revision);
  for (let n = 0; n < 4; n++) {
    const { body } = await node.as(pbx)("POST decisions", { ...question, minRevision: revision });
    assert.equal(body["revision"], revision);
  }
  assert.equal(outcomeOf(await node.as(pbx)("GET companies")), "404 not_found");
  await stopped();
  const again = await nodeHere("http://127.0.0.1:1", nodeKey, node.dataDir, { CALLAS_WORKERS: "2" });
  context.after(again.stop);
  assert.equal((await clientOf(again.address, pbx)("POST decisions", question)).body["revision"], revision);
});

test("workers of a service on PostgreSQL decide by a save once it is acknowledged", async (context) => {
  const server = await startPostgres();
  context.after(() => server.remove());
  await server.create("workers");
  const folder = await newFolder();
  context.after(() => rm(folder, { recursive: true, force: true }));
  service = await serviceHere({
    CALLAS_WORKERS: "2",
    CALLAS_DATABASE_URL: server.url("workers"),
    CALLAS_DATA_DIR: join(folder, "copy"),
    CALLAS_SECRET_FILE: join(folder, "secret"),
  });
  context.after(service.stop);
  await eventually("there is a copy", async () => (await service.as()("GET /readyz")).status === 200 || undefined);
  await putCompany(service.operator, "acme", { directory, settings });
  for (const main of [SECOND, MAIN]) {
    const revision = await save(main);
    for (let n = 0; n < 4; n++) {
      const { text } = await ask("POST", "/api/v1/decisions", JSON.stringify(question));
      assert.equal((JSON.parse(text) as { revision: number }).revision, revision);
    }
  }
});
