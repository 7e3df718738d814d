/** Endpoints for what outgoing numbers, saved or not, do. They write nothing. */
import { z } from "zod";
import {
  CheckAnswer,
  PrefixAnswer,
  PreviewAnswer,
  PreviewsAnswer,
  ShownAnswer,
  ShownAtHomeAnswer,
} from "../contract/answers.ts";
import { listWithSettings, withSettings } from "../contract/question.ts";
import { compile, type CompiledCompany } from "../decide/compile.ts";
import { checkOutgoingNumbers, isRefused, withoutProblems } from "../policy/check-outgoing-numbers.ts";
import { Id } from "../policy/company.ts";
import { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { neighboursOf } from "../policy/prefix-neighbours.ts";
import { Refusal } from "../policy/refusal.ts";
import { warnings } from "../policy/warnings.ts";
import { effectOf } from "../preview/effect.ts";
import { unmetExpectations } from "../preview/expectations.ts";
import { placesOf } from "../preview/place.ts";
import { devicesOf, devicesOfDepartment, memberOf, shownAt } from "../preview/shown.ts";
import { shownAtHome } from "../preview/shown-at-home.ts";
import { readCompany } from "../settings/read-company.ts";
import { revisionOf, type StoredCompany } from "../store/company.ts";
import { endpoint } from "./endpoint.ts";
import { asErrors } from "../http/errors.ts";
import { asSeenHere } from "./outgoing-numbers.ts";
import { CompanyParams } from "./parameters.ts";
import { previewCalls, unsaved } from "./preview-calls.ts";
import { asUnmet } from "./unmet.ts";

const url = "/api/v1/companies/:company/outgoing-numbers";
const tag = "Outgoing numbers";
const settings = OutgoingNumbers.optional().meta({
  description: "Unsaved outgoing numbers; by default, the saved ones are used",
});
const AskedShown = z.union([z.strictObject({ employee: Id, settings }), z.strictObject({ department: Id, settings })]);

/** Pages are larger than elsewhere, because each has to prepare the whole company. */
const ShownPage = z.strictObject({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
});

export const unsavedSettingsEndpoints = [
  endpoint({
    method: "POST",
    url: `${url}/check`,
    tag,
    summary: "The errors and warnings of a document, and the effect of saving it",
    permissions: ["outgoing-numbers.read"],
    readsOnly: true,
    params: CompanyParams,
    body: OutgoingNumbers,
    answer: CheckAnswer,
    async run({ store }, { params, body }) {
      const stored = await readCompany(store, params.company);
      const { company, directory, "outgoing-numbers": saved, expectations } = stored;
      const checked = checkOutgoingNumbers(body, company.body, directory.body, saved.body);
      const sound = withoutProblems(checked);
      const after = compile(company.body, directory.body, sound);
      return {
        body: {
          revision: revisionOf(stored),
          ...asErrors(checked),
          // An entry that is refused anyway needs no warning.
          warnings: warnings(company.body, directory.body, checked.document)
            .filter(({ document, path }) => document !== "outgoing-numbers" || !isRefused(checked, path))
            .map(asSeenHere),
          expectations: unmetExpectations(after, directory.body, expectations.body.expectations).map(asUnmet),
          effect: await effectOf(
            compile(company.body, directory.body, saved.body),
            after,
            directory.body,
            placesOf(company.body.country, saved.body, sound),
          ),
        },
      };
    },
  }),
  endpoint({
    method: "POST",
    url: `${url}/shown`,
    tag,
    summary: "The number that clients see from an employee or department, for each device and place",
    permissions: ["outgoing-numbers.read"],
    readsOnly: true,
    params: CompanyParams,
    body: AskedShown,
    answer: ShownAnswer,
    async run({ store }, { params, body }) {
      const stored = await readCompany(store, params.company);
      const { document, errors } = unsaved(stored, body.settings);
      const { company, directory } = stored;
      const compiled = compile(company.body, directory.body, document);
      const places = placesOf(company.body.country, document);
      const { caller, devices } = whoIsShown(body, stored, document, compiled);
      const shown = shownAt(compiled, caller, devices, places);
      return { body: { revision: revisionOf(stored), places, devices: shown, ...errors } };
    },
  }),
  endpoint({
    method: "GET",
    url: `${url}/shown`,
    tag,
    summary: "The number that clients in the home country see from each employee, by id",
    description: "As saved, where no prefix fits. `next` is the `after` of the next page.",
    permissions: ["outgoing-numbers.read"],
    params: CompanyParams,
    query: ShownPage,
    answer: ShownAtHomeAnswer,
    async run({ store }, { params, query: { after = "", limit } }) {
      const stored = await readCompany(store, params.company);
      const { company, directory, "outgoing-numbers": saved } = stored;
      const left = directory.body.employees.filter(({ id }) => id > after).sort((a, b) => (a.id < b.id ? -1 : 1));
      const page = left.slice(0, limit);
      const compiled = compile(company.body, directory.body, saved.body);
      return {
        body: {
          revision: revisionOf(stored),
          items: await shownAtHome(compiled, page),
          next: page.length < left.length ? page.at(-1)!.id : null,
        },
      };
    },
  }),
  endpoint({
    method: "POST",
    url: `${url}/prefix`,
    tag,
    summary: "Reads a prefix as an admin types it, and lists the entries it beats and loses to",
    permissions: ["outgoing-numbers.read"],
    readsOnly: true,
    params: CompanyParams,
    body: z.strictObject({ text: z.string().max(200), settings }),
    answer: PrefixAnswer,
    async run({ store }, { params, body }) {
      const stored = await readCompany(store, params.company);
      const { document } = unsaved(stored, body.settings);
      return { body: neighboursOf(body.text, stored.company.body.country, document) };
    },
  }),
  endpoint({
    method: "POST",
    url: "/api/v1/decisions/preview",
    tag: "Decisions",
    summary: "Which number a call would show with unsaved settings",
    description: "Entries that could not be saved are left out of the decision and listed under `errors`.",
    permissions: ["outgoing-numbers.read"],
    readsOnly: true,
    body: withSettings(OutgoingNumbers),
    answer: PreviewAnswer,
    async run(desk, { principal, body }) {
      const { dialled, ...asked } = body;
      const { previews, ...about } = await previewCalls(desk, principal, asked, [dialled]);
      return { body: { ...previews[0]!, ...about } };
    },
  }),
  endpoint({
    method: "POST",
    url: "/api/v1/decisions/previews",
    tag: "Decisions",
    summary: "Which numbers calls of one caller would show with unsaved settings",
    description: "Every call is decided from the same revision, as a preview of it alone would be.",
    permissions: ["outgoing-numbers.read"],
    readsOnly: true,
    body: listWithSettings(OutgoingNumbers),
    answer: PreviewsAnswer,
    async run(desk, { principal, body }) {
      const { dialled, ...asked } = body;
      return { body: await previewCalls(desk, principal, asked, dialled) };
    },
  }),
];

function whoIsShown(
  asked: z.infer<typeof AskedShown>,
  { directory }: StoredCompany,
  document: OutgoingNumbers,
  compiled: CompiledCompany,
) {
  if ("employee" in asked) {
    const employee = directory.body.employees.find(({ id }) => id === asked.employee);
    if (!employee) throw new Refusal("employee_unknown", `The company has no employee “${asked.employee}”.`);
    return { caller: compiled.employees.get(employee.id)!, devices: devicesOf(employee.lines) };
  }
  const { department } = asked;
  if (!directory.body.departments.some(({ id }) => id === department))
    throw new Refusal("department_unknown", `The company has no department “${department}”.`);
  return { caller: memberOf(compiled, document, department), devices: devicesOfDepartment(directory.body, department) };
}
