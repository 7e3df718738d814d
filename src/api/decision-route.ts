/** The route to the door that answers calls; the plain question takes a shortcut (api/server.ts). */
import { answers, DecisionAnswer } from "../contract/answers.ts";
import { AskedDecision } from "../contract/question.ts";
import type { DecisionsDoor } from "../door/http/decisions.ts";
import type { App } from "./app-types.ts";

export const DECISIONS = "/api/v1/decisions";

/** Register it in its own scope within the one that authenticates: the door reads bodies itself. */
export async function decisionRoute(app: App, door: DecisionsDoor): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));
  app.setValidatorCompiler(() => () => true);
  app.post(
    DECISIONS,
    {
      // The company is in the body: the door looks at it.
      config: { access: { permissions: ["decisions.make"] } },
      schema: {
        tags: ["Decisions"],
        summary: "Which number a call shows",
        body: AskedDecision,
        response: answers(DecisionAnswer),
      },
    },
    (request, reply) => {
      reply.hijack();
      door(request.raw, reply.raw, request.principal);
    },
  );
}
