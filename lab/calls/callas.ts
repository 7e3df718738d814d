/** Callas as a process that serves Kamailios and can be killed and restarted. */
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openClient, type Client } from "../../src/cli/client.ts";
import { end } from "../service/end.ts";
import { operatorKey, serviceProcess } from "../service/service.ts";
import { freePort } from "./ports.ts";

export type Service = Readonly<{
  /** `http://127.0.0.1:PORT`. */
  base: string;
  /** Sends requests as an operator. */
  client: Client;
  put: (path: string, body: unknown, headers?: Readonly<{ "if-match": string }>) => Promise<void>;
  delete: (path: string) => Promise<void>;
  etag: (path: string) => Promise<string>;
  /** The value of a metric, by its name with labels in Prometheus syntax; 0 if it is missing. */
  metric: (name: string) => Promise<number>;
  signal: (signal: "SIGKILL" | "SIGSTOP" | "SIGCONT") => void;
  pid: () => number;
  /** Restarts it on the same data if it was killed. */
  revive: () => Promise<void>;
  stop: () => Promise<void>;
}>;

/**
 * Resolves once the service is ready; it need not be connected to a Kamailio yet.
 * @param settings further environment variables
 */
export async function startService(
  kamailios: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), "callas-service-"));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  let child: ChildProcess;
  let dead = false;

  const start = async (): Promise<void> => {
    const started = serviceProcess({
      CALLAS_PORT: String(port),
      CALLAS_DATA_DIR: folder,
      CALLAS_KAMAILIO: kamailios.join(","),
      ...settings,
    });
    child = started.child;
    await started.address;
  };
  const client = openClient(base, operatorKey);
  const stop = async (): Promise<void> => {
    child.kill("SIGCONT");
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
    base,
    client,
    async put(path, body, headers) {
      await client.send("PUT", `/api/v1${path}`, { body, ifMatch: headers?.["if-match"] });
    },
    async delete(path) {
      await client.send("DELETE", `/api/v1${path}`);
    },
    etag: async (path) => `"${(await client.send<{ revision: number }>("GET", `/api/v1${path}`)).revision}"`,
    async metric(name) {
      const response = await fetch(`${base}/metrics`, { headers: { authorization: `Bearer ${operatorKey}` } });
      const line = (await response.text()).split("\n").find((text) => text.startsWith(`${name} `));
      return Number(line?.slice(name.length + 1) ?? 0);
    },
    signal(signal) {
      dead ||= signal === "SIGKILL";
      child.kill(signal);
    },
    pid: () => child.pid!,
    async revive() {
      if (!dead) return;
      await end(child, "SIGKILL");
      dead = false;
      await start();
    },
    stop,
  };
}
