/** An endpoint as a record: its input, permissions and answer. It does not know where it runs. */
import type { z } from "zod";
import type { Permission } from "../access/permission.ts";
import type { LinkLetter } from "../mail/letters.ts";
import type { SecurityEvent } from "../http/security-events.ts";
import type { Principal } from "../access/principal.ts";
import type { Precondition } from "../settings/precondition.ts";
import type { Desk } from "./desk.ts";

type Method = "GET" | "PUT" | "POST" | "PATCH" | "DELETE";

export type Endpoint<Params = never, Query = never, Body = never> = Readonly<{
  method: Method;
  /** In Fastify's syntax, with `:name` for a parameter. */
  url: string;
  tag: string;
  summary: string;
  description?: string;
  /** All are checked before the body is read, for the company in the address if there is one. */
  permissions: readonly Permission[];
  /** Set if it writes nothing although its method is not GET. */
  readsOnly?: true;
  /** False: it changes nothing that calls are decided from; own: the calls of the employee who asks. */
  changesCalls?: false | "own";
  /** Whether a session must have been proven within the last minutes (access/fresh-proof.ts). */
  needsProof?: boolean;
  /** Whether If-Match is required (RFC 6585, 3). */
  needsPrecondition?: boolean;
  /** In bytes; 1 MiB by default. */
  bodyLimit?: number;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** Set for SCIM: its answers and errors have their own form (RFC 7644), and its requests are gathered. */
  isScim?: true;
  /** Recorded after a successful answer. */
  event?: SecurityEvent;
  /** The schema of the 200 answer, or its content type if it is not JSON. */
  answer: z.ZodType | string;
  run: (desk: Desk, asked: Asked<Params, Query, Body>) => Promise<Reply>;
}>;

/** Whether it may change a company, whose expectations are then checked. */
export const changesCompany = ({ method, url, readsOnly, changesCalls }: Endpoint): boolean =>
  method !== "GET" &&
  !readsOnly &&
  changesCalls !== false &&
  (changesCalls === "own" || url.startsWith("/api/v1/companies/:company"));

/** A validated request. */
type Asked<Params, Query, Body> = Readonly<{
  principal: Principal;
  precondition: Precondition;
  params: Params;
  query: Query;
  body: Body;
  /** The address of the service as the client wrote it: `https://callas.example`. */
  origin: string;
}>;

export type Reply = Readonly<
  { /** The revision for an ETag (RFC 9110, 8.8.3). */ etag?: number; /** 200 by default. */ status?: number } & (
    | { body: object }
    | { status: 204 }
    /** The answer also says whether the letter was `sent`; null: nobody asked for one. */
    | { body: object; letter: LinkLetter | null }
    /** JSON text as it is stored. */
    | { text: string }
    /** A file that is removed, with its folder, after it was sent. */
    | {
        file: string;
        /** Its content type, where the endpoint answers several. */
        type?: string;
      }
  )
>;

/** Infers the types of an endpoint's parts. */
export function endpoint<Params, Query, Body>(about: Endpoint<Params, Query, Body>): Endpoint {
  return about as unknown as Endpoint;
}
