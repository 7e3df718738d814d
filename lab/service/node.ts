/** A call node for a test, in this process. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { readNodeConfig } from "../../src/config.ts";
import { startNode } from "../../src/node.ts";
import { eventually } from "../eventually.ts";
import { clientOf, type Ask } from "./client.ts";
import { newFolder } from "./new-folder.ts";

export type TestNode = Readonly<{
  address: string;
  dataDir: string;
  as: (key?: string) => Ask;
  /** Resolves once it decides from this revision or a newer one. */
  reaches: (revision: number) => Promise<void>;
  /** Stops it; its folder stays. */
  stop: () => Promise<void>;
  remove: () => Promise<void>;
}>;

/** @param dataDir of a node that ran before */
export async function nodeHere(
  from: string,
  key: string,
  dataDir?: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<TestNode> {
  const folder = dataDir ?? (await newFolder(existsSync("/dev/shm") ? "/dev/shm" : tmpdir()));
  const node = await startNode(
    readNodeConfig({
      CALLAS_PORT: "0",
      CALLAS_DATA_DIR: folder,
      CALLAS_FROM: from,
      CALLAS_NODE_KEY: key,
      CALLAS_LOG_LEVEL: "fatal",
      ...environment,
    }),
  );
  const ask = clientOf(node.address);
  return {
    address: node.address,
    dataDir: folder,
    as: (key) => clientOf(node.address, key),
    stop: node.stop,
    remove: () => rm(folder, { recursive: true, force: true }),
    async reaches(revision) {
      await eventually(`revision ${revision} on the node`, async () => {
        const { text } = await ask("GET /metrics");
        const reached = Number(/^callas_feed_revision (\d+)$/m.exec(text)?.[1] ?? -1);
        return reached >= revision || undefined;
      });
    },
  };
}
