/** The service and a call node as processes: how soon they decide, what memory they take, how long a copy takes. */
import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { end } from "../../lab/service/end.ts";
import { clientOf, type Ask } from "../../lab/service/client.ts";
import { newFolder, operatorKey, serviceProcess, watched, type ServiceProcess } from "../../lab/service/service.ts";
import { byPeople } from "./callers.ts";
import { idAt } from "./companies.ts";

const CALLS = 20_000;
const AT_ONCE = 8;
const LOOK_MS = 20;

const root = join(import.meta.dirname, "../..");

/** In MiB. */
function residentOf({ child }: ServiceProcess): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

async function decided(ask: Ask, { company, line }: Readonly<{ company: number; line: string }>): Promise<void> {
  const answer = await ask("POST decisions", { company: idAt(company), line, dialled: "+48221234567" });
  if (answer.status !== 200) throw new Error(`${idAt(company)} ${line}: ${answer.text}`);
}

async function callsOver(ask: Ask, companies: number): Promise<void> {
  const next = byPeople(companies, 11);
  let left = CALLS;
  const caller = async () => {
    while (left-- > 0) await decided(ask, next());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
}

export type Served = Readonly<{
  /** From the start of the process until it listens, in seconds, with an empty folder: what every start costs. */
  aliveEmpty: number;
  /** From the start of the process, in seconds. */
  alive: number;
  firstDecision: number;
  /** In MiB, after calls spread over people. */
  resident: number;
  /** From the start of a node with an empty folder until it decides from the newest revision, in seconds. */
  filled: number;
  residentOfNode: number;
}>;

export async function timeProcesses(folder: string, companies: number): Promise<Served> {
  const aliveEmpty = await timeEmpty();
  const started = performance.now();
  const since = () => (performance.now() - started) / 1000;
  const service = serviceProcess({ CALLAS_DATA_DIR: folder });
  try {
    const address = await service.address;
    const alive = since();
    const ask = clientOf(address, operatorKey);
    await decided(ask, byPeople(companies, 5)());
    const firstDecision = since();
    await callsOver(ask, companies);
    const resident = residentOf(service);
    return { aliveEmpty, alive, firstDecision, resident, ...(await timeNode(address, ask, companies)) };
  } finally {
    await end(service.child, "SIGTERM");
  }
}

async function timeEmpty(): Promise<number> {
  const folder = await newFolder();
  const started = performance.now();
  const service = serviceProcess({ CALLAS_DATA_DIR: folder });
  try {
    await service.address;
    return (performance.now() - started) / 1000;
  } finally {
    await end(service.child, "SIGTERM");
    await rm(folder, { recursive: true, force: true });
  }
}

async function timeNode(from: string, ask: Ask, companies: number): Promise<Pick<Served, "filled" | "residentOfNode">> {
  const { body } = await ask("POST keys", { name: "bench", role: "node" });
  const head = Number(body["revision"]);
  const folder = await newFolder();
  const started = performance.now();
  const node = watched(
    spawn(process.execPath, ["bin/callas.js", "node"], {
      cwd: root,
      env: {
        PATH: process.env["PATH"],
        CALLAS_PORT: "0",
        CALLAS_FROM: from,
        CALLAS_NODE_KEY: String(body["key"]),
        CALLAS_OPERATOR_KEY: operatorKey,
        CALLAS_DATA_DIR: folder,
      },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
  try {
    const address = await node.address;
    while (!(await hasReached(address, head))) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const filled = (performance.now() - started) / 1000;
    await callsOver(clientOf(address, operatorKey), companies);
    return { filled, residentOfNode: residentOf(node) };
  } finally {
    await end(node.child, "SIGTERM");
    await rm(folder, { recursive: true, force: true });
  }
}

async function hasReached(address: string, revision: number): Promise<boolean> {
  const answer = await fetch(`${address}/readyz`);
  const { revision: reached } = (await answer.json()) as { revision?: number };
  return answer.ok && (reached ?? 0) >= revision;
}
