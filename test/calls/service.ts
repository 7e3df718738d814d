/** Callas itself as a child process, with the companies that the calls need. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./eventually.ts";
import { freeTcpPort } from "./ports.ts";

export type Service = Readonly<{
  put: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<void>;
  delete: (path: string) => Promise<void>;
  etag: (path: string) => Promise<string>;
  /** The value of a metric, by its name with its labels as Prometheus writes them; 0 if it is not there. */
  metric: (name: string) => Promise<number>;
  signal: (signal: "SIGKILL" | "SIGSTOP" | "SIGCONT") => void;
  /** Starts it again on the same data, if it was killed. */
  revive: () => Promise<void>;
  stop: () => Promise<void>;
}>;

const root = join(import.meta.dirname, "../..");
const operatorKey = "operator-key-of-the-real-call-tests";

/** Resolves once the service is ready; it need not be connected to a Kamailio yet. */
export async function startService(kamailios: readonly string[]): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), "callas-service-"));
  const port = await freeTcpPort();
  const base = `http://127.0.0.1:${port}`;
  let child: ChildProcess;
  let dead = false;

  const start = async (): Promise<void> => {
    let output = "";
    const started = spawn(
      process.execPath,
      ["--input-type=module", "--eval", 'import { serve } from "./src/cli/serve.ts"; await serve();'],
      {
        cwd: root,
        env: {
          ...process.env,
          CALLAS_PORT: String(port),
          CALLAS_DATA_DIR: folder,
          CALLAS_OPERATOR_KEY: operatorKey,
          CALLAS_KAMAILIO: kamailios.join(","),
          CALLAS_LOG_LEVEL: "warn",
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    started.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    started.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child = started;
    await eventually(
      "the service",
      async () => {
        if (started.exitCode !== null) throw new Error(`the service did not start:\n${output}`);
        const ready = await fetch(`${base}/readyz`).catch(() => undefined);
        return ready?.ok ? true : undefined;
      },
      15_000,
    );
  };
  const gone = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> => {
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${operatorKey}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };

  await start();
  return {
    async put(path, body, headers) {
      await send("PUT", path, body, headers);
    },
    async delete(path) {
      await send("DELETE", path);
    },
    etag: async (path) => (await send("GET", path)).headers.get("etag") ?? "",
    async metric(name) {
      const response = await fetch(`${base}/metrics`, { headers: { authorization: `Bearer ${operatorKey}` } });
      const line = (await response.text()).split("\n").find((text) => text.startsWith(`${name} `));
      return Number(line?.slice(name.length + 1) ?? 0);
    },
    signal(signal) {
      dead ||= signal === "SIGKILL";
      child.kill(signal);
    },
    async revive() {
      if (!dead) return;
      await gone();
      dead = false;
      await start();
    },
    async stop() {
      child.kill("SIGCONT");
      child.kill("SIGTERM");
      await gone();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
