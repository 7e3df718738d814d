/** Real processes of Callas that can be frozen, killed, started again, and whose clock can be set. */
import { spawn } from "node:child_process";
import { globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { end, hasEnded } from "../service/end.ts";
import { watched, type ServiceProcess } from "../service/service.ts";

const root = join(import.meta.dirname, "../..");

export type CallasProcess = Readonly<{
  name: string;
  dataDir: string;
  address: string;
  /** Resolves once it listens. */
  start: () => Promise<void>;
  kill: () => Promise<void>;
  freeze: () => void;
  thaw: () => void;
  isRunning: () => boolean;
  /** Sets the clock back from what it is now. */
  setClockBack: (seconds: number) => void;
}>;

type Options = Readonly<{
  name: string;
  command: "serve" | "node";
  dataDir: string;
  port: number;
  /** A file outside of the data folder: how far the clock is off. */
  clockFile: string;
  environment: Readonly<Record<string, string>>;
}>;

/** @throws Error if the package `faketime` is missing */
function clockLibrary(): string {
  const [found] = globSync("/usr/lib/*/faketime/libfaketimeMT.so.1");
  if (found === undefined) throw new Error("libfaketime is missing: apt-get install faketime");
  return found;
}

export function callasProcess({ name, command, dataDir, port, clockFile, environment }: Options): CallasProcess {
  let running: ServiceProcess | null = null;
  let back = 0;
  const setClock = () => writeFileSync(clockFile, `-${back}s\n`);
  setClock();
  // Only the time of day: Callas measures waits with the clock that is never set.
  const clock = {
    LD_PRELOAD: clockLibrary(),
    FAKETIME_TIMESTAMP_FILE: clockFile,
    FAKETIME_CACHE_DURATION: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    NO_FAKE_STAT: "1",
  };
  const address = `http://127.0.0.1:${port}`;
  return {
    name,
    dataDir,
    address,
    async start() {
      running = watched(
        spawn(process.execPath, ["bin/callas.js", command], {
          cwd: root,
          env: {
            PATH: process.env["PATH"],
            CALLAS_PORT: String(port),
            CALLAS_DATA_DIR: dataDir,
            ...clock,
            ...environment,
          },
          stdio: ["ignore", "pipe", "pipe"],
        }),
      );
      await running.address;
    },
    async kill() {
      if (running !== null) await end(running.child, "SIGKILL");
    },
    freeze: () => void running?.child.kill("SIGSTOP"),
    thaw: () => void running?.child.kill("SIGCONT"),
    isRunning: () => running !== null && !hasEnded(running.child),
    setClockBack(seconds) {
      back += seconds;
      setClock();
    },
  };
}
