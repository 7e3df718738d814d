/** The service as a separate process, with the company of the benchmarks. */
import { rm } from "node:fs/promises";
import { loadCompany } from "../lab/companies/load-company.ts";
import { newFolder, operatorKey as key, serviceProcess } from "../lab/service/service.ts";
import { openClient } from "../src/cli/client.ts";
import { benchCompany } from "./company.ts";

export async function startBenchService(environment: Readonly<Record<string, string>> = {}) {
  const folder = await newFolder();
  const { child, address, exited } = serviceProcess({ CALLAS_DATA_DIR: folder, ...environment });
  const url = await address;

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
  await loadCompany(openClient(url, key), "bench", benchCompany(500));
  return {
    url,
    pid: child.pid!,
    key,
    send,
    decide: (line: string, dialled: string) => send("POST", "/decisions", { company: "bench", line, dialled }),
    async stop() {
      child.kill("SIGTERM");
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
