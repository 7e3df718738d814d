/** Who may: everybody at every endpoint, by the table of permissions. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { HOLDERS, PERMISSIONS, type Holder, type Permission } from "../../src/access/permission.ts";
import type { PersonRole } from "../../src/access/person.ts";
import type { AccessRule } from "../../src/api/access-rule.ts";
import { clientOf, outcomeOf, type Answer, type Ask } from "../../lab/service/client.ts";
import { emailIn, ENDPOINTS, providerOf, type Endpoint, type Fresh } from "./endpoints.ts";
import { company, directory } from "../../lab/companies/acme.ts";
import { signedIn } from "../../lab/service/people.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";
import { runStored } from "../../lab/service/stored.ts";

let service: TestService;
const keys = new Map<string, string>();

/** The principals that are not of another company are for these, one for each asking. */
const COMPANIES = Array.from({ length: 600 }, (_, at) => `acme${at}`);
let used = 0;

/** Somebody who asks. */
type Who = Readonly<{
  ask: Ask;
  /** Whether they come with a session. */
  signedIn: boolean;
  /** Null: nobody whom Callas knows. */
  role: Readonly<{ holder: Holder; elsewhere: boolean }> | "none" | null;
}>;
const everybody = new Map<string, Who>();

async function keyFor(body: object): Promise<Readonly<{ id: string; key: string }>> {
  const { status, body: made } = await service.operator("POST keys", { name: "test", ...body });
  assert.equal(status, 200);
  return made as { id: string; key: string };
}

async function addKey(name: string, holder: Holder, body: object, elsewhere = false): Promise<void> {
  const { key } = await keyFor(body);
  keys.set(name, key);
  everybody.set(name, { ask: service.as(key), signedIn: false, role: { holder, elsewhere } });
}

async function addPerson(
  name: string,
  roles: readonly PersonRole[],
  role: Who["role"],
  options?: Parameters<typeof signedIn>[2],
): Promise<void> {
  const { ask } = await signedIn(service, roles, options);
  everybody.set(name, { ask, signedIn: true, role });
}

before(async () => {
  service = await serviceHere();
  const companies = COMPANIES;
  const another = ["another"];
  await service.operator("PUT companies/another", company);
  await addKey("operator", "operator", { role: "operator" });
  await addKey("admin", "admin", { role: "admin", companies });
  await addKey("admin of another", "admin", { role: "admin", companies: another }, true);
  await addKey("pbx", "pbx", { role: "pbx", companies });
  await addKey("pbx of all companies", "pbx", { role: "pbx" });
  await addKey("pbx of another", "pbx", { role: "pbx", companies: another }, true);
  await addKey("pbx that synchronises", "sync", { role: "pbx", companies, sync: true });
  await addKey("pbx of another that synchronises", "sync", { role: "pbx", companies: another, sync: true }, true);
  await addKey("node", "node", { role: "node" });
  const admins = (ids: readonly string[]) => ids.map((company): PersonRole => ({ role: "admin", company }));
  const employee = (company: string): PersonRole[] => [{ role: "employee", company, employee: "ivan" }];
  const here = (holder: Holder) => ({ holder, elsewhere: false });
  const elsewhere = (holder: Holder) => ({ holder, elsewhere: true });
  await addPerson("operator, signed in", [{ role: "operator" }], here("operator"));
  await addPerson("support, signed in", [{ role: "support" }], here("support"));
  await addPerson("admin, signed in", admins(COMPANIES), here("admin"));
  await addPerson("admin of another, signed in", admins(another), elsewhere("admin"));
  await service.operator("PUT companies/another/employees/ivan", { name: "Ivan" });
  stable = await fresh();
  await addPerson("employee, signed in", employee(stable.company), here("employee"));
  await addPerson("employee of another, signed in", employee("another"), elsewhere("employee"));
  await addPerson("operator, not accepted", [{ role: "operator" }], "none", { accepted: false });
  await addPerson("operator, expired", [{ role: "operator" }], null, { expired: true });
  const revoked = await keyFor({ role: "operator" });
  assert.equal((await service.operator(`DELETE keys/${revoked.id}`)).status, 200);
  everybody.set("revoked", { ask: service.as(revoked.key), signedIn: false, role: null });
  everybody.set("wrong key", { ask: service.as("callas_wrong"), signedIn: false, role: null });
  everybody.set("nobody", { ask: service.as(), signedIn: false, role: null });
});
after(() => service.stop());

/** For everybody who is refused. */
let stable: Fresh;

/** A company of its own, a key to revoke. */
async function fresh(): Promise<Fresh> {
  const at = used++;
  const [id, number] = [COMPANIES[at]!, `+37517${1_000_000 + at}`];
  await service.operator(`PUT companies/${id}`, company);
  await service.operator(`PUT companies/${id}/directory`, { ...directory, numbers: [{ number }] });
  const { headers } = await service.operator(`GET companies/${id}/outgoing-numbers`);
  const { id: keyId } = await keyFor({ role: "operator" });
  const trunk = `trunk-${at}`;
  await service.operator(`PUT trunks/${trunk}`, { name: "Carrier", domain: "a.example" });
  const roles = [{ role: "admin", company: id }];
  const { body } = await service.operator("POST people", { email: emailIn(id), name: "Person", roles });
  const { id: provider } = (await service.operator("POST identity-providers", providerOf(id))).body;
  return {
    company: id,
    number,
    keyId,
    trunk,
    person: String(body["id"]),
    provider: String(provider),
    etag: headers.etag!,
  };
}

type Operations = Readonly<
  Record<string, Readonly<Record<string, { "x-permission": readonly Permission[] | AccessRule }>>>
>;

/** What OpenAPI says of who may. */
async function published(): Promise<Readonly<Record<string, Endpoint["rule"]>>> {
  const { body } = await service.as()("GET openapi.json");
  return Object.fromEntries(
    Object.entries(body["paths"] as Operations).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { "x-permission": rule }]) => {
        assert.ok(!("permissions" in rule));
        const told = "open" in rule ? "open" : "signedIn" in rule ? "signedIn" : rule;
        return [`${method.toUpperCase()} ${path}`, told] as const;
      }),
    ),
  );
}

/** By the table: in the order in which permissions are asked for. */
function expected(endpoint: Endpoint, rule: readonly Permission[], { role, signedIn }: Who): string {
  const { path, also = [], ofCompany, elsewhere, keysOnly, good = "200" } = endpoint;
  if (role === null || (signedIn && keysOnly)) return "401 key_required";
  if (role === "none") return "403 forbidden";
  const inCompany = ofCompany || elsewhere !== undefined || path.includes("{company}");
  for (const permission of [...rule, ...also]) {
    const { holders }: { readonly holders: readonly Holder[] } = PERMISSIONS[permission];
    if (!holders.includes(role.holder)) return "403 forbidden";
    // A role that has the permission learns nothing of a company that is not its own.
    if (inCompany && role.elsewhere) return elsewhere ?? "404 company_unknown";
  }
  return good;
}

/** One line of text has its code behind a bar. */
const codeOf = (answer: Answer): string =>
  answer.text.startsWith("error|") ? `${answer.status} ${answer.text.slice("error|".length)}` : outcomeOf(answer);

describe("everybody at every endpoint", () => {
  // On a busy machine, all this takes longer than a proof is fresh.
  beforeEach(() => runStored(service, "UPDATE session SET authenticated_at = ?", new Date().toISOString()));

  test("each endpoint that OpenAPI describes is asked here, under the permissions that it names, and each role asks", async () => {
    const asked = Object.fromEntries(ENDPOINTS.map(({ method, path, rule }) => [`${method} ${path}`, rule]));
    assert.deepEqual(asked, await published());
    const asking = new Set(
      [...everybody.values()].flatMap(({ role }) => (role === null || role === "none" ? [] : [role.holder])),
    );
    assert.deepEqual([...asking].sort(), [...HOLDERS].sort());
  });

  for (const [at, endpoint] of ENDPOINTS.entries())
    test(`${endpoint.method} ${endpoint.path}`, async () => {
      const { rule, good = "200" } = endpoint;
      // Wrong keys are counted by the address that they come from.
      const from = `127.0.0.${2 + at}`;
      const asking = async ({ ask }: Who, ready: Fresh) => {
        const { path, body, ifMatch } = endpoint.asked(ready);
        return ask(`${endpoint.method} ${path}`, body, { ...(ifMatch !== undefined && { ifMatch }), from });
      };
      if (rule === "open") {
        for (const [name, who] of everybody) {
          const { status } = await asking(who, stable);
          assert.ok(![403, 404].includes(status) && status < 500, `${name}: ${status}`);
        }
        return;
      }
      if (rule === "signedIn") {
        for (const [name, who] of everybody) {
          const answer = await asking(who, stable);
          const refused = who.role === null ? "401 key_required" : who.signedIn ? null : "403 forbidden";
          if (refused !== null) assert.equal(codeOf(answer), refused, name);
          else assert.ok(!REFUSED.has(codeOf(answer)) && answer.status < 500, `${name}: ${codeOf(answer)}`);
        }
        return;
      }
      const outcomes: Record<string, string> = {};
      const inTable: Record<string, string> = {};
      const head = await headOf();
      for (const [name, who] of everybody) {
        inTable[name] = expected(endpoint, rule, who);
        if (inTable[name] === good) continue;
        const answer = await asking(who, stable);
        outcomes[name] = codeOf(answer);
        if (answer.status === 401 && endpoint.path !== ONE_LINE)
          assert.equal(answer.headers["www-authenticate"], "Bearer");
      }
      assert.equal(await headOf(), head, "those who are refused change nothing");
      for (const [name, who] of everybody) {
        if (inTable[name] !== good) continue;
        const ready = endpoint.method === "GET" ? stable : await fresh();
        const first = endpoint.first?.(ready);
        if (first) assert.equal(outcomeOf(await service.operator(`POST ${first.path}`, first.body)), "200");
        outcomes[name] = codeOf(await asking(who, ready));
      }
      assert.deepEqual(outcomes, inTable);
    });
});

const REFUSED = new Set(["401 key_required", "403 forbidden", "404 not_found", "400 malformed"]);
const ONE_LINE = "/api/v1/decision";

async function headOf(): Promise<number> {
  const { text } = await service.operator("GET /metrics");
  return Number(/^callas_store_revision (\d+)$/m.exec(text)![1]);
}

describe("what a key may not tell of a company that is not its own", () => {
  test("one that exists and one that does not are the same to it", async () => {
    const { company: there } = await fresh();
    for (const who of ["admin of another", "pbx of another that synchronises"] as const) {
      const ask = service.as(keys.get(who));
      for (const { method, path: address, asked, ofCompany } of ENDPOINTS) {
        if (!ofCompany && !address.includes("{company}")) continue;
        const answers = await Promise.all(
          [there, "no-such-company"].map(async (id) => {
            const { path, body, ifMatch } = asked({
              company: id,
              number: "+375171999999",
              keyId: "",
              trunk: "",
              person: "",
              provider: "",
              etag: '"1"',
            });
            const { status, text } = await ask(`${method} ${path}`, body, ifMatch === undefined ? {} : { ifMatch });
            return `${status} ${text.replaceAll(id, "COMPANY")}`;
          }),
        );
        assert.equal(answers[0], answers[1], `${method} ${asked.name}`);
      }
    }
  });

  test("a list has only its own companies", async () => {
    const { body } = await service.as(keys.get("admin of another"))("GET companies");
    assert.deepEqual(body, { companies: [{ id: "another", name: "Acme", country: "BY" }] });
  });

  test("a number of another company is refused without saying whose it is", async () => {
    const { number, company: owner } = await fresh();
    const ask = service.as(keys.get("pbx of another that synchronises"));
    const answer = await ask("PUT companies/another/directory", {
      numbers: [{ number }],
      employees: [],
      departments: [],
    });
    assert.equal(outcomeOf(answer), "409 number_taken");
    assert.ok(!answer.text.includes(owner));
  });
});

describe("what only the operator may", () => {
  let ask: Readonly<Record<"operator" | "admin" | "sync", Ask>>;
  before(() => {
    ask = {
      operator: service.operator,
      admin: service.as(keys.get("admin")),
      sync: service.as(keys.get("pbx that synchronises")),
    };
  });

  test("make a company, even one that the key would be for", async () => {
    const id = COMPANIES.at(-1)!;
    assert.equal(outcomeOf(await ask.admin(`PUT companies/${id}`, company)), "404 company_unknown");
    assert.equal(outcomeOf(await ask.sync(`PUT companies/${id}`, company)), "403 forbidden");
    assert.equal(outcomeOf(await ask.operator(`PUT companies/${id}`, company)), "200");
  });

  test("open the blocks for a company's guests", async () => {
    const { company: id } = await fresh();
    const open = { ...company, guests: "full" };
    assert.equal(outcomeOf(await ask.admin(`PUT companies/${id}`, open)), "403 forbidden");
    assert.equal(outcomeOf(await ask.operator(`PUT companies/${id}`, open)), "200");
    assert.equal(outcomeOf(await ask.admin(`PUT companies/${id}`, { ...open, name: "Still open" })), "200");
    assert.equal(outcomeOf(await ask.admin(`PUT companies/${id}`, company)), "403 forbidden");
  });

  test("open the blocks for one guest, in the directory and in the single thing", async () => {
    const { company: id, number } = await fresh();
    const open = directory.employees.map((employee) =>
      employee.guest ? { ...employee, substitution: "full" } : employee,
    );
    const opened = { ...directory, numbers: [{ number }], employees: open };
    const gast = { name: "Gast", guest: true, substitution: "full" };
    for (const who of ["admin", "sync"] as const) {
      assert.equal(outcomeOf(await ask[who](`PUT companies/${id}/directory`, opened)), "403 forbidden", who);
      assert.equal(outcomeOf(await ask[who](`PUT companies/${id}/employees/gast`, gast)), "403 forbidden", who);
      assert.equal(outcomeOf(await ask[who](`PUT companies/${id}/employees/new`, gast)), "403 forbidden", who);
    }
    assert.equal(outcomeOf(await ask.operator(`PUT companies/${id}/directory`, opened)), "200");
    // What stands there already may be sent back.
    for (const who of ["admin", "sync"] as const) {
      assert.equal(outcomeOf(await ask[who](`PUT companies/${id}/directory`, opened)), "200", who);
      const closed = { ...gast, substitution: "main" };
      assert.equal(outcomeOf(await ask[who](`PUT companies/${id}/employees/gast`, closed)), "403 forbidden", who);
    }
    // A guest who becomes an own employee is nobody's blocks.
    const own = { name: "Gast", guest: false };
    assert.equal(outcomeOf(await ask.sync(`PUT companies/${id}/employees/gast`, own)), "200");
  });

  test("say who withholds their number; an admin may too, a PBX that keeps the directory may not", async () => {
    const { company: id, number } = await fresh();
    const documentOf = (ivan: object) => ({
      ...directory,
      numbers: [{ number }],
      employees: directory.employees.map((employee) => (employee.id === "ivan" ? { ...employee, ...ivan } : employee)),
    });
    const put = async (who: keyof typeof ask, ivan: object) =>
      outcomeOf(await ask[who](`PUT companies/${id}/directory`, documentOf(ivan)));
    for (const withhold of [true, false]) {
      assert.equal(await put("sync", { withhold }), "403 forbidden");
      assert.equal(await put("admin", { withhold }), "200");
      assert.equal(await put("sync", { withhold }), "200", "what stands there already may be sent back");
      assert.equal(await put("sync", {}), "200");
      assert.equal(await put("sync", { withhold: !withhold }), "403 forbidden");
      assert.equal(await put("sync", { withhold: null }), "403 forbidden");
    }
    const single = { name: "New", withhold: true };
    assert.equal(outcomeOf(await ask.sync(`PUT companies/${id}/employees/new`, single)), "403 forbidden");
    assert.equal(outcomeOf(await ask.sync(`PUT companies/${id}/employees/new`, { ...single, withhold: null })), "200");
    assert.equal(outcomeOf(await ask.admin(`PUT companies/${id}/employees/new`, single)), "200");
    assert.equal(outcomeOf(await ask.sync(`DELETE companies/${id}/employees/new`)), "200");
    assert.equal(await put("sync", { emergencyNumber: number }), "200", "the PBX knows where its people sit");
  });

  test("give and take numbers; a PBX that keeps the directory may too, an admin may not", async () => {
    const { company: id, number } = await fresh();
    const documentOf = (...numbers: string[]) => ({
      ...directory,
      numbers: numbers.map((number) => ({ number })),
    });
    const more = `${number}9`;
    assert.equal(
      outcomeOf(await ask.admin(`PUT companies/${id}/directory`, documentOf(number, more))),
      "403 forbidden",
    );
    assert.equal(outcomeOf(await ask.admin(`PUT companies/${id}/numbers/${more}`, {})), "403 forbidden");
    assert.equal(outcomeOf(await ask.admin(`PUT companies/${id}/directory`, documentOf())), "403 forbidden");
    assert.equal(outcomeOf(await ask.sync(`PUT companies/${id}/directory`, documentOf(number, more))), "200");
    assert.equal(outcomeOf(await ask.admin(`PATCH companies/${id}/numbers/${more}`, { on: false })), "200");
    assert.equal(outcomeOf(await ask.sync(`PUT companies/${id}/directory`, documentOf(number))), "200");
  });
});

describe("keys", () => {
  test("the scheme has no case, and other schemes are no key", async () => {
    const key = keys.get("admin")!;
    const ask = clientOf(service.address);
    for (const header of [`Bearer ${key}`, `bearer ${key}`, `BEARER ${key}`])
      assert.equal((await ask("GET companies", undefined, { headers: { authorization: header } })).status, 200);
    for (const header of [key, `Basic ${key}`, "Bearer", "Bearer ", `Bearer ${key}x`])
      assert.equal(
        outcomeOf(await ask("GET companies", undefined, { headers: { authorization: header }, from: "127.0.1.1" })),
        "401 key_required",
      );
  });

  test("are shown once, listed without themselves, revoked for good", async () => {
    const made = await service.operator("POST keys", { name: "Door", role: "pbx", companies: ["another"], sync: true });
    const { key, id, revision } = made.body as { key: string; id: string; revision: number };
    assert.match(key, /^callas_[\w-]{43}$/);
    assert.ok(revision > 0);
    const list = await service.operator("GET keys");
    const ask = service.as(key);
    assert.equal((await ask("GET companies/another")).status, 200);
    assert.ok(!list.text.includes(key));
    assert.ok(!list.text.includes("hash"));
    // Its use is noted meanwhile.
    const { lastUsedAt: _used, ...listed } = (list.body["keys"] as { id: string; lastUsedAt: string | null }[]).find(
      (one) => one.id === id,
    )!;
    const { key: _, revision: __, lastUsedAt, ...about } = made.body;
    assert.deepEqual(listed, about);
    assert.equal(lastUsedAt, null);
    assert.equal(about["createdBy"], "operator");
    const removed = await service.operator(`DELETE keys/${id}`);
    assert.deepEqual(removed.body, { revision: revision + 1 });
    assert.equal(outcomeOf(await ask("GET companies/another", undefined, { from: "127.0.1.2" })), "401 key_required");
    assert.equal(outcomeOf(await service.operator(`DELETE keys/${id}`)), "404 key_unknown");
    const revoked = ((await service.operator("GET keys")).body["keys"] as { id: string; revokedAt: string }[]).find(
      (one) => one.id === id,
    );
    assert.ok(Date.parse(revoked!.revokedAt) > 0);
  });

  test("of no known form are refused", async () => {
    const refused = async (body: unknown) =>
      assert.equal(outcomeOf(await service.operator("POST keys", body)), "400 malformed", JSON.stringify(body));
    await refused({ role: "operator" });
    await refused({ name: "x", role: "root" });
    await refused({ name: "x", role: "admin" });
    await refused({ name: "x", role: "admin", companies: [] });
    await refused({ name: "x", role: "admin", companies: ["a b"] });
    await refused({ name: "x", role: "admin", companies: ["a"], sync: true });
    await refused({ name: "x", role: "operator", companies: ["a"] });
    await refused({ name: "", role: "operator" });
  });

  test("fifty wrong keys of one address get 429; a good key goes on working, from there too", async () => {
    const from = "127.0.1.3";
    const wrong = clientOf(service.address, "callas_wrong");
    const statuses: number[] = [];
    for (let at = 0; at < 50; at++) {
      const answer = await wrong(at % 2 ? "GET companies" : "POST decisions", at % 2 ? undefined : {}, { from });
      statuses.push(answer.status);
      if (answer.status === 429) assert.ok(Number(answer.headers["retry-after"]) > 0);
      assert.equal((await service.operator("GET companies/another", undefined, { from })).status, 200);
    }
    assert.deepEqual([...new Set(statuses)], [401, 429]);
    assert.ok(statuses.filter((status) => status === 401).length <= 25);
    assert.equal(statuses.at(-1), 429);
    const elsewhere = await wrong("GET companies", undefined, { from: "127.0.1.4" });
    assert.equal(elsewhere.status, 401);
  });
});
