/** Puts the service together on what it decides from. */
import { join } from "node:path";
import type { Logger } from "pino";
import { createKeyRing } from "../access/key-ring.ts";
import { createAttempts } from "../access/attempts.ts";
import { createKeyUses } from "../access/key-uses.ts";
import { newLink } from "../access/link.ts";
import { createPasswordStrength } from "../access/password-strength.ts";
import { createSeal } from "../access/seal.ts";
import { requiresSecondFactor } from "../access/second-factors.ts";
import { readSecretFile } from "../access/secret-file.ts";
import { siteOf } from "../access/site.ts";
import { createSessions } from "../access/sessions.ts";
import { createApp } from "../api/app.ts";
import type { RawReply } from "../api/run-endpoint.ts";
import { checkSecondFactor } from "../api/second-factor.ts";
import type { RunEndpoint } from "../api/serve-endpoints.ts";
import { createTurnstile, SCIM_ROOM } from "../api/turnstile.ts";
import type { Config } from "../config.ts";
import { openDecisionsDoor } from "../door/http/decisions.ts";
import { openOneLineDoor } from "../door/http/one-line.ts";
import { explainErrors } from "../http/explain-error.ts";
import { recordSecurityEvents } from "../http/security-events.ts";
import { logged } from "../log.ts";
import type { Mail } from "../mail/mail.ts";
import { createPostman } from "../mail/postman.ts";
import { createMetrics, together, type Metrics } from "../metrics.ts";
import { createFeedNodes, type FeedNodes } from "../node/feed-nodes.ts";
import { keepWarm } from "../replica/keep-warm.ts";
import { createReplica } from "../replica/replica.ts";
import { jobsOver, type Jobs } from "../settings/jobs.ts";
import type { Backing } from "./backing.ts";
import { doorsOf, type Door } from "./doors.ts";
import type { LaterWorkers } from "./later-workers.ts";
import { StorageError } from "../store/storage-error.ts";
import { MOST_JOBS } from "../thread/threads.ts";
import type { Trace } from "../trace/trace.ts";
import { tracedDecisions } from "../trace/trace-decisions.ts";
import { version } from "../version.ts";
import { startCourier } from "../watch/courier.ts";
import { listen } from "../worker/listen.ts";

/** The output folder of `npm run build`. */
const PAGE_FOLDER = join(import.meta.dirname, "../../web/dist");

/** @returns the address of the service, once it listens */
export async function startOn(
  backing: Backing,
  workers: LaterWorkers,
  mail: Mail | null,
  config: Config,
  log: Logger,
  trace: Trace,
  ends: (end: () => unknown) => void,
): Promise<string> {
  const { copy, follower, reads, threads } = backing;
  const stale = (company: string | null, err: unknown) =>
    log.error(
      { company, err },
      `${company === null ? "calls are presented" : "a company is decided"} from an older revision`,
    );
  const replica = createReplica({ copy, follower, maxBytes: config.cacheBytes, failed: stale });
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

  const metrics = createMetrics({ head: backing.head, replica: follower.revision });
  const turnstile = createTurnstile();
  metrics.bound("companies", replica.fill);
  metrics.bound("request_bodies", () => ({ used: turnstile.bytes(), limit: turnstile.limit }));
  metrics.bound("attempts", () => ({ used: attempts.counters(), limit: attempts.limit }));
  metrics.bound("thread_jobs", () => ({ used: threads.atWork(), limit: MOST_JOBS }));

  const reader = jobsOver((name, asked) => threads.run("reader", { kind: "job", name, asked }));
  const nodes = createFeedNodes({ reads, store: jobs.noteNodes, log });
  ends(() => nodes.stop().catch((err: unknown) => log.error({ err }, "what call nodes confirmed cannot be stored")));
  metrics.watched("callas_workers", "Processes that share the port with others", workers.alive);
  metrics.watched("callas_nodes_listed", "Call nodes that are listed", async () => (await reads.listNodes()).length);
  metrics.watched("callas_nodes_live", "Call nodes that decide from the newest revision", () =>
    liveNodes(backing, nodes),
  );

  const explainError = explainErrors(log);
  const decideFor = (door: Door) =>
    logged(log, door, tracedDecisions(trace, door, metrics.measured(door, replica.decide)));
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
    run: countingSaves(backing, metrics),
    turnstile,
    scimTurnstile: createTurnstile(SCIM_ROOM),
    decisions: openDecisionsDoor({ decide: decideFor("http"), reached: follower.reached, explainError }),
    oneLine: openOneLineDoor({ decide: decideFor("http"), explainError }),
    choices: replica.choices,
    feed: { position: backing.position, reader, reached: follower.reached, nodes, log },
    metrics: together(metrics.registry, workers.measure),
    readiness: backing.readiness,
    trace,
    log,
    explainError,
    version,
    pageFolder: PAGE_FOLDER,
    trustedProxies: config.trustedProxies,
    behindWorkers: config.workers > 1,
  });
  const doors = doorsOf({ copy, follower, decideFor, metrics, config, log });
  ends(() => doors.close());
  ends(() => app.close());
  const address = await listen(app, {
    config,
    copy: backing.copyOfWorkers(),
    begun: workers.begun,
    keysUsed: (uses) => void jobs.noteKeysUsed(uses).catch(() => {}),
    log,
  });
  ends(() => workers.stop());
  await backing.whenThere(async () => {
    const warm = keepWarm(replica, copy, follower, (err) =>
      log.warn({ err }, "companies cannot be loaded in advance; they are read when they call"),
    );
    ends(() => warm.stop());
    await doors.open();
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
    trace,
  });
  ends(() => courier.stop());
  follower.subscribe({ changed: courier.wake, startedOver: courier.wake });
  // Kept in the log, it shows later whether the end of the history was cut off.
  const historyHead = await reads.historyHead().catch(() => undefined);
  log.info({ address, revision: follower.revision(), historyHead, version }, "serving");
  const keepings = [
    keepFor(config.historyDays, jobs.cutHistory, "the history", log),
    keepFor(config.feedDays, jobs.cutFeed, "the feed", log),
  ];
  ends(() => keepings.forEach((keeping) => keeping.stop()));
  if (config.operatorKey === undefined) {
    const offering = offerSetup(jobs, config.publicUrl, log);
    ends(() => offering.stop());
    await offering.tried;
  }
  return address;
}

async function liveNodes({ position }: Backing, nodes: FeedNodes): Promise<number> {
  const { epoch, revision } = position();
  return (await nodes.list()).filter((node) => node.epoch === epoch && node.revision >= revision).length;
}

const DAY_MS = 24 * 60 * 60 * 1000;

type Keeping = Readonly<{ stop: () => void }>;

/**
 * Cuts off at start and once a day.
 * @param days undefined keeps it for ever
 */
function keepFor(
  days: number | undefined,
  cutOff: (before: string) => Promise<unknown>,
  what: string,
  log: Logger,
): Keeping {
  if (days === undefined) return { stop: () => {} };
  const cut = () => {
    const before = new Date(Date.now() - days * DAY_MS).toISOString();
    cutOff(before).catch((err: unknown) => log.error({ err }, `${what} cannot be cut off; it is tried again in a day`));
  };
  cut();
  const timer = setInterval(cut, DAY_MS).unref();
  return { stop: () => clearInterval(timer) };
}

const OFFER_AGAIN_MS = 10_000;

/**
 * As long as nobody can sign in as an operator, each start makes a link for the first one: now, or once the database is
 * there.
 */
function offerSetup(jobs: Jobs, site: string, log: Logger): Readonly<{ tried: Promise<void>; stop: () => void }> {
  let again: NodeJS.Timeout | undefined;
  async function offer(): Promise<void> {
    const { path, link } = newLink("setup", null, { id: "callas", vouched: true });
    try {
      if (await jobs.offerSetup(link))
        log.warn(
          { url: `${site}${path}` },
          "there is no operator yet: open this address within an hour to become the first",
        );
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      again = setTimeout(() => void offer().catch((err: unknown) => log.error({ err })), OFFER_AGAIN_MS).unref();
    }
  }
  return { tried: offer(), stop: () => clearTimeout(again) };
}

function countingSaves({ threads, caughtUp }: Backing, { saved }: Metrics): RunEndpoint {
  return async (thread, endpoint, request) => {
    const isSave = thread === "writer";
    try {
      const reply = await threads.run(thread, { kind: "endpoint", endpoint, request });
      if (isSave) {
        saved("saved");
        await caughtUp();
      }
      return reply as RawReply;
    } catch (error) {
      if (isSave) saved(error instanceof StorageError ? "failed" : "refused");
      throw error;
    }
  };
}
