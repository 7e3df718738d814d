/** What call nodes confirm by the revision that they ask with: noted together, at most once a second. */
import type { Logger } from "pino";
import { Refusal } from "../policy/refusal.ts";
import type { Position } from "../store/feed.ts";
import { MOST_NODES, type CallNode, type Nodes } from "../store/nodes.ts";

const TOGETHER_MS = 1000;

export type FeedNodes = Readonly<{
  /**
   * Notes that a node decides from this position or a newer one.
   * @throws Refusal `start_over` if it was removed from the list, `too_many_requests` if there are too many nodes
   */
  confirm: (name: string, position: Position) => Promise<void>;
  /** The nodes that are listed, as far as this process knows: also what is not stored yet. */
  list: () => Promise<readonly CallNode[]>;
  stop: () => Promise<void>;
}>;

export type FeedNodesOptions = Readonly<{
  reads: Pick<Nodes, "node" | "listNodes" | "freed">;
  /** Stores what nodes confirmed. */
  store: (nodes: readonly CallNode[]) => Promise<void>;
  log: Pick<Logger, "error">;
}>;

export function createFeedNodes({ reads, store, log }: FeedNodesOptions): FeedNodes {
  const unstored = new Map<string, CallNode>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const nodes = [...unstored.values()];
    unstored.clear();
    if (nodes.length > 0) await store(nodes);
  }

  const later = () => {
    timer ??= setTimeout(() => {
      flush().catch((err: unknown) => log.error({ err }, "what call nodes confirmed cannot be stored"));
    }, TOGETHER_MS).unref();
  };

  return {
    async confirm(name, { epoch, revision }) {
      const known = await reads.node(name);
      if (known?.removed != null && revision < known.removed)
        throw new Refusal("start_over", "The node was removed from the list: it has to read everything again.");
      const isNew = known === null || known.removed !== null;
      if (isNew && (await reads.listNodes()).length >= MOST_NODES)
        throw new Refusal("too_many_requests", `No more than ${MOST_NODES} call nodes are listed: remove some.`, {
          retryAfter: 60,
        });
      unstored.set(name, { name, epoch, revision, seenAt: new Date().toISOString() });
      // A number may wait for this very confirmation; a new node counts before it gets anything.
      const isAwaited = known !== null && revision > known.revision && known.revision < (await reads.freed());
      if (isNew || known.epoch !== epoch || isAwaited) await flush();
      else later();
    },
    list: async () => (await reads.listNodes()).map((node) => unstored.get(node.name) ?? node),
    stop: flush,
  };
}
