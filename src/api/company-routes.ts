/** Companies: listed, put, removed, and who changed what in them. */
import { z } from "zod";
import { companyUnknown, isAdmin, isOperator, keepsDirectory, reaches, requireRight } from "../http/access.ts";
import { answers, AuditAnswer, CompanyAnswer, CompanyList, CompanyWritten, Removed } from "../http/answers.ts";
import { HttpError } from "../http/errors.ts";
import { checkCompany } from "../policy/check-company.ts";
import { Company, Id } from "../policy/company.ts";
import { emptyDirectory } from "../policy/directory.ts";
import type { ApiKey } from "../store/api-key.ts";
import { REMOVAL } from "../store/store.ts";
import { etag, readCompany, type ApiContext, type App } from "./context.ts";
import { checkIfMatch, NEVER_SAVED } from "./preconditions.ts";

const tags = ["Companies"];
const Params = z.object({ company: z.string() });
const Limit = z.coerce.number().int().min(1).max(1000).default(100);

export function companyRoutes(app: App, context: ApiContext): void {
  const { store, keys } = context;
  app.get(
    "/api/v1/companies",
    {
      schema: {
        tags,
        summary: "The companies of the key, in the order of their ids",
        response: answers(CompanyList),
        querystring: z.strictObject({ after: z.string().optional(), limit: Limit }),
      },
    },
    async ({ access, query }) => {
      requireRight(keepsDirectory(access), "list companies");
      const listed = await store.list(query.after ?? null, query.limit, access.companies && [...access.companies]);
      return { companies: listed.map(({ id, company: { name, country } }) => ({ id, name, country })) };
    },
  );

  app.get(
    "/api/v1/companies/:company",
    { schema: { tags, summary: "A company's own fields", params: Params, response: answers(CompanyAnswer) } },
    async (request, reply) => {
      requireRight(keepsDirectory(request.access), "read the company");
      const { company } = await readCompany(store, request, request.params.company);
      return reply.header("etag", etag(company.revision)).send(company.body);
    },
  );

  app.put(
    "/api/v1/companies/:company",
    {
      schema: {
        tags,
        summary: "Makes a company, or puts its own fields",
        params: Params,
        body: Company,
        response: answers(CompanyWritten),
      },
    },
    async (request, reply) => {
      const { access, body } = request;
      const { company } = request.params;
      if (!reaches(access, company)) throw companyUnknown(company);
      requireRight(isAdmin(access), "write the company");
      requireFormOfId(company);
      const about = { author: access.name, action: "company.put", company };
      const { revision, stored } = await store.write(about, async (transaction) => {
        const before = await transaction.company(company);
        if (!before && !isOperator(access)) throw companyUnknown(company);
        checkIfMatch(request, before?.company ?? NEVER_SAVED);
        requireRight(
          isOperator(access) || body.guests === before?.company.body.guests,
          "open the blocks for the company's guests",
        );
        const directory = before?.directory.body ?? emptyDirectory;
        const errors = checkCompany(body, before?.company.body, directory).problems;
        if (errors[0]) throw new HttpError("invalid_company", errors[0].message, { errors });
        transaction.put(company, "company", body);
      });
      return reply.header("etag", etag(revision)).send({ ...body, revision, warnings: context.warningsOf(stored!) });
    },
  );

  app.delete(
    "/api/v1/companies/:company",
    { schema: { tags, summary: "Removes a company with all that it has", params: Params, response: answers(Removed) } },
    async (request) => {
      const { company } = request.params;
      if (!reaches(request.access, company)) throw companyUnknown(company);
      requireRight(isOperator(request.access), "remove a company");
      const about = { author: request.access.name, action: REMOVAL, company };
      const { revision } = await store.write(about, async (transaction) => {
        const stored = await readCompany(transaction, request, company);
        checkIfMatch(request, stored.company);
        transaction.removeCompany(company);
        // Another company may get this id one day; today's keys are not for it.
        for (const key of await transaction.keys())
          if (key.companies?.includes(company)) transaction.putKey(without(key, company));
      });
      keys.refresh(await store.keys());
      return { revision };
    },
  );

  app.get(
    "/api/v1/companies/:company/audit",
    {
      schema: {
        tags,
        summary: "Who changed what in a company, from what to what, the newest first",
        response: answers(AuditAnswer),
        params: Params,
        querystring: z.strictObject({ before: z.coerce.number().int().min(1).optional(), limit: Limit }),
      },
    },
    async (request) => {
      requireRight(isAdmin(request.access), "read the audit");
      await readCompany(store, request, request.params.company);
      const { before, limit } = request.query;
      return { entries: await store.audit(request.params.company, before ?? null, limit) };
    },
  );
}

function without(key: ApiKey, company: string): ApiKey {
  const companies = key.companies?.filter((id) => id !== company) ?? [];
  return companies.length > 0 ? { ...key, companies } : { ...key, companies, revokedAt: new Date().toISOString() };
}

function requireFormOfId(id: string): void {
  const { error } = Id.safeParse(id);
  if (error) throw new HttpError("malformed", `The company's id: ${error.issues[0]?.message}.`);
}
