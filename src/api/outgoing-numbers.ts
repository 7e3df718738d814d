/** A company's outgoing numbers: the document that the page shows and saves. */
import { OutgoingNumbersAnswer } from "../contract/answers.ts";
import { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import type { Warning } from "../policy/problem.ts";
import { readCompany } from "../settings/read-company.ts";
import { saveOutgoingNumbers } from "../settings/save-outgoing-numbers.ts";
import type { StoredCompany } from "../store/company.ts";
import type { Desk } from "./desk.ts";
import { endpoint, type Reply } from "./endpoint.ts";
import { CompanyParams } from "./parameters.ts";

const url = "/api/v1/companies/:company/outgoing-numbers";
const tag = "Outgoing numbers";

export const outgoingNumbersEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "The outgoing numbers, with their warnings",
    permissions: ["outgoing-numbers.read"],
    params: CompanyParams,
    answer: OutgoingNumbersAnswer,
    async run(desk, { params }) {
      return answered(desk, await readCompany(desk.store, params.company));
    },
  }),
  endpoint({
    method: "PUT",
    url,
    tag,
    summary: "Saves the outgoing numbers if they still have the revision in If-Match",
    permissions: ["outgoing-numbers.write"],
    needsPrecondition: true,
    params: CompanyParams,
    body: OutgoingNumbers,
    answer: OutgoingNumbersAnswer,
    async run(desk, { principal, precondition, params, body }) {
      return answered(desk, await saveOutgoingNumbers(desk.store, principal, params.company, body, precondition));
    },
  }),
];

function answered({ warningsOf }: Desk, stored: StoredCompany): Reply {
  const { body, revision, savedAt, savedBy } = stored["outgoing-numbers"];
  const warnings = warningsOf(stored).map(asSeenHere);
  return { body: { ...body, revision, savedAt, savedBy, warnings }, etag: revision };
}

/** Paths point into this document; a warning about another document gets an empty path. */
export function asSeenHere(warning: Warning): Warning {
  return warning.document === "outgoing-numbers" ? warning : { ...warning, path: "" };
}
