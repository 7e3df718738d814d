import type { Directory } from "./directory.ts";
import { ProblemList, type Problems } from "./problem-list.ts";

/** Names of nodes that a message lists. */
const MOST_NAMED = 10;

/** @param resting numbers that rest, with the call nodes that each waits for */
export function restingNumbers({ numbers }: Directory, resting: ReadonlyMap<string, readonly string[]>): Problems {
  const list = new ProblemList();
  for (const [at, { number }] of numbers.entries()) {
    const nodes = resting.get(number);
    if (nodes)
      list.add({
        path: `/numbers/${at}/number`,
        code: "number_resting",
        message: `Another company had ${number}, and these call nodes have not confirmed that they know it is gone: ${named(nodes)}.`,
      });
  }
  return list;
}

function named(nodes: readonly string[]): string {
  const rest = nodes.length - MOST_NAMED;
  const names = nodes.slice(0, MOST_NAMED).join(", ");
  return rest > 0 ? `${names} and ${rest} more` : names;
}
