/** Starts the service: the store opens in a thread of its own while this one loads the rest. */
import type { Config } from "./config.ts";
import { createLog, tellOfTraces } from "./log.ts";
import { createMail, tracedMail } from "./mail/mail.ts";
import { ending } from "./start/ending.ts";
import { openEmbedded } from "./start/embedded.ts";
import { laterWorkers } from "./start/later-workers.ts";
import { holdDataFolder } from "./store/sqlite/data-folder.ts";
import { removeUnfinishedBackups } from "./thread/backup-folder.ts";
import { openTrace } from "./trace/open-trace.ts";

export type Service = Readonly<{
  /** The address of the service: `http://127.0.0.1:8480`. */
  address: string;
  /** Answers the calls in flight, then releases everything. */
  stop: () => Promise<void>;
}>;

/**
 * Starts the service and resolves once it listens. With the embedded store it decides from then on; with a shared one,
 * once its copy is there.
 * @throws StorageError if the data folder or the database cannot be used
 */
export async function startService(config: Config): Promise<Service> {
  const log = createLog(config.logLevel);
  const mail = createMail(config.mail?.smtpUrl, config.mail?.from);
  const folder = holdDataFolder(config.dataDir);
  const { ends, close } = ending();
  ends(() => folder.release());
  try {
    const trace = await openTrace(config.traces, tellOfTraces(log));
    ends(() => trace.end());
    removeUnfinishedBackups(config.dataDir);
    const { dataDir, secretFile, publicUrl, allowPrivate, databaseUrl, traces } = config;
    const options = { dataDir, canMail: mail !== null, secretFile, publicUrl, allowPrivate, traces };
    const workers = laterWorkers();
    const opening =
      databaseUrl === undefined
        ? openEmbedded(options, workers, log, trace)
        : (await import("./start/shared.ts")).openShared(options, databaseUrl, workers, log, trace);
    const opened = opening.catch(() => null);
    ends(async () => (await opened)?.close());
    const { startOn } = await import("./start/service.ts");
    const traced = mail && tracedMail(trace, mail);
    const address = await startOn(await opening, workers, traced, config, log, trace, ends);
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
