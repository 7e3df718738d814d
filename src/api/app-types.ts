import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AccessRule } from "./access-rule.ts";
import type { RequestPlace } from "./request-place.ts";
import type { Principal } from "../access/principal.ts";

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Runs before the body of a request is read. */
export type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Required: see {@link AccessRule}. */
    access?: AccessRule;
  }
  interface FastifyRequest {
    /** Set before any route in a scope that needs a key runs. */
    principal: Principal;
    /** Set before an endpoint runs. */
    place: RequestPlace;
  }
}
