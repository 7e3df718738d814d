/** The service and its nodes, each a process of its own, with a bad network between them. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../calls/ports.ts";
import { eventually } from "../eventually.ts";
import type { Random } from "../random.ts";
import { clientOf, type Ask } from "../service/client.ts";
import { newFolder } from "../service/new-folder.ts";
import { operatorKey } from "../service/service.ts";
import { FeedProxy } from "./feed-proxy.ts";
import { callasProcess, type CallasProcess } from "./processes.ts";

const execute = promisify(execFile);

export type Node = CallasProcess & Readonly<{ proxy: FeedProxy; ask: Ask }>;

export type Stage = Readonly<{
  service: CallasProcess;
  nodes: readonly Node[];
  operator: Ask;
  /** Asks for decisions. */
  pbx: (address: string) => Ask;
  backup: (file: string) => Promise<void>;
  /** While the service does not run. */
  restore: (file: string) => Promise<void>;
  /** The list of nodes, as the service has it. */
  listed: () => Promise<readonly Readonly<{ name: string; revision: number }>[]>;
  folder: string;
  stop: () => Promise<void>;
}>;

const root = join(import.meta.dirname, "../..");

export async function openStage(nodeCount: number, random: Random): Promise<Stage> {
  // In memory if there is such a folder: the checker is about what is said, not about disks.
  const folder = await newFolder(existsSync("/dev/shm") ? "/dev/shm" : tmpdir());
  const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), "callas-test-compiled") };
  const service = callasProcess({
    name: "service",
    command: "serve",
    dataDir: join(folder, "service"),
    port: await freePort(),
    clockFile: join(folder, "service.clock"),
    environment: { CALLAS_OPERATOR_KEY: operatorKey, ...compiled },
  });
  const nodes: Node[] = [];
  const stop = async () => {
    for (const one of [...nodes, service]) await one.kill();
    await Promise.all(nodes.map(({ proxy }) => proxy.close()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await service.start();
    const operator = clientOf(service.address, operatorKey);
    const keyOf = async (role: string) => {
      const { body } = await operator("POST keys", { name: role, role });
      return String(body["key"]);
    };
    const [nodeKey, pbxKey] = [await keyOf("node"), await keyOf("pbx")];
    const pbx = (address: string) => clientOf(address, pbxKey);
    for (let at = 0; at < nodeCount; at++) {
      const proxy = new FeedProxy(service.address, random);
      const name = `node ${at + 1}`;
      const node = callasProcess({
        name,
        command: "node",
        dataDir: join(folder, `node-${at}`),
        port: await freePort(),
        clockFile: join(folder, `node-${at}.clock`),
        environment: { CALLAS_FROM: await proxy.listen(), CALLAS_NODE_KEY: nodeKey, ...compiled },
      });
      nodes.push({ ...node, proxy, ask: clientOf(node.address) });
    }
    await Promise.all(nodes.map((node) => node.start()));
    const listed: Stage["listed"] = async () =>
      (await operator("GET nodes")).body["nodes"] as readonly { name: string; revision: number }[];
    await eventually("every node is listed", async () => ((await listed()).length === nodeCount ? true : undefined));
    return {
      service,
      nodes,
      operator,
      pbx,
      folder,
      listed,
      stop,
      async backup(file) {
        const answer = await fetch(`${service.address}/api/v1/backup`, {
          headers: { authorization: `Bearer ${operatorKey}` },
        });
        if (!answer.ok) throw new Error(`no backup: ${answer.status}`);
        await writeFile(file, await answer.bytes());
      },
      async restore(file) {
        await execute(process.execPath, ["bin/callas.js", "restore", file], {
          cwd: root,
          env: { PATH: process.env["PATH"], CALLAS_DATA_DIR: service.dataDir },
        });
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The name under which a node is listed. */
export const listedName = ({ dataDir }: Node) => readFileSync(join(dataDir, "node-name"), "utf8").trim();
