/** Who is told of changes, by real servers that are well, slow, lying or away. */
import assert from "node:assert/strict";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { pino } from "pino";
import { createSeal } from "../../src/access/seal.ts";
import type { Person, PersonRole } from "../../src/access/person.ts";
import type { Message } from "../../src/mail/mail.ts";
import { jobsOver, runJob } from "../../src/settings/jobs.ts";
import { openSqliteStoreAlone } from "../../src/store/sqlite/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { NO_TRACE } from "../../src/trace/trace.ts";
import { startCourier, type Courier } from "../../src/watch/courier.ts";
import { webhookSecret } from "../../src/watch/webhook.ts";
import { company, directory, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { eventually } from "../../lab/eventually.ts";
import { authorNamed } from "../../lab/principals.ts";
import { clientOf, outcomeOf, type Ask } from "../../lab/service/client.ts";
import { newFolder, operatorKey, serviceHere, serviceProcess, type TestService } from "../../lab/service/service.ts";

type Received = Readonly<{ headers: IncomingMessage["headers"]; body: string }>;
type Receiver = Readonly<{ url: string; received: Received[]; stop: () => void }>;

/** @param answer of each request, by its number from 0; the default is 204 */
async function receiver(
  answer: (at: number, response: ServerResponse) => void = (_at, response) => response.writeHead(204).end(),
  port = 0,
): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(received.length - 1, response);
    });
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  // One that a failing test leaves behind must not keep the process.
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    stop: () => (server.closeAllConnections(), server.close()),
  };
}

/** As Standard Webhooks has receivers do it. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const content = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  return headers["webhook-signature"] === `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
}

describe("the courier", () => {
  const seal = createSeal(randomBytes(32));
  const logged: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  let folder: string;
  let store: Store;
  // Companies share no numbers, so each test has its own.
  beforeEach(async () => {
    folder = await newFolder();
    store = await openSqliteStoreAlone(folder);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  type Sent = Message;
  async function courier(options: Partial<Parameters<typeof startCourier>[0]> & { people?: readonly Person[] } = {}) {
    const jobs = jobsOver((name, asked) => runJob(store, name, asked));
    const { people = [], ...rest } = options;
    return startCourier({
      trace: NO_TRACE,
      reader: jobs,
      writer: jobs,
      person: async (id) => people.find((person) => person.id === id) ?? null,
      companyName: async () => "Acme",
      mail: null,
      seal,
      site: "https://callas.example",
      allowPrivate: true,
      log,
      waits: [1, 1, 1],
      ...rest,
    });
  }

  const record = { author: authorNamed("Anna"), action: "outgoing-numbers.put" };

  async function newCompany(webhooks: readonly string[] = [], share = 1): Promise<string> {
    const id = `c-${randomUUID()}`;
    await store.writeCompany(id, record, async (draft) => {
      draft.put("company", { ...company, choice: "assigned" } as never);
      draft.put("directory", directoryOf);
      draft.put("outgoing-numbers", settings);
      await draft.putWatching({ share, mail: true, webhooks: webhooks.map((url, at) => ({ id: `hook${at}`, url })) });
    });
    return id;
  }
  const directoryOf = {
    numbers: directory.numbers,
    employees: directory.employees,
    departments: directory.departments,
  };
  const changeMain = (id: string) =>
    store.writeCompany(id, record, async (draft) => draft.put("outgoing-numbers", { ...settings, main: SECOND }));

  async function delivered(id: string, state: string, count = 1) {
    return eventually(state, async () => {
      const all = await store.watch.deliveries(id, 100, null);
      return all.filter((delivery) => delivery.state === state).length >= count ? all : undefined;
    });
  }

  async function whileRunning<T>(running: Courier, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      await running.stop();
    }
  }

  test("signs each message, and tries again, under the same id, when the server fails twice", async () => {
    const hook = await receiver(
      (at, response) => void response.writeHead(at < 2 ? 500 : 204).end("a secret of theirs"),
    );
    const id = await newCompany([hook.url]);
    const { revision } = await changeMain(id);
    await whileRunning(await courier(), async () => {
      const all = await delivered(id, "delivered");
      const mine = all.find(({ told }) => told.revision === revision)!;
      assert.deepEqual([mine.attempts, mine.error], [3, null]);
    });
    hook.stop();
    const ids = new Set(hook.received.map(({ headers }) => headers["webhook-id"]));
    assert.equal(hook.received.length, 3);
    assert.equal(ids.size, 1);
    const secret = webhookSecret(seal, id, "hook0");
    for (const received of hook.received) assert.ok(isSigned(received, secret));
    assert.ok(!isSigned({ ...hook.received[0]!, body: "{}" }, secret));
    assert.ok(!isSigned(hook.received[0]!, webhookSecret(seal, "another", "hook0")));
    const { data, type } = JSON.parse(hook.received[0]!.body) as { type: string; data: Record<string, unknown> };
    assert.equal(type, "company.changed");
    assert.deepEqual(data, {
      company: id,
      revision,
      action: "outgoing-numbers.put",
      author: "Anna",
      events: [{ kind: "main_changed", number: SECOND }],
      url: `https://callas.example/companies/${id}/history?revision=${revision}`,
    });
    assert.ok(!logged.some((line) => line.includes("a secret of theirs") || line.includes(secret)));
  });

  test("gives up after the last wait, and at once where the server is gone", async () => {
    const [broken, gone] = await Promise.all(
      [503, 410].map((status) => receiver((_at, response) => void response.writeHead(status).end())),
    );
    const id = await newCompany([broken!.url, gone!.url]);
    await changeMain(id);
    await whileRunning(await courier(), async () => {
      const all = await delivered(id, "failed", 2);
      assert.deepEqual(all.map(({ to, attempts, error }) => `${to} ${attempts} ${error}`).sort(), [
        "hook0 4 status_503",
        "hook1 1 status_410",
      ]);
    });
    broken!.stop();
    gone!.stop();
  });

  test("follows no redirect, and reaches no private address where that is not allowed", async () => {
    const inside = await receiver();
    const outside = await receiver((_at, response) => void response.writeHead(302, { location: inside.url }).end());
    const id = await newCompany([outside.url]);
    await changeMain(id);
    await whileRunning(await courier({ waits: [] }), async () => {
      assert.equal((await delivered(id, "failed"))[0]!.error, "status_302");
    });
    await store.writeCompany(id, record, (draft) =>
      draft.putWatching({ share: 1, mail: true, webhooks: [{ id: "inside", url: inside.url }] }),
    );
    await store.writeCompany(id, record, async (draft) => draft.put("outgoing-numbers", settings));
    await whileRunning(await courier({ waits: [], allowPrivate: false }), async () => {
      const all = await delivered(id, "failed", 2);
      assert.deepEqual(all.map(({ to, error }) => `${to} ${error}`).sort(), [
        "hook0 status_302",
        "inside address_refused",
      ]);
    });
    assert.equal(inside.received.length, 0);
    outside.stop();
    inside.stop();
  });

  test("a server that is silent holds up nobody else", async () => {
    const [silent, well] = [await receiver(() => {}), await receiver()];
    const id = await newCompany([silent.url, well.url]);
    await changeMain(id);
    const running = await courier({ waits: [] });
    await eventually("the one that is well", () => (well.received.length > 0 ? true : undefined));
    silent.stop();
    await whileRunning(running, async () => {
      const all = await delivered(id, "failed");
      assert.deepEqual(all.map(({ to, error }) => `${to} ${error}`).sort(), ["hook0 unreachable", "hook1 null"]);
    });
    well.stop();
  });

  test("what was sent but not noted is sent again under the same id, what was noted never", async () => {
    const hook = await receiver();
    const id = await newCompany([hook.url]);
    await changeMain(id);
    const jobs = jobsOver((name, asked) => runJob(store, name, asked));
    const killed = await courier({
      claimed: 1,
      writer: { ...jobs, noteDelivery: () => Promise.reject(new Error("killed")) },
    });
    await eventually("the first", () => (hook.received.length > 0 ? true : undefined));
    await killed.stop();
    await whileRunning(await courier(), () => delivered(id, "delivered"));
    const sent = hook.received.length;
    assert.ok(sent >= 2);
    assert.equal(new Set(hook.received.map(({ headers }) => headers["webhook-id"])).size, 1);
    const running = await courier();
    await whileRunning(running, async () => {
      await store.writeCompany(id, record, async (draft) => draft.put("outgoing-numbers", settings));
      running.wake();
      await eventually("the next change", () => (hook.received.length > sent ? true : undefined));
    });
    assert.equal(new Set(hook.received.map(({ headers }) => headers["webhook-id"])).size, 2);
    hook.stop();
  });

  const person = (name: string, ...roles: readonly PersonRole[]): Person => ({
    id: randomUUID(),
    email: `${randomUUID()}@acme.example`,
    name,
    roles: roles.map((role) => ({ role, acceptedAt: "2026-01-01T00:00:00.000Z" })),
    password: "$argon2id$secret-hash",
    createdAt: "2026-01-01T00:00:00.000Z",
    createdBy: "test",
    disabledAt: null,
    vouched: false,
  });

  test("tells admins by mail, in every language, with a link and no secret, and whose rights change in person", async () => {
    const id = await newCompany();
    const [admin, disabled, employee, stranger] = [
      person("Olga “x”\r\nBcc: y", { role: "admin", company: id }),
      { ...person("Gone", { role: "admin", company: id }), disabledAt: "2026-01-01T00:00:00.000Z" },
      person("Ivan", { role: "employee", company: id, employee: "ivan" }),
      person("Boss", { role: "admin", company: "other" }),
    ];
    const people = [admin, disabled, employee, stranger];
    await store.writeAccess(record, async (draft) => {
      for (const each of people) await draft.putPerson(each);
    });
    const sent: Sent[] = [];
    const mail = { send: async (message: Message) => void sent.push(message) };
    await whileRunning(await courier({ mail, people }), async () => {
      await eventually("the new admins", async () =>
        (await store.watch.seen()).revision >= (await store.head()) ? 1 : undefined,
      );
    });
    sent.length = 0;
    const { revision } = await changeMain(id);
    const running = await courier({ mail, people });
    await whileRunning(running, async () => {
      await eventually("mail", () => (sent.length > 0 ? true : undefined));
      await store.writeAccess({ ...record, author: authorNamed('Anna\r\n"quoted"') }, (draft) =>
        draft.putPerson({ ...employee, roles: admin.roles }),
      );
      running.wake();
      await eventually("more mail", () => (sent.length > 2 ? true : undefined));
      await eventually("all of it", async () => ((await store.watch.nextDelivery()) === null ? 1 : undefined));
    });
    const [first, ...more] = sent;
    assert.deepEqual(first!.to, { name: admin.name, address: admin.email });
    assert.match(first!.text, new RegExp(`https://callas\\.example/companies/${id}/history\\?revision=${revision}`));
    assert.match(first!.text, /основной номер теперь \+375171234568/);
    assert.match(first!.text, /die Hauptrufnummer ist jetzt \+375171234568/);
    assert.match(first!.text, /the main number is now \+375171234568/);
    const told = more.map(({ to, text }) =>
      [to.name, /a new admin|your rights were changed/.exec(text)?.[0]].join(": "),
    );
    assert.deepEqual(told.sort(), ["Ivan: your rights were changed", `${admin.name}: a new admin`].sort());
    for (const { text, subject } of sent) {
      assert.ok(!text.includes("secret-hash") && !text.includes("\r") && !/^Bcc/m.test(text));
      assert.ok(!subject.includes("\n"));
    }
  });

  test("what deserves attention", async () => {
    const hook = await receiver();
    const id = await newCompany([hook.url], 0.5);
    const events = async (work: () => Promise<unknown>) => {
      const before = hook.received.length;
      const running = await courier();
      await whileRunning(running, async () => {
        await work();
        running.wake();
        await eventually("looked", async () =>
          (await store.watch.seen()).revision >= (await store.head()) ? 1 : undefined,
        );
        await eventually("sent", async () => ((await store.watch.nextDelivery()) === null ? 1 : undefined));
      });
      const found = hook.received.slice(before).map(({ body }) => JSON.parse(body) as { data: { events: object[] } });
      return found.flatMap(({ data }) => data.events);
    };
    const switched = settings.priority === "regional" ? "personal" : "regional";
    const put = (kind: "outgoing-numbers" | "directory" | "expectations", body: object) => () =>
      store.writeCompany(id, record, async (draft) => draft.put(kind, body as never));
    assert.deepEqual(await events(put("outgoing-numbers", { ...settings, priority: switched })), [
      { kind: "priority_switched" },
    ]);
    assert.deepEqual(await events(put("outgoing-numbers", { ...settings, priority: switched, main: SECOND })), [
      { kind: "main_changed", number: SECOND },
      { kind: "many_affected", count: 2 },
    ]);
    await events(put("outgoing-numbers", { ...settings, priority: switched }));
    const off = (number: string) => ({
      ...directoryOf,
      numbers: directory.numbers.map((each: { number: string }) =>
        each.number === number ? { ...each, on: false } : each,
      ),
    });
    assert.deepEqual(await events(put("directory", off(SECOND))), [{ kind: "number_in_use_off", number: SECOND }]);
    assert.deepEqual(await events(put("directory", directoryOf)), [], "on again");
    assert.deepEqual(await events(put("directory", off(OFF))), [], "in no use");
    const renamed = directory.employees.map((each: object) => ({ ...each, name: "X" }));
    assert.deepEqual(await events(put("directory", { ...directoryOf, employees: renamed })), [], "no number changes");
    const expects = { line: "ivan-desk", dialled: "112", shows: SECOND };
    assert.deepEqual(await events(put("expectations", { expectations: [expects] })), [
      { kind: "expectation_broken", count: 1 },
    ]);
    assert.deepEqual(
      await events(put("outgoing-numbers", { ...settings, priority: switched, regional: [] })),
      [],
      "one that failed before is told of once",
    );
    const key = {
      id: randomUUID(),
      hash: randomUUID(),
      role: "admin",
      sync: false,
      createdAt: "",
      createdBy: "",
    } as const;
    const stored = {
      ...key,
      name: "Script",
      companies: [id],
      revokedAt: null,
      expiresAt: null,
      addresses: null,
      lastUsedAt: null,
    };
    assert.deepEqual(await events(() => store.writeAccess(record, (draft) => draft.putKey(stored as never))), [
      { kind: "new_key", name: "Script" },
    ]);
    hook.stop();
  });

  test("a key for all companies is told to the operators in person", async () => {
    const id = await newCompany();
    const [boss, invitedOnly, admin] = [
      person("Boss", { role: "operator" }),
      { ...person("Invited"), roles: [{ role: { role: "operator" }, acceptedAt: null }] } as Person,
      person("Admin", { role: "admin", company: id }),
    ];
    const people = [boss, invitedOnly, admin];
    await store.writeAccess(record, async (draft) => {
      for (const each of people) await draft.putPerson(each);
    });
    const sent: Sent[] = [];
    const mail = { send: async (message: Message) => void sent.push(message) };
    await whileRunning(await courier({ mail, people }), async () => {
      await eventually("the new people", async () => ((await store.watch.seen()).revision > 0 ? 1 : undefined));
    });
    sent.length = 0;
    const key = { id: randomUUID(), hash: randomUUID(), role: "operator", name: "Robot", companies: null };
    const more = { sync: false, createdAt: "", createdBy: "", revokedAt: null, expiresAt: null, addresses: null };
    await store.writeAccess(record, (draft) => draft.putKey({ ...key, ...more, lastUsedAt: null } as never));
    await whileRunning(await courier({ mail, people }), () =>
      eventually("mail", () => (sent.length > 0 ? true : undefined)),
    );
    assert.deepEqual(
      sent.map(({ to }) => to.name),
      ["Boss"],
    );
    assert.match(sent[0]!.text, /a new key: “Robot”[^]*^https:\/\/callas\.example\/keys$/m);
  });

  test("a sign-in in a new browser is told once", async () => {
    const hook = await receiver();
    const id = await newCompany([hook.url]);
    const olga = person("Olga", { role: "admin", company: id });
    await store.writeAccess(record, (draft) => draft.putPerson(olga));
    const sent: Sent[] = [];
    const options = { mail: { send: async (message: Message) => void sent.push(message) }, people: [olga] };
    const at = new Date().toISOString();
    for (const newDevice of [true, false])
      await store.accounts.openSession({
        session: {
          idHash: randomUUID(),
          holder: { person: olga.id },
          means: "password",
          createdAt: at,
          authenticatedAt: at,
          expiresAt: new Date(Date.now() + 60_000).toISOString(),
          address: "192.0.2.1",
          agent: "Browser",
        } as never,
        former: null,
        signIn: {
          id: randomUUID(),
          at,
          person: olga.id,
          means: "password",
          outcome: "signed_in",
          address: null,
          agent: null,
          newDevice,
        },
      });
    const run = async () => whileRunning(await courier(options), () => delivered(id, "delivered"));
    await run();
    await run();
    const browsers = hook.received.filter(({ body }) => body.includes("new_browser"));
    assert.equal(browsers.length, 1);
    assert.equal(sent.filter(({ text }) => text.includes("new browser")).length, 1, "in person, not as an admin too");
    hook.stop();
  });
});

describe("over HTTP", () => {
  let service: TestService;
  before(async () => {
    service = await serviceHere({ CALLAS_PRIVATE_ADDRESSES: "allow" });
    await putCompany(service.operator, "acme", { directory, settings });
  });
  after(() => service.stop());

  test("a secret is shown once, and a message is delivered and listed", async () => {
    const { operator } = service;
    const url = "companies/acme/watching";
    assert.deepEqual((await operator(`GET ${url}`)).body, {
      share: 0.2,
      mail: true,
      mailServer: false,
      webhooks: [],
    });
    const hook = await receiver();
    const made = await putWatching(operator, "acme", { share: 1, mail: false, webhooks: [{ url: hook.url }] });
    assert.equal(made.status, 200);
    const [webhook] = made.body["webhooks"] as { id: string; url: string; secret: string }[];
    assert.match(webhook!.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    const { headers } = await operator("GET companies/acme/outgoing-numbers");
    await operator("PUT companies/acme/outgoing-numbers", { ...settings, main: SECOND }, { ifMatch: headers.etag! });
    await eventually("the message", () => (hook.received.length > 0 ? true : undefined));
    assert.ok(isSigned(hook.received[0]!, webhook!.secret));
    const listed = await eventually("noted", async () => {
      const { body } = await operator(`GET ${url}/deliveries`);
      const [item] = body["items"] as Record<string, unknown>[];
      return item?.["state"] === "delivered" ? item : undefined;
    });
    assert.deepEqual([listed["to"], listed["events"], listed["attempts"]], [webhook!.id, ["main_changed"], 1]);
    assert.equal(listed["name"], hook.url);
    const { id } = webhook!;
    const kept = await putWatching(operator, "acme", {
      share: 1,
      mail: false,
      webhooks: [{ id, url: `${hook.url}2` }],
    });
    assert.deepEqual(kept.body["webhooks"], [{ id, url: `${hook.url}2` }], "no secret again");
    const again = await putWatching(operator, "acme", {
      share: 1,
      mail: false,
      webhooks: [{ id, url: `${hook.url}2` }],
    });
    assert.equal(again.body["revision"], kept.body["revision"], "nothing changed");
    hook.stop();
    await putWatching(operator, "acme", { share: 1, mail: false, webhooks: [] });
    const { body } = await operator(`GET ${url}/deliveries`);
    assert.equal((body["items"] as { name: string }[])[0]!.name, null, "it is gone");
  });

  test("is saved over the revision that it was read with", async () => {
    const { operator } = service;
    const url = "companies/acme/watching";
    const etag = async () => (await operator(`GET ${url}`)).headers.etag;
    const put = (share: number, ifMatch?: string) =>
      operator(`PUT ${url}`, { share, mail: false, webhooks: [] }, ifMatch === undefined ? {} : { ifMatch });
    const read = await etag();
    for (const ifMatch of [undefined, "*"])
      assert.equal(outcomeOf(await put(0.5, ifMatch)), "428 precondition_required");
    const saved = await put(0.5, read);
    const { revision } = saved.body;
    assert.deepEqual(
      [saved.status, saved.headers.etag, await etag()],
      [200, `"${Number(revision)}"`, saved.headers.etag],
    );
    const late = await put(0.6, read);
    assert.equal(outcomeOf(late), "412 revision_conflict");
    assert.deepEqual([late.body["revision"], late.body["savedBy"]], [revision, "operator"]);
    await putCompany(operator, "acme", { directory, settings });
    const same = await put(0.5, saved.headers.etag);
    assert.deepEqual([same.body["revision"], same.headers.etag], [revision, saved.headers.etag], "nothing changed");
  });

  test("messages are listed page by page", async () => {
    const { operator } = service;
    const hook = await receiver();
    const put = (main: string) => putCompany(operator, "paged", { directory: ofPaged, settings: { ...none, main } });
    const ofPaged = { ...directory, numbers: ["+375171230001", "+375171230002"].map((number) => ({ number })) };
    const none = { ...settings, personal: [], regional: [] };
    await put("+375171230001");
    await putWatching(operator, "paged", { share: 1, mail: false, webhooks: [{ url: hook.url }] });
    for (const main of ["+375171230002", "+375171230001", "+375171230002"]) await put(main);
    const list = async (query: string) => {
      const { body } = await operator(`GET companies/paged/watching/deliveries${query}`);
      return body as unknown as { items: { id: string; revision: number }[]; next: string | null };
    };
    const all = await eventually("all", async () => {
      const found = await list("");
      return found.items.length === 3 ? found : undefined;
    });
    assert.equal(all.next, null);
    const first = await list("?limit=2");
    assert.equal(first.next, first.items[1]!.id);
    const second = await list(`?limit=2&before=${encodeURIComponent(first.next)}`);
    assert.deepEqual(
      [...first.items, ...second.items].map(({ id }) => id),
      all.items.map(({ id }) => id),
    );
    assert.equal(second.next, null);
    assert.deepEqual((await list("?before=none")).items, []);
    hook.stop();
  });

  const wrong: readonly [string, object, string][] = [
    ["another share", { share: 2, mail: true, webhooks: [] }, "/share"],
    ["no web address", { share: 0, mail: true, webhooks: [{ url: "ftp://x.example" }] }, "/webhooks/0/url"],
    ["a password", { share: 0, mail: true, webhooks: [{ url: "https://a:b@x.example" }] }, "/webhooks/0/url"],
    ["an id of nothing", { share: 0, mail: true, webhooks: [{ id: "x", url: "https://x.example" }] }, "/webhooks/0/id"],
    [
      "too many",
      { share: 0, mail: true, webhooks: Array.from({ length: 6 }, () => ({ url: "https://x.example" })) },
      "/webhooks",
    ],
  ];
  for (const [name, body, path] of wrong)
    test(`${name} is refused`, async () => {
      const answer = await putWatching(service.operator, "acme", body);
      assert.equal(outcomeOf(answer), "400 malformed");
      assert.equal((answer.body["errors"] as { path: string }[])[0]?.path, path);
    });

  test("a company that there is not", async () => {
    for (const path of ["watching", "watching/deliveries"])
      assert.equal(outcomeOf(await service.operator(`GET companies/none/${path}`)), "404 company_unknown");
  });
});

async function putWatching(operator: Ask, company: string, body: object) {
  const url = `companies/${company}/watching`;
  return operator(`PUT ${url}`, body, { ifMatch: (await operator(`GET ${url}`)).headers.etag! });
}

test("killed between the commit and the delivery, it delivers when it runs again", async () => {
  const folder = await newFolder();
  const environment = { CALLAS_DATA_DIR: folder, CALLAS_PRIVATE_ADDRESSES: "allow" };
  const away = await receiver();
  away.stop();
  const first = serviceProcess(environment);
  const operator = clientOf(await first.address, operatorKey);
  await putCompany(operator, "acme", { directory, settings });
  const made = await putWatching(operator, "acme", { share: 1, mail: false, webhooks: [{ url: away.url }] });
  const [webhook] = made.body["webhooks"] as { secret: string }[];
  const { headers } = await operator("GET companies/acme/outgoing-numbers");
  const saved = await operator(
    "PUT companies/acme/outgoing-numbers",
    { ...settings, main: SECOND },
    { ifMatch: headers.etag! },
  );
  assert.equal(saved.status, 200);
  first.child.kill("SIGKILL");
  await first.exited;
  const hook = await receiver(undefined, Number(new URL(away.url).port));
  const second = serviceProcess(environment);
  await second.address;
  await eventually("the message", () => (hook.received.length > 0 ? true : undefined));
  assert.ok(isSigned(hook.received[0]!, webhook!.secret), "the secret is the same");
  second.child.kill("SIGTERM");
  await second.exited;
  assert.ok(!second.output().includes(webhook!.secret) && !second.output().includes("/hook"));
  hook.stop();
  await rm(folder, { recursive: true, force: true });
});
