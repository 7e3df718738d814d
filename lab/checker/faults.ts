/** What goes wrong in a run: each fault begins, lasts for a while, and ends. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "../random.ts";
import { storeHead } from "./node-state.ts";
import type { Book } from "./book.ts";
import { listedName, type Node, type Stage } from "./stage.ts";

export type Fault = Readonly<{
  /** Two faults of one target do not happen at once. */
  targets: readonly string[];
  begin: () => Promise<void>;
  end: () => Promise<void>;
}>;

/** What a fault may do besides. */
export type World = Readonly<{
  stage: Stage;
  book: Book;
  random: Random;
  /** Nobody saves while it works, and what was sent has been answered or is lost. */
  withoutSaves: (stop: () => Promise<void>, work: () => Promise<void>) => Promise<void>;
  /** Called after a restore: what writers knew is not so any more. */
  restored: () => void;
}>;

type Make = (world: World) => Fault;

/** On a node that the seed chooses. */
const onNode =
  (make: (node: Node, world: World) => Omit<Fault, "targets">, ...others: readonly string[]): Make =>
  (world) => {
    const node = world.random.pick(world.stage.nodes);
    return { targets: [node.name, ...others], ...make(node, world) };
  };

const SERVICE = "service";

const quick = (work: () => void) => async () => work();

export const FAULTS = {
  "network cut": onNode(({ proxy }) => ({
    begin: quick(() => proxy.cut()),
    end: quick(() => proxy.heal()),
  })),
  "network silent": onNode(({ proxy }) => ({
    begin: quick(() => proxy.silence()),
    end: quick(() => proxy.heal()),
  })),
  "answers late": onNode(({ proxy }, { random }) => ({
    begin: quick(() => proxy.spoil({ delay: 20 + random.int(300) })),
    end: quick(() => proxy.heal()),
  })),
  "answers cut, truncated and replayed": onNode(({ proxy }, { random }) => ({
    begin: quick(() => proxy.spoil({ cut: 0.3, truncate: 0.3, replay: 0.3, delay: random.int(50) })),
    end: quick(() => proxy.heal()),
  })),
  "node frozen": onNode((node) => ({ begin: quick(node.freeze), end: quick(node.thaw) })),
  "node killed": onNode((node) => ({ begin: node.kill, end: node.start })),
  "node's disk lost": onNode(
    (node, { stage, book }) => ({
      async begin() {
        const name = listedName(node);
        await node.kill();
        await rm(node.dataDir, { recursive: true });
        book.forgetClaims(node.name);
        // As the operator does it, once the node is off.
        await stage.operator(`DELETE nodes/${encodeURIComponent(name)}`);
      },
      end: node.start,
    }),
    SERVICE,
  ),
  "node's clock set back": onNode((node, { random }) => ({
    begin: quick(() => node.setClockBack(1 + random.int(3 * 3600))),
    end: async () => {},
  })),
  "service's clock set back": ({ stage: { service }, random }) => ({
    targets: ["the clock of the service"],
    begin: quick(() => service.setClockBack(1 + random.int(3 * 3600))),
    end: async () => {},
  }),
  "service frozen": ({ stage: { service } }) => ({
    targets: [SERVICE],
    begin: quick(service.freeze),
    end: quick(service.thaw),
  }),
  "service killed": ({ stage: { service } }) => ({
    targets: [SERVICE],
    begin: service.kill,
    end: service.start,
  }),
  "older backup restored": ({ stage, book, withoutSaves, restored }) => {
    const file = join(stage.folder, "backup.sqlite");
    const { service } = stage;
    return {
      targets: [SERVICE],
      begin: () => stage.backup(file),
      end: () =>
        withoutSaves(service.kill, async () => {
          book.close();
          const backup = storeHead(file);
          await stage.restore(file);
          book.restored(backup.revision, storeHead(join(service.dataDir, "callas.sqlite")));
          restored();
          await service.start();
        }),
    };
  },
} satisfies Readonly<Record<string, Make>>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];
