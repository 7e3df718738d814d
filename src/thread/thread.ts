/** A store thread: everything about settings runs here, so that calls never wait for it. */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { createSeal } from "../access/seal.ts";
import { readSecretFile } from "../access/secret-file.ts";
import { createDesk, type Desk } from "../api/desk.ts";
import { ENDPOINTS } from "../api/endpoints.ts";
import { runEndpoint } from "../api/run-endpoint.ts";
import { Refusal } from "../policy/refusal.ts";
import { runJob } from "../settings/jobs.ts";
import { databaseFile } from "../store/sqlite/data-folder.ts";
import { backupSqliteStore, openSqliteStore } from "../store/sqlite/sqlite.ts";
import { notReached } from "../store/storage-error.ts";
import type { Store } from "../store/store.ts";
import { openTrace } from "../trace/open-trace.ts";
import { during, type NewSpan, type TraceHeaders } from "../trace/trace.ts";
import { tracedWrites } from "../trace/trace-writes.ts";
import { UNFINISHED_BACKUP } from "./backup-folder.ts";
import { packError, type FromThread, type Job, type ThreadOptions, type ToThread } from "./messages.ts";

const { dataDir, databaseUrl, mayBeAway, role, canMail, secretFile, publicUrl, allowPrivate, traces } =
  workerData as ThreadOptions;
const port = parentPort!;

/** How often the head is checked while a request waits for a revision. */
const LOOK_MS = 20;

/** How soon a shared store is tried again that could not be opened. */
const OPEN_AGAIN_MS = 1000;

// The main thread sends to the same collector, and tells when it cannot.
const trace = await openTrace(traces, () => {});

const tell = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const unheard = (error: unknown) =>
  tell({ kind: "unheard", message: error instanceof Error ? error.message : String(error) });

async function newFile(write: (file: string) => Promise<void>): Promise<string> {
  const folder = await mkdtemp(join(dataDir, UNFINISHED_BACKUP));
  try {
    const file = databaseFile(folder);
    await write(file);
    return file;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

const backup = () => {
  if (databaseUrl !== null)
    throw new Refusal(
      "not_found",
      "The database is PostgreSQL: copy it with pg_dump, see docs/operating/postgresql.md.",
    );
  return newFile((file) => backupSqliteStore(dataDir, file));
};

const reached =
  (store: Store): Desk["reached"] =>
  async (revision, withinMilliseconds) => {
    const end = performance.now() + withinMilliseconds;
    for (;;) {
      if ((await store.head()) >= revision) return true;
      if (performance.now() >= end) return false;
      await sleep(LOOK_MS);
    }
  };

type At = Readonly<{ store: Store; desk: Desk }>;
/** Null until the store has been opened. */
let at: At | null = null;

async function work({ store, desk }: At, job: Job): Promise<Readonly<{ reply: unknown; transfer?: ArrayBuffer[] }>> {
  if (job.kind === "job") return { reply: await runJob(store, job.name, job.asked) };
  const reply = await runEndpoint(ENDPOINTS[job.endpoint]!, desk, job.request);
  return { reply, transfer: "bytes" in reply ? [reply.bytes.buffer] : [] };
}

const spanOf = (job: Job, from: TraceHeaders): NewSpan => ({
  name: job.kind === "job" ? job.name : `${ENDPOINTS[job.endpoint]!.method} ${ENDPOINTS[job.endpoint]!.url}`,
  attributes: { "callas.thread": role },
  from,
});

async function answer({ id, job, traced }: ToThread): Promise<void> {
  try {
    if (at === null) throw notReached();
    const store = at;
    const worked = () => work(store, job);
    const { reply, transfer } = await (traced === null ? worked() : during(trace, spanOf(job, traced), worked));
    tell({ kind: "done", id, reply }, transfer);
  } catch (error) {
    tell({ kind: "thrown", id, error: packError(error) });
  }
}

async function openStore(): Promise<Store> {
  if (databaseUrl === null) return await openSqliteStore(dataDir, secretFile);
  // The embedded store opens faster without the client of the other.
  const { openPostgresStore } = await import("../store/postgres/postgres.ts");
  return await openPostgresStore({
    url: databaseUrl,
    secretFile,
    // The writer tells the others of this process.
    ...(role === "writer" && { unheard }),
  });
}

async function open(): Promise<void> {
  const opened = await openStore();
  const store = trace.isOn ? { ...opened, ...tracedWrites(trace, opened) } : opened;
  const desk = createDesk({
    store,
    reached: reached(store),
    backup,
    newFile,
    canMail,
    seal: createSeal(readSecretFile(secretFile, { create: false })),
    publicUrl,
    allowPrivate,
  });
  if (role === "writer") store.follow((head) => tell({ kind: "head", head }));
  at = { store, desk };
}

const closing = new AbortController();

async function openLater(): Promise<void> {
  while (!closing.signal.aborted)
    try {
      return await open();
    } catch (error) {
      tell({ kind: "away", message: error instanceof Error ? error.message : String(error) });
      await sleep(OPEN_AGAIN_MS, undefined, { signal: closing.signal }).catch(() => {});
    }
}

try {
  if (mayBeAway) void openLater();
  else await open();
  let atWork = 0;
  const closeWhenIdle = async () => {
    if (!closing.signal.aborted || atWork > 0) return;
    // Nothing was done yet, and a network that is silent may hold up the opening for ever.
    if (at === null) process.exit();
    await at.store.close();
    await trace.end();
    port.close();
    // A collector that does not answer does not hold up the end.
    if (trace.isOn) process.exit();
  };
  port.on("message", (message: ToThread | "close") => {
    if (message === "close") {
      closing.abort();
      void closeWhenIdle();
      return;
    }
    atWork += 1;
    void answer(message).finally(() => {
      atWork -= 1;
      void closeWhenIdle();
    });
  });
  tell({ kind: "ready" });
} catch (error) {
  tell({ kind: "failed", error: packError(error) });
}
