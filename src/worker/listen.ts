/** Where HTTP is answered: by the service itself, or by workers in front of it. */
import { rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Logger } from "pino";
import type { KeyUse } from "../access/key-uses.ts";
import { BadSettings, type Config } from "../config.ts";
import type { CopyOfWorker } from "./messages.ts";
import { startWorkers, type Workers } from "./workers.ts";

/** What is needed of Fastify. */
type App = Readonly<{
  listen: (where: { host: string; port: number } | { path: string }) => Promise<string>;
  close: () => Promise<unknown>;
}>;

export type ListenOptions = Readonly<{
  config: Config;
  copy: CopyOfWorker;
  /** Called with the workers, if there are any, before they listen: what changes from then on is told them. */
  begun: (workers: Workers) => void;
  keysUsed: (uses: readonly KeyUse[]) => void;
  log: Pick<Logger, "error" | "warn">;
}>;

/** The longest path that a Unix socket may have (sockaddr_un, with its final zero). */
const LONGEST_PATH = 107;

/**
 * @returns the address: `http://127.0.0.1:8480`
 * @throws BadSettings if workers are set and their socket's path is too long; otherwise Errors with the code of the
 * system. The app is closed in both cases.
 */
export async function listen(app: App, options: ListenOptions): Promise<string> {
  const { config } = options;
  try {
    if (config.workers === 1) return await app.listen({ host: config.host, port: config.port });
    const socket = socketIn(config.dataDir);
    // Of a service that was killed: the lock of the data folder says that there is no other.
    rmSync(socket, { force: true });
    await app.listen({ path: socket });
    const workers = startWorkers({ ...options, count: config.workers, socket });
    options.begun(workers);
    return await workers.listening;
  } catch (error) {
    await app.close();
    throw error;
  }
}

function socketIn(dataDir: string): string {
  const path = join(resolve(dataDir), "callas.sock");
  const fromHere = relative(process.cwd(), path);
  const shorter = fromHere.length < path.length ? fromHere : path;
  if (Buffer.byteLength(shorter) <= LONGEST_PATH) return shorter;
  throw new BadSettings(`CALLAS_DATA_DIR: too long for the socket of CALLAS_WORKERS, ${path}.`);
}
