/** SCIM as identity providers speak it. */
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { hashOf } from "../../src/access/key-ring.ts";
import type { Person, PersonRole } from "../../src/access/person.ts";
import { openSqliteReads } from "../../src/store/sqlite/reads.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite.ts";
import { company, putCompany } from "../../lab/companies/acme.ts";
import { authorNamed } from "../../lab/principals.ts";
import { clientOf, outcomeOf, type Answer, type Ask, type Method } from "../../lab/service/client.ts";
import { eventually } from "../../lab/eventually.ts";
import { hasEnded } from "../../lab/service/end.ts";
import { newFolder, operatorKey, serviceHere, serviceProcess, type TestService } from "../../lab/service/service.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

let service: TestService;
before(async () => {
  service = await serviceHere();
});
after(() => service.stop());

type Directory = Readonly<{
  employees: readonly Readonly<{ id: string; name: string; extension: string | null; lines: readonly object[] }>[];
  departments: readonly Readonly<{ id: string; name: string; members: readonly string[] }>[];
}>;

type Scim = (what: `${Method} ${string}`, body?: unknown) => Promise<Answer>;

async function provider(id: string, { operator, as }: Pick<TestService, "operator" | "as"> = service): Promise<Scim> {
  const { body } = await operator("POST keys", { name: "Entra", role: "pbx", sync: true, companies: [id] });
  const ask = as(body["key"] as string);
  return (what, body) => {
    const [method, path] = what.split(" ", 2) as [Method, string];
    return ask(`${method} /scim/v2/${id}${path}${what.slice(method.length + 1 + path.length)}`, body, {
      headers: { "content-type": "application/scim+json; charset=utf-8" },
    });
  };
}

/** As providers do where a service is busy. */
const patient =
  (scim: Scim): Scim =>
  async (what, body) => {
    for (;;) {
      const answer = await scim(what, body);
      if (answer.status !== 429) return answer;
    }
  };

async function newCompany(directory?: object): Promise<Readonly<{ id: string; scim: Scim }>> {
  const id = `c-${randomUUID()}`;
  await putCompany(service.operator, id, { company, ...(directory && { directory }) });
  return { id, scim: await provider(id) };
}

const directoryOf = async (id: string) =>
  (await service.operator(`GET companies/${id}/directory`)).body as unknown as Directory;

const patch = (...Operations: object[]) => ({ schemas: [PATCH], Operations });
const idIn = ({ status, body }: Answer) => {
  assert.equal(status, 201);
  return body["id"] as string;
};
const filtered = (filter: string) => `/Users?filter=${encodeURIComponent(filter)}`;

async function personOf(email: string): Promise<Person | null> {
  const reads = openSqliteReads(service.dataDir);
  try {
    return await reads.personByEmail(email);
  } finally {
    await reads.close();
  }
}

/** Somebody with an account of their own, and their session. */
async function signedIn(email: string, roles: readonly PersonRole[]): Promise<Readonly<{ id: string; ask: Ask }>> {
  const store = await openSqliteStore(service.dataDir);
  try {
    const [id, cookie, at] = [randomUUID(), randomBytes(32).toString("base64url"), new Date().toISOString()];
    await store.writeAccess({ author: authorNamed("test"), action: "person.put" }, (draft) =>
      draft.putPerson({
        id,
        email,
        name: "Known",
        roles: roles.map((role) => ({ role, acceptedAt: at })),
        password: null,
        createdAt: at,
        createdBy: "test",
        disabledAt: null,
        vouched: false,
      }),
    );
    await openSession(store, id, cookie);
    return { id, ask: withCookie(cookie) };
  } finally {
    await store.close();
  }
}

async function openSession(store: Awaited<ReturnType<typeof openSqliteStore>>, person: string, cookie: string) {
  const at = new Date().toISOString();
  await store.sessions.put({
    idHash: hashOf(cookie),
    holder: { person },
    means: "password",
    createdAt: at,
    authenticatedAt: at,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    address: null,
    agent: null,
  });
}

async function sessionOf(person: string): Promise<Ask> {
  const store = await openSqliteStore(service.dataDir);
  try {
    const cookie = randomBytes(32).toString("base64url");
    await openSession(store, person, cookie);
    return withCookie(cookie);
  } finally {
    await store.close();
  }
}

function withCookie(cookie: string): Ask {
  const ask = service.as();
  return (what, body, asked = {}) =>
    ask(what, body, { ...asked, headers: { cookie: `callas_session=${cookie}`, ...asked.headers } });
}

const isSignedIn = async (ask: Ask) => (await ask("GET session")).status === 200;

describe("a conversation with Entra", () => {
  test("finds nobody, makes a user, changes them with its own spellings, disables and deletes them", async () => {
    const { id, scim } = await newCompany();
    const tested = await scim(`GET ${filtered(`userName eq "${randomUUID()}"`)}`);
    assert.deepEqual([tested.status, tested.body["totalResults"], tested.body["Resources"]], [200, 0, []]);

    const made = await scim("POST /Users", {
      schemas: [USER, ENTERPRISE],
      externalId: "ipetrov",
      userName: "Ivan.Petrov@Acme.example",
      active: true,
      addresses: [{ primary: false, type: "work", formatted: "Minsk" }],
      displayName: "Ivan Petrov",
      emails: [{ primary: true, type: "work", value: "Ivan.Petrov@acme.example" }],
      meta: { resourceType: "User" },
      name: { formatted: "Petrov Ivan", familyName: "Petrov", givenName: "Ivan" },
      roles: [],
    });
    const user = idIn(made);
    assert.equal(made.headers["content-type"], "application/scim+json; charset=utf-8");
    assert.equal(
      (made.body["meta"] as { location: string }).location,
      `${service.address}/scim/v2/${id}/Users/${user}`,
    );
    assert.deepEqual(
      (await directoryOf(id)).employees.map(({ id, name, extension }) => [id, name, extension]),
      [["ipetrov", "Ivan Petrov", null]],
    );

    const found = await scim(`GET ${filtered('userName eq "ivan.petrov@ACME.example"')}`);
    assert.equal((found.body["Resources"] as { id: string }[])[0]?.id, user, "userName has no case");

    const changed = await scim(
      `PATCH /Users/${user}`,
      patch(
        { op: "Add", path: 'phoneNumbers[type eq "work"].value', value: "+375 17 123-45-67 x201" },
        { op: "Replace", path: 'phoneNumbers[type eq "mobile"].value', value: "+375291234567" },
        { op: "Replace", path: "displayName", value: "Ivan P." },
        { op: "Add", path: 'addresses[type eq "work"].streetAddress', value: "1 Main" },
        { op: "Replace", path: `${ENTERPRISE}:department`, value: "Sales" },
        { op: "Add", path: `${ENTERPRISE}:manager`, value: "f81d" },
      ),
    );
    assert.equal(changed.status, 200);
    assert.deepEqual(changed.body[ENTERPRISE], { department: "Sales", manager: { value: "f81d" } });
    assert.deepEqual(changed.body["phoneNumbers"], [
      { type: "work", value: "+375 17 123-45-67 x201" },
      { type: "mobile", value: "+375291234567" },
    ]);
    assert.equal(
      (await scim(`PATCH /Users/${user}`, patch({ op: "Replace", value: { "name.givenName": "Vanya" } }))).status,
      200,
    );
    const { employees, departments } = await directoryOf(id);
    assert.deepEqual([employees[0]?.name, employees[0]?.extension], ["Ivan P.", "201"]);
    assert.deepEqual(departments, [{ id: "sales", name: "Sales", members: ["ipetrov"] }]);

    const page = await sessionOf((await personOf("ivan.petrov@acme.example"))!.id);
    assert.ok(await isSignedIn(page));
    const disabled = await scim(`PATCH /Users/${user}`, patch({ op: "Replace", path: "active", value: "False" }));
    assert.deepEqual([disabled.status, disabled.body["active"]], [200, false]);
    assert.ok(!(await isSignedIn(page)), "the session ends at once");
    assert.notEqual((await personOf("ivan.petrov@acme.example"))?.disabledAt, null);
    assert.equal((await scim(`GET /Users/${user}`)).body["active"], false, "whoever is disabled can still be read");
    assert.equal((await directoryOf(id)).employees.length, 1, "the entry stays");

    await scim(`PATCH /Users/${user}`, patch({ op: "Replace", path: "active", value: "True" }));
    assert.equal((await personOf("ivan.petrov@acme.example"))?.disabledAt, null);
    const gone = await scim(`DELETE /Users/${user}`);
    assert.deepEqual([gone.status, gone.text], [204, ""]);
    assert.equal(outcomeOf(await scim(`GET /Users/${user}`)), "404 resource_unknown");
    assert.equal(outcomeOf(await scim(`DELETE /Users/${user}`)), "404 resource_unknown");
    assert.equal(await personOf("ivan.petrov@acme.example"), null);
    assert.equal((await directoryOf(id)).employees.length, 1);
  });
});

describe("a conversation with Okta", () => {
  test("lists two, makes a user, replaces them, and disables them without a path", async () => {
    const { id, scim } = await newCompany();
    assert.equal((await scim("GET /Users?startIndex=1&count=2")).body["itemsPerPage"], 0);
    const sent = {
      schemas: [USER],
      userName: "olga@acme.example",
      name: { givenName: "Olga", familyName: "Ivanova" },
      emails: [{ primary: true, value: "olga@acme.example", type: "work" }],
      displayName: "Olga Ivanova",
      locale: "en-US",
      externalId: "00ujl29u0le5T6Aj10h7",
      groups: [],
      password: "1mz050nq",
      active: true,
    };
    const made = await scim("POST /Users", sent);
    const user = idIn(made);
    assert.ok(!made.text.includes("1mz050nq"), "a password is not kept");

    const replaced = await scim(`PUT /Users/${user}`, {
      ...made.body,
      emails: [{ primary: true, value: "olga.i@acme.example", type: "work" }],
      displayName: undefined,
      title: "Buyer",
    });
    assert.equal(replaced.status, 200);
    assert.ok(!("displayName" in replaced.body));
    assert.equal(replaced.body["title"], "Buyer");
    assert.equal((await directoryOf(id)).employees[0]?.name, "Olga Ivanova", "of given and family name");
    assert.equal(await personOf("olga@acme.example"), null);
    assert.equal((await personOf("olga.i@acme.example"))?.name, "Olga Ivanova");

    const disabled = await scim(`PATCH /Users/${user}`, patch({ op: "replace", value: { active: false } }));
    assert.equal(disabled.body["active"], false);
    const { active: _, ...silent } = disabled.body;
    const again = await scim(`PUT /Users/${user}`, silent);
    assert.equal(again.body["active"], false, "a PUT that does not speak of it lets nobody in");
  });
});

describe("what is refused, and how", () => {
  test("a name twice, in any case, and an externalId twice", async () => {
    const { scim } = await newCompany();
    idIn(await scim("POST /Users", { userName: "anna@acme.example", externalId: "a1" }));
    const second = await scim("POST /Users", { userName: "ANNA@acme.example" });
    assert.equal(outcomeOf(second), "409 user_conflict");
    assert.equal(second.body["scimType"], "uniqueness");
    assert.equal(outcomeOf(await scim("POST /Users", { userName: "b", externalId: "a1" })), "409 user_conflict");
    const boris = idIn(await scim("POST /Users", { userName: "boris" }));
    const renamed = await scim(
      `PATCH /Users/${boris}`,
      patch({ op: "replace", path: "userName", value: "anna@acme.example" }),
    );
    assert.equal(renamed.body["scimType"], "uniqueness");
    assert.equal((await scim(`GET /Users/${boris}`)).body["userName"], "boris");
  });

  test("an extension that somebody has, or that is an emergency number; the user is not made", async () => {
    const { id, scim } = await newCompany({
      numbers: [],
      employees: [{ id: "olga", name: "Olga", extension: "201" }],
      departments: [],
    });
    const withPhone = (value: string) => ({ userName: "pavel", phoneNumbers: [{ type: "work", value }] });
    assert.equal(outcomeOf(await scim("POST /Users", withPhone("201"))), "409 user_conflict");
    assert.equal((await scim("POST /Users", withPhone("112"))).body["scimType"], "invalidValue");
    assert.equal((await scim("GET /Users")).body["totalResults"], 0);
    assert.equal((await directoryOf(id)).employees.length, 1);
    idIn(await scim("POST /Users", withPhone("+375171234567")));
    assert.equal((await directoryOf(id)).employees[1]?.extension, null, "a whole number is not an extension");
  });

  const wrong: readonly [string, `${Method} ${string}`, unknown, string][] = [
    ["no JSON", "POST /Users", "{", "invalidSyntax"],
    ["no userName", "POST /Users", { displayName: "x" }, "invalidValue"],
    ["a list", "POST /Users", [], "invalidSyntax"],
    ["a text that is too long", "POST /Users", { userName: "x".repeat(300) }, "invalidValue"],
    ["a text with a line break", "POST /Users", { userName: "x\r\nRCPT TO:<y>" }, "invalidValue"],
    ["a flag that is none", "POST /Users", { userName: "x", active: "maybe" }, "invalidValue"],
    [
      "too many entries",
      "POST /Users",
      { userName: "x", emails: Array.from({ length: 21 }, () => "x@y.example") },
      "invalidValue",
    ],
    ["an unknown operation", "PATCH /Users/ID", patch({ op: "move", path: "title" }), "invalidSyntax"],
    ["removal of nothing", "PATCH /Users/ID", patch({ op: "remove" }), "invalidPath"],
    ["removal of userName", "PATCH /Users/ID", patch({ op: "remove", path: "userName" }), "invalidValue"],
    [
      "too many operations",
      "PATCH /Users/ID",
      patch(...Array.from({ length: 101 }, () => ({ op: "add", path: "title", value: "x" }))),
      "invalidSyntax",
    ],
    ["a path that is none", "PATCH /Users/ID", patch({ op: "add", path: "((", value: "x" }), "invalidPath"],
    [
      "a part of a list that is not clear",
      "PATCH /Users/ID",
      patch({ op: "add", path: "emails.value", value: "x" }),
      "invalidPath",
    ],
    ["an and", `GET ${filtered('userName eq "x" and active eq "true"')}`, undefined, "invalidFilter"],
    ["an open filter", `GET ${filtered("userName eq")}`, undefined, "invalidFilter"],
    ["brackets", `GET ${filtered("()")}`, undefined, "invalidFilter"],
    ["another attribute", `GET ${filtered('title eq "x"')}`, undefined, "invalidFilter"],
    ["a count that is none", "GET /Users?count=all", undefined, "invalidSyntax"],
  ];
  for (const [name, what, body, scimType] of wrong)
    test(name, async () => {
      const { scim } = await newCompany();
      const user = idIn(await scim("POST /Users", { userName: "known" }));
      const answer = await scim(what.replace("ID", user) as `${Method} ${string}`, body);
      assert.deepEqual([answer.status, answer.body["scimType"]], [400, scimType], answer.text);
    });

  test("a body over 64 KiB", async () => {
    const { scim } = await newCompany();
    const answer = await scim("POST /Users", { userName: "x", photo: "x".repeat(65 * 1024) });
    assert.equal(outcomeOf(answer), "413 body_too_large");
  });

  test("what is hostile costs nothing and changes nothing else", async () => {
    const { id, scim } = await newCompany();
    const user = idIn(await scim("POST /Users", { userName: "known", title: "kept" }));
    const deep = `{"Operations":[{"op":"add","value":${'{"name":'.repeat(2000)}1${"}".repeat(2000)}}]}`;
    for (const filter of [
      "(".repeat(5000),
      `userName eq "${"\\".repeat(5000)}`,
      Array(16).fill('(userName eq "a" or userName eq "b")').join(" and "),
      `${" ".repeat(500)}eq`,
    ])
      assert.equal((await scim(`GET ${filtered(filter)}`)).body["scimType"], "invalidFilter");
    assert.equal((await scim(`PATCH /Users/${user}`, deep)).status, 200, "name within name is not kept");
    for (const body of [
      '{"Operations":[{"op":"add","path":"__proto__.active","value":"x"}]}',
      '{"Operations":[{"op":"add","value":{"__proto__":{"active":false},"constructor":{"prototype":{"title":"x"}}}}]}',
      '{"Operations":[{"op":"add","path":"name","value":{"__proto__":{"givenName":"x"}}}]}',
    ])
      assert.ok([200, 400].includes((await scim(`PATCH /Users/${user}`, body)).status));
    const { body } = await scim(`GET /Users/${user}`);
    assert.deepEqual([body["active"], body["title"], body["name"]], [true, "kept", undefined]);
    assert.equal(({} as Record<string, unknown>)["title"], undefined);
    assert.equal((await directoryOf(id)).employees.length, 1);
  });

  test("keys without sync, and of another company", async () => {
    const [{ id }, other] = [await newCompany(), await newCompany()];
    const { body } = await service.operator("POST keys", { name: "PBX", role: "pbx", companies: [id] });
    const pbx = service.as(body["key"] as string);
    assert.equal(outcomeOf(await pbx(`GET /scim/v2/${id}/Users`)), "403 forbidden");
    const mine = idIn(await other.scim("POST /Users", { userName: "x" }));
    const { body: foreign } = await service.operator("POST keys", {
      name: "Foreign",
      role: "pbx",
      sync: true,
      companies: [id],
    });
    const ask = service.as(foreign["key"] as string);
    assert.equal(outcomeOf(await ask(`GET /scim/v2/${other.id}/Users/${mine}`)), "404 company_unknown");
    assert.equal(outcomeOf(await ask(`GET /scim/v2/${id}/Users/${mine}`)), "404 resource_unknown");
    assert.equal(outcomeOf(await service.as()(`GET /scim/v2/${id}/Users`)), "401 key_required");
  });
});

test("a list is read in pages", async () => {
  const { scim } = await newCompany();
  await Promise.all(Array.from({ length: 5 }, (_, at) => scim("POST /Users", { userName: `user-${at}` })));
  const names = async (query: string) => {
    const { body } = await scim(`GET /Users?${query}`);
    assert.equal(body["totalResults"], 5);
    return (body["Resources"] as { userName: string }[]).map(({ userName }) => userName);
  };
  const all = await names("");
  assert.equal(new Set(all).size, 5);
  assert.deepEqual(await names("startIndex=2&count=2"), all.slice(1, 3));
  assert.deepEqual(await names("startIndex=-3&count=1"), all.slice(0, 1));
  assert.deepEqual(await names("startIndex=6"), []);
  assert.deepEqual(await names("count=0"), []);
});

test("an entry that the directory has becomes theirs, and what people and the PBX set in it stays", async () => {
  const lines = [{ id: "ivan-desk", device: "desk_phone" }];
  const { id, scim } = await newCompany({
    numbers: [],
    employees: [{ id: "ivan", name: "Иван", extension: "201", withhold: true, lines }],
    departments: [{ id: "verkauf", name: "Sales", members: [] }],
  });
  const user = idIn(
    await scim("POST /Users", { userName: "ivan", displayName: "Ivan", [ENTERPRISE]: { department: "SALES" } }),
  );
  assert.deepEqual((await directoryOf(id)).employees, [
    { id: "ivan", name: "Ivan", extension: "201", guest: false, withhold: true, lines },
  ]);
  assert.deepEqual((await directoryOf(id)).departments, [{ id: "verkauf", name: "Sales", members: ["ivan"] }]);
  await service.operator(`PUT companies/${id}/employees/ivan`, { name: "Ivan the Great", extension: "202", lines });
  await scim(`PATCH /Users/${user}`, patch({ op: "add", path: "title", value: "Tsar" }));
  const [employee] = (await directoryOf(id)).employees;
  assert.deepEqual([employee?.name, employee?.extension], ["Ivan the Great", "202"]);
  await scim(`PATCH /Users/${user}`, patch({ op: "replace", path: `${ENTERPRISE}:department`, value: "Отдел кадров" }));
  const { departments } = await directoryOf(id);
  assert.deepEqual(
    departments.map(({ name, members }) => [name, members]),
    [
      ["Sales", []],
      ["Отдел кадров", ["ivan"]],
    ],
  );
});

describe("people with an account of their own", () => {
  test("an operator is not touched, whatever a provider says", async () => {
    const { id, scim } = await newCompany();
    const boss = await signedIn("boss@vendor.example", [{ role: "operator" }]);
    const user = idIn(await scim("POST /Users", { userName: "boss@vendor.example", displayName: "Mallory" }));
    assert.equal(outcomeOf(await boss.ask("GET session")), "401 key_required", "a new role: sign in again");
    const held = async () => {
      const { name, email, disabledAt, roles } = (await personOf("boss@vendor.example"))!;
      return {
        name,
        email,
        disabledAt,
        roles: roles.map(({ role, acceptedAt }) => `${role.role} ${acceptedAt !== null}`),
      };
    };
    const known = { name: "Known", email: "boss@vendor.example", disabledAt: null };
    assert.deepEqual(await held(), { ...known, roles: ["employee false", "operator true"] });
    await scim(`PATCH /Users/${user}`, patch({ op: "replace", path: "userName", value: "mallory@acme.example" }));
    assert.deepEqual(await held(), { ...known, roles: ["employee false", "operator true"] });
    const page = await sessionOf(boss.id);
    await scim(`PATCH /Users/${user}`, patch({ op: "replace", path: "active", value: false }));
    assert.deepEqual(await held(), { ...known, roles: ["operator true"] });
    assert.ok(!(await isSignedIn(page)));
    const again = await sessionOf(boss.id);
    await scim(`DELETE /Users/${user}`);
    assert.deepEqual(await held(), { ...known, roles: ["operator true"] });
    assert.ok(await isSignedIn(again), "nothing of theirs was left here");
    assert.equal((await directoryOf(id)).employees.length, 1);
  });

  test("somebody with roles elsewhere loses those in this company alone", async () => {
    const [{ id, scim }, other] = [await newCompany(), await newCompany()];
    const email = `both-${randomUUID()}@acme.example`;
    await signedIn(email, [
      { role: "admin", company: id },
      { role: "admin", company: other.id },
      { role: "employee", company: other.id, employee: "x" },
    ]);
    const user = idIn(await scim("POST /Users", { userName: email }));
    const roles = async () => (await personOf(email))!.roles.map(({ role }) => role);
    const elsewhere = [
      { role: "admin", company: other.id },
      { role: "employee", company: other.id, employee: "x" },
    ];
    assert.equal((await roles()).length, 3, "an employee of one company stays so");
    await scim(`PATCH /Users/${user}`, patch({ op: "replace", path: "active", value: false }));
    assert.deepEqual(await roles(), elsewhere);
    assert.equal((await personOf(email))!.disabledAt, null);
    await scim(`DELETE /Users/${user}`);
    assert.deepEqual(await roles(), elsewhere);
  });

  test("another company's provider cannot let in whom their own shut out", async () => {
    const [{ scim }, other] = [await newCompany(), await newCompany()];
    const email = `left-${randomUUID()}@acme.example`;
    const user = idIn(await scim("POST /Users", { userName: email }));
    await scim(`PATCH /Users/${user}`, patch({ op: "replace", path: "active", value: false }));
    assert.notEqual((await personOf(email))!.disabledAt, null);
    const theirs = idIn(await other.scim("POST /Users", { userName: email }));
    await other.scim(`PATCH /Users/${theirs}`, patch({ op: "replace", path: "active", value: false }));
    await other.scim(`PATCH /Users/${theirs}`, patch({ op: "replace", path: "active", value: true }));
    assert.notEqual((await personOf(email))!.disabledAt, null);
    await scim(`PATCH /Users/${user}`, patch({ op: "replace", path: "active", value: true }));
    assert.equal((await personOf(email))!.disabledAt, null);
  });

  test("an address that somebody else has is not taken from them", async () => {
    const { scim } = await newCompany();
    const [mine, theirs] = [`mine-${randomUUID()}@acme.example`, `theirs-${randomUUID()}@acme.example`];
    await signedIn(theirs, [{ role: "support" }]);
    const user = idIn(await scim("POST /Users", { userName: mine }));
    const changed = await scim(`PATCH /Users/${user}`, patch({ op: "replace", path: "userName", value: theirs }));
    assert.equal(changed.status, 200);
    assert.equal((await personOf(theirs))?.name, "Known");
    assert.notEqual(await personOf(mine), null);
  });
});

test("1,000 PATCHes at once are a few revisions, and one that is refused refuses no other", async () => {
  const { id, scim: once } = await newCompany();
  const scim = patient(once);
  const users = (
    await Promise.all(Array.from({ length: 1000 }, (_, at) => scim("POST /Users", { userName: `u${at}@big.example` })))
  ).map(idIn);
  const head = async () => (await service.operator(`GET companies/${id}/directory`)).headers.etag;
  const before = Number(JSON.parse((await head())!));
  const answers = await Promise.all(
    users.map((user, at) =>
      scim(
        `PATCH /Users/${user}`,
        patch(
          at % 100 === 7
            ? { op: "replace", path: "userName", value: "u0@big.example" }
            : { op: "replace", path: "displayName", value: `Name ${at}` },
        ),
      ),
    ),
  );
  assert.deepEqual(
    answers.filter(({ status }) => status !== 200).map(({ status }) => status),
    Array(10).fill(409),
  );
  const revisions = Number(JSON.parse((await head())!)) - before;
  assert.ok(revisions >= 10 && revisions <= 100, `${revisions} revisions`);
  const { employees } = await directoryOf(id);
  assert.equal(employees.filter(({ name }) => name.startsWith("Name ")).length, 990);
});

test("killed while it answers, it keeps every change that it answered", async () => {
  const folder = await newFolder();
  const running = serviceProcess({ CALLAS_DATA_DIR: folder });
  const address = await running.address;
  const [operator, as] = [clientOf(address, operatorKey), (key?: string) => clientOf(address, key)];
  await putCompany(operator, "acme");
  const scim = await provider("acme", { operator, as });
  const users = (
    await Promise.all(Array.from({ length: 40 }, (_, at) => scim("POST /Users", { userName: `u${at}@acme.example` })))
  ).map(idIn);
  const answered = new Map<string, number>();
  const clients = users.map(async (user) => {
    for (let at = 0; ; at++) {
      const { status } = await scim(`PATCH /Users/${user}`, patch({ op: "replace", path: "title", value: String(at) }));
      assert.equal(status, 200);
      answered.set(user, at);
    }
  });
  const stopped = Promise.allSettled(clients);
  await eventually("answers", () => (answered.size === users.length || hasEnded(running.child) ? true : undefined));
  running.child.kill("SIGKILL");
  assert.equal(await running.exited, "SIGKILL", running.output());
  for (const client of await stopped)
    assert.ok(client.status === "rejected" && (client.reason as { code?: string }).code !== "ERR_ASSERTION");
  const store = await openSqliteStore(folder);
  try {
    for (const [user, at] of answered) {
      const title = Number((await store.scimUser("acme", user))?.attributes.title);
      assert.ok(title === at || title === at + 1, `${title} after ${at} was answered`);
    }
  } finally {
    await store.close();
  }
  await rm(folder, { recursive: true, force: true });
});
