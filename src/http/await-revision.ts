/** Waits for the revision that a request requires. */
import { Refusal } from "../policy/refusal.ts";

const REVISION_WAIT_MS = 2000;

/**
 * @param reached resolves to whether this node reaches a revision within the time
 * @throws Refusal `revision_not_reached`
 */
export async function awaitRevision(
  reached: (revision: number, withinMilliseconds: number) => Promise<boolean>,
  revision: number | undefined,
): Promise<void> {
  if (revision === undefined || (await reached(revision, REVISION_WAIT_MS))) return;
  throw new Refusal("revision_not_reached", `Revision ${revision} did not reach this node within 2 s.`);
}
