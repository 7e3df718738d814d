/** Every endpoint below /api/v1, with what each kind of key gets of it. */
import type { Method } from "../../lab/service/client.ts";
import { company, directory, MAIN, settings } from "../../lab/companies/acme.ts";

/** Keys of the company `acme`, where nothing else is said. */
export const WHO = [
  "operator",
  "admin",
  "pbx",
  "pbx that synchronises",
  "pbx of all companies",
  "admin of another",
  "pbx of another that synchronises",
  "revoked",
  "nobody",
] as const;
export type Who = (typeof WHO)[number];

export type Endpoint = Readonly<{
  method: Method;
  /** As OpenAPI has it. */
  path: string;
  /** Of a company that a key is not for: 404. */
  ofCompany: boolean;
  /** Who gets 200, besides the operator. */
  allowed: readonly Who[];
  /** What is asked; of something that is new for each asking where it removes. */
  asked: (fresh: Fresh) => Readonly<{ path: string; body?: unknown; ifMatch?: string }>;
}>;

/** What stands ready for an asking. */
export type Fresh = Readonly<{ company: string; number: string; keyId: string; etag: string }>;

const PEOPLE = ["admin"] as const satisfies Who[];
const DIRECTORY = ["admin", "pbx that synchronises"] as const satisfies Who[];
const EVERYBODY = ["admin", "pbx", "pbx that synchronises", "pbx of all companies"] as const satisfies Who[];
const NUMBERS = ["pbx that synchronises"] as const satisfies Who[];

const of = (
  what: `${Method} ${string}`,
  allowed: readonly Who[],
  asked: Endpoint["asked"],
  ofCompany = true,
): Endpoint => {
  const [method, path] = what.split(" ") as [Method, string];
  return { method, path: `/api/v1${path}`, ofCompany, allowed, asked };
};

const C = "/companies/{company}";

export const ENDPOINTS: readonly Endpoint[] = [
  of(
    "GET /companies",
    [...DIRECTORY, "admin of another", "pbx of another that synchronises"],
    () => ({ path: "companies" }),
    false,
  ),
  of(`GET ${C}`, DIRECTORY, ({ company }) => ({ path: `companies/${company}` })),
  of(`PUT ${C}`, PEOPLE, (fresh) => ({ path: `companies/${fresh.company}`, body: { ...company, name: "Renamed" } })),
  of(`DELETE ${C}`, [], ({ company }) => ({ path: `companies/${company}` })),
  of(`GET ${C}/dialled-before`, DIRECTORY, ({ company }) => ({ path: `companies/${company}/dialled-before` })),
  of(`GET ${C}/audit`, PEOPLE, ({ company }) => ({ path: `companies/${company}/audit` })),
  of(`GET ${C}/directory`, DIRECTORY, ({ company }) => ({ path: `companies/${company}/directory` })),
  of(`PUT ${C}/directory`, DIRECTORY, ({ company, number }) => ({
    path: `companies/${company}/directory`,
    body: { ...directory, numbers: [{ number }], departments: [] },
  })),
  of(`POST ${C}/directory/check`, DIRECTORY, ({ company, number }) => ({
    path: `companies/${company}/directory/check`,
    body: { ...directory, numbers: [{ number }] },
  })),
  of(`GET ${C}/directory/synchronisation`, DIRECTORY, ({ company }) => ({
    path: `companies/${company}/directory/synchronisation`,
  })),
  of(`GET ${C}/numbers/{id}`, DIRECTORY, ({ company, number }) => ({ path: `companies/${company}/numbers/${number}` })),
  of(`PUT ${C}/numbers/{id}`, DIRECTORY, ({ company, number }) => ({
    path: `companies/${company}/numbers/${number}`,
    body: { label: "put" },
  })),
  of(`PATCH ${C}/numbers/{id}`, DIRECTORY, ({ company, number }) => ({
    path: `companies/${company}/numbers/${number}`,
    body: { label: "patched" },
  })),
  of(`DELETE ${C}/numbers/{id}`, NUMBERS, ({ company, number }) => ({
    path: `companies/${company}/numbers/${number}`,
  })),
  of(`GET ${C}/employees/{id}`, DIRECTORY, ({ company }) => ({ path: `companies/${company}/employees/olga` })),
  of(`PUT ${C}/employees/{id}`, DIRECTORY, ({ company }) => ({
    path: `companies/${company}/employees/olga`,
    body: { name: "Olga" },
  })),
  of(`DELETE ${C}/employees/{id}`, DIRECTORY, ({ company }) => ({ path: `companies/${company}/employees/olga` })),
  of(`GET ${C}/departments/{id}`, DIRECTORY, ({ company }) => ({ path: `companies/${company}/departments/sales` })),
  of(`PUT ${C}/departments/{id}`, DIRECTORY, ({ company }) => ({
    path: `companies/${company}/departments/sales`,
    body: { name: "Sales", members: ["olga"] },
  })),
  of(`DELETE ${C}/departments/{id}`, DIRECTORY, ({ company }) => ({ path: `companies/${company}/departments/sales` })),
  of(`GET ${C}/outgoing-numbers`, PEOPLE, ({ company }) => ({ path: `companies/${company}/outgoing-numbers` })),
  of(`PUT ${C}/outgoing-numbers`, PEOPLE, ({ company, number, etag }) => ({
    path: `companies/${company}/outgoing-numbers`,
    body: { main: number, personal: [], regional: [], priority: "personal" },
    ifMatch: etag,
  })),
  of(`POST ${C}/outgoing-numbers/check`, PEOPLE, ({ company }) => ({
    path: `companies/${company}/outgoing-numbers/check`,
    body: settings,
  })),
  of(`POST ${C}/outgoing-numbers/shown`, PEOPLE, ({ company }) => ({
    path: `companies/${company}/outgoing-numbers/shown`,
    body: { employee: "olga" },
  })),
  of(`POST ${C}/outgoing-numbers/prefix`, PEOPLE, ({ company }) => ({
    path: `companies/${company}/outgoing-numbers/prefix`,
    body: { text: "+4930" },
  })),
  of("POST /decisions", EVERYBODY, ({ company }) => ({
    path: "decisions",
    body: { company, line: "ivan-desk", dialled: "112" },
  })),
  of("POST /decisions/preview", PEOPLE, ({ company }) => ({
    path: "decisions/preview",
    body: { company, line: "ivan-desk", dialled: "112", settings: { ...settings, main: MAIN } },
  })),
  of("GET /keys", [], () => ({ path: "keys" }), false),
  of("POST /keys", [], () => ({ path: "keys", body: { name: "new", role: "operator" } }), false),
  of("DELETE /keys/{id}", [], ({ keyId }) => ({ path: `keys/${keyId}` }), false),
  of("GET /backup", [], () => ({ path: "backup" }), false),
];
