/** The route for softphones that let a person choose the number of a call. Companies in memory answer it. */
import { z } from "zod";
import { answers, ChoicesOffered } from "../contract/answers.ts";
import { Dialled } from "../contract/question.ts";
import type { OfferChoices } from "../decide/decide-call.ts";
import { undecided } from "../door/http/undecided.ts";
import { parse } from "../http/malformed.ts";
import { Device, Id } from "../policy/company.ts";
import type { App } from "./app-types.ts";

export const CHOICES = "/api/v1/companies/:company/employees/:id/choices";

const Params = z.object({ company: z.string(), id: z.string() });
const Query = z.strictObject({
  dialled: Dialled,
  device: Device.default("softphone"),
  trunk: Id.optional().meta({ description: "The trunk that the call takes" }),
});

/** Register it in its own scope within the one that authenticates. */
export async function choicesRoute(app: App, choices: OfferChoices): Promise<void> {
  app.setValidatorCompiler(() => () => true);
  app.get(
    CHOICES,
    {
      config: { access: { permissions: ["decisions.make"] } },
      schema: {
        tags: ["Decisions"],
        summary: "The numbers that an employee may choose for a call, best first",
        description: "`default` marks the number that is shown if nothing is chosen.",
        params: Params,
        querystring: Query,
        response: answers(ChoicesOffered),
      },
    },
    async ({ params, query }) => {
      const { company, id: employee } = params;
      const asked = { company, employee, ...parse(Query, { ...query }, "/querystring") };
      const offered = choices(asked);
      if (!offered.known) throw undecided(offered, { company, call: asked });
      return { choices: offered.choices };
    },
  );
}
