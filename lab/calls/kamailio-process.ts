/** A Kamailio that runs a configuration in a folder of its own. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { end, hasEnded } from "../service/end.ts";
import { eventually } from "../eventually.ts";

export type KamailioProcess = Readonly<{
  /** The answer of kamcmd, or undefined if it refused the command or Kamailio does not run. */
  command: (...words: string[]) => Promise<string | undefined>;
  /** The value of a counter of callas.cfg, by its name without the group. */
  counter: (name: string) => Promise<number>;
  /** The entry of the fallback table under a key of callas-table.cfg, as kamcmd prints it. */
  table: (key: string) => Promise<string | undefined>;
  /** Whether it has a Callas to ask. */
  hasCallas: () => Promise<boolean>;
  log: () => string;
  /** Restarts it at the same address; it loses everything it had in memory. */
  restart: (signal?: "SIGTERM" | "SIGKILL") => Promise<void>;
  /** The same, with something that happens while it is not there. */
  whileStopped: (happens: () => Promise<void>) => Promise<void>;
  /** Also removes the folder. */
  stop: () => Promise<void>;
}>;

const run = promisify(execFile);

/**
 * @param folder the working directory, removed at the end; Kamailio's sockets and its pid file are in it
 * @param config path of the main file
 * @param options further words of the command line
 */
export async function runKamailio(
  folder: string,
  config: string,
  options: readonly string[] = [],
): Promise<KamailioProcess> {
  const output: string[] = [];
  let child: ChildProcess;
  const log = (): string => output.join("");
  const command = async (...words: string[]): Promise<string | undefined> => {
    try {
      return (await run("kamcmd", ["-s", `unix:${join(folder, "kamailio_ctl")}`, ...words])).stdout;
    } catch {
      return undefined;
    }
  };
  const start = async (): Promise<void> => {
    const words = ["-DD", "-E", "-m", "1024", "-f", config, "-P", join(folder, "pid"), "-Y", folder, ...options];
    const started = spawn("kamailio", words, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    started.stdout.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    started.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    child = started;
    await eventually("Kamailio's start", async () => {
      if (hasEnded(started)) throw new Error(`Kamailio did not start:\n${log()}`);
      return command("core.uptime");
    });
  };
  const stop = async (): Promise<void> => {
    await end(child, "SIGTERM");
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    command,
    log,
    async counter(name) {
      const answer = await command("cnt.get", "callas", name);
      const value = Number(answer?.trim());
      if (!Number.isInteger(value)) throw new Error(`no counter ${name}: ${answer}`);
      return value;
    },
    async table(key) {
      const answer = await command("htable.get", "callas", key);
      return answer === undefined || /^error: .*doesn't exist/.test(answer) ? undefined : answer;
    },
    hasCallas: async () => /callas:\d/.test((await command("pv.shvGet", "callas_tag")) ?? ""),
    async restart(signal = "SIGTERM") {
      await (signal === "SIGKILL" ? killAll(child) : end(child, signal));
      await start();
    },
    async whileStopped(happens) {
      await end(child, "SIGTERM");
      await happens();
      await start();
    },
    stop,
  };
}

/** Kamailio's other processes outlive its first one where that is killed, and would keep its ports. */
async function killAll(first: ChildProcess): Promise<void> {
  // It may still be starting some.
  first.kill("SIGSTOP");
  const children = await readFile(`/proc/${first.pid}/task/${first.pid}/children`, "utf8");
  const closed = once(first, "close");
  first.kill("SIGKILL");
  for (const pid of children.split(" ").filter((text) => text !== "")) process.kill(Number(pid), "SIGKILL");
  // Comes when the last of them has let go of the output.
  await closed;
}
