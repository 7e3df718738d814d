/** Loads companies before they call, as far as there is room, so that calls go on even if the disk fails. */
import type { DecidingCopy } from "../store/deciding-copy.ts";
import { everyId } from "./every-id.ts";
import type { Follower } from "./follow.ts";
import type { Replica } from "./replica.ts";
import { turns } from "../turns.ts";

/**
 * Reads all companies now, and later each one that changes, between calls.
 * @param failed is called if companies cannot be read; they are read again when they call
 */
export function keepWarm(
  replica: Pick<Replica, "hold" | "hasRoom">,
  copy: Pick<DecidingCopy, "ids">,
  follower: Pick<Follower, "subscribe">,
  failed: (error: unknown) => void,
): Readonly<{ stop: () => void }> {
  const changed = new Set<string>();
  let isWarming = false;
  let isStopped = false;

  async function warm(ids: Iterable<string>): Promise<void> {
    const turn = turns();
    for (const id of ids) {
      if (isStopped || !replica.hasRoom()) return;
      replica.hold(id);
      await turn();
    }
  }

  async function warmChanged(): Promise<void> {
    isWarming = true;
    try {
      await warm(taken(changed));
    } catch (error) {
      failed(error);
    } finally {
      changed.clear();
      isWarming = false;
    }
  }

  const stop = follower.subscribe({
    changed(changes) {
      if (!replica.hasRoom()) return;
      for (const { company, removed } of changes) if (company !== null && !removed) changed.add(company);
      if (!isWarming) void warmChanged();
    },
    // Companies in memory are read again when they call.
    startedOver() {},
  });
  warm(everyId(copy)).catch(failed);
  return {
    stop() {
      isStopped = true;
      stop();
    },
  };
}

/** Yields the elements of a set and removes them, including those added in the meantime. */
function* taken(ids: Set<string>): Generator<string> {
  for (const id of ids) {
    ids.delete(id);
    yield id;
  }
}
