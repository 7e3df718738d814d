/** The feed over HTTP, the nodes that follow it, and the numbers that rest until they have. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, test } from "node:test";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { hashOf } from "../../src/access/key-ring.ts";
import { directory, MAIN, putCompany, settings } from "../../lab/companies/acme.ts";
import { eventually } from "../../lab/eventually.ts";
import { faultsOf, outcomeOf, revisionIn, type Ask } from "../../lab/service/client.ts";
import { newFolder, serviceHere, type TestService } from "../../lab/service/service.ts";
import { databaseFile } from "../../src/store/sqlite/data-folder.ts";

type Line = Readonly<Record<string, unknown>>;

let service: TestService;
let node: Ask;
before(async () => {
  service = await serviceHere();
  const { body } = await service.operator("POST keys", { name: "nodes", role: "node" });
  node = service.as(String(body["key"]));
});
after(() => service.stop());

const linesIn = (text: string) =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);

async function snapshot(query = ""): Promise<readonly Line[]> {
  const answer = await node(`GET feed/snapshot${query}`);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers["content-type"], "application/x-ndjson");
  return linesIn(answer.text);
}

async function changes(after: number, more: Readonly<Record<string, string>> = {}): Promise<readonly Line[]> {
  const [{ epoch }] = (await snapshot("?sums=true")) as [Line];
  const query = new URLSearchParams({ epoch: String(epoch), after: String(after), ...more });
  const answer = await node(`GET feed?${query.toString()}`);
  assert.equal(answer.status, 200, answer.text);
  return linesIn(answer.text);
}

const headOf = async () => Number((await snapshot("?sums=true")).at(-1)!["revision"]);
const companiesIn = (lines: readonly Line[]) => lines.filter((line) => "company" in line).map(({ company }) => company);

describe("the lines", () => {
  test("a snapshot has every company with its documents, the trunks and the keys, and ends", async () => {
    await putCompany(service.operator, "acme", { directory, settings });
    await service.operator("PUT trunks/carrier", { name: "Carrier", domain: "a.example" });
    const pbx = await service.operator("POST keys", { name: "PBX", role: "pbx", companies: ["acme"] });
    const gone = await service.operator("POST keys", { name: "Gone", role: "pbx" });
    await service.operator(`DELETE keys/${String(gone.body["id"])}`);
    const lines = await snapshot();
    const [head, acme] = lines as [Line, Line];
    assert.deepEqual(Object.keys(head), ["epoch", "revision", "format", "quotas"]);
    assert.equal(head["format"], 1);
    assert.equal(head["quotas"], true);
    assert.deepEqual(Object.keys(acme), ["company", "revision", "documents", "sum"]);
    const documents = acme["documents"] as Record<string, Line>;
    assert.deepEqual(Object.keys(documents), ["company", "directory", "outgoing-numbers"]);
    assert.equal(documents["outgoing-numbers"]!["main"], MAIN);
    const { body: decision } = await service.operator("POST decisions", {
      company: "acme",
      line: "ivan-desk",
      dialled: "112",
    });
    assert.equal(acme["revision"], decision["revision"]);
    const { trunks } = lines.find((line) => "trunks" in line) as { trunks: Line[] };
    assert.deepEqual(
      trunks.map(({ id }) => id),
      ["carrier"],
    );
    const { keys } = lines.find((line) => "keys" in line) as { keys: Line[] };
    const { key } = pbx.body as { key: string };
    const told = keys.find(({ hash }) => hash === hashOf(key))!;
    assert.deepEqual(Object.keys(told).sort(), [
      "addresses",
      "companies",
      "decisionsPerSecond",
      "expiresAt",
      "hash",
      "id",
      "name",
      "revokedAt",
      "role",
      "savesPerMinute",
      "sync",
    ]);
    assert.ok(!JSON.stringify(lines).includes(key), "a key is never told");
    assert.ok(!keys.some(({ name }) => name === "Gone"), "a revoked key is none of a new reader's business");
    assert.deepEqual(Object.keys(lines.at(-1)!), ["end", "revision", "sum"]);
    assert.equal(lines.at(-1)!["end"], true);
  });

  test("changes come in the order of the last change of each company, removals included", async () => {
    const before = await headOf();
    await putCompany(service.operator, "one");
    await putCompany(service.operator, "two");
    await putCompany(service.operator, "three");
    await service.operator("PATCH companies/one/numbers/none", { on: true });
    const { body: read } = await service.operator("GET companies/one");
    await service.operator("PUT companies/one", { ...read, name: "One again" });
    const removed = revisionIn(await service.operator("DELETE companies/two"));
    const lines = await changes(before);
    assert.deepEqual(companiesIn(lines), ["three", "one", "two"]);
    assert.deepEqual(
      lines.find(({ company }) => company === "two"),
      { company: "two", revision: removed, documents: null, sum: "" },
    );
    assert.ok(!lines.some((line) => "trunks" in line || "keys" in line), "neither changed");
    assert.equal(lines.at(-1)!["revision"], await headOf());
    assert.deepEqual(
      (await changes(await headOf())).map((line) => Object.keys(line)),
      [
        ["epoch", "revision", "format", "quotas"],
        ["end", "revision", "sum"],
      ],
    );
  });

  test("trunks and keys come where they changed: of keys those alone that did", async () => {
    const before = await headOf();
    await service.operator("DELETE trunks/carrier");
    const { id } = (await service.operator("POST keys", { name: "New", role: "admin", companies: ["acme"] })).body;
    await service.operator(`DELETE keys/${String(id)}`);
    const lines = await changes(before);
    assert.deepEqual(
      lines.find((line) => "trunks" in line),
      { trunks: [] },
    );
    const { keys } = lines.find((line) => "keys" in line) as { keys: Line[] };
    assert.deepEqual(
      keys.map((key) => [key["id"], key["revokedAt"] !== null]),
      [[id, true]],
    );
  });

  test("one company has its line, and so has one that does not exist", async () => {
    const one = linesIn((await node("GET feed/companies/acme")).text);
    assert.deepEqual(
      one,
      (await snapshot()).filter(({ company }) => company === "acme"),
    );
    assert.deepEqual(linesIn((await node("GET feed/companies/never")).text), [
      { company: "never", revision: 0, documents: null, sum: "" },
    ]);
  });

  test("a snapshot goes on after a company, and leaves documents out where only sums are compared", async () => {
    const all = companiesIn(await snapshot());
    assert.deepEqual(all, ["acme", "one", "three"]);
    assert.deepEqual(companiesIn(await snapshot("?after=acme")), ["one", "three"]);
    const sums = await snapshot("?sums=true");
    const whole = await snapshot();
    const sumsOf = (lines: readonly Line[]) => lines.filter((line) => "company" in line).map(({ sum }) => sum);
    assert.deepEqual(sumsOf(sums), sumsOf(whole));
    assert.ok(!sums.some((line) => "documents" in line));
  });

  test("a company that becomes what it was has another sum only for its revision", async () => {
    const sumOf = async () => (linesIn((await node("GET feed/companies/one")).text)[0] as Line)["sum"];
    const running = async () => (await snapshot("?sums=true")).at(-1)!["sum"];
    const [sum, all] = [await sumOf(), await running()];
    await putCompany(service.operator, "extra");
    assert.equal(await sumOf(), sum);
    assert.notEqual(await running(), all);
    await service.operator("DELETE companies/extra");
    assert.equal(await running(), all, "what is gone is not counted");
  });

  test("are compressed where that is asked for", async () => {
    const { address, operator } = service;
    const key = ((await operator("POST keys", { name: "curl", role: "node" })).body as { key: string }).key;
    const plain = (await snapshot()).filter((line) => "company" in line);
    for (const [accepts, encoding, decode] of [
      ["zstd, gzip", "zstd", zstdDecompressSync],
      ["gzip", "gzip", gunzipSync],
      ["zstd;q=0, gzip", "gzip", gunzipSync],
      ["br", null, (bytes: Buffer) => bytes],
    ] as const) {
      const { get } = await import("node:http");
      const { promise, resolve } = Promise.withResolvers<readonly [string | undefined, Buffer]>();
      get(
        `${address}/api/v1/feed/snapshot`,
        { headers: { authorization: `Bearer ${key}`, "accept-encoding": accepts } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => resolve([response.headers["content-encoding"], Buffer.concat(chunks)]));
        },
      );
      const [encoded, bytes] = await promise;
      assert.equal(encoded ?? null, encoding);
      const lines = linesIn(decode(bytes).toString());
      assert.deepEqual(
        lines.filter((line) => "company" in line),
        plain,
      );
      assert.equal(lines.at(-1)!["end"], true);
    }
  });

  test("pages are put together: more companies than one page has", async () => {
    const before = await headOf();
    for (let at = 0; at < 520; at += 20)
      await Promise.all(
        Array.from({ length: 20 }, (_, nth) => putCompany(service.operator, `many-${1000 + at + nth}`)),
      );
    const lines = await changes(before);
    assert.equal(new Set(companiesIn(lines)).size, 520);
    assert.equal(companiesIn(lines).length, 520);
    assert.equal(companiesIn(await snapshot("?after=many-")).length, 520 + ["one", "three"].length);
  });
});

describe("where a reader stands", () => {
  test("without an epoch, with another, or ahead, it starts over", async () => {
    const [{ epoch }] = (await snapshot("?sums=true")) as [Line];
    const ahead = (await headOf()) + 1;
    for (const query of [
      "",
      "?after=1",
      `?epoch=another&after=1`,
      `?epoch=${String(epoch)}`,
      `?epoch=${String(epoch)}&after=${ahead}`,
    ])
      assert.equal(outcomeOf(await node(`GET feed${query}`)), "409 start_over", query);
  });

  test("what is malformed is refused", async () => {
    for (const query of ["after=-1", "after=x", "wait=61", "wait=-1", "node=..", "more=1"])
      assert.equal(outcomeOf(await node(`GET feed?${query}`)), "400 malformed", query);
    assert.equal(outcomeOf(await node("GET feed/snapshot?sums=1")), "400 malformed");
  });

  test("waits for the next write, and for no longer than it asked", async () => {
    const head = await headOf();
    const waiting = changes(head, { wait: "60" });
    await putCompany(service.operator, "awaited");
    assert.ok(companiesIn(await waiting).includes("awaited"));
    assert.deepEqual(companiesIn(await changes(await headOf(), { wait: "1" })), []);
  });
});

describe("what is kept", () => {
  test("a reader further behind than the days that are kept starts over", async () => {
    const dataDir = await newFolder();
    const environment = { CALLAS_DATA_DIR: dataDir, CALLAS_FEED_DAYS: "1" };
    const first = await serviceHere(environment);
    try {
      for (const company of ["one", "two", "three"]) await putCompany(first.operator, company);
    } finally {
      await first.stop();
    }
    const dayBefore = new Date(Date.now() - 25 * 60 * 60 * 1000).toISOString();
    const database = new DatabaseSync(databaseFile(dataDir));
    database.prepare("UPDATE history SET at = ? WHERE revision <= 2").run(dayBefore);
    database.close();
    const again = await serviceHere(environment);
    try {
      const [{ epoch }] = linesIn((await again.operator("GET feed/snapshot?sums=true")).text) as [Line];
      const ask = (after: number) => again.operator(`GET feed?epoch=${String(epoch)}&after=${after}`);
      await eventually("the cut", async () => ((await ask(1)).status === 409 ? true : undefined));
      assert.equal(outcomeOf(await ask(1)), "409 start_over");
      assert.deepEqual(companiesIn(linesIn((await ask(2)).text)), ["three"]);
    } finally {
      await again.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});

describe("numbers rest", () => {
  const NUMBER = "+375171999001";
  const epoch = async () => String(((await snapshot("?sums=true")) as [Line])[0]["epoch"]);
  const ask = async (name: string, after: number) =>
    node(`GET feed?node=${name}&epoch=${await epoch()}&after=${after}`);
  const give = (company: string, ...numbers: string[]) =>
    service.operator(`PUT companies/${company}/directory`, {
      numbers: numbers.map((number) => ({ number })),
      employees: [],
      departments: [],
    });
  const listed = async () => (await service.operator("GET nodes")).body["nodes"] as readonly Line[];

  before(async () => {
    await putCompany(service.operator, "giver");
    await putCompany(service.operator, "taker");
  });

  test("at once where there is no node", async () => {
    assert.deepEqual(await listed(), []);
    assert.equal(outcomeOf(await give("giver", NUMBER)), "200");
    assert.equal(outcomeOf(await give("giver")), "200");
    assert.equal(outcomeOf(await give("taker", NUMBER)), "200");
    assert.equal(outcomeOf(await give("taker")), "200");
    assert.equal(outcomeOf(await give("giver", NUMBER)), "200");
  });

  test("until every node that is listed has asked with the revision that took them", async () => {
    const start = await headOf();
    await ask("north", start);
    await ask("south", start);
    assert.deepEqual(
      (await listed()).map(({ name, revision }) => [name, revision]),
      [
        ["north", start],
        ["south", start],
      ],
    );
    const freed = revisionIn(await give("giver"));
    const refused = await give("taker", NUMBER);
    assert.equal(outcomeOf(refused), "409 number_resting");
    assert.deepEqual(faultsOf(refused), ["number_resting /numbers/0/number"]);
    assert.match(String(refused.body["detail"]), /north, south/);
    const single = await service.operator(`PUT companies/taker/numbers/${NUMBER}`, {});
    assert.deepEqual([outcomeOf(single), faultsOf(single)], ["409 number_resting", ["number_resting /number"]]);
    const other = await give("taker", "+375171999002");
    assert.equal(outcomeOf(other), "200", "another number does not wait");
    await ask("north", freed);
    assert.match(String((await give("taker", NUMBER)).body["detail"]), /: south\.$/);
    await ask("south", freed - 1);
    assert.equal(outcomeOf(await give("taker", NUMBER)), "409 number_resting", "it has asked from before");
    await ask("south", freed);
    assert.equal(outcomeOf(await give("taker", NUMBER)), "200");
  });

  test("not for the company that had them", async () => {
    await ask("north", await headOf());
    assert.equal(outcomeOf(await give("taker")), "200");
    assert.equal(outcomeOf(await give("giver", NUMBER)), "409 number_resting");
    assert.equal(outcomeOf(await give("taker", NUMBER)), "200");
  });

  test("also those of a company that is removed", async () => {
    assert.equal(outcomeOf(await service.operator("DELETE companies/taker")), "200");
    assert.equal(outcomeOf(await give("giver", NUMBER)), "409 number_resting");
  });

  test("no longer once the operator has removed the silent node, which then starts over", async () => {
    const head = await headOf();
    await ask("north", head);
    const answer = await service.operator("DELETE nodes/south");
    assert.equal(outcomeOf(answer), "200");
    assert.deepEqual(
      (await listed()).map(({ name }) => name),
      ["north"],
    );
    assert.equal(outcomeOf(await give("giver", NUMBER)), "200");
    assert.equal(outcomeOf(await service.operator("DELETE nodes/south")), "404 node_unknown");
    assert.equal(outcomeOf(await ask("south", head)), "409 start_over");
    assert.equal(outcomeOf(await ask("south", revisionIn(answer))), "200", "it has read the snapshot since");
    assert.deepEqual(
      (await listed()).map(({ name }) => name),
      ["north", "south"],
    );
  });

  test("whoever reads a company learns how many nodes decide from a save, without their names", async () => {
    const { body: made } = await service.operator("POST keys", { name: "a", role: "admin", companies: ["giver"] });
    const admin = service.as(String(made["key"]));
    const live = async (revision: number) => (await admin(`GET companies/giver/live?revision=${revision}`)).body;
    const saved = revisionIn(await give("giver", NUMBER, "+375171999003"));
    await ask("north", saved - 1);
    await ask("south", saved - 1);
    assert.deepEqual(await live(saved), { nodes: 2, live: 0 });
    await ask("north", saved);
    await eventually("one of two", async () => (await live(saved))["live"] === 1 || undefined);
    await ask("south", saved);
    await eventually("both", async () => (await live(saved))["live"] === 2 || undefined);
    assert.equal(outcomeOf(await admin("GET companies/nobody/live?revision=1")), "404 company_unknown");
    assert.equal(outcomeOf(await service.operator("GET companies/nobody/live?revision=1")), "404 company_unknown");
    for (const wrong of ["", "?revision=-1", "?revision=x", "?revision=1&more=1"])
      assert.equal(outcomeOf(await admin(`GET companies/giver/live${wrong}`)), "400 malformed", wrong);
    assert.equal(outcomeOf(await admin("GET nodes")), "403 forbidden");
  });

  test("a node's confirmation is listed soon even where nothing waits for it", async () => {
    const head = await headOf();
    await ask("north", head);
    await eventually("the list", async () =>
      (await listed()).find(({ name, revision }) => name === "north" && revision === head),
    );
  });
});
