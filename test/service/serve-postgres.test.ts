/** The service on PostgreSQL: several processes share a database, and decide without it. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { eventually } from "../../lab/eventually.ts";
import { outcomeOf, revisionIn, type Answer } from "../../lab/service/client.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { nodeHere } from "../../lab/service/node.ts";
import { startPgBouncer } from "../../lab/service/pgbouncer.ts";
import { startPostgres, type Postgres } from "../../lab/service/postgres.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";
import { runCallas } from "./run-callas.ts";
import { StorageError } from "../../src/store/storage-error.ts";

let server: Postgres;
let databases = 0;

before(async () => {
  server = await startPostgres();
});
after(() => server.remove());

/** A database that processes of a test share, with a folder for their secret and their copies. */
async function sharedDatabase(context: TestContext, urlOf = server.url) {
  const name = `serve_${++databases}`;
  await server.create(name);
  const folder = await newFolder(existsSync("/dev/shm") ? "/dev/shm" : tmpdir());
  const running = new Set<TestService>();
  context.after(async () => {
    await Promise.all([...running].map((service) => service.stop()));
    await rm(folder, { recursive: true, force: true });
  });
  const environment = (process: string) => ({
    CALLAS_DATABASE_URL: urlOf(name),
    CALLAS_DATA_DIR: join(folder, process),
    CALLAS_SECRET_FILE: join(folder, "secret"),
  });
  return {
    environment,
    /** Resolves once it decides. */
    serve: async (process: string, more: Readonly<Record<string, string>> = {}): Promise<TestService> => {
      const service = await serviceHere({ ...environment(process), ...more });
      running.add(service);
      await eventually(`${process} is ready`, async () => (await readiness(service)).status === 200 || undefined);
      return { ...service, stop: () => (running.delete(service), service.stop()) };
    },
  };
}

const readiness = (service: TestService) => service.as()("GET /readyz");

const databaseIs = (service: TestService, state: string) =>
  eventually(
    `the database is ${state}`,
    async () => (await readiness(service)).body["database"] === state || undefined,
  );

const question = { company: "acme", line: "ivan-desk", dialled: "810 49 30 1234567" };

const makeKey = async (service: TestService, body: object) =>
  String((await service.operator("POST keys", { name: "key", ...body })).body["key"]);

async function save(service: TestService, main: string): Promise<Answer> {
  const { headers, body } = await service.operator("GET companies/acme/outgoing-numbers");
  const { revision: _, savedAt: _at, savedBy: _by, warnings: _w, ...document } = body;
  return service.operator("PUT companies/acme/outgoing-numbers", { ...document, main }, { ifMatch: headers.etag! });
}

/** Waits for what its own process need not wait for. */
const decided = (service: TestService, key: string, revision: number) =>
  eventually("the save is decided", async () => {
    const answer = await service.as(key)("POST decisions", { ...question, minRevision: revision });
    return answer.status === 200 ? answer.body : undefined;
  });

describe("processes that share a database", () => {
  test("take each other's saves, keys and people, and decide alike", async (context) => {
    const { serve } = await sharedDatabase(context);
    const [one, other] = [await serve("one"), await serve("other")];
    await putCompany(one.operator, "acme", { directory, settings });
    const key = await makeKey(one, { role: "pbx", companies: ["acme"] });
    assert.equal(outcomeOf(await one.as(key)("POST decisions", question)), "200", "at once where it was saved");
    for (const [saver, main] of [
      [one, SECOND],
      [other, MAIN],
    ] as const) {
      const revision = revisionIn(await save(saver, main));
      const [here, there] = [await decided(one, key, revision), await decided(other, key, revision)];
      assert.deepEqual([here, here["revision"]], [there, revision]);
    }

    const email = "anna@acme.example";
    const roles = [{ role: "admin", company: "acme" }];
    const { body } = await one.operator("POST people", { email, name: "Anna", roles });
    const secret = /#(.+)$/.exec(String(body["link"]))![1]!;
    const password = "correct horse battery staple";
    const accepted = await browser(one)("POST links/accept", { secret, password });
    assert.equal(outcomeOf(accepted), "200");
    const cookie = accepted.headers["set-cookie"]![0]!.split(";")[0]!;
    assert.equal(outcomeOf(await browser(other)("GET session", undefined, { headers: { cookie } })), "200");
    const signedIn = await browser(other)("POST session", { email, password });
    assert.equal(outcomeOf(signedIn), "200");
    assert.equal(outcomeOf(await browser(other)("DELETE session", undefined, { headers: { cookie } })), "200");
    assert.equal(outcomeOf(await browser(one)("GET session", undefined, { headers: { cookie } })), "401 key_required");
  });

  test("let a number rest until each has forgotten it", async (context) => {
    const { serve } = await sharedDatabase(context);
    const [one, other] = [await serve("one"), await serve("other")];
    const give = (service: TestService, company: string, ...numbers: string[]) =>
      service.operator(`PUT companies/${company}/directory`, {
        numbers: numbers.map((number) => ({ number })),
        employees: [],
        departments: [],
      });
    for (const company of ["giver", "taker"]) await putCompany(one.operator, company);
    assert.equal(outcomeOf(await give(one, "giver", MAIN)), "200");
    assert.equal(outcomeOf(await give(other, "taker", MAIN)), "409 number_taken");
    assert.equal(outcomeOf(await give(one, "giver")), "200");
    await eventually("the number has a new owner", async () => {
      const outcome = outcomeOf(await give(other, "taker", MAIN));
      assert.match(outcome, /^(200|409 number_resting)$/);
      return outcome === "200" || undefined;
    });
    await one.stop();
    assert.equal(outcomeOf(await give(other, "taker")), "200");
    const refused = await give(other, "giver", MAIN);
    assert.equal(outcomeOf(await give(other, "taker", MAIN)), "200", "its own again");
    assert.equal(outcomeOf(refused), "409 number_resting", "one that is stopped may decide again from its copy");
  });

  test("serve call nodes, which may ask either", async (context) => {
    const { serve } = await sharedDatabase(context);
    const [one, other] = [await serve("one"), await serve("other")];
    await putCompany(one.operator, "acme", { directory, settings });
    const key = await makeKey(one, { role: "pbx" });
    const nodeKey = await makeKey(one, { role: "node" });
    const node = await nodeHere(one.address, nodeKey);
    await node.reaches(revisionIn(await save(one, SECOND)));
    await node.stop();
    await decided(other, key, revisionIn(await save(one, MAIN)));
    const again = await nodeHere(other.address, nodeKey, node.dataDir);
    await again.reaches(revisionIn(await save(other, SECOND)));
    const { nodes } = (await other.operator("GET nodes")).body as { nodes: readonly unknown[] };
    assert.equal(nodes.length, 3, "both processes and the node");
    await again.stop();
    await again.remove();
  });

  test("also through PgBouncer in transaction mode", async (context) => {
    const bouncer = await startPgBouncer(server);
    const { serve } = await sharedDatabase(context, bouncer.url);
    context.after(() => bouncer.remove());
    const [one, other] = [await serve("one"), await serve("other")];
    await putCompany(one.operator, "acme", { directory, settings });
    const key = await makeKey(other, { role: "pbx" });
    const revision = revisionIn(await save(one, SECOND));
    assert.deepEqual(await decided(other, key, revision), await decided(one, key, revision));
    await Promise.all([one.stop(), other.stop()]);
  });
});

const browser = (service: TestService) => {
  const ask = service.as();
  return (...[what, body, asked = {}]: Parameters<typeof ask>) =>
    ask(what, body, { ...asked, headers: { origin: service.address, ...asked.headers } });
};

describe("without the database", () => {
  test("calls go on, also after a restart; saves and pages answer 503 until it is back", async (context) => {
    const own = await startPostgres();
    context.after(() => own.remove());
    const name = `serve_${databases + 1}`;
    await own.create(name);
    const { serve } = await sharedDatabase(context, () => own.url(name));
    let service = await serve("one");
    await putCompany(service.operator, "acme", { directory, settings });
    const key = await makeKey(service, { role: "pbx" });
    const before = await decided(service, key, revisionIn(await save(service, SECOND)));
    const cookie = (
      await browser(service)("POST session", { key: await makeKey(service, { role: "operator" }) })
    ).headers["set-cookie"]![0]!.split(";")[0]!;

    await own.stop("SIGQUIT");
    const checkAway = async () => {
      await databaseIs(service, "unavailable");
      assert.equal((await readiness(service)).status, 200);
      assert.deepEqual((await service.as(key)("POST decisions", question)).body, before);
      for (const refused of [
        await service.operator("PUT companies/beta", { name: "Beta", country: "BY" }),
        await service.operator("GET companies/acme/directory"),
        await browser(service)("GET session", undefined, { headers: { cookie } }),
      ])
        assert.equal(outcomeOf(refused), "503 storage_unavailable");
      assert.equal((await service.as()("GET /metrics")).status, 200);
    };
    await checkAway();
    await service.stop();
    service = await serve("one");
    await checkAway();

    await own.start();
    await databaseIs(service, "available");
    const saved = await eventually("saves are taken again", async () => {
      const answer = await service.operator("PUT companies/beta", { name: "Beta", country: "BY" });
      if (answer.status !== 200) assert.equal(outcomeOf(answer), "503 storage_unavailable");
      return answer.status === 200 ? answer : undefined;
    });
    await decided(service, key, revisionIn(saved));
    await eventually(
      "the session is known again",
      async () =>
        (await browser(service)("GET session", undefined, { headers: { cookie } })).status === 200 || undefined,
    );
    await service.stop();
  });

  test("a process that never had a copy does not start, and says why", async (context) => {
    const { environment } = await sharedDatabase(context, () => "postgres://callas:hidden@127.0.0.1:1/callas");
    await assert.rejects(
      serviceHere(environment("one")),
      (error) => error instanceof StorageError && /127\.0\.0\.1:1/.test(error.message) && !/hidden/.test(error.message),
    );
  });
});

describe("the command line", () => {
  test("works on the shared database, and leaves copying it to PostgreSQL", async (context) => {
    const { environment, serve } = await sharedDatabase(context);
    const shared = environment("one");
    const settings = {
      ...shared,
      CALLAS_DATA_DIR: dirname(shared.CALLAS_SECRET_FILE),
      CALLAS_URL: "http://127.0.0.1:1",
    };
    const made = await runCallas(["key", "create", "--name", "first", "--role", "operator"], settings);
    assert.equal(made.code, 0, made.stderr);
    assert.match((await runCallas(["restore", "a-file"], settings)).stderr, /pg_restore/);
    const verified = await runCallas(["history", "verify"], settings);
    assert.equal(verified.code, 0, verified.stderr);
    const service = await serve("one");
    assert.equal(outcomeOf(await service.as(made.stdout.trim())("GET companies")), "200");
    const refused = await service.operator("GET backup");
    assert.equal(outcomeOf(refused), "404 not_found");
    assert.match(String(refused.body["detail"]), /pg_dump/);
  });

  test("makes a database ready that pg_restore brought back, before anybody uses it", async (context) => {
    const { environment, serve } = await sharedDatabase(context);
    const one = await serve("one");
    await putCompany(one.operator, "acme", { directory, settings });
    const key = await makeKey(one, { role: "node" });
    const pbx = await makeKey(one, { role: "pbx", companies: ["acme"] });
    const node = await nodeHere(one.address, key);
    context.after(async () => {
      await node.stop();
      await node.remove();
    });
    const original = environment("one").CALLAS_DATABASE_URL;
    const dump = join(dirname(environment("one").CALLAS_SECRET_FILE), "dump");
    await server.run("pg_dump", "-Fc", "-f", dump, new URL(original).pathname.slice(1));
    const local = { company: "acme", line: "olga-desk", dialled: "+375297654321" };
    // Lost with the database, and seen by whoever saved it.
    const lost = revisionIn(await save(one, SECOND));
    await node.reaches(lost);

    const restored = `serve_${++databases}`;
    await server.create(restored);
    const settingsOf = (database: string) => ({ ...environment("one"), CALLAS_DATABASE_URL: server.url(database) });
    const restore = (database: string, ...words: string[]) =>
      runCallas(["restore", ...words], { ...settingsOf(database), CALLAS_DATA_DIR: dirname(dump) });
    const empty = await restore(restored);
    assert.deepEqual([empty.code, /not a database of Callas/.test(empty.stderr)], [2, true], empty.stderr);
    await server.run("pg_restore", "-d", restored, dump);
    const inUse = await restore(new URL(original).pathname.slice(1));
    assert.deepEqual([inUse.code, /in use: stop every Callas/.test(inUse.stderr)], [5, true], inUse.stderr);
    assert.equal((await restore(restored, "--after", "many")).code, 2);
    await one.stop();
    const done = await restore(restored, "--after", String(lost));
    assert.equal(done.code, 0, done.stderr);
    assert.match(done.stdout, new RegExp(`at revision ${lost - 1}\\.`));

    const address = new URL(one.address);
    const again = await serve("one", { ...settingsOf(restored), CALLAS_PORT: address.port });
    // Its own copy, and the node's, were of the lost save.
    await eventually("the copies started over", async () => {
      const numbers = await Promise.all(
        [again, node].map(async (where) => (await where.as(pbx)("POST decisions", local)).body["callerId"]),
      );
      return numbers.every((number) => number === MAIN) || undefined;
    });
    assert.ok(revisionIn(await save(again, SECOND)) > lost);
    const verified = await again.operator("GET history/verify");
    assert.equal(verified.body["ok"], true);
  });
});
