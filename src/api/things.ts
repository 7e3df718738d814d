/** The items of a directory: numbers, employees, departments. */
import { z } from "zod";
import { ThingAnswers, ThingWritten, Written } from "../contract/answers.ts";
import { E164Number, Id } from "../policy/company.ts";
import type { Directory } from "../policy/directory.ts";
import { placeOf, type List } from "../policy/edit-directory.ts";
import { Refusal } from "../policy/refusal.ts";
import {
  EmployeeFields,
  SentDepartment,
  SentEmployeeThere,
  SentNumber,
  type SentThings,
} from "../policy/update-directory.ts";
import {
  changeEmployee,
  changeNumber,
  removeFromDirectory,
  saveThing,
  type LeftEntries,
  type SavedDirectory,
} from "../settings/change-directory.ts";
import { readCompany } from "../settings/read-company.ts";
import type { Desk } from "./desk.ts";
import { endpoint } from "./endpoint.ts";

const tag = "Directory";
const Params = z.object({ company: z.string(), id: z.string() });

/** A list of the directory, and how its items are addressed. */
type Kind = Readonly<{
  list: List;
  thing: "number" | "employee" | "department";
  /** The field that identifies an item; it is in the address, and the body may omit it. */
  key: "number" | "id";
  name: z.ZodType<string>;
  body: z.ZodType<Readonly<Record<string, unknown>>>;
  /** What may become of its entries in the outgoing numbers when it is removed. */
  left: z.ZodType<LeftEntries>;
}>;

const entries = z.literal("remove").optional();
const Removed = z.strictObject({ entries });
const RemovedNumber = z
  .strictObject({ entries, replaceWith: E164Number.optional() })
  .refine(({ entries, replaceWith }) => entries === undefined || replaceWith === undefined, {
    path: ["replaceWith"],
    message: "not with “entries”",
  });

const numbers: Kind = {
  list: "numbers",
  thing: "number",
  key: "number",
  name: E164Number,
  body: SentNumber.partial({ number: true }),
  left: RemovedNumber,
};

const employees: Kind = {
  list: "employees",
  thing: "employee",
  key: "id",
  name: Id,
  body: SentEmployeeThere,
  left: Removed,
};

const departments: Kind = {
  list: "departments",
  thing: "department",
  key: "id",
  name: Id,
  body: SentDepartment.partial({ id: true }),
  left: Removed,
};

export const thingEndpoints = [
  ...endpointsOf(numbers),
  ...endpointsOf(employees),
  ...endpointsOf(departments),
  endpoint({
    method: "PATCH",
    url: "/api/v1/companies/:company/employees/:id",
    tag,
    summary: "Sets what people set of an employee",
    description: "An absent field keeps its value, null clears it.",
    permissions: ["employee.save"],
    params: Params,
    body: EmployeeFields,
    answer: ThingWritten.employee,
    async run(desk, { principal, precondition, params, body }) {
      const { company, id } = params;
      const saved = await changeEmployee(desk.store, { principal, company, precondition }, id, body);
      return written(desk, saved, employees, id);
    },
  }),
  endpoint({
    method: "PATCH",
    url: "/api/v1/companies/:company/numbers/:id",
    tag,
    summary: "Labels a number, turns it on or off, confirms it or sets its trunks",
    description: "With `replaceWith`, the entries of a number that is turned off get another number in the same step.",
    permissions: ["directory.write"],
    params: Params,
    body: SentNumber.pick({ label: true, on: true, confirmed: true, trunks: true })
      .extend({ replaceWith: E164Number.optional() })
      .refine(({ on, replaceWith }) => replaceWith === undefined || on === false, {
        path: ["replaceWith"],
        message: "only with “on”: false",
      }),
    answer: ThingWritten.number,
    async run(desk, { principal, precondition, params, body }) {
      const { company, id } = params;
      const { replaceWith, ...sent } = body;
      const change = { principal, company, precondition };
      const saved = await changeNumber(desk.store, change, { ...sent, number: id }, replaceWith);
      return written(desk, saved, numbers, id);
    },
  }),
];

function endpointsOf(kind: Kind) {
  const { list, thing, key } = kind;
  const url = `/api/v1/companies/:company/${list}/:id`;
  return [
    endpoint({
      method: "GET",
      url,
      tag,
      summary: `One ${thing}`,
      permissions: ["directory.read"],
      params: Params,
      answer: ThingAnswers[thing],
      async run({ store }, { params }) {
        const { directory } = await readCompany(store, params.company);
        const found = thingOf(directory.body, kind, params.id);
        if (!found) throw new Refusal(`${thing}_unknown`, `The company has no ${thing} “${params.id}”.`);
        return { body: found, etag: directory.revision };
      },
    }),
    endpoint({
      method: "PUT",
      url,
      tag,
      summary: `Saves one ${thing}; a new ${thing} comes last`,
      description: `The body has the same form as in the directory; its \`${key}\` may be omitted.`,
      permissions: [thing === "employee" ? "employee.save" : "directory.write"],
      params: Params,
      body: kind.body,
      answer: ThingWritten[thing],
      async run(desk, { principal, precondition, params, body }) {
        const { company, id } = params;
        if (!kind.name.safeParse(id).success) throw notAName(kind, id);
        const sent = { [key]: id, ...body };
        if (sent[key] !== id) throw differentName(kind);
        const change = { principal, company, precondition };
        const saved = await saveThing(desk.store, change, list, sent as unknown as SentThings[List]);
        return written(desk, saved, kind, id);
      },
    }),
    endpoint({
      method: "DELETE",
      url,
      tag,
      summary: `Removes one ${thing}`,
      description: "By default its entries in the outgoing numbers stay, and decide nothing.",
      permissions: ["directory.write"],
      params: Params,
      query: kind.left,
      answer: Written,
      async run({ store, warningsOf }, { principal, precondition, params, query }) {
        const { company, id } = params;
        const change = { principal, company, precondition };
        const { stored, revision } = await removeFromDirectory(store, change, list, id, query);
        return { body: { revision, warnings: warningsOf(stored) }, etag: stored.directory.revision };
      },
    }),
  ];
}

const thingOf = (directory: Directory, { list }: Kind, id: string) => directory[list][placeOf(directory, list, id)];

function written({ warningsOf }: Desk, { stored, revision }: SavedDirectory, kind: Kind, id: string) {
  const { directory } = stored;
  return {
    body: { ...thingOf(directory.body, kind, id), revision, warnings: warningsOf(stored) },
    etag: directory.revision,
  };
}

function notAName({ thing }: Kind, id: string): Refusal {
  return new Refusal("malformed", `“${id}” cannot name a${thing === "employee" ? "n" : ""} ${thing}.`);
}

function differentName({ key }: Kind): Refusal {
  const message = `The ${key} in the body differs from the one in the address.`;
  return new Refusal("malformed", message, { problems: [{ path: `/${key}`, code: "invalid", message }] });
}
