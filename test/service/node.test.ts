/** Call nodes: they follow a service, decide without it, and answer nothing else. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { after, before, describe, test } from "node:test";
import { createServer as createTlsServer } from "node:tls";
import { freePort } from "../../lab/calls/ports.ts";
import { directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { largeCompany } from "../../lab/companies/large-company.ts";
import { eventually } from "../../lab/eventually.ts";
import { outcomeOf, revisionIn } from "../../lab/service/client.ts";
import { nodeHere, type TestNode } from "../../lab/service/node.ts";
import { newFolder, serviceHere, watched, type ServiceProcess, type TestService } from "../../lab/service/service.ts";
import { opening, talk } from "../unit/door/asterisk-peer.ts";

let service: TestService;
let node: TestNode;
let nodeKey: string;
let pbx: string;

const makeKey = async (body: object) =>
  String((await service.operator("POST keys", { name: "key", ...body })).body["key"]);

before(async () => {
  service = await serviceHere();
  nodeKey = await makeKey({ role: "node" });
  pbx = await makeKey({ role: "pbx", companies: ["acme"] });
  await putCompany(service.operator, "acme", { directory, settings });
  node = await nodeHere(service.address, nodeKey);
});
after(async () => {
  // A failure of `before` must not keep the rest from ending.
  await (node as TestNode | undefined)?.stop();
  await (node as TestNode | undefined)?.remove();
  await service.stop();
});

const question = { company: "acme", line: "ivan-desk", dialled: "810 49 30 1234567" };
const here = async () => (await service.as(pbx)("POST decisions", question)).body;
const onNode = async (more: object = {}) => node.as(pbx)("POST decisions", { ...question, ...more });

async function save(main: string): Promise<number> {
  const { headers, body } = await service.operator("GET companies/acme/outgoing-numbers");
  const { revision: _, savedAt: _at, savedBy: _by, warnings: _w, ...document } = body;
  return revisionIn(
    await service.operator("PUT companies/acme/outgoing-numbers", { ...document, main }, { ifMatch: headers.etag! }),
  );
}

describe("a node", () => {
  test("decides as the service does, and follows each save", async () => {
    await node.reaches(5);
    assert.deepEqual((await onNode()).body, await here());
    for (const main of [SECOND, MAIN]) {
      const revision = await save(main);
      const answer = await onNode({ minRevision: revision });
      assert.equal(answer.body["revision"], revision);
      assert.deepEqual(answer.body, await here());
    }
    const line = "GET decision?company=acme&line=ivan-desk&dialled=112" as const;
    assert.equal((await node.as(pbx)(line)).text, (await service.as(pbx)(line)).text);
  });

  test("takes keys as the service does, from when they are made until they are revoked", async () => {
    assert.equal(outcomeOf(await node.as()("POST decisions", question)), "401 key_required");
    const { body } = await service.operator("POST keys", { name: "new", role: "pbx" });
    const ask = node.as(String(body["key"]));
    await node.reaches(Number(body["revision"]));
    assert.equal(outcomeOf(await ask("POST decisions", question)), "200");
    assert.equal(outcomeOf(await ask("POST decisions", { ...question, company: "none" })), "404 company_unknown");
    assert.equal(outcomeOf(await node.as(nodeKey)("POST decisions", question)), "403 forbidden");
    await node.reaches(revisionIn(await service.operator(`DELETE keys/${String(body["id"])}`)));
    assert.equal(outcomeOf(await ask("POST decisions", question)), "401 key_required");
  });

  test("has no page, no settings and no feed", async () => {
    for (const path of [
      "/",
      "companies",
      "companies/acme",
      "feed",
      "feed/snapshot",
      "nodes",
      "openapi.json",
      "session",
    ])
      assert.equal(outcomeOf(await node.as(pbx)(`GET ${path}`)), "404 not_found", path);
    assert.equal(outcomeOf(await node.as(pbx)("PUT companies/acme", {})), "404 not_found");
    assert.equal((await node.as()("GET /healthz")).status, 200);
  });

  test("says in /readyz what it decides from, and in its metrics how far it is behind", async () => {
    const { revision } = (await here()) as { revision: number };
    const { status, body } = await node.as()("GET /readyz");
    assert.equal(status, 200);
    assert.ok(Number(body["revision"]) >= revision);
    assert.equal(body["behindSeconds"], 0);
    assert.match((await node.as()("GET /metrics")).text, /^callas_node_behind_seconds 0$/m);
  });

  test("is listed by the service, which says when it has the newest revision", async () => {
    await save(SECOND);
    await eventually("one live node of one", async () => {
      const { text } = await service.operator("GET /metrics");
      return (/^callas_nodes_listed 1$/m.test(text) && /^callas_nodes_live 1$/m.test(text)) || undefined;
    });
    await save(MAIN);
  });

  test("holds a company and a key to their quotas of decisions, and loses no emergency call", async () => {
    const limited = await service.operator("POST keys", { name: "limited", role: "pbx", decisionsPerSecond: 1 });
    const asked = (key: string, company: string, dialled: string) =>
      Promise.all(
        Array.from({ length: 30 }, () => node.as(key)("POST decisions", { ...question, company, dialled })),
      ).then((answers) => [...new Set(answers.map(outcomeOf))].sort());
    await putCompany(service.operator, "noisy");
    await service.operator("PUT companies/noisy/directory", { ...directory, numbers: [] });
    const { headers } = await service.operator("GET companies/noisy/quotas");
    const quotas = (quota: object, ifMatch: string) =>
      service.operator("PUT companies/noisy/quotas", quota, { ifMatch });
    const set = revisionIn(await quotas({ decisionsPerSecond: 1 }, headers.etag!));
    const all = await makeKey({ role: "pbx" });
    await node.reaches(revisionIn(await service.operator("PUT trunks/last", { name: "L", domain: "l.example" })));
    const refused = ["200", "429 quota_exceeded"];
    assert.deepEqual(await asked(all, "noisy", "112"), ["200"]);
    assert.deepEqual(await asked(all, "noisy", question.dialled), refused);
    assert.deepEqual(await asked(all, "acme", question.dialled), ["200"]);
    assert.deepEqual(await asked(String(limited.body["key"]), "acme", question.dialled), refused);
    assert.deepEqual(await asked(String(limited.body["key"]), "acme", "112"), ["200"]);
    await node.reaches(revisionIn(await quotas({}, `"${set}"`)));
    assert.deepEqual(await asked(all, "noisy", question.dialled), ["200"]);
  });

  test("decides for a large company bucket by bucket", async () => {
    const large = largeCompany({ label: (at) => `Number ${at}`, employee: (at) => `Employee ${at}` });
    await putCompany(service.operator, "large", large);
    const key = await makeKey({ role: "pbx", companies: ["large"] });
    const { headers } = await service.operator("GET companies/large/outgoing-numbers");
    await node.reaches(Number(JSON.parse(headers.etag!)));
    const last = revisionIn(await service.operator("PUT trunks/t", { name: "T", domain: "t.example" }));
    await node.reaches(last);
    for (const employee of large.directory.employees.filter((_, at) => at % 199 === 0)) {
      const asked = {
        company: "large",
        employee: employee.id,
        device: "desk_phone",
        dialled: "810 49 30 1234567",
        trunks: ["t"],
      };
      const [a, b] = await Promise.all([
        service.as(key)("POST decisions", asked),
        node.as(key)("POST decisions", asked),
      ]);
      assert.equal(a.status, 200);
      assert.deepEqual(b.body, a.body);
    }
  });
});

/** A service and a node of its own that stops with it. */
async function ownPair() {
  const own = await serviceHere();
  const key = String((await own.operator("POST keys", { name: "node", role: "node" })).body["key"]);
  const asking = String((await own.operator("POST keys", { name: "pbx", role: "pbx" })).body["key"]);
  await putCompany(own.operator, "acme", { directory, settings });
  return { own, key, asking };
}

test("without the service it goes on, restarts included, and says how long it has been alone", async (context) => {
  const { own, key, asking } = await ownPair();
  let alone = await nodeHere(own.address, key);
  context.after(() => alone.remove());
  await alone.reaches(5);
  await own.stop();
  const decided = async () => outcomeOf(await alone.as(asking)("POST decisions", question));
  assert.equal(await decided(), "200");
  await eventually("it is behind", async () => {
    const { status, body } = await alone.as()("GET /readyz");
    assert.equal(status, 200);
    return Number(body["behindSeconds"]) > 0 || undefined;
  });
  await alone.stop();
  alone = await nodeHere(own.address, key, alone.dataDir);
  assert.equal(await decided(), "200");
  assert.equal((await alone.as()("GET /readyz")).body["revision"], 5);
  await alone.stop();
});

test("before it has been filled, a node is not ready and refuses calls", async (context) => {
  const { own, key, asking } = await ownPair();
  await own.stop();
  const empty = await nodeHere(own.address, key);
  context.after(async () => {
    await empty.stop();
    await empty.remove();
  });
  assert.equal((await empty.as()("GET /healthz")).status, 200);
  const ready = await fetch(`${empty.address}/readyz`);
  assert.deepEqual([ready.status, await ready.json()], [503, { revision: 0, behindSeconds: 0 }]);
  assert.equal(outcomeOf(await empty.as(asking)("POST decisions", question)), "503 storage_unavailable");
  const line = await empty.as(asking)("GET decision?company=acme&line=ivan-desk&dialled=112");
  assert.deepEqual([line.status, line.text], [503, "error|storage_unavailable"]);
});

test("its doors answer a PBX, without the service too", async (context) => {
  const { own, key } = await ownPair();
  const port = await freePort();
  const alone = await nodeHere(own.address, key, undefined, { CALLAS_ASTERISK_AGI: `127.0.0.1:${port}` });
  context.after(async () => {
    await alone.stop();
    await alone.remove();
  });
  await alone.reaches(5);
  await own.stop();
  const asked = opening("decision?company=acme&line=ivan-desk&dialled=112", "112");
  // A door that is not open yet refuses the connection.
  const heard = await eventually("the door is open", async () => (await talk(port, asked)) || undefined);
  assert.match(heard, /ok\|/);
});

test("it follows a service over https whose authority it is told", async (context) => {
  const { own, key } = await ownPair();
  const folder = await newFolder();
  const [secret, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "1"];
  const names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", secret, "-out", certificate];
  execFileSync("openssl", [...words, ...names], { stdio: "ignore" });
  const proxy = createTlsServer({ key: readFileSync(secret), cert: readFileSync(certificate) }, (secure) => {
    const plain = connect(Number(new URL(own.address).port), "127.0.0.1");
    pipeline(secure, plain, secure, () => {});
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const nodeWith = (authorities: Readonly<Record<string, string>>, dataDir: string) =>
    watched(
      spawn(process.execPath, ["bin/callas.js", "node"], {
        cwd: join(import.meta.dirname, "../.."),
        env: {
          PATH: process.env["PATH"],
          CALLAS_PORT: "0",
          CALLAS_DATA_DIR: join(folder, dataDir),
          CALLAS_FROM: `https://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
          CALLAS_NODE_KEY: key,
          ...authorities,
        },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
  const trusting = nodeWith({ NODE_EXTRA_CA_CERTS: certificate }, "trusting");
  const wary = nodeWith({}, "wary");
  context.after(async () => {
    for (const { child } of [trusting, wary]) child.kill();
    await Promise.all([trusting.exited, wary.exited]);
    proxy.close();
    await own.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const revisionOf = async ({ address }: ServiceProcess) => {
    const ready = await fetch(`${await address}/readyz`);
    return ((await ready.json()) as { revision: number }).revision;
  };
  await eventually("the node is filled", async () => (await revisionOf(trusting)) === 5 || undefined);
  await eventually("the other says why not", async () => /self-signed certificate/.test(wary.output()) || undefined);
  assert.equal(await revisionOf(wary), 0);
});
