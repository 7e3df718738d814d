/** Saving while others may save, too. */
import type { FetchQueryOptions, QueryKey } from "@tanstack/react-query";
import type { Read } from "../api/documents.ts";
import { RequestFailed, type ProblemDetails } from "../api/request-failed.ts";
import { queryClient } from "../api/query-client.ts";

/** Somebody else has saved `newer` in between. */
export class SavedInBetween<T> extends RequestFailed {
  readonly newer: Read<T>;

  constructor(newer: Read<T>, problem: ProblemDetails) {
    super(412, problem);
    this.newer = newer;
  }
}

/** Somebody else saved in between; my changes are applied to their state, unsaved. */
export type Conflict<Overlap> = Readonly<{
  /** Null if unknown: the newer state was read before the save, not reported by a refusal. */
  savedBy: string | null;
  /** ISO 8601. */
  savedAt: string | null;
  overlaps: readonly Overlap[];
}>;

/** How often others may save in between before this gives up. */
const TRIES = 5;

type Save<T, Answer, Key extends QueryKey> = Readonly<{
  /** Reads the stored document. */
  query: FetchQueryOptions<Read<T>, Error, Read<T>, Key>;
  /** The state that the first attempt is based on. */
  over: Read<T>;
  /** Whether the part that the person saw is unchanged. Changes elsewhere in the document do not matter. */
  isUnchanged: (read: Read<T>) => boolean;
  /** Sends the change, based on this state and its entity tag. */
  send: (read: Read<T>) => Promise<Answer>;
}>;

/**
 * Saves, and tries again on a newer state as long as the part that the person saw is unchanged in it.
 * @throws SavedInBetween if it has changed; the newer state is then in the cache
 * @throws RequestFailed for any other refusal
 */
export async function saveOver<T, Answer, Key extends QueryKey>(save: Save<T, Answer, Key>): Promise<Answer> {
  const { query, over, isUnchanged, send } = save;
  if (!isUnchanged(over)) throw new SavedInBetween(over, SEEN_BEFORE);
  for (let read = over, tries = 1; ; tries++) {
    try {
      return await send(read);
    } catch (error) {
      if (!(error instanceof RequestFailed && error.status === 412)) throw error;
      read = await queryClient.fetchQuery({ ...query, staleTime: 0 });
      if (!isUnchanged(read) || tries === TRIES) throw new SavedInBetween(read, error.problem);
    }
  }
}

const SEEN_BEFORE: ProblemDetails = { code: "revision_conflict", detail: "seen before another's save" };
