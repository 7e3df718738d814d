/** The endpoint to try what a dialled text means, also before a company's fields are saved. */
import { z } from "zod";
import { ReadingAnswer } from "../contract/answers.ts";
import { Dialled } from "../contract/question.ts";
import { homeOf } from "../number/home.ts";
import { explainUnderstanding } from "../number/understand.ts";
import { checkCompany } from "../policy/check-company.ts";
import { Company, Device } from "../policy/company.ts";
import { readCompany } from "../settings/read-company.ts";
import { refuseProblems } from "../settings/refuse.ts";
import type { StoredCompany } from "../store/company.ts";
import { endpoint } from "./endpoint.ts";
import { CompanyParams } from "./parameters.ts";

export const dialledEndpoint = endpoint({
  method: "POST",
  url: "/api/v1/companies/:company/dialled",
  tag: "Companies",
  summary: "What a dialled text means, step by step",
  description: "The same code decides calls. `steps` ends with what gave the text its meaning.",
  permissions: ["company.read"],
  readsOnly: true,
  params: CompanyParams,
  body: z.strictObject({
    dialled: Dialled,
    device: Device,
    settings: Company.optional().meta({ description: "Unsaved fields of the company; by default, the saved ones" }),
  }),
  answer: ReadingAnswer,
  async run({ store }, { params, body: { dialled, device, settings } }) {
    const stored = await readCompany(store, params.company);
    if (settings) requireReadable(settings, stored);
    const extensions = new Set(stored.directory.body.employees.map(({ extension }) => extension));
    const home = homeOf({ ...(settings ?? stored.company.body), extensions });
    return { body: explainUnderstanding(dialled, home, device) };
  },
});

/** @throws Refusal `invalid_company` or `too_many_entries` if nothing can be read with such settings */
function requireReadable(settings: Company, { company, directory }: StoredCompany): void {
  // An emergency number that cannot be shown does not change what a text means.
  const { emergencyNumber: _, ...dialling } = settings;
  const { problems, more } = checkCompany(dialling, company.body, directory.body);
  const asSent = problems.map((problem) => ({ ...problem, path: `/settings${problem.path}` }));
  refuseProblems("invalid_company", { problems: asSent, more });
}
