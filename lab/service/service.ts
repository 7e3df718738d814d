/** Callas for a test: in this process, or as a separate process. */
import { spawn, type ChildProcess, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { readConfig } from "../../src/config.ts";
import { startService } from "../../src/main.ts";
import { eventually } from "../eventually.ts";
import { clientOf, type Ask } from "./client.ts";
import { newFolder } from "./new-folder.ts";
import { newSharedStore } from "./shared-store.ts";

export const operatorKey = "operator-key-of-the-service-tests";

export type TestService = Readonly<{
  address: string;
  dataDir: string;
  /** Of a shared store; undefined where it is embedded. */
  databaseUrl: string | undefined;
  /** Sends requests as the operator. */
  operator: Ask;
  as: (key?: string) => Ask;
  stop: () => Promise<void>;
}>;

/** Whether services that name no store of their own get one on PostgreSQL: step `shared` of scripts/test.ts. */
const isShared = process.env["CALLAS_TEST_STORE"] === "postgres";

/** Starts it in this process, on its own port and in its own folder, unless one is given, which stays. */
export async function serviceHere(environment: Readonly<Record<string, string>> = {}): Promise<TestService> {
  // Use a folder in memory if there is one, so that these tests do not wait for the disk.
  const { CALLAS_DATA_DIR: given, CALLAS_DATABASE_URL: named } = environment;
  const shared = isShared && given === undefined && named === undefined ? await newSharedStore() : null;
  const databaseUrl = shared?.url ?? named;
  const dataDir = given ?? (await newFolder(existsSync("/dev/shm") ? "/dev/shm" : tmpdir()));
  const service = await startService(
    readConfig({
      CALLAS_PORT: "0",
      CALLAS_DATA_DIR: dataDir,
      CALLAS_OPERATOR_KEY: operatorKey,
      CALLAS_LOG_LEVEL: "fatal",
      ...environment,
      ...(databaseUrl !== undefined && { CALLAS_DATABASE_URL: databaseUrl }),
    }),
  );
  if (shared !== null) await isFilled(service.address);
  return {
    address: service.address,
    dataDir,
    databaseUrl,
    operator: clientOf(service.address, operatorKey),
    as: (key) => clientOf(service.address, key),
    async stop() {
      await service.stop();
      await shared?.remove();
      if (given === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const isFilled = (address: string) =>
  eventually("there is something to decide from", async () => {
    const { status } = await clientOf(address)("GET /readyz");
    return status === 200 || undefined;
  });

export { newFolder };

export type ServiceProcess = Readonly<{
  child: ChildProcess;
  /** Everything it has printed so far. */
  output: () => string;
  exited: Promise<number | NodeJS.Signals>;
  /** Resolves to its address once it listens; rejects if it stops before. */
  address: Promise<string>;
}>;

const root = join(import.meta.dirname, "../..");

/** Starts it the way `npm start` does. */
export function serviceProcess(environment: Readonly<Record<string, string>>): ServiceProcess {
  return watched(
    spawn(process.execPath, ["bin/callas.js", "serve"], {
      cwd: root,
      env: {
        PATH: process.env["PATH"],
        CALLAS_PORT: "0",
        CALLAS_OPERATOR_KEY: operatorKey,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
}

/** A service that was just started, with pipes for its output. */
export function watched(child: ChildProcessByStdio<null, Readable, Readable>): ServiceProcess {
  let output = "";
  const serving = Promise.withResolvers<string>();
  const note = (chunk: Buffer) => {
    output += chunk.toString();
    const address = /"address":"([^"]+)"/.exec(output)?.[1];
    if (address) serving.resolve(address);
  };
  child.stdout.on("data", note);
  child.stderr.on("data", note);
  const exited = once(child, "close").then(([code, signal]: (number | NodeJS.Signals | null)[]) => {
    serving.reject(new Error(`the service did not start:\n${output}`));
    return code ?? signal!;
  });
  serving.promise.catch(() => {});
  return { child, output: () => output, exited, address: serving.promise };
}
