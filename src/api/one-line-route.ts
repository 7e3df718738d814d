/** The route to the door that answers one line; a question with a valid key takes a shortcut (api/server.ts). */
import { z } from "zod";
import type { KeyRing } from "../access/key-ring.ts";
import { OneLineQuery, refuseLine, type OneLineDoor } from "../door/http/one-line.ts";
import { basicAsBearer } from "../http/basic-key.ts";
import { Refusal } from "../policy/refusal.ts";
import { enforceAccess } from "./access-rule.ts";
import type { App, Hook } from "./app-types.ts";

export const ONE_LINE = "/api/v1/decision";

export type OneLineRouteOptions = Readonly<{
  keys: KeyRing;
  door: OneLineDoor;
  countWrongKey: Hook;
  explainError: (error: unknown) => Refusal;
}>;

/** Register it outside the scope that authenticates: here the password of Basic is a key too. */
export async function oneLineRoute(app: App, options: OneLineRouteOptions): Promise<void> {
  const { keys, door, countWrongKey, explainError } = options;
  app.setValidatorCompiler(() => () => true);
  app.setErrorHandler((error, request, reply) => {
    request.log.debug({ err: error }, "a line is refused");
    reply.hijack();
    refuseLine(reply.raw, explainError(error));
  });
  app.get(
    ONE_LINE,
    {
      config: { access: { permissions: ["decisions.make"] } },
      schema: {
        tags: ["Decisions"],
        summary: "Which number a call shows, as one line of text",
        description:
          "For what can only fetch a URL: `ok|NUMBER|PRIVACY|RULE|TO|DIVERSION|MAIN`, or the number alone with " +
          "`form=number` (204 if there is none). The key may come as the password of Basic. An error has never " +
          "status 200; its body is `error|CODE`.",
        querystring: OneLineQuery,
        response: { 200: z.string(), "4xx": z.string(), "5xx": z.string() },
      },
    },
    async (request, reply) => {
      const header = basicAsBearer(request.headers.authorization);
      const principal = keys.principal(header, request.ip);
      if (!principal) {
        if (header !== undefined) await countWrongKey(request, reply);
        throw new Refusal("key_required", "Send a valid key, as Bearer or as the password of Basic.");
      }
      request.principal = principal;
      await enforceAccess(request);
      reply.hijack();
      door(request.raw, reply.raw, principal);
    },
  );
}
