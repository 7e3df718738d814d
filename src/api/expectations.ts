/** What must stay true of a company's calls: the document, what does not hold, and what could be expected. */
import { ExpectationsAnswer, ExpectationsChecked, Written } from "../contract/answers.ts";
import { Expectations, type Expectation } from "../policy/expectations.ts";
import type { Unmet } from "../preview/expectations.ts";
import { proposeExpectations } from "../preview/propose-expectations.ts";
import { unmetInWords } from "../preview/unmet-in-words.ts";
import { existing, readCompany } from "../settings/read-company.ts";
import { saveExpectations } from "../settings/save-expectations.ts";
import { unmetIn } from "../settings/watch-expectations.ts";
import { bodiesOf, revisionOf } from "../store/company.ts";
import { endpoint } from "./endpoint.ts";
import { CompanyParams } from "./parameters.ts";

const url = "/api/v1/companies/:company/expectations";
const tag = "Expectations";

export const expectationsEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "The calls that must show certain numbers, in the form that PUT accepts",
    permissions: ["expectations.read"],
    params: CompanyParams,
    answer: ExpectationsAnswer,
    async run({ store }, { params }) {
      const { body, revision } = existing(await store.text(params.company, "expectations"), params.company);
      return { text: body, etag: revision };
    },
  }),
  endpoint({
    method: "PUT",
    url,
    tag,
    summary: "Saves the expectations if they still have the revision in If-Match",
    description: "As after every change of a company, `expectations` of the answer lists those that do not hold.",
    permissions: ["expectations.write"],
    needsPrecondition: true,
    params: CompanyParams,
    body: Expectations,
    answer: Written,
    async run({ store, warningsOf }, { principal, precondition, params, body }) {
      const stored = await saveExpectations(store, principal, params.company, body, precondition);
      const { revision } = stored.expectations;
      return { body: { revision, warnings: warningsOf(stored) }, etag: revision };
    },
  }),
  endpoint({
    method: "GET",
    url: `${url}/results`,
    tag,
    summary: "Which expectations hold, and why the others do not",
    permissions: ["expectations.read"],
    params: CompanyParams,
    answer: ExpectationsChecked,
    async run({ store }, { params }) {
      const stored = await readCompany(store, params.company);
      const { expectations } = stored.expectations.body;
      const unmet = unmetIn(bodiesOf(stored), expectations);
      const foundAt = new Map(unmet.map((found) => [found.at, found]));
      const results = expectations.map((expectation, at) => {
        const found = foundAt.get(at);
        return { expectation, unmet: found === undefined ? null : explained(expectation, found) };
      });
      return { body: { revision: revisionOf(stored), unmet: unmet.length, results } };
    },
  }),
  endpoint({
    method: "GET",
    url: `${url}/proposed`,
    tag,
    summary: "Calls that could be expected to go on showing what they show now",
    description: "At most 50, without those that are saved.",
    permissions: ["expectations.read"],
    params: CompanyParams,
    answer: ExpectationsAnswer,
    async run({ store }, { params }) {
      const stored = await readCompany(store, params.company);
      return { body: { expectations: proposeExpectations(bodiesOf(stored)) } };
    },
  }),
];

function explained(expectation: Expectation, found: Unmet) {
  const { at: _, shows: __, ...rest } = found;
  return { ...rest, message: unmetInWords(expectation, found) };
}
