/** An endpoint as a record: what it takes, who may ask, what it answers. Where it runs is not its business. */
import type { z } from "zod";
import type { Permission } from "../access/permission.ts";
import type { SecurityEvent } from "../http/security-events.ts";
import type { Principal } from "../access/principal.ts";
import type { Precondition } from "../settings/precondition.ts";
import type { Desk } from "./desk.ts";

export type Method = "GET" | "PUT" | "POST" | "PATCH" | "DELETE";

export type Endpoint<Params = never, Query = never, Body = never> = Readonly<{
  method: Method;
  /** As Fastify has it, with `:name` for a parameter. */
  url: string;
  tag: string;
  summary: string;
  description?: string;
  /** All of them are required before the body is read, for the company of the address where it names one. */
  permissions: readonly Permission[];
  /** Of what is not GET: it writes nothing all the same. */
  readsOnly?: true;
  /** Whether If-Match must come with it (RFC 6585, 3). */
  needsPrecondition?: boolean;
  /** In bytes; 1 MiB where it is not said. */
  bodyLimit?: number;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** Recorded when it has answered. */
  event?: SecurityEvent;
  /** What it answers with 200; of anything but JSON, its content type. */
  answer: z.ZodType | string;
  run: (desk: Desk, asked: Asked<Params, Query, Body>) => Promise<Reply>;
}>;

/** A request whose form has been judged. */
export type Asked<Params, Query, Body> = Readonly<{
  principal: Principal;
  precondition: Precondition;
  params: Params;
  query: Query;
  body: Body;
}>;

export type Reply = Readonly<
  { /** The revision for an ETag (RFC 9110, 8.8.3). */ etag?: number } & (
    | { body: object }
    /** JSON as it is stored. */
    | { text: string }
    /** A file that is removed, with its folder, once it was sent. */
    | { file: string }
  )
>;

/** Infers the types of the parts. */
export function endpoint<Params, Query, Body>(about: Endpoint<Params, Query, Body>): Endpoint {
  return about as unknown as Endpoint;
}
