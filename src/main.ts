/** The only file that puts the parts together. */
import { join } from "node:path";
import type { Logger } from "pino";
import { createKeyRing } from "./access/key-ring.ts";
import type { SessionStore } from "./access/session.ts";
import { createSessions } from "./access/sessions.ts";
import { createApp } from "./api/app.ts";
import type { RunEndpoint } from "./api/serve-endpoints.ts";
import { createTurnstile } from "./api/turnstile.ts";
import type { Config } from "./config.ts";
import { openDecisionsDoor } from "./door/http/decisions.ts";
import { connectKamailio } from "./door/kamailio/kamailio.ts";
import { explainErrors } from "./http/explain-error.ts";
import { recordSecurityEvents } from "./http/security-events.ts";
import { createLog, logged } from "./log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { fallbacksOf } from "./replica/fallbacks.ts";
import { followCopy } from "./replica/follow.ts";
import { keepWarm } from "./replica/keep-warm.ts";
import { createReplica } from "./replica/replica.ts";
import type { LocalCopy } from "./store/local-copy.ts";
import { openSqliteCopy } from "./store/sqlite/copy.ts";
import { holdDataFolder } from "./store/sqlite/data-folder.ts";
import { StorageError } from "./store/storage-error.ts";
import { removeUnfinishedBackups } from "./thread/backup-folder.ts";
import type { Job } from "./thread/messages.ts";
import { MOST_JOBS, startThreads, type Threads } from "./thread/threads.ts";
import { version } from "./version.ts";

/** The output folder of `npm run build`. */
const PAGE_FOLDER = join(import.meta.dirname, "../web/dist");

export type Service = Readonly<{
  /** The address of the service: `http://127.0.0.1:8480`. */
  address: string;
  /** Answers the calls in flight, then releases everything. */
  stop: () => Promise<void>;
}>;

/** The connections to the database; some are missing while the service starts. */
type Storage = { follow: () => void; close: () => Promise<void> };

/**
 * Starts the service and resolves once decisions can be made.
 * @throws StorageError if the data folder cannot be used
 */
export async function startService(config: Config): Promise<Service> {
  const log = createLog(config.logLevel);
  const folder = holdDataFolder(config.dataDir);
  const storage: Storage = { follow: () => {}, close: async () => folder.release() };
  try {
    removeUnfinishedBackups(config.dataDir);
    const threads = await startThreads(config.dataDir, log, () => storage.follow());
    storage.close = () => threads.close().finally(() => folder.release());
    const copy = openSqliteCopy(config.dataDir);
    storage.close = () => threads.close().finally(() => (copy.close(), folder.release()));
    return await startOn(storage, copy, threads, config, log);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function startOn(
  storage: Storage,
  copy: LocalCopy,
  threads: Threads,
  config: Config,
  log: Logger,
): Promise<Service> {
  const stale = (company: string | null, err: unknown) =>
    log.error({ company, err }, "a company is decided from an older revision");
  const follower = followCopy(copy, (err) => log.error({ err }, "changes cannot be read"));
  storage.follow = follower.advance;
  const replica = createReplica({ copy, follower, maxBytes: config.cacheBytes, failed: stale });
  const warm = keepWarm(replica, copy, follower, (err) =>
    log.warn({ err }, "companies cannot be loaded in advance; they are read when they call"),
  );
  const keys = createKeyRing((hash) => copy.key(hash), config.operatorKey);
  follower.subscribe(keys);
  const write = async (job: Job) => void (await threads.run("writer", job));
  const stored: Pick<SessionStore, "put" | "remove" | "sweep"> = {
    put: (session) => write({ kind: "session.put", session }),
    remove: (idHash) => write({ kind: "session.remove", idHash }),
    sweep: (before) => write({ kind: "session.sweep", before }),
  };
  const sessions = createSessions((idHash) => copy.session(idHash), stored, keys);

  const metrics = createMetrics({ head: () => copy.position().revision, replica: follower.revision });
  const turnstile = createTurnstile();
  metrics.bound("companies", replica.fill);
  metrics.bound("request_bodies", () => ({ used: turnstile.bytes(), limit: turnstile.limit }));
  metrics.bound("thread_jobs", () => ({ used: threads.atWork(), limit: MOST_JOBS }));

  const explainError = explainErrors(log);
  const decideFor = (door: "http" | "kamailio") => logged(log, door, metrics.measured(door, replica.decide));
  const app = await createApp({
    keys,
    sessions,
    run: countingSaves(threads, metrics),
    turnstile,
    events: recordSecurityEvents(log, metrics.securityEvent),
    door: openDecisionsDoor({ decide: decideFor("http"), reached: follower.reached, explainError }),
    metrics: metrics.registry,
    log,
    explainError,
    version,
    pageFolder: PAGE_FOLDER,
  });
  const address = await app.listen({ host: config.host, port: config.port });
  const kamailio = connectKamailio({
    addresses: config.kamailios,
    decide: decideFor("kamailio"),
    fallbacks: fallbacksOf(copy, follower, stale),
    log,
    metrics: metrics.kamailio,
  });
  log.info({ address, revision: follower.revision(), version }, "serving");
  return {
    address,
    async stop() {
      await Promise.all([app.close(), kamailio.close()]);
      warm.stop();
      follower.stop();
      await storage.close();
      log.info("stopped");
    },
  };
}

function countingSaves(threads: Threads, { saved }: Metrics): RunEndpoint {
  return async (thread, endpoint, request) => {
    const isSave = thread === "writer";
    try {
      const reply = await threads.run(thread, { kind: "endpoint", endpoint, request });
      if (isSave) saved("saved");
      return reply!;
    } catch (error) {
      if (isSave) saved(error instanceof StorageError ? "failed" : "refused");
      throw error;
    }
  };
}
