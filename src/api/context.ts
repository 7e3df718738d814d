/** What the routes share: where companies live, who asks, how calls are decided. */
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { LRUCache } from "lru-cache";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Access } from "../access/access.ts";
import { companyUnknown, requireCompany } from "../access/access.ts";
import type { KeyRing } from "../access/key-ring.ts";
import type { Sessions } from "../access/sessions.ts";
import type { Warning } from "../policy/problem.ts";
import { warnings } from "../policy/warnings.ts";
import { revisionOf, type Store, type StoredCompany, type Transaction } from "../store/store.ts";

export type ApiContext = Readonly<{
  store: Store;
  keys: KeyRing;
  sessions: Sessions;
  /** Answers whether this node reaches a revision within the time. */
  reached: (revision: number, withinMilliseconds: number) => Promise<boolean>;
  /** Where files may stand for a while: beside the database, on a disk that has room for another one. */
  workFolder: string;
  /** All that is worth a warning about a company as it stands. */
  warningsOf: (stored: StoredCompany) => readonly Warning[];
}>;

export function createContext(parts: Omit<ApiContext, "warningsOf">): ApiContext {
  // Made once for each state of a company, however often it is read: to look through thousands of entries costs.
  const made = new LRUCache<string, readonly Warning[]>({ max: 1000 });
  return {
    ...parts,
    warningsOf(stored) {
      const { company, directory, "outgoing-numbers": outgoing } = stored;
      const state = `${stored.id} ${revisionOf(stored)}`;
      const known = made.get(state) ?? warnings(company.body, directory.body, outgoing.body);
      made.set(state, known);
      return known;
    },
  };
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module "fastify" {
  interface FastifyRequest {
    /** Set before any route below /api/v1 runs. */
    access: Access;
  }
}

/** @throws Refusal 404 where there is no such company, or none for this key */
export async function readCompany(
  from: Pick<Store, "company"> | Pick<Transaction, "company">,
  { access }: Pick<FastifyRequest, "access">,
  id: string,
): Promise<StoredCompany> {
  requireCompany(access, id);
  const stored = await from.company(id);
  if (!stored) throw companyUnknown(id);
  return stored;
}

/** An entity tag (RFC 9110, 8.8.3) of the revision of a document's last write. */
export const etag = (revision: number) => `"${revision}"`;
