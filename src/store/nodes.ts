/** A call node that follows the feed, and the revision that it has confirmed: it decides calls from no older state. */
export type CallNode = Readonly<{ name: string; epoch: string; revision: number; seenAt: string }>;

/** How many nodes are listed at most. */
export const MOST_NODES = 1000;

export interface Nodes {
  /** In the order of their names. */
  listNodes(): Promise<readonly CallNode[]>;
  /** Null if it was never listed. `removed` is the revision of the write that took it off the list. */
  node(name: string): Promise<(CallNode & Readonly<{ removed: number | null }>) | null>;
  /** The revision of the last write that took a number from a company. */
  freed(): Promise<number>;
  /**
   * Stores what nodes have confirmed, and lists those that are new. It takes no revision. A node that was taken off the
   * list stays off it until it confirms that removal or what came later.
   */
  noteNodes(nodes: readonly CallNode[]): Promise<void>;
  /**
   * Those of the numbers that rest: a node may still decide by the company that had them before. A company may take back
   * its own, unless a node has not confirmed yet that the database was restored.
   * @returns the names of the nodes that have not confirmed yet
   */
  restingNumbers(company: string, numbers: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}
