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
import { runJob } from "../settings/jobs.ts";
import { databaseFile } from "../store/sqlite/data-folder.ts";
import { backupSqliteStore, openSqliteStore } from "../store/sqlite/sqlite.ts";
import type { Store } from "../store/store.ts";
import { UNFINISHED_BACKUP } from "./backup-folder.ts";
import { packError, type FromThread, type Job, type ThreadOptions, type ToThread } from "./messages.ts";

const { dataDir, role, canMail, secretFile, publicUrl, allowPrivate } = workerData as ThreadOptions;
const port = parentPort!;

/** How often the head is checked while a request waits for a revision. */
const LOOK_MS = 20;

const tell = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

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

const backup = () => newFile((file) => backupSqliteStore(dataDir, file));

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

async function work(
  store: Store,
  desk: Desk,
  job: Job,
): Promise<Readonly<{ reply: unknown; transfer?: ArrayBuffer[] }>> {
  if (job.kind === "job") return { reply: await runJob(store, job.name, job.asked) };
  const reply = await runEndpoint(ENDPOINTS[job.endpoint]!, desk, job.request);
  return { reply, transfer: "bytes" in reply ? [reply.bytes.buffer] : [] };
}

async function answer(store: Store, desk: Desk, { id, job }: ToThread): Promise<void> {
  try {
    const { reply, transfer } = await work(store, desk, job);
    tell({ kind: "done", id, reply }, transfer);
  } catch (error) {
    tell({ kind: "thrown", id, error: packError(error) });
  }
}

try {
  const store = await openSqliteStore(dataDir, secretFile);
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
  let atWork = 0;
  let closing = false;
  const closeWhenIdle = async () => {
    if (!closing || atWork > 0) return;
    await store.close();
    port.close();
  };
  port.on("message", (message: ToThread | "close") => {
    if (message === "close") {
      closing = true;
      void closeWhenIdle();
      return;
    }
    atWork += 1;
    void answer(store, desk, message).finally(() => {
      atWork -= 1;
      void closeWhenIdle();
    });
  });
  tell({ kind: "ready" });
} catch (error) {
  tell({ kind: "failed", error: packError(error) });
}
