/** The only place where the parts are put together. */
import { join } from "node:path";
import type { Logger } from "pino";
import { createApp } from "./api/app.ts";
import { createContext } from "./api/context.ts";
import type { Config } from "./config.ts";
import { openDecisionsDoor } from "./door/http/decisions.ts";
import { connectKamailio } from "./door/kamailio/kamailio.ts";
import { explainErrors } from "./api/answer-errors.ts";
import { createKeyRing } from "./access/key-ring.ts";
import { createSessions } from "./access/sessions.ts";
import { version } from "./version.ts";
import { createLog, logged } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { followStore } from "./replica/replica.ts";
import { openSqliteStore } from "./store/sqlite/sqlite.ts";
import type { Store } from "./store/store.ts";

/** Where `npm run build` puts the page. */
const PAGE_FOLDER = join(import.meta.dirname, "../web/dist");

export type Service = Readonly<{
  /** Where it listens: `http://127.0.0.1:8480`. */
  address: string;
  /** Answers the calls in flight, then lets go of everything. */
  stop: () => Promise<void>;
}>;

/**
 * Starts the service and answers once decisions can be made.
 * @throws StorageError when the data folder cannot be served from
 */
export async function startService(config: Config): Promise<Service> {
  const log = createLog(config.logLevel);
  const store = await openSqliteStore(config.dataDir);
  try {
    return await startOn(store, config, log);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function startOn(store: Store, config: Config, log: Logger): Promise<Service> {
  const replica = await followStore(store, config.cacheCompanies, (company, err) =>
    log.error({ company, err }, "a company goes on deciding from an older revision"),
  );
  const metrics = createMetrics({ head: () => store.head(), replica: replica.revision });
  const keys = createKeyRing(await store.keys(), config.operatorKey);
  const explainError = explainErrors(log);
  const decideFor = (door: "http" | "kamailio") => logged(log, door, metrics.measured(door, replica.decide));

  const app = await createApp({
    context: createContext({
      store: metrics.countSaves(store),
      keys,
      sessions: createSessions(store.sessions, keys),
      reached: replica.reached,
      workFolder: config.dataDir,
    }),
    door: openDecisionsDoor({ decide: decideFor("http"), reached: replica.reached, explainError }),
    metrics,
    log,
    explainError,
    version,
    pageFolder: PAGE_FOLDER,
  });
  const address = await app.listen({ host: config.host, port: config.port });
  const kamailio = connectKamailio({
    addresses: config.kamailios,
    decide: decideFor("kamailio"),
    fallbacks: replica.fallbacks,
    log,
    metrics: metrics.kamailio,
  });
  log.info({ address, revision: replica.revision(), version }, "serving");
  return {
    address,
    async stop() {
      await Promise.all([app.close(), kamailio.close()]);
      await store.close();
      log.info("stopped");
    },
  };
}
