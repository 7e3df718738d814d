/** Who may: every kind of key at every endpoint. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clientOf, outcomeOf, type Ask } from "../../lab/service/client.ts";
import { ENDPOINTS, WHO, type Endpoint, type Fresh, type Who } from "./endpoints.ts";
import { company, directory } from "../../lab/companies/acme.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;
const keys = new Map<Who, string | undefined>();

/** All keys of `acme` are for these companies, one for each asking; nobody else's key is. */
const COMPANIES = Array.from({ length: ENDPOINTS.length * WHO.length + 10 }, (_, at) => `acme${at}`);
let used = 0;

async function keyFor(body: object): Promise<Readonly<{ id: string; key: string }>> {
  const { status, body: made } = await service.operator("POST keys", { name: "test", ...body });
  assert.equal(status, 200);
  return made as { id: string; key: string };
}

before(async () => {
  service = await serviceHere();
  const [companies, another] = [COMPANIES, ["another"]];
  const make = async (who: Who, body: object) => keys.set(who, (await keyFor(body)).key);
  await make("operator", { role: "operator" });
  await make("admin", { role: "admin", companies });
  await make("pbx", { role: "pbx", companies });
  await make("pbx that synchronises", { role: "pbx", companies, sync: true });
  await make("pbx of all companies", { role: "pbx" });
  await make("admin of another", { role: "admin", companies: another });
  await make("pbx of another that synchronises", { role: "pbx", companies: another, sync: true });
  const revoked = await keyFor({ role: "operator" });
  assert.equal((await service.operator(`DELETE keys/${revoked.id}`)).status, 200);
  keys.set("revoked", revoked.key);
  keys.set("nobody", undefined);
  await service.operator("PUT companies/another", company);
});
after(() => service.stop());

/** A company of its own, a key to revoke. */
async function fresh(): Promise<Fresh> {
  const at = used++;
  const [id, number] = [COMPANIES[at]!, `+37517${1_000_000 + at}`];
  await service.operator(`PUT companies/${id}`, company);
  await service.operator(`PUT companies/${id}/directory`, { ...directory, numbers: [{ number }] });
  const { headers } = await service.operator(`GET companies/${id}/outgoing-numbers`);
  const { id: keyId } = await keyFor({ role: "operator" });
  return { company: id, number, keyId, etag: headers.etag! };
}

function expected({ allowed, ofCompany, path }: Endpoint, who: Who): string {
  if (who === "revoked" || who === "nobody") return "401 key_required";
  if (who === "operator" || allowed.includes(who)) return "200";
  const foreign = ofCompany && (who === "admin of another" || who === "pbx of another that synchronises");
  // A role that may not at any company learns nothing of this one by being told so.
  const roleMay = allowed.includes(who === "admin of another" ? "admin" : "pbx that synchronises");
  if (foreign && (roleMay || path === "/api/v1/companies/{company}" || path.endsWith("/numbers/{id}")))
    return "404 company_unknown";
  return "403 forbidden";
}

describe("every kind of key at every endpoint", () => {
  for (const [at, endpoint] of ENDPOINTS.entries())
    test(`${endpoint.method} ${endpoint.path}`, async () => {
      const outcomes: Record<string, string> = {};
      for (const who of WHO) {
        const ready = await fresh();
        const head = await headOf();
        const { path, body, ifMatch } = endpoint.asked(ready);
        const ask = service.as(keys.get(who));
        const answer = await ask(`${endpoint.method} ${path}`, body, {
          ...(ifMatch !== undefined && { ifMatch }),
          // Wrong keys are counted by the address that they come from.
          from: `127.0.0.${2 + at}`,
        });
        outcomes[who] = outcomeOf(answer);
        if (answer.status === 401) assert.equal(answer.headers["www-authenticate"], "Bearer");
        if (answer.status >= 400) assert.equal(await headOf(), head, `${who}: nothing is changed`);
      }
      assert.deepEqual(outcomes, Object.fromEntries(WHO.map((who) => [who, expected(endpoint, who)])));
    });
});

async function headOf(): Promise<number> {
  const { text } = await service.operator("GET /metrics");
  return Number(/^callas_store_revision (\d+)$/m.exec(text)![1]);
}

describe("what a key may not tell of a company that is not its own", () => {
  test("one that exists and one that does not are the same to it", async () => {
    const { company: there } = await fresh();
    for (const who of ["admin of another", "pbx of another that synchronises"] as const) {
      const ask = service.as(keys.get(who));
      for (const { method, asked, ofCompany } of ENDPOINTS) {
        if (!ofCompany) continue;
        const answers = await Promise.all(
          [there, "no-such-company"].map(async (id) => {
            const { path, body, ifMatch } = asked({ company: id, number: "+375171999999", keyId: "", etag: '"1"' });
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
    const ask = service.as(key);
    assert.equal((await ask("GET companies/another")).status, 200);
    const list = await service.operator("GET keys");
    assert.ok(!list.text.includes(key));
    assert.ok(!list.text.includes("hash"));
    const listed = (list.body["keys"] as { id: string }[]).find((one) => one.id === id);
    const { key: _, revision: __, ...about } = made.body;
    assert.deepEqual(listed, about);
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
