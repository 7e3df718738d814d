/** Routes that anyone may call, or that concern one's own account, read small bodies and validate them themselves. */
import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { parse, parseJson } from "../http/malformed.ts";
import type { App } from "./app-types.ts";

/** In bytes: little more than a key or a password. */
export const SMALL_BODY = 16 * 1024;

/** To be called for a scope of its own. */
export function readSmallBodies(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.setValidatorCompiler(() => () => true);
}

/** @throws Refusal `malformed` */
export function bodyOf<Schema extends z.ZodType>({ body }: FastifyRequest, schema: Schema): z.infer<Schema> {
  return parse(schema, parseJson(typeof body === "string" ? body : ""));
}
