/** Puts the parts of a call node together: it decides calls from a copy that follows a Callas with a store. */
import type { Logger } from "pino";
import { createKeyRing } from "./access/key-ring.ts";
import { createNodeApp } from "./api/node-app.ts";
import type { NodeConfig } from "./config.ts";
import { listenForAsterisk, type AsteriskDoor } from "./door/asterisk/asterisk.ts";
import { connectFreeswitch } from "./door/freeswitch/freeswitch.ts";
import { openDecisionsDoor } from "./door/http/decisions.ts";
import { openOneLineDoor } from "./door/http/one-line.ts";
import { connectKamailio } from "./door/kamailio/kamailio.ts";
import { explainErrors } from "./http/explain-error.ts";
import { recordSecurityEvents } from "./http/security-events.ts";
import { createLog, logged } from "./log.ts";
import { createMetrics, together } from "./metrics.ts";
import { createNodeCopy, type NodeCopy } from "./node/copy-reader.ts";
import { keepCopy, type KeptCopy } from "./node/keep-copy.ts";
import { nodeNameIn } from "./node/node-name.ts";
import { fallbacksOf } from "./replica/fallbacks.ts";
import { followCopy, type Follower } from "./replica/follow.ts";
import { createReplica, type Replica } from "./replica/replica.ts";
import type { Service } from "./main.ts";
import { holdDataFolder } from "./store/sqlite/data-folder.ts";
import { version } from "./version.ts";
import { listen } from "./worker/listen.ts";
import type { Workers } from "./worker/workers.ts";

type Door = "http" | "kamailio" | "asterisk" | "freeswitch";
type DecideFor = (door: Door) => Replica["decide"];

/**
 * Starts a call node and resolves once it listens; it decides at once if it has a copy from before.
 * @throws StorageError if the data folder cannot be used
 */
export async function startNode(config: NodeConfig): Promise<Service> {
  const log = createLog(config.logLevel);
  const folder = holdDataFolder(config.dataDir);
  const copy = createNodeCopy();
  const stops: (() => unknown)[] = [() => folder.release(), () => copy.close()];
  const stop = async () => {
    for (const end of stops.toReversed()) await end();
  };
  try {
    const address = await startOn(copy, config, log, stops);
    return {
      address,
      async stop() {
        await stop();
        log.info("stopped");
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param stops what ends the parts, the first one last */
async function startOn(copy: NodeCopy, config: NodeConfig, log: Logger, stops: (() => unknown)[]): Promise<string> {
  const follower = followCopy(copy, (err) => log.error({ err }, "changes cannot be read"));
  stops.push(() => follower.stop());
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
  const decideFor: DecideFor = (door) => logged(log, door, metrics.measured(door, replica.decide));

  const doors = openDoors(copy, follower, decideFor, metrics, config, log);
  let workers: Workers | null = null;
  const name = nodeNameIn(config.dataDir);
  const kept = await keepCopy({
    copy,
    follower,
    log,
    folder: config.dataDir,
    from: config.from,
    key: config.nodeKey,
    name,
    followed: async (path) => workers?.follow(path),
    there: () => doors.open(),
  });
  stops.push(
    () => kept.stop(),
    () => doors.close(),
  );
  watch(kept, metrics);

  const explainError = explainErrors(log);
  const app = await createNodeApp({
    keys,
    decisions: openDecisionsDoor({ decide: decideFor("http"), reached: follower.reached, explainError }),
    oneLine: openOneLineDoor({ decide: decideFor("http"), explainError }),
    metrics: together(metrics.registry, async () => (await workers?.measure()) ?? []),
    log,
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
    begun: (started) => void (workers = started),
    keysUsed: () => {},
    log,
  });
  stops.push(
    () => app.close(),
    () => workers?.stop(),
  );
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

/** PBXs are served once there is a copy: before, they would only hear that nobody is known. */
function openDoors(
  copy: NodeCopy,
  follower: Follower,
  decideFor: DecideFor,
  metrics: ReturnType<typeof createMetrics>,
  config: NodeConfig,
  log: Logger,
) {
  const closes: (() => unknown)[] = [];
  let asterisk: Promise<AsteriskDoor> | undefined;
  return {
    open() {
      if (config.asteriskAgi) {
        asterisk = listenForAsterisk({
          ...config.asteriskAgi,
          decide: decideFor("asterisk"),
          explainError: explainErrors(log),
          log,
          metrics: metrics.asterisk,
        });
        asterisk.then(
          ({ fill }) => metrics.bound("agi_connections", fill),
          (err: unknown) => log.error({ err }, "Asterisk's door cannot be opened"),
        );
      }
      const kamailio = connectKamailio({
        addresses: config.kamailios,
        secret: config.kamailioSecret,
        decide: decideFor("kamailio"),
        fallbacks: fallbacksOf(copy, follower, (err) =>
          log.error({ err }, "Kamailio's table cannot be told of a change"),
        ),
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
      closes.push(
        () => kamailio.close(),
        () => freeswitch.close(),
      );
    },
    async close() {
      const opened = await asterisk?.catch(() => undefined);
      await Promise.all([opened?.close(), ...closes.map((close) => close())]);
    },
  };
}
