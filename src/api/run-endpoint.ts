/** Runs one request: validates it, calls the endpoint, and returns the answer as bytes. */
import type { Principal } from "../access/principal.ts";
import { parse, parseJson } from "../http/malformed.ts";
import type { Precondition } from "../settings/precondition.ts";
import type { Desk } from "./desk.ts";
import type { Endpoint } from "./endpoint.ts";

/** Only `writer` has a connection that writes; `reader` runs requests that only read, so they never wait for a save. */
export type ThreadRole = "writer" | "reader";

/** A request that is authorised but not validated. It can be sent to another thread. */
export type RawRequest = Readonly<{
  principal: Principal;
  precondition: Precondition;
  params: unknown;
  query: unknown;
  /** JSON in UTF-8; null if there is no body. */
  body: Uint8Array | null;
}>;

/** The body of a 200 answer. The sender removes a file, with its folder, after sending it. */
export type RawReply = Readonly<{ etag?: number } & ({ bytes: Uint8Array<ArrayBuffer> } | { file: string })>;

// A byte order mark is not part of JSON (RFC 8259, 8.1).
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const toUtf8 = new TextEncoder();

/** @throws Refusal, StorageError */
export async function runEndpoint(endpoint: Endpoint, desk: Desk, request: RawRequest): Promise<RawReply> {
  const { principal, precondition } = request;
  const part = <T>(schema: Endpoint<T>["params"], data: unknown, where: string): T =>
    schema ? parse(schema, data, where) : (undefined as T);
  const reply = await endpoint.run(desk, {
    principal,
    precondition,
    params: part(endpoint.params, request.params, "/params"),
    query: part(endpoint.query, request.query, "/querystring"),
    body: part(endpoint.body, endpoint.body && parseJson(utf8.decode(request.body ?? undefined)), ""),
  });
  const etag = reply.etag === undefined ? {} : { etag: reply.etag };
  if ("file" in reply) return { ...etag, file: reply.file };
  return { ...etag, bytes: toUtf8.encode("text" in reply ? reply.text : JSON.stringify(reply.body)) };
}
