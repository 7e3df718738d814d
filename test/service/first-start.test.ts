/** Store threads that are still starting: what is asked of them waits, but not for ever, and neither does their end. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { pino } from "pino";
import { eventually } from "../../lab/eventually.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { startProxy } from "../../lab/service/postgres-proxy.ts";
import { startPostgres, type Postgres } from "../../lab/service/postgres.ts";
import { StorageError } from "../../src/store/storage-error.ts";
import { startThreads, type Threads } from "../../src/thread/threads.ts";
import { NO_TRACE } from "../../src/trace/trace.ts";

let server: Postgres;
before(async () => {
  server = await startPostgres();
});
after(() => server.remove());

async function threadsOn(
  context: TestContext,
  { databaseUrl = null, mayBeAway = false }: { databaseUrl?: string | null; mayBeAway?: boolean } = {},
): Promise<Threads> {
  const dataDir = await newFolder();
  context.after(() => rm(dataDir, { recursive: true }));
  return await startThreads(
    {
      dataDir,
      databaseUrl,
      mayBeAway,
      secretFile: join(dataDir, "secret"),
      canMail: false,
      publicUrl: "https://callas.example",
      allowPrivate: false,
      traces: undefined,
    },
    pino({ level: "silent" }),
    NO_TRACE,
    () => {},
  );
}

/** A network that goes silent as soon as somebody looks which version the tables have, as each thread does first. */
async function silentNetwork(context: TestContext, database: string) {
  await server.create(database);
  const proxy = await startProxy(server);
  context.after(() => proxy.close());
  let isSilent = false;
  return {
    url: proxy.url(database),
    goSilent: () =>
      proxy.watch((sent) => {
        if (sent.includes("kysely_migration")) {
          proxy.freeze();
          isSilent = true;
        }
        return "deliver";
      }),
    isSilent: () => eventually("the network is silent", () => isSilent || undefined),
  };
}

const due = (threads: Threads, role: "reader" | "writer") =>
  threads.run(role, { kind: "job", name: "dueDeliveries", asked: { now: "2026-01-01T00:00:00.000Z", limit: 1 } });

const isNotReached = (error: unknown) =>
  error instanceof StorageError && error.reason === "unavailable" && error.message.includes("not been reached yet");

test("what is asked of a thread at once is answered when it has started", async (context) => {
  const threads = await threadsOn(context);
  const answered = eventually("an answer", () =>
    due(threads, "reader").catch((error: unknown) => {
      // On a machine that takes that long.
      if (!isNotReached(error)) throw error;
    }),
  );
  assert.equal(threads.atWork(), 1);
  assert.deepEqual(await answered, []);
  assert.equal(threads.atWork(), 0);
  await threads.close();
});

test("threads end at once while one of them is starting", async (context) => {
  const threads = await threadsOn(context);
  const cutOff = assert.rejects(
    due(threads, "reader"),
    (error) => error instanceof StorageError && error.reason === "unavailable",
  );
  await threads.close();
  await cutOff;
});

test("a thread that hangs while it starts refuses what is asked, and ends", async (context) => {
  const network = await silentNetwork(context, "hanging");
  const threads = await threadsOn(context, { databaseUrl: network.url });
  network.goSilent();
  await network.isSilent();
  await assert.rejects(due(threads, "reader"), isNotReached);
  assert.equal(threads.atWork(), 0);
  await threads.close();
});

test("threads that may start without the database end while its opening hangs", async (context) => {
  const network = await silentNetwork(context, "away");
  network.goSilent();
  const threads = await threadsOn(context, { databaseUrl: network.url, mayBeAway: true });
  await network.isSilent();
  for (const role of ["reader", "writer"] as const) await assert.rejects(due(threads, role), isNotReached);
  await threads.close();
});
