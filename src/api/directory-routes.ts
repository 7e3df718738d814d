/** The directory as a whole, and the single things of it. */
import { z } from "zod";
import { keepsDirectory, requireRight } from "../http/access.ts";
import { answers, DirectoryAnswer, ThingAnswers, ThingWritten, Written } from "../http/answers.ts";
import { HttpError } from "../http/errors.ts";
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
import { changeDirectory } from "./change-directory.ts";
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

  for (const kind of [numbers, employees, departments]) singleThings(app, context, kind);

  app.patch(
    "/api/v1/companies/:company/numbers/:id",
    {
      schema: {
        tags,
        summary: "Labels a number, turns it on or off",
        response: answers(ThingWritten.number),
        params: ThingParams,
        body: SentNumber.pick({ label: true, on: true }),
      },
    },
    async (request, reply) => {
      requireRight(keepsDirectory(request.access), "write the directory");
      const { company, id } = request.params;
      const { access, body } = request;
      const saved = await changeDirectory(context, { access }, { company, action: "number.patch" }, (stored) => {
        if (numbers.at(stored.directory.body, id) === -1) throw unknown(numbers, id);
        checkIfMatch(request, stored.directory);
        return numbers.put(stored, { ...body, number: id });
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
  new HttpError(`${thing}_unknown`, `The company has no ${thing} “${id}”.`);

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

function noName({ thing }: Kind, id: string): HttpError {
  return new HttpError("malformed", `“${id}” names no ${thing}.`);
}

function differentName({ key }: Kind): HttpError {
  const message = `The ${key} of the body is not the one of the address.`;
  return new HttpError("malformed", message, { errors: [{ path: `/${key}`, code: "invalid", message }] });
}
