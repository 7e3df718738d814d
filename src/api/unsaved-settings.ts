/** Endpoints for outgoing numbers that are not saved yet. They write nothing. */
import { z } from "zod";
import { companyUnknown } from "../access/permission.ts";
import { reaches } from "../access/principal.ts";
import { CheckAnswer, PrefixAnswer, PreviewAnswer, ShownAnswer } from "../contract/answers.ts";
import { withSettings } from "../contract/question.ts";
import { compile, type CompiledCompany } from "../decide/compile.ts";
import { decide } from "../decide/decide.ts";
import { awaitRevision } from "../http/await-revision.ts";
import { callerUnknown } from "../http/caller-unknown.ts";
import { checkOutgoingNumbers, isRefused, withoutProblems } from "../policy/check-outgoing-numbers.ts";
import { Id } from "../policy/company.ts";
import { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { neighboursOf } from "../policy/prefix-neighbours.ts";
import { Refusal } from "../policy/refusal.ts";
import { warnings } from "../policy/warnings.ts";
import { effectOf } from "../preview/effect.ts";
import { placesOf } from "../preview/place.ts";
import { devicesOf, devicesOfDepartment, memberOf, shownAt } from "../preview/shown.ts";
import { readCompany } from "../settings/read-company.ts";
import { revisionOf, type StoredCompany } from "../store/company.ts";
import { endpoint } from "./endpoint.ts";
import { asErrors } from "../http/errors.ts";
import { asSeenHere } from "./outgoing-numbers.ts";
import { CompanyParams } from "./parameters.ts";

const url = "/api/v1/companies/:company/outgoing-numbers";
const tag = "Outgoing numbers";
const settings = OutgoingNumbers.optional().meta({
  description: "Unsaved outgoing numbers; by default, the saved ones are used",
});
const AskedShown = z.union([z.strictObject({ employee: Id, settings }), z.strictObject({ department: Id, settings })]);

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
      const { company, directory, "outgoing-numbers": saved } = stored;
      const checked = checkOutgoingNumbers(body, company.body, directory.body, saved.body);
      const sound = withoutProblems(checked);
      return {
        body: {
          revision: revisionOf(stored),
          ...asErrors(checked),
          // An entry that is refused anyway needs no warning.
          warnings: warnings(company.body, directory.body, checked.document)
            .filter(({ document, path }) => document !== "outgoing-numbers" || !isRefused(checked, path))
            .map(asSeenHere),
          effect: await effectOf(
            compile(company.body, directory.body, saved.body),
            compile(company.body, directory.body, sound),
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
    async run({ store, reached }, { principal, body }) {
      const { company: id, settings, explain, minRevision, ...call } = body;
      if (!reaches(principal, id)) throw companyUnknown(id);
      await awaitRevision(reached, minRevision);
      const stored = await readCompany(store, id);
      const { document, errors } = unsaved(stored, settings);
      const compiled = compile(stored.company.body, stored.directory.body, document);
      const answer = decide(compiled, call, { explain: explain === true });
      if (!answer.known) throw callerUnknown(id, answer.code, call);
      return { body: { ...answer.decision, revision: revisionOf(stored), ...errors } };
    },
  }),
];

function unsaved(stored: StoredCompany, settings: OutgoingNumbers | undefined) {
  const { company, directory, "outgoing-numbers": saved } = stored;
  if (settings === undefined) return { document: saved.body, errors: { errors: [] } };
  const checked = checkOutgoingNumbers(settings, company.body, directory.body, saved.body);
  return { document: withoutProblems(checked), errors: asErrors(checked) };
}

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
