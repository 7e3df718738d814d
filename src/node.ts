/** Puts the parts of a call node together: it decides calls from a copy that follows a Callas with a store. */
import type { Logger } from "pino";
import { createKeyRing } from "./access/key-ring.ts";
import { createNodeApp } from "./api/node-app.ts";
import type { NodeConfig } from "./config.ts";
import { openDecisionsDoor } from "./door/http/decisions.ts";
import { openOneLineDoor } from "./door/http/one-line.ts";
import { explainErrors } from "./http/explain-error.ts";
import { recordSecurityEvents } from "./http/security-events.ts";
import { createLog, logged, tellOfTraces } from "./log.ts";
import { createMetrics, together } from "./metrics.ts";
import { createNodeCopy, type NodeCopy } from "./node/copy-reader.ts";
import { keepCopy, type KeptCopy } from "./node/keep-copy.ts";
import { nodeNameIn } from "./node/node-name.ts";
import { followCopy } from "./replica/follow.ts";
import { createReplica } from "./replica/replica.ts";
import type { Service } from "./main.ts";
import { doorsOf, type Door } from "./start/doors.ts";
import { ending } from "./start/ending.ts";
import { laterWorkers } from "./start/later-workers.ts";
import { holdDataFolder } from "./store/sqlite/data-folder.ts";
import { openTrace } from "./trace/open-trace.ts";
import type { Trace } from "./trace/trace.ts";
import { tracedDecisions } from "./trace/trace-decisions.ts";
import { version } from "./version.ts";
import { listen } from "./worker/listen.ts";

/**
 * Starts a call node and resolves once it listens; it decides at once if it has a copy from before.
 * @throws StorageError if the data folder cannot be used
 */
export async function startNode(config: NodeConfig): Promise<Service> {
  const log = createLog(config.logLevel);
  const folder = holdDataFolder(config.dataDir);
  const copy = createNodeCopy();
  const { ends, close } = ending();
  ends(() => folder.release());
  ends(() => copy.close());
  try {
    const trace = await openTrace(config.traces, tellOfTraces(log));
    ends(() => trace.end());
    const address = await startOn(copy, config, log, trace, ends);
    return {
      address,
      async stop() {
        await close();
        log.info("stopped");
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startOn(
  copy: NodeCopy,
  config: NodeConfig,
  log: Logger,
  trace: Trace,
  ends: (end: () => unknown) => void,
): Promise<string> {
  const follower = followCopy(copy, (err) => log.error({ err }, "changes cannot be read"));
  ends(() => follower.stop());
  const replica = createReplica({
    copy,
    follower,
    maxBytes: config.cacheBytes,
    failed: (company, err) => log.error({ company, err }, "calls are decided from an older revision"),
  });
  const keys = createKeyRing({ find: (hash) => copy.key(hash), operatorKey: config.operatorKey });
  follower.subscribe(keys);
  const metrics = createMetrics({ head: () => copy.position().revision, replica: follower.revision });
  metrics.bound("companies", replica.fill);
  const decideFor = (door: Door) =>
    logged(log, door, tracedDecisions(trace, door, metrics.measured(door, replica.decide)));

  const workers = laterWorkers();
  const doors = doorsOf({ copy, follower, decideFor, metrics, config, log });
  const name = nodeNameIn(config.dataDir);
  const kept = await keepCopy({
    copy,
    follower,
    log,
    folder: config.dataDir,
    source: { kind: "http", from: config.from, key: config.nodeKey },
    name,
    traces: config.traces,
    followed: workers.follow,
    there: () => void doors.open().catch((err: unknown) => log.error({ err }, "Asterisk's door cannot be opened")),
    untraced: tellOfTraces(log),
  });
  ends(() => kept.stop());
  ends(() => doors.close());
  watch(kept, metrics);

  const explainError = explainErrors(log);
  const app = await createNodeApp({
    keys,
    decisions: openDecisionsDoor({ decide: decideFor("http"), reached: follower.reached, explainError }),
    oneLine: openOneLineDoor({ decide: decideFor("http"), explainError }),
    metrics: together(metrics.registry, workers.measure),
    log,
    trace,
    explainError,
    events: recordSecurityEvents(log, metrics.securityEvent),
    trustedProxies: config.trustedProxies,
    behindWorkers: config.workers > 1,
    readiness: () => ({
      isReady: copy.isThere(),
      body: { revision: follower.revision(), behindSeconds: kept.behindSeconds() },
    }),
  });
  const address = await listen(app, {
    config,
    copy: { kind: "node", path: kept.status()?.path ?? null },
    begun: workers.begun,
    keysUsed: () => {},
    log,
  });
  ends(() => app.close());
  ends(() => workers.stop());
  log.info({ address, node: name, from: config.from, revision: follower.revision(), version }, "serving");
  return address;
}

function watch(kept: KeptCopy, metrics: ReturnType<typeof createMetrics>): void {
  metrics.watched("callas_node_behind_seconds", "How long ago the copy was the same as the store", kept.behindSeconds);
  metrics.watched(
    "callas_node_unreadable_lines",
    "Lines of the feed that could not be read, since the start",
    () => kept.status()!.unreadable,
  );
  metrics.watched(
    "callas_node_mended_companies",
    "Companies that differed from the store and were read again, since the start",
    () => kept.status()!.mended,
  );
}
