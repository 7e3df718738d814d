/** The one way to save what somebody else may have saved in between. */
import type { FetchQueryOptions, QueryKey } from "@tanstack/react-query";
import type { Read } from "../api/documents.ts";
import { RequestFailed, type ProblemDetails } from "../api/request-failed.ts";
import { queryClient } from "../api/query-client.ts";

/** Somebody else has saved `newer` over what was seen. */
export class SavedInBetween<T> extends RequestFailed {
  readonly newer: Read<T>;

  constructor(newer: Read<T>, problem: ProblemDetails) {
    super(412, problem);
    this.newer = newer;
  }
}

/** Somebody else saved in between; my changes lie over their state, unsaved. */
export type Conflict<Overlap> = Readonly<{
  /** Null where it is not known: the newer state came with a look, not with a refusal. */
  savedBy: string | null;
  /** ISO 8601. */
  savedAt: string | null;
  overlaps: readonly Overlap[];
}>;

/** How often others may save in between before it is given up. */
const TRIES = 5;

type Save<T, Answer, Key extends QueryKey> = Readonly<{
  /** Reads what is stored now. */
  query: FetchQueryOptions<Read<T>, Error, Read<T>, Key>;
  /** What the first try is made over. */
  over: Read<T>;
  /** Whether what the person saw is as it was. What others save elsewhere in the document does not matter. */
  isUnchanged: (read: Read<T>) => boolean;
  /** Sends it over this state, with its entity tag. */
  send: (read: Read<T>) => Promise<Answer>;
}>;

/**
 * Saves, and tries again over the newer state while what was seen is unchanged in it.
 * @throws SavedInBetween where it is not; the newer state is then in the cache. Failure for any other refusal
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
