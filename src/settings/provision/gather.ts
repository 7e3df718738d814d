/**
 * Gathers the requests of identity providers: Entra sends one for each person, and each alone would write the whole
 * directory anew, with a revision of its own.
 */
import type { Author } from "../../access/author.ts";
import type { ScimUser } from "../../scim/user.ts";
import type { Writes } from "../../store/writes.ts";
import { provision, type ProvisionRequest } from "./provision.ts";

/** How long a request waits for others. */
const WAIT_MS = 200;
/** Requests in one write. */
export const MOST_GATHERED = 100;

/** @returns once the write that contains the request is committed; null for a user that was deleted */
export type Provision = (author: Author, company: string, request: ProvisionRequest) => Promise<ScimUser | null>;

type Waiting = Readonly<{ request: ProvisionRequest } & PromiseWithResolvers<ScimUser | null>>;
type Batch = Readonly<{ author: Author; company: string; waiting: Waiting[]; timer: NodeJS.Timeout }>;

export function gatherRequests(store: Pick<Writes, "writeCompany">): Provision {
  /** Those that still wait for others, by company and author. */
  const gathering = new Map<string, Batch>();

  function close(key: string): void {
    const batch = gathering.get(key)!;
    gathering.delete(key);
    clearTimeout(batch.timer);
    void write(batch);
  }

  async function write({ author, company, waiting }: Batch): Promise<void> {
    try {
      const requests = waiting.map(({ request }) => request);
      const { result } = await store.writeCompany(company, { author, action: "scim.provision" }, (draft) =>
        provision(draft, company, author, requests),
      );
      for (const [at, outcome] of result.entries())
        if ("refusal" in outcome) waiting[at]!.reject(outcome.refusal);
        else waiting[at]!.resolve(outcome.user);
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  return (author, company, request) => {
    const key = JSON.stringify([company, author.id, author.address]);
    const batch = gathering.get(key) ?? {
      author,
      company,
      waiting: [],
      timer: setTimeout(() => close(key), WAIT_MS),
    };
    gathering.set(key, batch);
    const waiting = { request, ...Promise.withResolvers<ScimUser | null>() };
    batch.waiting.push(waiting);
    if (batch.waiting.length >= MOST_GATHERED) close(key);
    return waiting.promise;
  };
}
