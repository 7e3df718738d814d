/** How much a company may have, as the operator sets it. */
import { QuotasAnswer, QuotasWritten } from "../contract/answers.ts";
import { Quotas } from "../policy/quotas.ts";
import { existing } from "../settings/read-company.ts";
import { saveQuotas } from "../settings/save-quotas.ts";
import { endpoint } from "./endpoint.ts";
import { CompanyParams } from "./parameters.ts";

const tag = "Companies";
const url = "/api/v1/companies/:company/quotas";

export const quotaEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "How much the company may have and how often it may be saved",
    permissions: ["quotas.read"],
    params: CompanyParams,
    answer: QuotasAnswer,
    async run({ store }, { params: { company } }) {
      const { body, revision } = existing(await store.text(company, "quotas"), company);
      return { text: body, etag: revision };
    },
  }),
  endpoint({
    method: "PUT",
    url,
    tag,
    summary: "Sets the company's quotas if they still have the revision in If-Match",
    description: "What is absent or null has no quota. What is too much already stays, and may only become less.",
    permissions: ["quotas.manage"],
    needsPrecondition: true,
    changesCalls: false,
    params: CompanyParams,
    body: Quotas,
    answer: QuotasWritten,
    async run({ store }, { principal, precondition, params: { company }, body }) {
      const { revision } = await saveQuotas(store, principal, company, body, precondition);
      return { body: { ...body, revision }, etag: revision };
    },
  }),
];
