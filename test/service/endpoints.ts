/** A request for every endpoint that OpenAPI describes. */
import type { Permission } from "../../src/access/permission.ts";
import type { Method } from "../../lab/service/client.ts";
import { company, directory, MAIN, settings } from "../../lab/companies/acme.ts";

export type Endpoint = Readonly<{
  method: Method;
  /** As OpenAPI has it. */
  path: string;
  /** The permissions that it asks for, or that it is open to everybody, or for everybody's own account. */
  rule: readonly Permission[] | "open" | "signedIn";
  /** What is asked; of something that is new for each asking where it changes something. */
  asked: (fresh: Fresh) => Readonly<{ path: string; body?: unknown; ifMatch?: string }>;
  /** What those who may get, if it is not 200. */
  good?: string;
  /** What the body needs besides the permissions of the route. */
  also?: readonly Permission[];
  /** The company stands in the body or in the query. */
  ofCompany?: true;
  /** What somebody of another company gets, if it is not that the company is unknown. */
  elsewhere?: string;
  /** No session counts. */
  keysOnly?: true;
  /** What has to be there: asked by the operator. */
  first?: Endpoint["asked"];
}>;

/** What stands ready for an asking. */
export type Fresh = Readonly<{
  company: string;
  number: string;
  keyId: string;
  trunk: string;
  person: string;
  provider: string;
  etag: string;
}>;

const of = (
  what: `${Method} ${string}`,
  rule: Endpoint["rule"],
  asked: Endpoint["asked"],
  more: Pick<Endpoint, "also" | "ofCompany" | "elsewhere" | "keysOnly" | "first" | "good"> = {},
): Endpoint => {
  const [method, path] = what.split(" ") as [Method, string];
  return { method, path: path.startsWith("/-") ? path.slice(2) : `/api/v1${path}`, rule, asked, ...more };
};

const ofScim = (what: `${Method} ${string}`, body?: unknown, good = "200"): Endpoint => {
  const [method, path] = what.split(" ") as [Method, string];
  const asked: Endpoint["asked"] = ({ company }) => ({
    path: `/scim/v2/${company}${path.replace("{id}", "none")}`,
    body,
  });
  return { method, path: `/scim/v2/{company}${path}`, rule: ["scim.provision"], asked, good };
};

const C = "/companies/{company}";
const ELSEWHERE = { elsewhere: "404 person_unknown" };
/** The only person of a company. */
export const emailIn = (company: string) => `person@${company}.example`;
const NO_PROVIDER = { elsewhere: "404 provider_unknown" };
export const providerOf = (company: string) => ({
  company,
  name: "Provider",
  issuer: "https://login.example.com",
  clientId: "callas",
  clientSecret: "secret",
});
const adminOf = (company: string) => ({ roles: [{ role: "admin", company }], name: "Person" });

export const ENDPOINTS: readonly Endpoint[] = [
  of("GET /companies", ["companies.list"], () => ({ path: "companies" })),
  of(`GET ${C}`, ["company.read"], ({ company }) => ({ path: `companies/${company}` })),
  of(
    `PUT ${C}`,
    ["company.read", "company.save"],
    (fresh) => ({ path: `companies/${fresh.company}`, body: { ...company, name: "Renamed" } }),
    {
      also: ["company.write"],
    },
  ),
  of(`GET ${C}/dialled-before`, ["company.read"], ({ company }) => ({ path: `companies/${company}/dialled-before` })),
  of(`GET ${C}/live`, ["company.read"], ({ company }) => ({ path: `companies/${company}/live?revision=1` })),
  of(`POST ${C}/dialled`, ["company.read"], ({ company }) => ({
    path: `companies/${company}/dialled`,
    body: { dialled: "112", device: "desk_phone" },
  })),
  of(`GET ${C}/history`, ["history.read"], ({ company }) => ({ path: `companies/${company}/history` })),
  of(`GET ${C}/history/export`, ["history.read"], ({ company }) => ({ path: `companies/${company}/history/export` })),
  of(`POST ${C}/history/{revision}/undo`, ["history.read", "history.undo"], ({ company, etag }) => ({
    path: `companies/${company}/history/${JSON.parse(etag) as string}/undo`,
  })),
  of(`POST ${C}/history/undo`, ["history.read", "history.undo"], ({ company }) => ({
    path: `companies/${company}/history/undo`,
    body: { author: { kind: "person", id: "nobody" }, since: "2026-01-01T00:00:00Z" },
  })),
  of(
    `GET ${C}/outgoing-numbers/revisions/{revision}`,
    ["outgoing-numbers.read", "history.read"],
    ({ company, etag }) => ({
      path: `companies/${company}/outgoing-numbers/revisions/${JSON.parse(etag) as string}`,
    }),
  ),
  of(`POST ${C}/outgoing-numbers/restore`, ["outgoing-numbers.write", "history.read"], ({ company, etag }) => ({
    path: `companies/${company}/outgoing-numbers/restore`,
    body: { revision: Number(JSON.parse(etag)) },
    ifMatch: etag,
  })),
  of("GET /history", ["history.read-all"], () => ({ path: "history" })),
  of("GET /history/export", ["history.read-all"], () => ({ path: "history/export?format=json" })),
  of("GET /history/head", ["history.read-all"], () => ({ path: "history/head" })),
  of("GET /history/verify", ["history.read-all"], () => ({ path: "history/verify" })),
  of(`GET ${C}/directory`, ["directory.read"], ({ company }) => ({ path: `companies/${company}/directory` })),
  of(`PUT ${C}/directory`, ["directory.write"], ({ company, number }) => ({
    path: `companies/${company}/directory`,
    body: { ...directory, numbers: [{ number }], departments: [] },
  })),
  of(`POST ${C}/directory/check`, ["directory.write"], ({ company, number }) => ({
    path: `companies/${company}/directory/check`,
    body: { ...directory, numbers: [{ number }] },
  })),
  of(`GET ${C}/directory/synchronisation`, ["directory.read"], ({ company }) => ({
    path: `companies/${company}/directory/synchronisation`,
  })),
  of(`GET ${C}/numbers/{id}`, ["directory.read"], ({ company, number }) => ({
    path: `companies/${company}/numbers/${number}`,
  })),
  of(`PUT ${C}/numbers/{id}`, ["directory.write"], ({ company, number }) => ({
    path: `companies/${company}/numbers/${number}`,
    body: { label: "put" },
  })),
  of(`PATCH ${C}/numbers/{id}`, ["directory.write"], ({ company, number }) => ({
    path: `companies/${company}/numbers/${number}`,
    body: { label: "patched" },
  })),
  of(
    `DELETE ${C}/numbers/{id}`,
    ["directory.write"],
    ({ company, number }) => ({
      path: `companies/${company}/numbers/${number}`,
    }),
    { also: ["directory.numbers"] },
  ),
  of(`GET ${C}/employees/{id}`, ["directory.read"], ({ company }) => ({ path: `companies/${company}/employees/olga` })),
  of(
    `PUT ${C}/employees/{id}`,
    ["employee.save"],
    ({ company }) => ({
      path: `companies/${company}/employees/olga`,
      body: { name: "Olga" },
    }),
    { also: ["directory.write"] },
  ),
  of(
    `PATCH ${C}/employees/{id}`,
    ["employee.save"],
    ({ company }) => ({
      path: `companies/${company}/employees/gast`,
      body: { substitution: "full" },
    }),
    { also: ["directory.open-to-guests"] },
  ),
  of(`DELETE ${C}/employees/{id}`, ["directory.write"], ({ company }) => ({
    path: `companies/${company}/employees/olga`,
  })),
  of(`GET ${C}/departments/{id}`, ["directory.read"], ({ company }) => ({
    path: `companies/${company}/departments/sales`,
  })),
  of(`PUT ${C}/departments/{id}`, ["directory.write"], ({ company }) => ({
    path: `companies/${company}/departments/sales`,
    body: { name: "Sales", members: ["olga"] },
  })),
  of(`DELETE ${C}/departments/{id}`, ["directory.write"], ({ company }) => ({
    path: `companies/${company}/departments/sales`,
  })),
  of(`GET ${C}/outgoing-numbers`, ["outgoing-numbers.read"], ({ company }) => ({
    path: `companies/${company}/outgoing-numbers`,
  })),
  of(`PUT ${C}/outgoing-numbers`, ["outgoing-numbers.write"], ({ company, number, etag }) => ({
    path: `companies/${company}/outgoing-numbers`,
    body: { main: number, personal: [], regional: [], priority: "personal" },
    ifMatch: etag,
  })),
  of(`POST ${C}/outgoing-numbers/check`, ["outgoing-numbers.read"], ({ company }) => ({
    path: `companies/${company}/outgoing-numbers/check`,
    body: settings,
  })),
  of(`POST ${C}/outgoing-numbers/shown`, ["outgoing-numbers.read"], ({ company }) => ({
    path: `companies/${company}/outgoing-numbers/shown`,
    body: { employee: "olga" },
  })),
  of(`GET ${C}/outgoing-numbers/shown`, ["outgoing-numbers.read"], ({ company }) => ({
    path: `companies/${company}/outgoing-numbers/shown`,
  })),
  of(`POST ${C}/outgoing-numbers/prefix`, ["outgoing-numbers.read"], ({ company }) => ({
    path: `companies/${company}/outgoing-numbers/prefix`,
    body: { text: "+4930" },
  })),
  of(`GET ${C}/expectations`, ["expectations.read"], ({ company }) => ({ path: `companies/${company}/expectations` })),
  of(`PUT ${C}/expectations`, ["expectations.write"], ({ company }) => ({
    path: `companies/${company}/expectations`,
    body: { expectations: [{ line: "ivan-desk", dialled: "112", shows: null }] },
    ifMatch: '"0"',
  })),
  of(`GET ${C}/expectations/results`, ["expectations.read"], ({ company }) => ({
    path: `companies/${company}/expectations/results`,
  })),
  of(`GET ${C}/expectations/proposed`, ["expectations.read"], ({ company }) => ({
    path: `companies/${company}/expectations/proposed`,
  })),
  of(
    "POST /decisions",
    ["decisions.make"],
    ({ company }) => ({ path: "decisions", body: { company, line: "ivan-desk", dialled: "112" } }),
    { ofCompany: true },
  ),
  of(`GET ${C}/employees/{id}/choices`, ["decisions.make"], ({ company }) => ({
    path: `companies/${company}/employees/olga/choices?dialled=112`,
  })),
  of(
    "POST /decisions/preview",
    ["outgoing-numbers.read"],
    ({ company }) => ({
      path: "decisions/preview",
      body: { company, line: "ivan-desk", dialled: "112", settings: { ...settings, main: MAIN } },
    }),
    { ofCompany: true },
  ),
  of(
    "POST /decisions/previews",
    ["outgoing-numbers.read"],
    ({ company }) => ({
      path: "decisions/previews",
      body: { company, line: "ivan-desk", dialled: ["112"], settings: { ...settings, main: MAIN } },
    }),
    { ofCompany: true },
  ),
  of(`GET ${C}/watching`, ["watching.manage"], ({ company }) => ({ path: `companies/${company}/watching` })),
  of(`PUT ${C}/watching`, ["watching.manage"], ({ company }) => ({
    path: `companies/${company}/watching`,
    body: { share: 1, mail: false, webhooks: [] },
    ifMatch: '"0"',
  })),
  of(`GET ${C}/quotas`, ["quotas.read"], ({ company }) => ({ path: `companies/${company}/quotas` })),
  of(`PUT ${C}/quotas`, ["quotas.manage"], ({ company }) => ({
    path: `companies/${company}/quotas`,
    body: { people: 1000 },
    ifMatch: '"0"',
  })),
  of(`GET ${C}/watching/deliveries`, ["watching.manage"], ({ company }) => ({
    path: `companies/${company}/watching/deliveries`,
  })),
  ofScim("GET /Users"),
  ofScim("POST /Users", { userName: "ivan@acme.example" }, "201"),
  ofScim("GET /Users/{id}", undefined, "404 resource_unknown"),
  ofScim("PUT /Users/{id}", { userName: "ivan@acme.example" }, "404 resource_unknown"),
  ofScim("PATCH /Users/{id}", { Operations: [] }, "404 resource_unknown"),
  ofScim("DELETE /Users/{id}", undefined, "404 resource_unknown"),
  ofScim("GET /ServiceProviderConfig"),
  ofScim("GET /ResourceTypes"),
  ofScim("GET /ResourceTypes/{id}", undefined, "404 resource_unknown"),
  ofScim("GET /Schemas"),
  ofScim("GET /Schemas/{id}", undefined, "404 resource_unknown"),
  of("GET /trunks", ["trunks.manage"], () => ({ path: "trunks" })),
  of("GET /trunks/{id}", ["trunks.manage"], ({ trunk }) => ({ path: `trunks/${trunk}` })),
  of("PUT /trunks/{id}", ["trunks.manage"], ({ trunk }) => ({
    path: `trunks/${trunk}`,
    body: { name: "Put", domain: "b.example" },
  })),
  of("DELETE /trunks/{id}", ["trunks.manage"], ({ trunk }) => ({ path: `trunks/${trunk}` })),
  of("POST /trunks/try", ["trunks.manage"], () => ({
    path: "trunks/try",
    body: { trunk: { name: "A", domain: "a.example" }, shown: MAIN, called: "+4930123456" },
  })),
  of("GET /keys", ["keys.manage"], () => ({ path: "keys" })),
  of("POST /keys", ["keys.manage"], () => ({ path: "keys", body: { name: "new", role: "operator" } })),
  of("DELETE /keys/{id}", ["keys.manage"], ({ keyId }) => ({ path: `keys/${keyId}` })),
  of("GET /feed", ["feed.follow"], () => ({ path: "feed" }), { good: "409 start_over" }),
  of("GET /feed/snapshot", ["feed.follow"], () => ({ path: "feed/snapshot?sums=true" })),
  of("GET /feed/companies/{company}", ["feed.follow"], ({ company }) => ({ path: `feed/companies/${company}` })),
  of("GET /nodes", ["nodes.manage"], () => ({ path: "nodes" })),
  of("DELETE /nodes/{name}", ["nodes.manage"], () => ({ path: "nodes/none" }), { good: "404 node_unknown" }),
  of(`GET ${C}/guests`, ["guests.read"], ({ company }) => ({ path: `companies/${company}/guests` })),
  of(`POST ${C}/guests/request`, ["guests.request"], ({ company }) => ({
    path: `companies/${company}/guests/request`,
    body: { employees: ["gast"] },
  })),
  of(
    `POST ${C}/guests/refuse`,
    ["guests.answer"],
    ({ company }) => ({ path: `companies/${company}/guests/refuse`, body: {} }),
    {
      first: ({ company }) => ({ path: `companies/${company}/guests/request`, body: { employees: ["gast"] } }),
    },
  ),
  of("GET /guest-requests", ["guests.answer"], () => ({ path: "guest-requests" })),
  of("GET /me", ["me.read"], () => ({ path: "me" })),
  of("PUT /me", ["me.write"], () => ({ path: "me", body: { withhold: true } })),
  of("GET /people", ["people.read"], () => ({ path: "people" })),
  of(
    "POST /people",
    ["people.manage"],
    ({ company }) => ({ path: "people", body: { email: `new@${company}.example`, ...adminOf(company) } }),
    { ofCompany: true },
  ),
  of("GET /people/{id}", ["people.read"], ({ person }) => ({ path: `people/${person}` }), ELSEWHERE),
  of(
    "PUT /people/{id}",
    ["people.manage"],
    ({ person, company }) => ({ path: `people/${person}`, body: { email: emailIn(company), ...adminOf(company) } }),
    ELSEWHERE,
  ),
  of("DELETE /people/{id}", ["people.manage"], ({ person }) => ({ path: `people/${person}` }), ELSEWHERE),
  of(
    "POST /people/{id}/link",
    ["people.manage"],
    ({ person }) => ({ path: `people/${person}/link`, body: {} }),
    ELSEWHERE,
  ),
  of("GET /security", ["security.manage"], () => ({ path: "security" })),
  of("PUT /security", ["security.manage"], () => ({ path: "security", body: { requireSecondFactor: [] } })),
  of("POST /links/check", "open", () => ({ path: "links/check", body: { secret: "x" } })),
  of("POST /links/accept", "open", () => ({ path: "links/accept", body: { secret: "x", password: "x" } })),
  // Nothing here gives the sessions of this test another id.
  of("POST /session/proof", "signedIn", () => ({ path: "session/proof", body: { password: "wrong" } })),
  of("PATCH /me/account", "signedIn", () => ({ path: "me/account", body: { name: "Somebody" } })),
  of("PUT /me/password", "signedIn", () => ({ path: "me/password", body: { password: "short" } })),
  of("GET /me/factors", "signedIn", () => ({ path: "me/factors" })),
  of("PUT /me/totp", "signedIn", () => ({ path: "me/totp" })),
  of("POST /me/totp", "signedIn", () => ({ path: "me/totp", body: { code: "wrong" } })),
  of("DELETE /me/totp", "signedIn", () => ({ path: "me/totp" })),
  of("POST /me/recovery-codes", "signedIn", () => ({ path: "me/recovery-codes" })),
  of("POST /me/roles/accept", "signedIn", () => ({ path: "me/roles/accept", body: { role: "support" } })),
  of("POST /me/roles/refuse", "signedIn", () => ({ path: "me/roles/refuse", body: { role: "support" } })),
  of("POST /session/passkey/options", "open", () => ({ path: "session/passkey/options" })),
  of("POST /session/passkey", "open", () => ({ path: "session/passkey", body: { id: "x" } })),
  of("GET /session/providers", "open", () => ({ path: "session/providers?email=nobody@example.com" })),
  // No provider is asked from here.
  of("POST /session/oidc", "open", () => ({ path: "session/oidc", body: {} })),
  of("POST /session/oidc/code", "open", () => ({ path: "session/oidc/code", body: { code: "000000" } })),
  of("GET /session/oidc/{provider}/callback", "open", () => ({ path: "session/oidc/none/callback?code=x&state=x" })),
  of("POST /session/proof/passkey", "signedIn", () => ({ path: "session/proof/passkey", body: { id: "x" } })),
  of("GET /me/passkeys", "signedIn", () => ({ path: "me/passkeys" })),
  of("POST /me/passkeys/options", "signedIn", () => ({ path: "me/passkeys/options" })),
  of("POST /me/passkeys", "signedIn", () => ({ path: "me/passkeys", body: { name: "x", response: { id: "x" } } })),
  of("PATCH /me/passkeys/{id}", "signedIn", () => ({ path: "me/passkeys/none", body: { name: "x" } })),
  of("DELETE /me/passkeys/{id}", "signedIn", () => ({ path: "me/passkeys/none" })),
  of("GET /me/identities", "signedIn", () => ({ path: "me/identities" })),
  of("POST /me/identities", "signedIn", () => ({ path: "me/identities", body: { provider: "none" } })),
  of("DELETE /me/identities/{provider}", "signedIn", () => ({ path: "me/identities/none" })),
  of("GET /identity-providers", ["providers.read"], () => ({ path: "identity-providers" })),
  of("POST /identity-providers", ["providers.manage"], ({ company }) => ({
    path: "identity-providers",
    body: providerOf(company),
  })),
  of(
    "GET /identity-providers/{id}",
    ["providers.read"],
    ({ provider }) => ({ path: `identity-providers/${provider}` }),
    NO_PROVIDER,
  ),
  of("PUT /identity-providers/{id}", ["providers.manage"], ({ provider, company }) => {
    const { company: _, ...body } = providerOf(company);
    return { path: `identity-providers/${provider}`, body: { ...body, name: "Renamed" } };
  }),
  of("DELETE /identity-providers/{id}", ["providers.manage"], ({ provider }) => ({
    path: `identity-providers/${provider}`,
  })),
  of("GET /sessions", "signedIn", () => ({ path: "sessions" })),
  of("DELETE /sessions", "signedIn", () => ({ path: "sessions" })),
  of("DELETE /sessions/{id}", "signedIn", () => ({ path: "sessions/none" })),
  of("GET /sign-ins", "signedIn", () => ({ path: "sign-ins" })),
  of(
    "GET /decision",
    ["decisions.make"],
    ({ company }) => ({ path: `decision?company=${company}&line=ivan-desk&dialled=112` }),
    {
      ofCompany: true,
      keysOnly: true,
    },
  ),
  of("POST /session", "open", () => ({ path: "session", body: { key: "x" } })),
  of("GET /session", "open", () => ({ path: "session" })),
  of("GET /-/healthz", "open", () => ({ path: "/healthz" })),
  of("GET /-/readyz", "open", () => ({ path: "/readyz" })),
  of("GET /-/metrics", "open", () => ({ path: "/metrics" })),
  of("GET /backup", ["backup.make"], () => ({ path: "backup" })),
  // At the end, because these end sessions: of the company's people, and one's own.
  of(`DELETE ${C}`, ["company.read", "company.remove"], ({ company }) => ({ path: `companies/${company}` })),
  of("DELETE /session", "open", () => ({ path: "session" })),
];
