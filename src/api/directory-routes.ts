/** The directory as a whole, and the single things of it. */
import { z } from "zod";
import { isAdmin, keepsDirectory, requireRight } from "../access/access.ts";
import {
  answers,
  DirectoryAnswer,
  DirectoryCheckAnswer,
  SynchronisationAnswer,
  ThingAnswers,
  ThingWritten,
  Written,
} from "../contract/answers.ts";
import { Refusal } from "../policy/refusal.ts";
import { E164Number, Id } from "../policy/company.ts";
import { Department, Employee, type Directory } from "../policy/directory.ts";
import {
  SentDirectory,
  SentNumber,
  substitutionOfGuests,
  updateDirectory,
  updateEmployee,
  updateNumber,
} from "../policy/update-directory.ts";
import type { StoredCompany } from "../store/store.ts";
import { changeDirectory, checkNextDirectory } from "./change-directory.ts";
import { etag, readCompany, type ApiContext, type App } from "./context.ts";
import { checkIfMatch } from "./preconditions.ts";

const DIRECTORY_BODY_LIMIT = 64 * 1024 * 1024;
const tags = ["Directory"];
const CompanyParams = z.object({ company: z.string() });
const ThingParams = z.object({ company: z.string(), id: z.string() });

export function directoryRoutes(app: App, context: ApiContext): void {
  app.get(
    "/api/v1/companies/:company/directory",
    {
      schema: {
        tags,
        summary: "The whole directory, in the form in which it is put",
        params: CompanyParams,
        response: answers(DirectoryAnswer),
      },
    },
    async (request, reply) => {
      requireRight(keepsDirectory(request.access), "read the directory");
      const { directory } = await readCompany(context.store, request, request.params.company);
      return reply.header("etag", etag(directory.revision)).send(directory.body);
    },
  );

  app.put(
    "/api/v1/companies/:company/directory",
    {
      bodyLimit: DIRECTORY_BODY_LIMIT,
      schema: {
        tags,
        summary: "Puts the whole directory in one step, as a PBX does that keeps it",
        response: answers(Written),
        params: CompanyParams,
        body: SentDirectory,
      },
    },
    async (request, reply) => {
      requireRight(keepsDirectory(request.access), "write the directory");
      const { company } = request.params;
      const saved = await changeDirectory(context, request, { company, action: "directory.put" }, (stored) => {
        checkIfMatch(request, stored.directory);
        return { directory: updateDirectory(stored.directory.body, request.body) };
      });
      return reply.header("etag", etag(saved.revision)).send({ revision: saved.revision, warnings: saved.warnings });
    },
  );

  app.post(
    "/api/v1/companies/:company/directory/check",
    {
      bodyLimit: DIRECTORY_BODY_LIMIT,
      schema: {
        tags,
        summary: "What stands against putting a directory, without putting it",
        response: answers(DirectoryCheckAnswer),
        params: CompanyParams,
        body: SentDirectory,
      },
    },
    async (request) => {
      requireRight(keepsDirectory(request.access), "write the directory");
      const stored = await readCompany(context.store, request, request.params.company);
      const directory = updateDirectory(stored.directory.body, request.body);
      return { errors: await checkNextDirectory(context, request, stored, directory) };
    },
  );

  app.get(
    "/api/v1/companies/:company/directory/synchronisation",
    {
      schema: {
        tags,
        summary: "Whether a PBX keeps the directory in step, and when it last did",
        response: answers(SynchronisationAnswer),
        params: CompanyParams,
      },
    },
    async (request) => {
      requireRight(keepsDirectory(request.access), "read the directory");
      const { id } = await readCompany(context.store, request, request.params.company);
      const last = await context.store.synchronisation(id);
      const keeps = (await context.store.keys()).some(
        ({ role, sync, companies, revokedAt }) =>
          role === "pbx" && sync && revokedAt === null && (companies === null || companies.includes(id)),
      );
      return {
        keptByPbx: last !== null && keeps,
        synchronisedAt: last?.at ?? null,
        synchronisedBy: last?.author ?? null,
      };
    },
  );

  for (const kind of [numbers, employees, departments]) singleThings(app, context, kind);

  app.patch(
    "/api/v1/companies/:company/numbers/:id",
    {
      schema: {
        tags,
        summary: "Labels a number, turns it on or off",
        response: answers(ThingWritten.number),
        params: ThingParams,
        description:
          "With `replaceWith`, the entries of a number that is turned off get another number in the same step.",
        body: SentNumber.pick({ label: true, on: true })
          .extend({ replaceWith: E164Number.optional() })
          .refine(({ on, replaceWith }) => replaceWith === undefined || on === false, {
            path: ["replaceWith"],
            message: "only with “on”: false",
          }),
      },
    },
    async (request, reply) => {
      requireRight(keepsDirectory(request.access), "write the directory");
      const { company, id } = request.params;
      const { access } = request;
      const { replaceWith, ...body } = request.body;
      requireRight(replaceWith === undefined || isAdmin(access), "write the outgoing numbers");
      const saved = await changeDirectory(context, { access }, { company, action: "number.patch" }, (stored) => {
        if (numbers.at(stored.directory.body, id) === -1) throw unknown(numbers, id);
        checkIfMatch(request, stored.directory);
        if (replaceWith !== undefined) requireReplacement(stored, id, replaceWith);
        return {
          ...numbers.put(stored, { ...body, number: id }),
          ...(replaceWith !== undefined && { replace: { number: id, by: replaceWith } }),
        };
      });
      return answerWith(reply, numbers, saved, id);
    },
  );
}

/** One list of the directory, as its single things are read and written. */
type Kind = Readonly<{
  list: keyof Directory;
  thing: "number" | "employee" | "department";
  /** The field that names a thing. */
  key: "number" | "id";
  name: z.ZodType<string>;
  /** As {@link SentDirectory} has it, the name left to the address. */
  body: z.ZodType<Readonly<Record<string, unknown>>>;
  at: (directory: Directory, id: string) => number;
  put: (stored: StoredCompany, sent: unknown) => Readonly<{ directory: Directory; pointer: string }>;
  /** What goes with a thing that goes. */
  remove: (directory: Directory, id: string) => Directory;
}>;

function kind<List extends keyof Directory, Sent extends object>(
  about: Readonly<{
    list: List;
    thing: Kind["thing"];
    key: Kind["key"];
    name: Kind["name"];
    body: Kind["body"];
    nameOf: (thing: Directory[List][number] | Sent) => string;
    update: (sent: Sent, known: Directory[List][number] | undefined) => Directory[List][number];
    clean?: (directory: Directory, id: string) => Directory;
  }>,
): Kind {
  const { list, nameOf, update, clean = (directory: Directory) => directory } = about;
  const things = (directory: Directory): readonly Directory[List][number][] => directory[list];
  const at = (directory: Directory, id: string) => things(directory).findIndex((thing) => nameOf(thing) === id);
  return {
    ...about,
    at,
    put: ({ directory }, sent) => {
      const thing = sent as Sent;
      const place = at(directory.body, nameOf(thing));
      const before = things(directory.body);
      const updated = update(thing, before[place]);
      const after = place === -1 ? [...before, updated] : before.with(place, updated);
      return {
        directory: { ...directory.body, [list]: after },
        pointer: `/${list}/${place === -1 ? before.length : place}`,
      };
    },
    remove: (directory, id) =>
      clean({ ...directory, [list]: things(directory).filter((thing) => nameOf(thing) !== id) }, id),
  };
}

const numbers = kind({
  list: "numbers",
  thing: "number",
  key: "number",
  name: E164Number,
  body: SentNumber.partial({ number: true }),
  nameOf: ({ number }: SentNumber) => number,
  update: updateNumber,
});

const employees = kind({
  list: "employees",
  thing: "employee",
  key: "id",
  name: Id,
  body: Employee.partial({ id: true }).refine(...substitutionOfGuests),
  nameOf: ({ id }: Employee) => id,
  update: updateEmployee,
  clean: (directory, employee) => ({
    ...directory,
    departments: directory.departments.map((department) => ({
      ...department,
      members: department.members.filter((member) => member !== employee),
    })),
  }),
});

const departments = kind({
  list: "departments",
  thing: "department",
  key: "id",
  name: Id,
  body: Department.partial({ id: true }),
  nameOf: ({ id }: Department) => id,
  update: (sent) => sent,
});

const unknown = ({ thing }: Kind, id: string) =>
  new Refusal(`${thing}_unknown`, `The company has no ${thing} “${id}”.`);

type Saved = Awaited<ReturnType<typeof changeDirectory>>;
type Sender = { header(name: string, value: string): { send(payload: unknown): unknown } };

function answerWith(reply: Sender, kind: Kind, { directory, revision, warnings }: Saved, id: string) {
  const thing = directory[kind.list][kind.at(directory, id)];
  return reply.header("etag", etag(revision)).send({ ...thing, revision, warnings });
}

function singleThings(app: App, context: ApiContext, kind: Kind): void {
  const { thing, list } = kind;
  const url = `/api/v1/companies/:company/${list}/:id`;

  app.get(
    url,
    { schema: { tags, summary: `One ${thing}`, params: ThingParams, response: answers(ThingAnswers[thing]) } },
    async (request, reply) => {
      requireRight(keepsDirectory(request.access), "read the directory");
      const { company, id } = request.params;
      const { directory } = await readCompany(context.store, request, company);
      const found = directory.body[list][kind.at(directory.body, id)];
      if (!found) throw unknown(kind, id);
      return reply.header("etag", etag(directory.revision)).send(found);
    },
  );

  app.put(
    url,
    {
      schema: {
        tags,
        summary: `Puts one ${thing}; a new ${thing} comes last`,
        response: answers(ThingWritten[thing]),
        description: `The body has the form that the directory has; its \`${kind.key}\` may be left out.`,
        params: ThingParams,
        body: kind.body,
      },
    },
    async (request, reply) => {
      requireRight(keepsDirectory(request.access), "write the directory");
      const { company, id } = request.params;
      if (!kind.name.safeParse(id).success) throw noName(kind, id);
      const sent = { [kind.key]: id, ...request.body };
      if (sent[kind.key] !== id) throw differentName(kind);
      const saved = await changeDirectory(context, request, { company, action: `${thing}.put` }, (stored) => {
        checkIfMatch(request, stored.directory);
        return kind.put(stored, sent);
      });
      return answerWith(reply, kind, saved, id);
    },
  );

  app.delete(
    url,
    { schema: { tags, summary: `Removes one ${thing}`, params: ThingParams, response: answers(Written) } },
    async (request) => {
      requireRight(keepsDirectory(request.access), "write the directory");
      const { company, id } = request.params;
      const saved = await changeDirectory(context, request, { company, action: `${thing}.delete` }, (stored) => {
        if (kind.at(stored.directory.body, id) === -1) throw unknown(kind, id);
        checkIfMatch(request, stored.directory);
        return { directory: kind.remove(stored.directory.body, id) };
      });
      return { revision: saved.revision, warnings: saved.warnings };
    },
  );
}

/** @throws Refusal 422 for what cannot take another number's place */
function requireReplacement({ directory }: StoredCompany, number: string, by: string): void {
  const found = directory.body.numbers.find((number) => number.number === by);
  if (found?.on && by !== number) return;
  const message = found ? `${by} is turned off, or is about to be.` : `The company has no number ${by}.`;
  const code = found ? "number_off" : "number_unknown";
  throw new Refusal("invalid_directory", message, { problems: [{ path: "/replaceWith", code, message }] });
}

function noName({ thing }: Kind, id: string): Refusal {
  return new Refusal("malformed", `“${id}” names no ${thing}.`);
}

function differentName({ key }: Kind): Refusal {
  const message = `The ${key} of the body is not the one of the address.`;
  return new Refusal("malformed", message, { problems: [{ path: `/${key}`, code: "invalid", message }] });
}
