/** The answers of the API. Tests check every answer against these schemas, and OpenAPI publishes them. */
import { z } from "zod";
import { MEANS } from "../access/session.ts";
import { HOLDERS, PERMISSION_NAMES } from "../access/permission.ts";
import type { MeaningBy } from "../number/understand.ts";
import { Company, Device } from "../policy/company.ts";
import { GUEST_REQUEST_STATES } from "../policy/guest-request.ts";
import { CompanyNumber, Department, Directory, Employee } from "../policy/directory.ts";
import { DOCUMENT_KINDS } from "../policy/documents.ts";
import { Expectation, Expectations } from "../policy/expectations.ts";
import { DeviceCondition, OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { PROBLEM_CODES, WARNING_CODES } from "../policy/problem.ts";
import { Quotas } from "../policy/quotas.ts";
import { Trunk } from "../policy/trunk.ts";
import { RoleGiven } from "./people.ts";

const Pointer = z.string().meta({ description: "A JSON Pointer (RFC 6901)" });

export const ProblemDetails = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: "A stable error code" }),
    errors: z
      .array(
        z.strictObject({
          path: Pointer,
          code: z.string(),
          message: z.string(),
          other: Pointer.exactOptional(),
          got: z.string().nullable().exactOptional().meta({ description: "Shown instead of the expected number" }),
        }),
      )
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

export const Revision = z
  .int()
  .min(0)
  .meta({ description: "The revision of the write, without gaps over the whole store" });

export const Warnings = z.array(
  z.strictObject({
    document: z.enum(DOCUMENT_KINDS),
    path: Pointer,
    code: z.enum(WARNING_CODES),
    message: z.string(),
    others: z.array(Pointer).exactOptional(),
    numbers: z.array(z.string()).exactOptional(),
  }),
);

const DecidedBy = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.enum(["internal", "service_code", "emergency", "chosen", "forwarded", "main", "none"]) }),
  z.strictObject({ rule: z.literal("prefix"), prefix: z.string() }),
  z.strictObject({ rule: z.literal("country"), country: z.string() }),
  z.strictObject({ rule: z.literal("employee"), employee: z.string(), device: DeviceCondition }),
  z.strictObject({ rule: z.literal("department"), department: z.string(), device: DeviceCondition }),
]);
const E164OrNull = z.string().nullable().meta({ description: "E.164 with a plus" });
const unmet = {
  path: Pointer.meta({ description: "A JSON Pointer into the expectations" }),
  shows: E164OrNull,
  got: E164OrNull,
  decidedBy: DecidedBy.nullable().meta({ description: "Null: nobody can make the call any more" }),
};
export const UnmetExpectations = z
  .array(z.strictObject(unmet))
  .meta({ description: "The expectations that do not hold after this write" });
const written = { revision: Revision, warnings: Warnings, expectations: UnmetExpectations };

export const SessionAnswer = z.strictObject({
  who: z.strictObject({
    kind: z.enum(["key", "person"]),
    id: z.string().meta({ description: "Names need not be unique" }),
    name: z.string(),
  }),
  roles: z.array(
    z.strictObject({
      role: z.enum(HOLDERS),
      company: z.string().exactOptional().meta({ description: "Absent: every company" }),
      employee: z.string().exactOptional().meta({ description: "The id in the directory, for the role employee" }),
    }),
  ),
  permissions: z
    .array(z.strictObject({ permission: z.enum(PERMISSION_NAMES), company: z.string().nullable() }))
    .meta({ description: "A null company means every company of the session" }),
  means: z.enum(MEANS).meta({ description: "How they signed in" }),
  authenticatedAt: z.iso.datetime().meta({ description: "When they last proved who they are" }),
  mustEnrol: z.boolean().meta({
    description: "Whether they may do nothing but set up a second factor, because an operator requires one of them",
  }),
  pendingRoles: z.array(RoleGiven).meta({ description: "Roles that they have yet to accept or to refuse" }),
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
export const QuotasAnswer = Quotas;
export const QuotasWritten = Quotas.extend({ revision: Revision });
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
  revision: Revision,
  warnings: Warnings,
  savedAt: z.iso.datetime().nullable(),
  savedBy: z.string().nullable(),
});
export type OutgoingNumbersAnswer = z.infer<typeof OutgoingNumbersAnswer>;
export const OutgoingNumbersWritten = OutgoingNumbersAnswer.extend({ expectations: UnmetExpectations });
export const ExpectationsAnswer = Expectations;
export const ExpectationsChecked = z.strictObject({
  revision: z.int().meta({ description: "The newest revision of the documents that calls are decided from" }),
  unmet: z.int().meta({ description: "How many do not hold" }),
  results: z
    .array(
      z.strictObject({
        expectation: Expectation,
        unmet: z
          .strictObject({
            got: E164OrNull,
            decidedBy: unmet.decidedBy,
            employee: z.string().exactOptional().meta({ description: "Of a device alone: the first who is concerned" }),
            message: z.string(),
          })
          .nullable()
          .meta({ description: "Null: it holds" }),
      }),
    )
    .meta({ description: "All expectations, in their order" }),
});
export type ExpectationsChecked = z.infer<typeof ExpectationsChecked>;

const Key = {
  id: z.string(),
  name: z.string(),
  role: z.enum(["operator", "admin", "pbx", "node"]),
  companies: z.array(z.string()).nullable().meta({ description: "Null: all companies" }),
  sync: z.boolean(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  revokedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  addresses: z.array(z.string()).nullable().meta({ description: "Addresses and CIDR ranges; null: any" }),
  savesPerMinute: z.int().nullable().meta({ description: "How many changes of companies it may make; null: no quota" }),
  decisionsPerSecond: z
    .int()
    .nullable()
    .meta({ description: "How many decisions it may ask each process for within a second; null: no quota" }),
  lastUsedAt: z.iso.datetime().nullable().meta({ description: "To within five minutes" }),
};
export const KeyList = z.strictObject({ keys: z.array(z.strictObject(Key)), next: z.string().nullable() });
export type KeyList = z.infer<typeof KeyList>;
export const NodeList = z.strictObject({
  revision: Revision,
  nodes: z.array(
    z.strictObject({
      name: z.string(),
      revision: Revision.meta({ description: "The revision that it has confirmed; 0: none of this database yet" }),
      seenAt: z.iso.datetime(),
    }),
  ),
});
export type NodeList = z.infer<typeof NodeList>;
export const LiveAnswer = z.strictObject({
  nodes: z.int().meta({ description: "How many call nodes are listed" }),
  live: z.int().meta({ description: "Those of them that have confirmed the revision" }),
});
export type LiveAnswer = z.infer<typeof LiveAnswer>;
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
const MEANINGS = [
  "trunk_code",
  "company_emergency",
  "extension",
  "emergency",
  "short",
  "plus",
  "international",
  "national",
  "freephone",
  "area_code",
  "calling_code",
  "without_prefix",
  "bare",
  "neighbour",
  "possible",
  "emergency_inside",
  "service_code",
  "nothing",
] as const satisfies readonly MeaningBy[];
const Reason = z.enum(["number_off", "number_gone", "choice_not_allowed", "trunk_refuses"]);
const rules = ["emergency", "chosen", "prefix", "country", "employee", "department", "main"] as const;
const Destination = z.strictObject({
  kind: z.enum(["external", "emergency", "short", "internal", "service_code", "unrecognised"]),
  e164: E164OrNull,
  country: z.string().nullable(),
  digits: z.string().nullable().meta({ description: "What goes to the trunk where there is no E.164" }),
});
const CodeOfPrivacy = z.enum(["withhold", "show", "switch"]).meta({
  description: "switch: withholds the number, or shows it where a setting withholds it",
});
export const ReadingAnswer = z.strictObject({
  destination: Destination,
  privacy: CodeOfPrivacy.nullable().meta({ description: "What the text itself says; null: nothing" }),
  steps: z.array(
    z.discriminatedUnion("step", [
      z.strictObject({ step: z.literal("cleaned"), text: z.string() }),
      z
        .strictObject({ step: z.literal("code"), code: z.string(), privacy: CodeOfPrivacy, text: z.string() })
        .meta({ description: "A code that withholds or shows the number; `text` is what is left" }),
      z
        .strictObject({
          step: z.literal("outside_line"),
          outsideLine: z.string(),
          text: z.string(),
          taken: z.boolean(),
        })
        .meta({ description: "`taken` is false if the text is understood as it stands" }),
      z
        .strictObject({ step: z.literal("meaning"), by: z.enum(MEANINGS) })
        .meta({ description: "The last step: what gave the text its meaning" }),
    ]),
  ),
});
export type ReadingAnswer = z.infer<typeof ReadingAnswer>;
export const TrunkList = z.strictObject({ trunks: z.array(Trunk.extend({ id: z.string() })) });
export type TrunkList = z.infer<typeof TrunkList>;
export const TrunkAnswer = Trunk;
export const TrunkWritten = Trunk.extend({ revision: Revision });
const Header = z.string().nullable();
const Presentation = z
  .strictObject({
    trunk: z.string(),
    callerId: E164OrNull,
    from: z
      .strictObject({ user: z.string(), host: z.string(), display: z.string().nullable() })
      .nullable()
      .meta({ description: "Null: the PBX's own account stays in From" }),
    assertedIdentity: Header.meta({ description: "P-Asserted-Identity (RFC 3325)" }),
    called: Header.meta({ description: "The user of the Request-URI" }),
    diversion: Header.meta({ description: "Diversion (RFC 5806)" }),
    historyInfo: Header.meta({ description: "History-Info (RFC 7044)" }),
    privacy: Header.meta({ description: "Privacy (RFC 3323)" }),
  })
  .meta({ description: "What the carrier of a trunk gets: values of headers, null for one that is not written" });
export const Presented = Presentation.omit({ trunk: true });
export type Presented = z.infer<typeof Presented>;
const decision = {
  callerId: E164OrNull,
  decidedBy: DecidedBy,
  destination: Destination,
  privacy: z.boolean().meta({ description: "Whether the number is withheld from the callee" }),
  revision: z
    .int()
    .meta({ description: "The newest revision of the documents that the company's calls are decided from" }),
  passedOver: z.array(z.strictObject({ rule: z.enum(rules), number: z.string(), reason: Reason })),
  extension: z.string().nullable().exactOptional().meta({ description: "For internal calls: the caller's extension" }),
  diversion: E164OrNull.exactOptional(),
  attestation: z.enum(["A", "B", "C"]).exactOptional().meta({ description: "For a call that goes to a trunk" }),
  presentations: z.array(Presentation).exactOptional().meta({ description: "One for each trunk of the question" }),
  trace: z
    .array(
      z.strictObject({
        rule: z.enum([...rules, "internal", "service_code", "forwarded", "none", "guest"]),
        outcome: z.enum(["answer", "passed_over", "device_differs", "not_there", "main_only"]),
        number: z.string().nullable().exactOptional(),
        reason: Reason.exactOptional(),
        ...entry,
      }),
    )
    .exactOptional(),
};
export const DecisionAnswer = z.strictObject(decision);
const choices = z.array(
  z.strictObject({
    number: z.string(),
    label: z.string(),
    default: z.boolean().meta({ description: "Whether the call shows it if nothing is chosen" }),
  }),
);
export const ChoicesOffered = z.strictObject({ choices });
export const PreviewAnswer = z.strictObject({ ...decision, ...found });
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;
const { revision, ...preview } = decision;
export const PreviewsAnswer = z.strictObject({
  revision,
  previews: z.array(z.strictObject(preview)).meta({ description: "One for each text, in their order" }),
  ...found,
});
export type PreviewsAnswer = z.infer<typeof PreviewsAnswer>;

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
  expectations: z.array(z.strictObject(unmet)).meta({ description: "Those that would not hold after a save" }),
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
export const ShownAtHomeAnswer = z.strictObject({
  revision: decision.revision,
  items: z.array(
    z.strictObject({
      id: z.string(),
      shown: z
        .array(
          z.strictObject({
            devices: z.array(Device),
            callerId: E164OrNull,
            decidedBy: decision.decidedBy,
            passedOver: decision.passedOver,
            withheld: z.boolean().meta({ description: "Whether the number is withheld from the callee" }),
          }),
        )
        .meta({ description: "Devices that show the same number for the same reason share an item" }),
    }),
  ),
  next: z.string().nullable(),
});
export type ShownAtHomeAnswer = z.infer<typeof ShownAtHomeAnswer>;
/** What an employee sees of their own calls. */
export const MeAnswer = z.strictObject({
  revision: decision.revision,
  company: z.strictObject({ id: z.string(), name: z.string() }),
  employee: z.strictObject({ id: z.string(), name: z.string(), extension: z.string().nullable(), guest: z.boolean() }),
  mainOnly: z.boolean().meta({ description: "A guest to whom the blocks are closed: their calls show main" }),
  shown: z.array(
    z.strictObject({
      device: Device,
      places: z.array(
        z
          .strictObject({
            place: Place,
            callerId: E164OrNull,
            decidedBy: decision.decidedBy,
            passedOver: decision.passedOver,
          })
          .meta({ description: "What clients see at this place" }),
      ),
    }),
  ),
  morePlaces: z.int().meta({ description: "How many places are not listed" }),
  choices: choices.meta({ description: "The numbers that may be the standing choice, best first" }),
  choiceDevices: z.array(Device).meta({ description: "The devices on which a choice counts" }),
  choice: E164OrNull.meta({ description: "The standing choice" }),
  choiceRefused: z
    .enum(["number_off", "number_gone", "choice_not_allowed"])
    .nullable()
    .meta({ description: "Why the standing choice does not count; null if it counts or there is none" }),
  withhold: z.boolean().nullable().meta({ description: "Null: what the company says holds" }),
  withholds: z.boolean().meta({ description: "Whether their number is withheld unless a call says otherwise" }),
});
export type MeAnswer = z.infer<typeof MeAnswer>;
export const MeWritten = MeAnswer.extend({ expectations: UnmetExpectations });

const By = { by: z.string().meta({ description: "A name" }), at: z.iso.datetime() };
const GuestRequest = {
  employees: z.array(z.string()).nullable().meta({ description: "Ids of guests; null: all guests" }),
  note: z.string(),
  ...By,
};
const RequestAnswer = z.strictObject({
  ...GuestRequest,
  state: z.enum(GUEST_REQUEST_STATES),
  answer: z
    .strictObject({ ...By, note: z.string() })
    .nullable()
    .meta({ description: "Who opened the blocks, or refused to" }),
});
export const GuestRequestWritten = RequestAnswer.extend({ revision: Revision });
export const GuestList = z.strictObject({
  guests: Company.shape.guests.unwrap().meta({ description: "What holds for guests without `substitution`" }),
  items: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      open: z.boolean().meta({ description: "Whether the blocks are open to the guest" }),
      substitution: Company.shape.guests.unwrap().nullable(),
      by: By.by.nullable().meta({ description: "Who opened or closed the blocks to the guest; null: nobody did" }),
      at: By.at.nullable(),
    }),
  ),
  next: z.string().nullable().meta({ description: "The `after` of the next page" }),
  request: RequestAnswer.nullable().meta({ description: "The latest request to support" }),
});
export type GuestList = z.infer<typeof GuestList>;
export const GuestRequestList = z.strictObject({
  requests: z.array(z.strictObject({ company: z.string(), companyName: z.string(), ...GuestRequest })),
  next: z.string().nullable().meta({ description: "The `after` of the next page" }),
});
export type GuestRequestList = z.infer<typeof GuestRequestList>;

const Neighbours = z.array(z.discriminatedUnion("kind", [CountryPlace, PrefixPlace]));
export const PrefixAnswer = z.union([
  z.strictObject({
    prefix: z.string(),
    countries: z.array(z.string()),
    beats: Neighbours,
    losesTo: Neighbours,
    warning: z
      .strictObject({ code: z.enum(["prefix_no_country", "prefix_impossible"]), readings: z.array(z.string()) })
      .exactOptional()
      .meta({ description: "Present if no number starts with it, with what may be meant instead" }),
  }),
  z.strictObject({
    prefix: z.null(),
    error: z.strictObject({ code: z.string(), message: z.string(), readings: z.array(z.string()) }),
  }),
]);
export type PrefixAnswer = z.infer<typeof PrefixAnswer>;

/** A route's `response`: the schema of its answer and of errors. */
export const answers = (schema: z.ZodType) => ({ 200: schema, "4xx": ProblemDetails, "5xx": ProblemDetails });
