/** Decisions of unsaved settings; those of calls come through the HTTP door. */
import { isAdmin, requireCompany, requireRight } from "../access/access.ts";
import { answers, DecisionAnswer, PreviewAnswer } from "../contract/answers.ts";
import { Refusal } from "../policy/refusal.ts";
import { AskedDecision, withSettings } from "../contract/question.ts";
import { awaitRevision } from "../http/await-revision.ts";
import { compile } from "../decide/compile.ts";
import { decide } from "../decide/decide.ts";
import type { DecisionsDoor } from "../door/http/decisions.ts";
import { checkOutgoingNumbers, withoutProblems } from "../policy/check-outgoing-numbers.ts";
import { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { revisionOf } from "../store/store.ts";
import { readCompany, type ApiContext, type App } from "./context.ts";

export const DECISIONS = "/api/v1/decisions";

const tags = ["Decisions"];

export function decisionRoutes(app: App, { store, reached }: ApiContext, door: DecisionsDoor): void {
  void app.register(async (app) => {
    // The door reads and answers by itself; what stands here is the way to it.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", (_request, _payload, done) => done(null));
    app.setValidatorCompiler(() => () => true);
    app.post(
      DECISIONS,
      {
        schema: { tags, summary: "Which number a call shows", body: AskedDecision, response: answers(DecisionAnswer) },
      },
      (request, reply) => {
        reply.hijack();
        door(request.raw, reply.raw, request.access);
      },
    );
  });

  app.post(
    `${DECISIONS}/preview`,
    {
      schema: {
        tags,
        summary: "Which number a call would show under settings that are not saved",
        response: answers(PreviewAnswer),
        description: "Entries that could not be saved are left out of the decision and named under `errors`.",
        body: withSettings(OutgoingNumbers),
      },
    },
    async (request) => {
      requireRight(isAdmin(request.access), "preview settings");
      const { company: id, settings, explain, minRevision, ...call } = request.body;
      requireCompany(request.access, id);
      await awaitRevision(reached, minRevision);
      const stored = await readCompany(store, request, id);
      const { company, directory, "outgoing-numbers": current } = stored;
      const checked = checkOutgoingNumbers(settings, company.body, directory.body, current.body);
      const compiled = compile(company.body, directory.body, withoutProblems(checked));
      const decision = decide(compiled, call, explain === true);
      if ("unknown" in decision)
        throw new Refusal(`${decision.unknown}_unknown`, `Company “${id}” has no such ${decision.unknown}.`);
      return { ...decision, revision: revisionOf(stored), errors: checked.problems };
    },
  );
}
