/** Runs one request: validates it, calls the endpoint, and returns the answer as bytes. */
import type { Principal } from "../access/principal.ts";
import type { LinkLetter } from "../mail/letters.ts";
import { parse, parseJson } from "../http/malformed.ts";
import type { Precondition } from "../settings/precondition.ts";
import { watchExpectations, type Handling } from "../settings/watch-expectations.ts";
import type { Desk } from "./desk.ts";
import { changesCompany, type Endpoint } from "./endpoint.ts";
import { asUnmet } from "./unmet.ts";

/** Only `writer` has a connection that writes; `reader` runs requests that only read, so they never wait for a save. */
export type ThreadRole = "writer" | "reader";

/** A request that is authorised but not validated. It can be sent to another thread. */
export type RawRequest = Readonly<{
  principal: Principal;
  precondition: Precondition;
  /** Counts for changes of a company. */
  handling: Handling;
  params: unknown;
  query: unknown;
  origin: string;
  /** JSON in UTF-8; null if there is no body. */
  body: Uint8Array | null;
}>;

/**
 * The body of a good answer. The sender removes a file, with its folder, after sending it. A body with a letter is
 * completed with whether that was sent, see {@link Reply}.
 */
export type RawReply = Readonly<
  { etag?: number; status?: number } & (
    | { bytes: Uint8Array<ArrayBuffer> }
    | { file: string; type?: string }
    | { body: object; letter: LinkLetter | null }
  )
>;

// A byte order mark is not part of JSON (RFC 8259, 8.1).
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const toUtf8 = new TextEncoder();

/** @throws Refusal, StorageError */
export async function runEndpoint(endpoint: Endpoint, desk: Desk, request: RawRequest): Promise<RawReply> {
  const { principal, precondition } = request;
  const part = <T>(schema: Endpoint<T>["params"], data: unknown, where: string): T =>
    schema ? parse(schema, data, where) : (undefined as T);
  // The expectations of others are none of an employee's business.
  const whose = endpoint.changesCalls === "own" ? (principal.employee?.id ?? null) : null;
  const watched = changesCompany(endpoint) ? watchExpectations(desk.store, request.handling, whose) : null;
  const reply = await endpoint.run(watched ? { ...desk, store: watched.store } : desk, {
    principal,
    precondition,
    origin: request.origin,
    params: part(endpoint.params, request.params, "/params"),
    query: part(endpoint.query, request.query, "/querystring"),
    body: part(endpoint.body, endpoint.body && parseJson(utf8.decode(request.body ?? undefined)), ""),
  });
  const about = {
    ...(reply.etag !== undefined && { etag: reply.etag }),
    ...(reply.status !== undefined && { status: reply.status }),
  };
  if ("file" in reply) return { ...about, file: reply.file, ...(reply.type !== undefined && { type: reply.type }) };
  if ("text" in reply) return { ...about, bytes: toUtf8.encode(reply.text) };
  if (!("body" in reply)) return { ...about, bytes: new Uint8Array() };
  if ("letter" in reply) return { ...about, body: reply.body, letter: reply.letter };
  const unmet = watched?.unmet();
  const body = unmet ? { ...reply.body, expectations: unmet.map(asUnmet) } : reply.body;
  return { ...about, bytes: toUtf8.encode(JSON.stringify(body)) };
}
