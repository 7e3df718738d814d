/** If-Match (RFC 9110, 13.1.1) with one strong tag: who writes says from which revision he started. */
import type { FastifyRequest } from "fastify";
import { Refusal } from "../policy/refusal.ts";
import type { Saved } from "../store/store.ts";
import { etag } from "./context.ts";

/** A hook: before the body is looked at. */
export async function requireIfMatch({ headers }: FastifyRequest): Promise<void> {
  const tag = headers["if-match"]?.trim();
  if (tag === undefined || tag === "*")
    throw new Refusal("precondition_required", "Send If-Match with the ETag of the revision that you changed.");
}

/** Of a document that is to be made. */
export const NEVER_SAVED = { revision: 0, savedAt: null, savedBy: null };

/** @throws Refusal 400 for what is not one strong tag, 412 where the document has another revision */
export function checkIfMatch({ headers }: Pick<FastifyRequest, "headers">, saved: Omit<Saved<unknown>, "body">): void {
  const tag = headers["if-match"]?.trim();
  if (tag === undefined || tag === "*") return;
  if (!/^"[^"]*"$/.test(tag)) throw new Refusal("malformed", 'If-Match takes one strong entity tag, such as "12".');
  if (tag === etag(saved.revision)) return;
  const { revision, savedAt, savedBy } = saved;
  throw new Refusal("revision_conflict", `Revision ${revision} was saved in between.`, {
    extra: { revision, savedAt, savedBy },
  });
}
