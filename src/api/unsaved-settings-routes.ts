/** What the page asks about outgoing numbers that are not saved yet. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { compile } from "../decide/compile.ts";
import { effectOf } from "../decide/effect.ts";
import { placesOf } from "../decide/place.ts";
import { devicesOf, devicesOfDepartment, memberOf, shownAt } from "../decide/shown.ts";
import { isAdmin, requireRight } from "../http/access.ts";
import { answers, CheckAnswer, PrefixAnswer, ShownAnswer } from "../http/answers.ts";
import { HttpError } from "../http/errors.ts";
import { checkOutgoingNumbers, isRefused, withoutProblems } from "../policy/check-outgoing-numbers.ts";
import { Id } from "../policy/company.ts";
import { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { neighboursOf } from "../policy/prefix-neighbours.ts";
import { warnings } from "../policy/warnings.ts";
import { revisionOf, type StoredCompany } from "../store/store.ts";
import { readCompany, type ApiContext, type App } from "./context.ts";
import { asSeenHere } from "./outgoing-numbers-routes.ts";

const url = "/api/v1/companies/:company/outgoing-numbers";
const tags = ["Outgoing numbers"];
const Params = z.object({ company: z.string() });
const settings = OutgoingNumbers.optional().meta({ description: "Not saved yet; without it the saved ones hold" });
const AskedShown = z.union([z.strictObject({ employee: Id, settings }), z.strictObject({ department: Id, settings })]);

export function unsavedSettingsRoutes(app: App, { store }: ApiContext): void {
  const read = async (request: Pick<FastifyRequest, "access">, company: string) => {
    requireRight(isAdmin(request.access), "preview settings");
    return readCompany(store, request, company);
  };

  app.post(
    `${url}/check`,
    {
      schema: {
        tags,
        summary: "What stands against saving a document, what is worth a warning, and what it would change",
        params: Params,
        body: OutgoingNumbers,
        response: answers(CheckAnswer),
      },
    },
    async (request) => {
      const stored = await read(request, request.params.company);
      const { company, directory, "outgoing-numbers": saved } = stored;
      const checked = checkOutgoingNumbers(request.body, company.body, directory.body, saved.body);
      const sound = withoutProblems(checked);
      return {
        revision: revisionOf(stored),
        errors: checked.problems,
        // What is refused anyway needs no warning.
        warnings: warnings(company.body, directory.body, checked.document)
          .filter(({ document, path }) => document !== "outgoing-numbers" || !isRefused(checked, path))
          .map(asSeenHere),
        effect: await effectOf(
          compile(company.body, directory.body, saved.body),
          compile(company.body, directory.body, sound),
          directory.body,
          placesOf(company.body.country, saved.body, sound),
        ),
      };
    },
  );

  app.post(
    `${url}/shown`,
    {
      schema: {
        tags,
        summary: "What clients see of an employee, or of a member of a department, from each device at each place",
        params: Params,
        body: AskedShown,
        response: answers(ShownAnswer),
      },
    },
    async (request) => {
      const stored = await read(request, request.params.company);
      const { document, problems } = unsaved(stored, request.body.settings);
      const { company, directory } = stored;
      const compiled = compile(company.body, directory.body, document);
      const places = placesOf(company.body.country, document);
      const { caller, devices } = whoIsShown(request.body, stored, compiled);
      return {
        revision: revisionOf(stored),
        places,
        devices: shownAt(compiled, caller, devices, places),
        errors: problems,
      };
    },
  );

  app.post(
    `${url}/prefix`,
    {
      schema: {
        tags,
        summary: "How a prefix is read as an admin types it, and what it is asked before and after",
        params: Params,
        body: z.strictObject({ text: z.string().max(200), settings }),
        response: answers(PrefixAnswer),
      },
    },
    async (request) => {
      const stored = await read(request, request.params.company);
      return neighboursOf(
        request.body.text,
        stored.company.body.country,
        unsaved(stored, request.body.settings).document,
      );
    },
  );
}

function unsaved(stored: StoredCompany, settings: OutgoingNumbers | undefined) {
  const { company, directory, "outgoing-numbers": saved } = stored;
  if (settings === undefined) return { document: saved.body, problems: [] };
  const checked = checkOutgoingNumbers(settings, company.body, directory.body, saved.body);
  return { document: withoutProblems(checked), problems: checked.problems };
}

function whoIsShown(
  asked: z.infer<typeof AskedShown>,
  { directory }: StoredCompany,
  compiled: ReturnType<typeof compile>,
) {
  if ("employee" in asked) {
    const employee = directory.body.employees.find(({ id }) => id === asked.employee);
    if (!employee) throw new HttpError("employee_unknown", `There is no employee “${asked.employee}”.`);
    return { caller: compiled.employees.get(employee.id)!, devices: devicesOf(employee.lines) };
  }
  const { department } = asked;
  if (!directory.body.departments.some(({ id }) => id === department))
    throw new HttpError("department_unknown", `There is no department “${department}”.`);
  return { caller: memberOf(compiled, department), devices: devicesOfDepartment(directory.body, department) };
}
