/** What the routes share: where companies live, who asks, how calls are decided. */
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Access } from "../http/access.ts";
import { companyUnknown, requireCompany } from "../http/access.ts";
import type { KeyRing } from "../http/key-ring.ts";
import { warnings } from "../policy/warnings.ts";
import type { Store, StoredCompany, Transaction } from "../store/store.ts";

export type ApiContext = Readonly<{ store: Store; keys: KeyRing }>;

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

/** @throws HttpError 404 where there is no such company, or none for this key */
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

export function warningsOf({ company, directory, "outgoing-numbers": outgoing }: StoredCompany) {
  return warnings(company.body, directory.body, outgoing.body);
}

/** An entity tag (RFC 9110, 8.8.3) of the revision of a document's last write. */
export const etag = (revision: number) => `"${revision}"`;
