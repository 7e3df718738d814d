/** Runs one request at its endpoint: form, then rules, then the answer as bytes. */
import type { Principal } from "../access/principal.ts";
import { parse, parseJson } from "../http/malformed.ts";
import type { Precondition } from "../settings/precondition.ts";
import type { Desk } from "./desk.ts";
import type { Endpoint } from "./endpoint.ts";

/** `writer` alone holds the connection that writes; `reader` answers what only reads, so that it waits for no save. */
export type ThreadRole = "writer" | "reader";

/** A request whose rights have been judged and whose form has not. It can be sent to another thread. */
export type RawRequest = Readonly<{
  principal: Principal;
  precondition: Precondition;
  params: unknown;
  query: unknown;
  /** JSON in UTF-8; null where there is none. */
  body: Uint8Array | null;
}>;

/** What is answered with 200; a file is removed, with its folder, by whoever sends it. */
export type RawReply = Readonly<{ etag?: number } & ({ bytes: Uint8Array<ArrayBuffer> } | { file: string })>;

// A byte order mark is not JSON (RFC 8259, 8.1).
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
