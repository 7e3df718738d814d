/** A company's outgoing numbers: the document that the page shows and saves. */
import { z } from "zod";
import { isAdmin, requireRight } from "../access/access.ts";
import { answers, OutgoingNumbersAnswer } from "../contract/answers.ts";
import { Refusal } from "../policy/refusal.ts";
import { checkOutgoingNumbers } from "../policy/check-outgoing-numbers.ts";
import { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import type { Warning } from "../policy/problem.ts";
import type { StoredCompany } from "../store/store.ts";
import { etag, readCompany, type ApiContext, type App } from "./context.ts";
import { checkIfMatch, requireIfMatch } from "./preconditions.ts";

const url = "/api/v1/companies/:company/outgoing-numbers";
const tags = ["Outgoing numbers"];
const Params = z.object({ company: z.string() });

export function outgoingNumbersRoutes(app: App, context: ApiContext): void {
  const { store } = context;
  app.get(
    url,
    {
      schema: {
        tags,
        summary: "The outgoing numbers, with what is worth a warning",
        params: Params,
        response: answers(OutgoingNumbersAnswer),
      },
    },
    async (request, reply) => {
      requireRight(isAdmin(request.access), "read the outgoing numbers");
      const stored = await readCompany(store, request, request.params.company);
      return reply.header("etag", etag(stored["outgoing-numbers"].revision)).send(document(stored, context));
    },
  );

  app.put(
    url,
    {
      // Who may not write is told so before he is asked what he started from.
      onRequest: [async ({ access }) => requireRight(isAdmin(access), "write the outgoing numbers"), requireIfMatch],
      schema: {
        tags,
        summary: "Puts the outgoing numbers, from the revision that If-Match names",
        response: answers(OutgoingNumbersAnswer),
        params: Params,
        headers: z.looseObject({
          "if-match": z.string().meta({ description: "The ETag of the revision that was changed" }),
        }),
        body: OutgoingNumbers,
      },
    },
    async (request, reply) => {
      const { company } = request.params;
      const about = { author: request.access.name, action: "outgoing-numbers.put", company };
      const { revision, stored } = await store.write(about, async (transaction) => {
        const before = await readCompany(transaction, request, company);
        const saved = before["outgoing-numbers"];
        checkIfMatch(request, saved);
        const checked = checkOutgoingNumbers(request.body, before.company.body, before.directory.body, saved.body);
        const [first] = checked.problems;
        if (first) throw new Refusal("invalid_settings", first.message, { problems: checked.problems });
        transaction.put(company, "outgoing-numbers", checked.document);
      });
      return reply.header("etag", etag(revision)).send(document(stored!, context));
    },
  );
}

function document(stored: StoredCompany, { warningsOf }: ApiContext) {
  const { body, revision, savedAt, savedBy } = stored["outgoing-numbers"];
  return { ...body, revision, savedAt, savedBy, warnings: warningsOf(stored).map(asSeenHere) };
}

/** Pointers go into the answer: what concerns another document of the company concerns the whole of this one. */
export function asSeenHere(warning: Warning): Warning {
  return warning.document === "outgoing-numbers" ? warning : { ...warning, path: "" };
}
