/** The service as a process of its own, with the company of the benchmarks. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { company, directory, outgoingNumbers } from "./company.ts";

export async function startBenchService(port = 18_490) {
  const folder = mkdtempSync(join(tmpdir(), "callas-bench-"));
  const key = "operator-key-of-the-benchmarks-01";
  const child = spawn(process.execPath, [new URL("../bin/callas.js", import.meta.url).pathname, "serve"], {
    env: { ...process.env, CALLAS_DATA_DIR: folder, CALLAS_PORT: String(port), CALLAS_OPERATOR_KEY: key },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  for await (const line of child.stdout) if (String(line).includes("serving")) break;
  child.stdout.resume();

  const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Readonly<Record<string, unknown>>;
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  await send("PUT", "/companies/bench", company);
  const { revision } = await send("PUT", "/companies/bench/directory", directory);
  const path = "/companies/bench/outgoing-numbers";
  await send("PUT", path, outgoingNumbers(500), { "if-match": `"${String(revision)}"` });
  return {
    url,
    key,
    send,
    decide: (line: string, dialled: string) => send("POST", "/decisions", { company: "bench", line, dialled }),
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
      rmSync(folder, { recursive: true });
    },
  };
}
