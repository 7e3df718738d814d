/** A worker: a process that shares the port with others and decides calls; it passes everything else on to the service. */
import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Logger } from "pino";
import { createKeyRing, knownOnceThere } from "./access/key-ring.ts";
import { createKeyUses } from "./access/key-uses.ts";
import { answerUnreadable, createHttpServer } from "./api/server.ts";
import { openDecisionsDoor } from "./door/http/decisions.ts";
import { openOneLineDoor } from "./door/http/one-line.ts";
import { explainErrors } from "./http/explain-error.ts";
import { createLog, logged, tellOfTraces } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { createNodeCopy, type NodeCopy } from "./node/copy-reader.ts";
import { followCopy } from "./replica/follow.ts";
import { createReplica } from "./replica/replica.ts";
import { openSqliteCopy } from "./store/sqlite/copy.ts";
import { openTrace } from "./trace/open-trace.ts";
import type { Trace } from "./trace/trace.ts";
import { tracedDecisions } from "./trace/trace-decisions.ts";
import { forwardTo } from "./worker/forward.ts";
import type { CopyOfWorker, FromWorker, ToWorker, WorkerMetrics, WorkerOptions } from "./worker/messages.ts";

/** Requests in flight are answered when the service stops; requests that are still incomplete are cut off. */
const STOP_GRACE_MS = 5000;

const IDLE_MS = 50;

type Deciding = Readonly<{
  server: Server;
  follow: (path: string | null) => Promise<void>;
  measure: () => Promise<WorkerMetrics>;
  trace: Trace;
}>;

let deciding: Deciding | null = null;
let starting: Promise<void> | null = null;

// They come to the whole group of processes; the service tells its workers itself.
process.on("SIGTERM", () => {}).on("SIGINT", () => {});
process.on("disconnect", () => process.exit(1));
process.on("message", (message: ToWorker) => void take(message));

async function take(message: ToWorker): Promise<void> {
  if (message.kind === "start") return await (starting = start(message.options));
  // What comes meanwhile is about what it is about to read.
  await starting;
  if (message.kind === "follow") {
    await deciding?.follow(message.path);
    tell({ kind: "followed", step: message.step });
  } else if (message.kind === "measure") {
    tell({ kind: "measured", id: message.id, metrics: (await deciding?.measure()) ?? [] });
  } else stop();
}

async function start(options: WorkerOptions): Promise<void> {
  const { config } = options;
  const log = createLog(config.logLevel);
  const trace = await openTrace(config.traces, tellOfTraces(log));
  deciding = startDeciding(options, log, trace);
  listen(deciding.server, config);
}

function startDeciding({ config, copy: from, socket }: WorkerOptions, log: Logger, trace: Trace): Deciding {
  const copy = openCopy(from, config.dataDir);
  const follower = followCopy(copy, (err) => log.error({ err }, "changes cannot be read"));
  const replica = createReplica({
    copy,
    follower,
    maxBytes: config.cacheBytes,
    failed: (company, err) => log.error({ company, err }, "calls are decided from an older revision"),
  });
  const keys = createKeyRing({
    find: (hash) => copy.key(hash),
    operatorKey: config.operatorKey,
    used: createKeyUses(async (uses) => tell({ kind: "keys_used", uses })),
  });
  follower.subscribe(keys);
  const known = knownOnceThere(keys, copy.isThere);
  const metrics = createMetrics({ head: () => copy.position().revision, replica: follower.revision });
  metrics.bound("companies", replica.fill);
  const decide = logged(log, "http", tracedDecisions(trace, "http", metrics.measured("http", replica.decide)));
  const explainError = explainErrors(log);
  const server = createHttpServer(
    {
      keys: known,
      decisions: openDecisionsDoor({ decide, reached: follower.reached, explainError }),
      oneLine: openOneLineDoor({ decide, explainError }),
      trace,
    },
    forwardTo(socket, config.trustedProxies, trace),
  );
  server.on("clientError", (_error, connection: Socket) => answerUnreadable(connection));
  return {
    server,
    async follow(path) {
      if (path !== null) copy.use(path);
      await follower.caughtUp();
    },
    measure: () => metrics.registry.getMetricsAsJSON(),
    trace,
  };
}

function openCopy(from: CopyOfWorker, dataDir: string): NodeCopy {
  if (from.kind === "embedded") return { ...openSqliteCopy(dataDir), use: () => {}, isThere: () => true };
  const copy = createNodeCopy();
  if (from.path !== null) copy.use(from.path);
  return copy;
}

function listen(server: Server, { host, port }: WorkerOptions["config"]): void {
  server.once("error", (error) => {
    tell({ kind: "refused", code: "code" in error ? String(error.code) : "", message: error.message });
  });
  server.listen({ host, port }, () => tell({ kind: "listening", port: (server.address() as AddressInfo).port }));
}

function stop(): void {
  const end = () => void (deciding?.trace.end() ?? Promise.resolve()).then(() => process.exit(0));
  if (!deciding?.server.listening) return end();
  const { server } = deciding;
  server.close(end);
  // A connection that was answered meanwhile is idle afterwards, and would delay the stop.
  setInterval(() => server.closeIdleConnections(), IDLE_MS);
  setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
}

function tell(message: FromWorker): void {
  if (process.connected) process.send!(message, undefined, {}, () => {});
}
