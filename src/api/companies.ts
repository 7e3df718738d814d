/** Endpoints to list, read, save and remove companies. */
import { z } from "zod";
import { companiesWith } from "../access/permission.ts";
import { CompanyAnswer, CompanyList, CompanyWritten, DialledBefore, Removed } from "../contract/answers.ts";
import { dialledBefore } from "../number/dialled-before.ts";
import { Company } from "../policy/company.ts";
import { existing, readCompany } from "../settings/read-company.ts";
import { removeCompany } from "../settings/remove-company.ts";
import { saveCompany } from "../settings/save-company.ts";
import { endpoint } from "./endpoint.ts";
import { CompanyParams, Limit } from "./parameters.ts";

const tag = "Companies";
const url = "/api/v1/companies/:company";

export const companyEndpoints = [
  endpoint({
    method: "GET",
    url: "/api/v1/companies",
    tag,
    summary: "The companies of the key, ordered by id",
    permissions: ["companies.list"],
    query: z.strictObject({ after: z.string().optional(), limit: Limit }),
    answer: CompanyList,
    async run({ store }, { principal, query }) {
      const listed = await store.list(query.after ?? null, query.limit, companiesWith(principal, "companies.list"));
      return { body: { companies: listed.map(({ id, company: { name, country } }) => ({ id, name, country })) } };
    },
  }),
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "A company's own fields",
    permissions: ["company.read"],
    params: CompanyParams,
    answer: CompanyAnswer,
    async run({ store }, { params }) {
      const { body, revision } = existing(await store.text(params.company, "company"), params.company);
      return { text: body, etag: revision };
    },
  }),
  endpoint({
    method: "PUT",
    url,
    tag,
    summary: "Creates a company or changes its own fields",
    permissions: ["company.read", "company.save"],
    params: CompanyParams,
    body: Company,
    answer: CompanyWritten,
    async run({ store, warningsOf }, { principal, precondition, params, body }) {
      const stored = await saveCompany(store, principal, params.company, body, precondition);
      const { revision } = stored.company;
      return { body: { ...stored.company.body, revision, warnings: warningsOf(stored) }, etag: revision };
    },
  }),
  endpoint({
    method: "DELETE",
    url,
    tag,
    summary: "Removes a company with everything that belongs to it",
    permissions: ["company.read", "company.remove"],
    params: CompanyParams,
    answer: Removed,
    async run({ store }, { principal, precondition, params }) {
      return { body: { revision: await removeCompany(store, principal, params.company, precondition) } };
    },
  }),
  endpoint({
    method: "GET",
    url: `${url}/dialled-before`,
    tag,
    summary: "The trunk prefix and the international prefixes of the company's country",
    permissions: ["company.read"],
    params: CompanyParams,
    answer: DialledBefore,
    async run({ store }, { params }) {
      const { company } = await readCompany(store, params.company);
      return { body: { dialledBefore: dialledBefore(company.body.country) } };
    },
  }),
];
