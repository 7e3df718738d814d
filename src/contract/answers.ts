/** The answers of the API. Tests check every answer against these schemas, and OpenAPI publishes them. */
import { z } from "zod";
import { PERMISSION_NAMES } from "../access/permission.ts";
import { Company } from "../policy/company.ts";
import { CompanyNumber, Department, Device, Directory, Employee } from "../policy/directory.ts";
import { DOCUMENT_KINDS } from "../policy/documents.ts";
import { DeviceCondition, OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { PROBLEM_CODES, WARNING_CODES } from "../policy/problem.ts";

const Pointer = z.string().meta({ description: "A JSON Pointer (RFC 6901)" });

export const ProblemDetails = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: "A stable error code" }),
    errors: z
      .array(z.strictObject({ path: Pointer, code: z.string(), message: z.string(), other: Pointer.exactOptional() }))
      .exactOptional(),
    more: z.int().exactOptional().meta({ description: "How many more errors there are than the 100 that are listed" }),
    revision: z
      .int()
      .exactOptional()
      .meta({ description: "For revision_conflict: the revision of the save in between" }),
    savedAt: z.iso.datetime().nullable().exactOptional(),
    savedBy: z.string().nullable().exactOptional(),
  })
  .meta({ description: "An error (RFC 9457)" });

const Revision = z.int().min(0).meta({ description: "The revision of the write, without gaps over the whole store" });

const Warnings = z.array(
  z.strictObject({
    document: z.enum(DOCUMENT_KINDS),
    path: Pointer,
    code: z.enum(WARNING_CODES),
    message: z.string(),
    others: z.array(Pointer).exactOptional(),
  }),
);

const written = { revision: Revision, warnings: Warnings };

export const SessionAnswer = z.strictObject({
  person: z.string().meta({ description: "Identifies the key that signed in; names need not be unique" }),
  name: z.string(),
  role: z.enum(["operator", "admin"]),
  companies: z.array(z.string()).nullable().meta({ description: "Null: all companies" }),
  permissions: z
    .array(z.strictObject({ permission: z.enum(PERMISSION_NAMES), company: z.string().nullable() }))
    .meta({ description: "A null company means every company of the session" }),
  expiresAt: z.iso.datetime(),
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;
export const Written = z.strictObject(written);
export type Written = z.infer<typeof Written>;
export const Removed = z.strictObject({ revision: Revision });
export const CompanyList = z.strictObject({
  companies: z.array(z.strictObject({ id: z.string(), name: z.string(), country: z.string() })),
});
export type CompanyList = z.infer<typeof CompanyList>;
export const CompanyAnswer = Company;
export const CompanyWritten = Company.extend(written);
export const DialledBefore = z.strictObject({
  dialledBefore: z.array(z.string()).meta({ description: "The trunk prefix and the international prefixes" }),
});
export type DialledBefore = z.infer<typeof DialledBefore>;
export const DirectoryAnswer = Directory;
const found = {
  errors: z.array(
    z.strictObject({ path: Pointer, code: z.enum(PROBLEM_CODES), message: z.string(), other: Pointer.exactOptional() }),
  ),
  more: z.int().exactOptional().meta({ description: "How many more errors there are than the 100 that are listed" }),
};
export const DirectoryCheckAnswer = z.strictObject(found);
export const SynchronisationAnswer = z.strictObject({
  keptByPbx: z.boolean(),
  synchronisedAt: z.iso.datetime().nullable(),
  synchronisedBy: z.string().nullable(),
});
export type SynchronisationAnswer = z.infer<typeof SynchronisationAnswer>;
export const ThingAnswers = { number: CompanyNumber, employee: Employee, department: Department };
export const ThingWritten = {
  number: CompanyNumber.extend(written),
  employee: Employee.extend(written),
  department: Department.extend(written),
};
export const OutgoingNumbersAnswer = OutgoingNumbers.extend({
  ...written,
  savedAt: z.iso.datetime().nullable(),
  savedBy: z.string().nullable(),
});
export type OutgoingNumbersAnswer = z.infer<typeof OutgoingNumbersAnswer>;

const FeedRow = { revision: Revision, company: z.string().nullable(), action: z.string(), at: z.iso.datetime() };
export const JournalAnswer = z.strictObject({
  entries: z.array(
    z.strictObject({
      ...FeedRow,
      author: z.string(),
      changes: z.array(
        z.strictObject({ path: z.string(), from: z.unknown().exactOptional(), to: z.unknown().exactOptional() }),
      ),
    }),
  ),
  next: z.int().nullable().meta({ description: "The `before` of the next page" }),
});

const Key = {
  id: z.string(),
  name: z.string(),
  role: z.enum(["operator", "admin", "pbx"]),
  companies: z.array(z.string()).nullable().meta({ description: "Null: all companies" }),
  sync: z.boolean(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  revokedAt: z.iso.datetime().nullable(),
};
export const KeyList = z.strictObject({ keys: z.array(z.strictObject(Key)), next: z.string().nullable() });
export type KeyList = z.infer<typeof KeyList>;
export const KeyMade = z.strictObject({
  ...Key,
  key: z.string().meta({ description: "The key itself; only this answer shows it" }),
  revision: Revision,
});
export type KeyMade = z.infer<typeof KeyMade>;

/** The fields of an entry, which a trace lists next to the rule that tried it. */
const entry = {
  prefix: z.string().exactOptional(),
  country: z.string().exactOptional(),
  employee: z.string().exactOptional(),
  department: z.string().exactOptional(),
  device: DeviceCondition.exactOptional().meta({ description: "The entry's device condition" }),
};
const Reason = z.enum(["number_off", "number_gone", "choice_not_allowed"]);
const rules = ["emergency", "chosen", "prefix", "country", "employee", "department", "main"] as const;
const DecidedBy = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.enum(["internal", "service_code", "emergency", "chosen", "main", "none"]) }),
  z.strictObject({ rule: z.literal("prefix"), prefix: z.string() }),
  z.strictObject({ rule: z.literal("country"), country: z.string() }),
  z.strictObject({ rule: z.literal("employee"), employee: z.string(), device: DeviceCondition }),
  z.strictObject({ rule: z.literal("department"), department: z.string(), device: DeviceCondition }),
]);
const E164OrNull = z.string().nullable().meta({ description: "E.164 with a plus" });
const decision = {
  callerId: E164OrNull,
  decidedBy: DecidedBy,
  destination: z.strictObject({
    kind: z.enum(["external", "emergency", "short", "internal", "service_code", "unrecognised"]),
    e164: E164OrNull,
    country: z.string().nullable(),
  }),
  privacy: z.boolean(),
  revision: z.int().meta({ description: "The newest revision among the company's documents" }),
  passedOver: z.array(z.strictObject({ rule: z.enum(rules), number: z.string(), reason: Reason })),
  extension: z.string().nullable().exactOptional().meta({ description: "For internal calls: the caller's extension" }),
  diversion: E164OrNull.exactOptional(),
  trace: z
    .array(
      z.strictObject({
        rule: z.enum([...rules, "internal", "service_code", "none", "guest"]),
        outcome: z.enum(["answer", "passed_over", "device_differs", "not_there", "main_only"]),
        number: z.string().nullable().exactOptional(),
        reason: Reason.exactOptional(),
        ...entry,
      }),
    )
    .exactOptional(),
};
export const DecisionAnswer = z.strictObject(decision);
export const PreviewAnswer = z.strictObject({ ...decision, ...found });
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

const CountryPlace = z.strictObject({ kind: z.literal("country"), country: z.string() });
const PrefixPlace = z.strictObject({ kind: z.literal("prefix"), prefix: z.string() });
const Place = z
  .discriminatedUnion("kind", [z.strictObject({ kind: z.enum(["home", "abroad"]) }), CountryPlace, PrefixPlace])
  .meta({ description: "home: the home country where no prefix fits; abroad: a country without an entry" });
const Shift = z.strictObject({
  from: E164OrNull,
  to: E164OrNull,
  employees: z.int(),
  examples: z.array(z.string()).meta({ description: "Ids of some employees" }),
  places: z.array(Place).meta({ description: "Some of the places" }),
});
export const CheckAnswer = z.strictObject({
  revision: decision.revision,
  ...found,
  warnings: Warnings,
  effect: z.strictObject({
    employees: z.int().meta({ description: "How many show another number at any place" }),
    home: z.array(Shift),
    abroad: z.array(Shift),
  }),
});
export type CheckAnswer = z.infer<typeof CheckAnswer>;
export const ShownAnswer = z.strictObject({
  revision: decision.revision,
  places: z.array(Place),
  devices: z.array(
    z.strictObject({
      device: Device,
      shown: z
        .array(z.strictObject({ callerId: E164OrNull, decidedBy: decision.decidedBy, passedOver: decision.passedOver }))
        .meta({ description: "One item for each place" }),
    }),
  ),
  ...found,
});
export type ShownAnswer = z.infer<typeof ShownAnswer>;
const Neighbours = z.array(z.discriminatedUnion("kind", [CountryPlace, PrefixPlace]));
export const PrefixAnswer = z.union([
  z.strictObject({ prefix: z.string(), countries: z.array(z.string()), beats: Neighbours, losesTo: Neighbours }),
  z.strictObject({
    prefix: z.null(),
    error: z.strictObject({ code: z.string(), message: z.string(), readings: z.array(z.string()) }),
  }),
]);
export type PrefixAnswer = z.infer<typeof PrefixAnswer>;

/** A route's `response`: the schema of its answer and of errors. */
export const answers = (schema: z.ZodType) => ({ 200: schema, "4xx": ProblemDetails, "5xx": ProblemDetails });
