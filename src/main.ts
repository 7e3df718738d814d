/** The only file that puts the parts together. */
import { join } from "node:path";
import type { Logger } from "pino";
import { createKeyRing } from "./access/key-ring.ts";
import { createAttempts } from "./access/attempts.ts";
import { createKeyUses } from "./access/key-uses.ts";
import { newLink } from "./access/link.ts";
import { createPasswordStrength } from "./access/password-strength.ts";
import { createSeal } from "./access/seal.ts";
import { requiresSecondFactor } from "./access/second-factors.ts";
import { readSecretFile } from "./access/secret-file.ts";
import { siteOf } from "./access/site.ts";
import { createSessions } from "./access/sessions.ts";
import { createApp } from "./api/app.ts";
import { createFeedNodes, type FeedNodes } from "./api/feed-nodes.ts";
import type { RawReply } from "./api/run-endpoint.ts";
import { checkSecondFactor } from "./api/second-factor.ts";
import type { RunEndpoint } from "./api/serve-endpoints.ts";
import { createTurnstile, SCIM_ROOM } from "./api/turnstile.ts";
import type { Config } from "./config.ts";
import { listenForAsterisk } from "./door/asterisk/asterisk.ts";
import { openDecisionsDoor } from "./door/http/decisions.ts";
import { openOneLineDoor } from "./door/http/one-line.ts";
import { connectFreeswitch } from "./door/freeswitch/freeswitch.ts";
import { connectKamailio } from "./door/kamailio/kamailio.ts";
import { explainErrors } from "./http/explain-error.ts";
import { recordSecurityEvents } from "./http/security-events.ts";
import { createLog, logged } from "./log.ts";
import { createMail, type Mail } from "./mail/mail.ts";
import { createPostman } from "./mail/postman.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { fallbacksOf } from "./replica/fallbacks.ts";
import { followCopy } from "./replica/follow.ts";
import { keepWarm } from "./replica/keep-warm.ts";
import { createReplica } from "./replica/replica.ts";
import { jobsOver, type Jobs } from "./settings/jobs.ts";
import type { Reads } from "./store/account-reads.ts";
import type { DecidingCopy } from "./store/deciding-copy.ts";
import { openSqliteCopy } from "./store/sqlite/copy.ts";
import { holdDataFolder } from "./store/sqlite/data-folder.ts";
import { openSqliteReads } from "./store/sqlite/reads.ts";
import { StorageError } from "./store/storage-error.ts";
import { removeUnfinishedBackups } from "./thread/backup-folder.ts";
import { MOST_JOBS, startThreads, type Threads } from "./thread/threads.ts";
import { version } from "./version.ts";
import { startCourier } from "./watch/courier.ts";

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
  const mail = createMail(config.mail?.smtpUrl, config.mail?.from);
  const folder = holdDataFolder(config.dataDir);
  const storage: Storage = { follow: () => {}, close: async () => folder.release() };
  try {
    removeUnfinishedBackups(config.dataDir);
    const threads = await startThreads(
      {
        dataDir: config.dataDir,
        canMail: mail !== null,
        secretFile: config.secretFile,
        publicUrl: config.publicUrl,
        allowPrivate: config.allowPrivate,
      },
      log,
      () => storage.follow(),
    );
    storage.close = () => threads.close().finally(() => folder.release());
    const copy = openSqliteCopy(config.dataDir);
    storage.close = () => threads.close().finally(() => (copy.close(), folder.release()));
    const reads = openSqliteReads(config.dataDir);
    storage.close = async () => {
      await threads.close();
      copy.close();
      await reads.close();
      folder.release();
    };
    return await startOn(storage, copy, reads, threads, mail, config, log);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function startOn(
  storage: Storage,
  copy: DecidingCopy,
  reads: Reads,
  threads: Threads,
  mail: Mail | null,
  config: Config,
  log: Logger,
): Promise<Service> {
  const stale = (company: string | null, err: unknown) =>
    log.error(
      { company, err },
      `${company === null ? "calls are presented" : "a company is decided"} from an older revision`,
    );
  const follower = followCopy(copy, (err) => log.error({ err }, "changes cannot be read"));
  storage.follow = follower.advance;
  const replica = createReplica({ copy, follower, maxBytes: config.cacheBytes, failed: stale });
  const warm = keepWarm(replica, copy, follower, (err) =>
    log.warn({ err }, "companies cannot be loaded in advance; they are read when they call"),
  );
  const jobs = jobsOver((name, asked) => threads.run("writer", { kind: "job", name, asked }));
  const keys = createKeyRing({
    find: (hash) => copy.key(hash),
    operatorKey: config.operatorKey,
    used: createKeyUses(jobs.noteKeysUsed),
  });
  follower.subscribe(keys);
  const sessions = createSessions({
    find: (idHash) => reads.session(idHash),
    person: (id) => reads.person(id),
    stored: {
      extend: (idHash, expiresAt) => jobs.extendSession({ idHash, expiresAt }),
      remove: jobs.removeSession,
    },
    keys,
    requiresFactor: async (person) => requiresSecondFactor(await reads.security(), person),
  });
  const seal = createSeal(readSecretFile(config.secretFile, { create: false }));
  const attempts = createAttempts({ seal });

  const metrics = createMetrics({ head: () => copy.position().revision, replica: follower.revision });
  const turnstile = createTurnstile();
  metrics.bound("companies", replica.fill);
  metrics.bound("request_bodies", () => ({ used: turnstile.bytes(), limit: turnstile.limit }));
  metrics.bound("attempts", () => ({ used: attempts.counters(), limit: attempts.limit }));
  metrics.bound("thread_jobs", () => ({ used: threads.atWork(), limit: MOST_JOBS }));

  const reader = jobsOver((name, asked) => threads.run("reader", { kind: "job", name, asked }));
  const nodes = createFeedNodes({ reads, store: jobs.noteNodes, log });
  metrics.watched("callas_nodes_listed", "Call nodes that are listed", async () => (await reads.listNodes()).length);
  metrics.watched("callas_nodes_live", "Call nodes that decide from the newest revision", () => liveNodes(copy, nodes));

  const explainError = explainErrors(log);
  const decideFor = (door: "http" | "kamailio" | "asterisk" | "freeswitch") =>
    logged(log, door, metrics.measured(door, replica.decide));
  const app = await createApp({
    accounts: {
      keys,
      sessions,
      reads,
      jobs,
      seal,
      attempts,
      secondFactor: checkSecondFactor({ reads, jobs, seal }),
      weakness: createPasswordStrength().weakness,
      postman: createPostman(mail, config.publicUrl, log),
      events: recordSecurityEvents(log, metrics.securityEvent),
      site: siteOf(config.publicUrl),
      publicUrl: config.publicUrl,
      allowPrivate: config.allowPrivate,
      explainError,
      log,
    },
    run: countingSaves(threads, metrics),
    turnstile,
    scimTurnstile: createTurnstile(SCIM_ROOM),
    decisions: openDecisionsDoor({ decide: decideFor("http"), reached: follower.reached, explainError }),
    oneLine: openOneLineDoor({ decide: decideFor("http"), explainError }),
    choices: replica.choices,
    feed: { copy, reader, reached: follower.reached, nodes, log },
    metrics: metrics.registry,
    log,
    explainError,
    version,
    pageFolder: PAGE_FOLDER,
    trustedProxies: config.trustedProxies,
  });
  const asterisk = config.asteriskAgi
    ? await listenForAsterisk({
        ...config.asteriskAgi,
        decide: decideFor("asterisk"),
        explainError,
        log,
        metrics: metrics.asterisk,
      })
    : undefined;
  if (asterisk) metrics.bound("agi_connections", asterisk.fill);
  const address = await app.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
    await asterisk?.close();
    throw error;
  });
  const kamailio = connectKamailio({
    addresses: config.kamailios,
    secret: config.kamailioSecret,
    decide: decideFor("kamailio"),
    fallbacks: fallbacksOf(copy, follower, (err) => log.error({ err }, "Kamailio's table cannot be told of a change")),
    mostSentAtOnce: config.kamailioAll,
    log,
    metrics: metrics.kamailio,
  });
  const freeswitch = connectFreeswitch({
    ...(config.freeswitch ?? { addresses: [], password: "" }),
    decide: decideFor("freeswitch"),
    log,
    metrics: metrics.freeswitch,
  });
  const courier = startCourier({
    reader,
    writer: jobs,
    person: (id) => reads.person(id),
    companyName: (id) => reads.companyName(id),
    mail,
    seal,
    site: config.publicUrl,
    allowPrivate: config.allowPrivate,
    log,
  });
  follower.subscribe({ changed: courier.wake, startedOver: courier.wake });
  // Kept in the log, it shows later whether the end of the history was cut off.
  log.info({ address, revision: follower.revision(), historyHead: await reads.historyHead(), version }, "serving");
  const keeping = keepHistory(jobs, config.historyDays, log);
  if (config.operatorKey === undefined) await offerSetup(jobs, config.publicUrl, log);
  return {
    address,
    async stop() {
      await Promise.all([app.close(), kamailio.close(), asterisk?.close(), freeswitch.close()]);
      await courier.stop();
      await nodes.stop();
      keeping.stop();
      warm.stop();
      follower.stop();
      await storage.close();
      log.info("stopped");
    },
  };
}

async function liveNodes(copy: DecidingCopy, nodes: FeedNodes): Promise<number> {
  const { epoch, revision } = copy.position();
  return (await nodes.list()).filter((node) => node.epoch === epoch && node.revision >= revision).length;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Cuts the history off at start and once a day. @param days undefined keeps it for ever */
function keepHistory(jobs: Jobs, days: number | undefined, log: Logger): Readonly<{ stop: () => void }> {
  if (days === undefined) return { stop: () => {} };
  const cut = () => {
    const before = new Date(Date.now() - days * DAY_MS).toISOString();
    jobs
      .cutHistory(before)
      .catch((err: unknown) => log.error({ err }, "the history cannot be cut off; it is tried again in a day"));
  };
  cut();
  const timer = setInterval(cut, DAY_MS).unref();
  return { stop: () => clearInterval(timer) };
}

/** As long as nobody can sign in as an operator, each start makes a link for the first one. */
async function offerSetup(jobs: Jobs, site: string, log: Logger): Promise<void> {
  const { path, link } = newLink("setup", null, { id: "callas", vouched: true });
  if (await jobs.offerSetup(link))
    log.warn(
      { url: `${site}${path}` },
      "there is no operator yet: open this address within an hour to become the first",
    );
}

function countingSaves(threads: Threads, { saved }: Metrics): RunEndpoint {
  return async (thread, endpoint, request) => {
    const isSave = thread === "writer";
    try {
      const reply = await threads.run(thread, { kind: "endpoint", endpoint, request });
      if (isSave) saved("saved");
      return reply as RawReply;
    } catch (error) {
      if (isSave) saved(error instanceof StorageError ? "failed" : "refused");
      throw error;
    }
  };
}
