/** The history over HTTP: reading it, earlier outgoing numbers, undoing, exporting, verifying. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { faultsOf, outcomeOf, revisionIn, type Answer } from "../../lab/service/client.ts";
import { company, putCompany } from "../../lab/companies/acme.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;
before(async () => {
  service = await serviceHere();
});
after(() => service.stop());

/** A company of its own for each test, and numbers of its own. */
let id = "";
let [first, second, third] = ["", "", ""];
let made = 0;
beforeEach(async () => {
  id = `h${++made}`;
  [first, second, third] = [0, 1, 2].map((nth) => `+37517${2_000_000 + made * 10 + nth}`) as [string, string, string];
  await putCompany(service.operator, id);
});

type Body = Record<string, unknown>;
type Item = Readonly<{
  revision: number;
  at: string;
  company: string | null;
  author: { kind: string; id: string; name: string };
  address: string | null;
  action: string;
  changes: readonly { path: string; from?: unknown; to?: unknown }[];
  names: Body;
}>;

const call = (what: string, body?: object, asked?: { ifMatch: string }) =>
  service.operator(what as `GET ${string}`, body, asked);
const here = (what: string, body?: object, asked?: { ifMatch: string }) => {
  const [method, path] = what.split(" ") as [string, string];
  return call(`${method} companies/${id}${path}`, body, asked);
};
const ok = (answer: Answer): Answer => {
  assert.equal(outcomeOf(answer), "200", answer.text);
  return answer;
};
const items = async (query = "") => ok(await here(`GET /history${query}`)).body["items"] as readonly Item[];
const numbers = (...list: (string | object)[]) =>
  list.map((number) => (typeof number === "string" ? { number } : number));
const ivan = { id: "ivan", name: "Иван Петров", lines: [{ id: "ivan-desk", device: "desk_phone" }] };
const directory = (more: object = {}) => ({
  numbers: numbers(first, second),
  employees: [ivan],
  departments: [],
  ...more,
});
const putDirectory = async (more: object = {}) => ok(await here("PUT /directory", directory(more)));
const outgoing = async () => ok(await here("GET /outgoing-numbers")).body;
const putOutgoing = async (more: object) => {
  const { revision: now } = (await outgoing()) as { revision: number };
  const body = { main: first, personal: [], regional: [], priority: "regional", ...more };
  return revisionIn(ok(await here("PUT /outgoing-numbers", body, { ifMatch: `"${now}"` })));
};
const admin = async (companies = [id]) => {
  const { body } = ok(await call("POST keys", { name: "Mallory", role: "admin", companies }));
  return { as: service.as(body["key"] as string), id: body["id"] as string };
};

describe("the history", () => {
  test("says who, from where and what, with the names of then", async () => {
    await putDirectory();
    await putOutgoing({ personal: [{ number: second, employee: "ivan", device: "any" }] });
    const [newest] = await items();
    assert.deepEqual(newest!.author, { kind: "key", id: "environment", name: "operator" });
    assert.equal(newest!.address, "127.0.0.1");
    assert.equal(newest!.company, id);
    assert.equal(newest!.action, "outgoing-numbers.put");
    assert.deepEqual(newest!.changes, [
      { path: "/outgoing-numbers/personal/employee ivan any", to: { number: second, employee: "ivan", device: "any" } },
    ]);
    assert.deepEqual(newest!.names, { employees: { ivan: "Иван Петров" } });
    await putDirectory({ employees: [{ ...ivan, name: "John" }] });
    await putOutgoing({ personal: [] });
    assert.deepEqual((await items())[0]!.names, { employees: { ivan: "John" } });
  });

  test("is filtered by author, document and time, page by page", async () => {
    const other = await admin();
    await putDirectory();
    ok(await other.as(`PUT companies/${id}`, { ...company, name: "Theirs" }));
    await delay(5);
    const cut = new Date().toISOString();
    await delay(5);
    ok(await here("PUT ", { ...company, name: "Mine" }));
    const actions = async (query: string) =>
      (await items(query)).map(({ action, author }) => `${author.name} ${action}`);
    const [mine, theirs, put, make] = [
      "operator company.put",
      "Mallory company.put",
      "operator directory.put",
      "operator company.put",
    ];
    assert.deepEqual(await actions(""), [mine, theirs, put, make]);
    assert.deepEqual(await actions(`?author=${other.id}`), [theirs]);
    assert.deepEqual(await actions("?author=nobody"), []);
    assert.deepEqual(await actions("?document=directory"), [put]);
    assert.deepEqual(await actions("?document=outgoing-numbers"), [put], "the first number became main");
    assert.deepEqual(await actions("?document=company"), [mine, theirs, make]);
    assert.deepEqual(await actions(`?document=company&author=${other.id}`), [theirs]);
    assert.deepEqual(await actions(`?since=${cut}`), [mine]);
    assert.deepEqual(await actions(`?until=${cut}`), [theirs, put, make]);
    assert.deepEqual(await actions(`?until=${cut}&author=environment&limit=1`), [put]);
    const page = ok(await here("GET /history?document=company&limit=2")).body as { items: Item[]; next: number };
    assert.equal(page.next, page.items[1]!.revision);
    assert.deepEqual(await actions(`?document=company&limit=2&before=${page.next}`), [make]);
    for (const query of ["limit=0", "before=0", "since=yesterday", "after=1", "document=/"])
      assert.equal(outcomeOf(await here(`GET /history?${query}`)), "400 malformed", query);
  });

  test("of everything is the operator's: keys, and companies that are gone", async () => {
    const { body: key } = ok(await call("POST keys", { name: "new", role: "operator" }));
    ok(await here("DELETE "));
    const all = (await call("GET history?limit=20")).body["items"] as readonly Item[];
    const told = all.find(({ changes }) => changes.some(({ path }) => path === `/keys/${key["id"] as string}`));
    assert.deepEqual([told!.action, told!.company], ["key.create", null]);
    const ofCompany = (await call(`GET history?company=${id}`)).body["items"] as readonly Item[];
    assert.deepEqual(
      ofCompany.map(({ action }) => action),
      ["company.delete", "company.put"],
    );
    await putCompany(service.operator, id);
    assert.deepEqual(
      (await items()).map(({ action }) => action),
      ["company.put"],
      "of the new company alone",
    );
    assert.equal(((await call(`GET history?company=${id}`)).body["items"] as readonly Item[]).length, 3);
  });
});

describe("earlier outgoing numbers", () => {
  test("are answered as they were at any revision since the company was made", async () => {
    const born = (await items())[0]!.revision;
    await putDirectory({ employees: ["a", "b", "c"].map((id) => ({ id, name: id })) });
    const entry = (employee: string, number = second) => ({ number, employee, device: "any" });
    const states = [
      { personal: [entry("a"), entry("b"), entry("c")] },
      { personal: [entry("c"), entry("a")], regional: [{ number: second, country: "DE" }] },
      { personal: [entry("a", first), entry("b"), entry("c")], priority: "personal" },
      { main: second },
    ];
    const saved: { revision: number; body: Body }[] = [];
    for (const state of states) saved.push({ revision: await putOutgoing(state), body: await outgoing() });
    await putDirectory({ employees: [] });
    for (const { revision, body } of saved) {
      const { warnings: _, ...expected } = body;
      assert.deepEqual(ok(await here(`GET /outgoing-numbers/revisions/${revision}`)).body, expected);
    }
    const before = ok(await here(`GET /outgoing-numbers/revisions/${born}`)).body;
    assert.deepEqual(before, {
      main: null,
      personal: [],
      regional: [],
      priority: "regional",
      revision: 0,
      savedAt: null,
      savedBy: null,
    });
    for (const revision of [born - 1, born + 100_000])
      assert.equal(outcomeOf(await here(`GET /outgoing-numbers/revisions/${revision}`)), "404 revision_unknown");
    assert.equal(outcomeOf(await here("GET /outgoing-numbers/revisions/x")), "400 malformed");
  });

  test("are saved again, without what could not be saved today", async () => {
    await putDirectory({ numbers: numbers(first, second, third), employees: [ivan, { id: "olga", name: "Olga" }] });
    const wanted = await putOutgoing({
      main: second,
      personal: [
        { number: first, employee: "ivan", device: "any" },
        { number: third, employee: "olga", device: "any" },
      ],
      regional: [{ number: first, country: "DE" }],
    });
    await putOutgoing({});
    await putDirectory({
      numbers: numbers(first, { number: second, on: false }),
      employees: [{ id: "olga", name: "Olga" }],
    });
    const now = await outgoing();
    const etag = { ifMatch: `"${String(now["revision"])}"` };
    const head = (await call("GET history/head")).body["head"];
    const dry = ok(await here("POST /outgoing-numbers/restore?dryRun=true", { revision: wanted }, etag)).body;
    assert.deepEqual(dry["leftOut"], [
      { path: "/main", code: "number_off" },
      { path: "/personal/0/employee", code: "employee_unknown" },
      { path: "/personal/1/number", code: "number_unknown" },
    ]);
    assert.deepEqual(dry["changes"], [{ path: "/regional/country DE", to: { number: first, country: "DE" } }]);
    assert.deepEqual([dry["main"], dry["personal"], dry["revision"]], [first, [], now["revision"]]);
    assert.deepEqual(await outgoing(), now, "nothing was written");
    assert.equal((await call("GET history/head")).body["head"], head);

    const restored = ok(await here("POST /outgoing-numbers/restore", { revision: wanted }, etag));
    assert.deepEqual(restored.body["leftOut"], dry["leftOut"]);
    assert.deepEqual((await outgoing())["regional"], [{ number: first, country: "DE" }]);
    const [newest] = await items("?limit=1");
    assert.deepEqual([newest!.action, newest!.revision], ["outgoing-numbers.restore", revisionIn(restored)]);

    assert.equal(
      outcomeOf(await here("POST /outgoing-numbers/restore", { revision: wanted }, etag)),
      "412 revision_conflict",
    );
    assert.equal(
      outcomeOf(await here("POST /outgoing-numbers/restore", { revision: wanted })),
      "428 precondition_required",
    );
    const current = { ifMatch: `"${revisionIn(restored)}"` };
    assert.equal(
      outcomeOf(await here("POST /outgoing-numbers/restore", { revision: 999_999 }, current)),
      "404 revision_unknown",
    );
    assert.equal(outcomeOf(await here("POST /outgoing-numbers/restore", { revision: "1" }, current)), "400 malformed");
  });
});

const undo = async (revision: number, query = "") => here(`POST /history/${revision}/undo${query}`);
const read = async () => ok(await here("GET /directory")).body;

describe("undoing a write", () => {
  test("takes an import back in one step, with all that came with it", async () => {
    const [made] = await items();
    const imported = revisionIn(
      await putDirectory({ departments: [{ id: "sales", name: "Sales", members: ["ivan"] }] }),
    );
    assert.equal((await outgoing())["main"], first);
    const dry = ok(await undo(imported, "?dryRun=true")).body;
    assert.deepEqual(dry["undone"], [imported]);
    assert.equal(dry["revision"], imported);
    assert.deepEqual((await items())[0]!.revision, imported, "nothing was written");
    const { body } = ok(await undo(imported));
    assert.deepEqual(body["leftOut"], []);
    assert.deepEqual(body["changes"], dry["changes"]);
    assert.deepEqual(await read(), { numbers: [], employees: [], departments: [] });
    assert.equal((await outgoing())["main"], null);
    const [newest] = await items();
    assert.deepEqual([newest!.action, newest!.revision], ["directory.put.undo", body["revision"]]);
    assert.deepEqual(newest!.changes.at(-1), { path: "/undone", to: [imported] });

    ok(await undo(body["revision"] as number));
    assert.equal(((await read())["employees"] as unknown[]).length, 1, "the undoing is undone");
    assert.equal((await outgoing())["main"], first);
    const again = ok(await undo(made!.revision)).body;
    assert.deepEqual(again["leftOut"], [{ revision: made!.revision, path: "/company", code: "not_undoable" }]);
    assert.deepEqual(again["undone"], []);
  });

  test("leaves what somebody changed since, and says so", async () => {
    await putDirectory({ employees: [ivan, { id: "olga", name: "Olga", extension: "202" }] });
    const changed = revisionIn(
      await putDirectory({
        employees: [
          { ...ivan, name: "Wrong" },
          { id: "olga", name: "Also wrong", extension: "202" },
          { id: "new", name: "New" },
        ],
      }),
    );
    ok(await here("PUT /employees/olga", { name: "Right", extension: "202" }));
    ok(await here("PUT /employees/new", { name: "Newer" }));
    const { body } = ok(await undo(changed));
    assert.deepEqual(body["leftOut"], [
      { revision: changed, path: "/directory/employees/olga/name", code: "changed_since" },
      { revision: changed, path: "/directory/employees/new", code: "changed_since" },
    ]);
    const employees = (await read())["employees"] as { id: string; name: string }[];
    assert.deepEqual(
      employees.map(({ id, name }) => [id, name]),
      [
        ["ivan", "Иван Петров"],
        ["olga", "Right"],
        ["new", "Newer"],
      ],
    );
  });

  test("leaves out what today's checks refuse", async () => {
    await putDirectory({
      employees: [
        { ...ivan, extension: "201" },
        { id: "olga", name: "Olga", extension: "202" },
      ],
    });
    const removed = revisionIn(await putDirectory({ employees: [] }));
    ok(
      await here("PUT /employees/petr", {
        name: "Petr",
        extension: "201",
        lines: [{ id: "petr", device: "softphone" }],
      }),
    );
    const { body } = ok(await undo(removed));
    assert.deepEqual(body["leftOut"], [
      { revision: removed, path: "/directory/employees/ivan", code: "duplicate_extension" },
    ]);
    const employees = (await read())["employees"] as { id: string }[];
    assert.deepEqual(employees.map(({ id }) => id).sort(), ["olga", "petr"]);
  });

  test("does not remove the employee whom somebody put into a department since", async () => {
    const added = revisionIn(await putDirectory());
    ok(await here("PUT /departments/sales", { name: "Sales", members: ["ivan"] }));
    const { body } = ok(await undo(added));
    assert.deepEqual(body["leftOut"], [{ revision: added, path: "/directory/employees/ivan", code: "member_unknown" }]);
    assert.deepEqual(
      ((await read())["employees"] as { id: string }[]).map(({ id }) => id),
      ["ivan"],
    );
    assert.deepEqual((await read())["numbers"], []);
  });

  test("does not take a number that another company has by now, nor the main number", async () => {
    await putDirectory();
    const removed = revisionIn(await putDirectory({ numbers: numbers(first) }));
    const other = id;
    id = `${id}-other`;
    await putCompany(service.operator, id);
    ok(await here("PUT /directory", { numbers: numbers(second), employees: [], departments: [] }));
    id = other;
    const { body } = ok(await undo(removed));
    assert.deepEqual(body["leftOut"], [
      { revision: removed, path: `/directory/numbers/${second}`, code: "number_taken" },
    ]);

    const added = revisionIn(ok(await here(`PUT /numbers/${third}`, {})));
    await putOutgoing({ main: third });
    const kept = ok(await undo(added)).body;
    assert.deepEqual(kept["leftOut"], [
      { revision: added, path: `/directory/numbers/${third}`, code: "number_is_main" },
    ]);
    assert.equal((await outgoing())["main"], third);
  });

  test("gives nobody what they may not write: an admin gets no numbers back", async () => {
    await putDirectory({ numbers: numbers(first, second) });
    const removed = revisionIn(await putDirectory({ numbers: numbers(first), employees: [] }));
    const opened = revisionIn(ok(await here("PUT ", { ...company, guests: "full", name: "Open" })));
    const { as } = await admin();
    const { body } = ok(await as(`POST companies/${id}/history/${removed}/undo`));
    assert.deepEqual(body["leftOut"], [{ revision: removed, path: `/directory/numbers/${second}`, code: "forbidden" }]);
    const { numbers: has, employees } = (await read()) as { numbers: { number: string }[]; employees: unknown[] };
    assert.deepEqual([has.map(({ number }) => number), employees.length], [[first], 1]);
    const closed = ok(await as(`POST companies/${id}/history/${opened}/undo`)).body;
    assert.deepEqual(closed["leftOut"], [{ revision: opened, path: "/company/guests", code: "forbidden" }]);
    const { guests, name } = ok(await here("GET ")).body;
    assert.deepEqual([guests, name], ["full", company.name]);
  });

  test("finds only revisions of this company", async () => {
    const other = id;
    id = `${id}-other`;
    await putCompany(service.operator, id);
    const [theirs] = await items();
    id = other;
    for (const revision of [theirs!.revision, 999_999])
      assert.equal(outcomeOf(await undo(revision)), "404 revision_unknown");
    assert.equal(outcomeOf(await here("POST /history/x/undo")), "400 malformed");
    const { as } = await admin([`${id}-other`]);
    assert.equal(outcomeOf(await as(`POST companies/${id}/history/${theirs!.revision}/undo`)), "404 company_unknown");
  });

  test("takes back what was expected, too", async () => {
    await putDirectory();
    const expectation = { line: "ivan-desk", dialled: "+4930123456", shows: first };
    const put = ok(await here("PUT /expectations", { expectations: [expectation] }, { ifMatch: '"0"' }));
    ok(await undo(revisionIn(put)));
    assert.deepEqual(ok(await here("GET /expectations")).body["expectations"], []);
  });
});

describe("undoing all that one author did", () => {
  test("takes an admin's account over and puts everything back as one write", async () => {
    await putDirectory({ employees: [ivan, { id: "olga", name: "Olga" }] });
    await putOutgoing({ personal: [{ number: second, employee: "ivan", device: "any" }] });
    const before = [await read(), await outgoing(), ok(await here("GET ")).body];
    const since = new Date().toISOString();
    const mallory = await admin();
    const theirs = async (what: string, body?: object, asked?: { ifMatch: string }) => {
      const [method, path] = what.split(" ") as [string, string];
      return ok(await mallory.as(`${method} companies/${id}${path}` as `GET ${string}`, body, asked));
    };
    for (let at = 0; at < 5; at++) await theirs("PUT ", { ...company, name: `Mallory ${at}` });
    await theirs("PUT /employees/ivan", { name: "Mallory" });
    await theirs("DELETE /employees/olga");
    await theirs(`PATCH /numbers/${second}`, { on: false });
    let etag = `"${String((await outgoing())["revision"])}"`;
    const bad = { main: first, personal: [], regional: [], priority: "personal" };
    etag = `"${revisionIn(await theirs("PUT /outgoing-numbers", bad, { ifMatch: etag }))}"`;
    ok(await here("PUT /employees/petr", { name: "Petr" }));

    const asked = { author: { kind: "key", id: mallory.id }, since };
    const dry = ok(await here("POST /history/undo?dryRun=true", asked)).body;
    const { body } = ok(await here("POST /history/undo", asked));
    assert.deepEqual([body["leftOut"], body["next"]], [[], null]);
    assert.equal((body["undone"] as number[]).length, 9);
    assert.deepEqual(body["changes"], dry["changes"]);
    const { employees, ...rest } = (await read()) as { employees: { id: string }[] };
    const was = before[0] as { employees: { id: string }[] };
    assert.deepEqual({ ...rest, employees: employees.filter(({ id }) => id !== "petr") }, was);
    assert.equal(employees.length, 3, "what others did since stays");
    const { revision: _now, savedAt: _at, savedBy: _by, ...document } = await outgoing();
    const { revision: _then, savedAt: _wasAt, savedBy: _wasBy, ...wasDocument } = before[1]!;
    assert.deepEqual(document, wasDocument);
    assert.deepEqual(ok(await here("GET ")).body, before[2]);
    const [newest, next] = await items("?limit=2");
    assert.equal(newest!.action, "history.undo");
    assert.deepEqual(next!.changes[0]!.path, "/directory/employees/petr", "in one write");

    assert.deepEqual(
      ok(await here("POST /history/undo", { ...asked, author: { kind: "person", id: mallory.id } })).body["undone"],
      [],
    );
    assert.equal(outcomeOf(await here("POST /history/undo", { ...asked, since: "today" })), "400 malformed");
  });
});

describe("a file of the history", () => {
  test("is CSV that a spreadsheet does not run, with the head at its end", async () => {
    const name = '=HYPERLINK("http://x")';
    const { body } = ok(await call("POST keys", { name, role: "admin", companies: [id] }));
    ok(await service.as(body["key"] as string)(`PUT companies/${id}`, { ...company, name: 'a, "b"' }));
    const head = (await call("GET history/head")).body["head"] as string;
    const { headers, text } = ok(await here("GET /history/export?format=csv"));
    assert.equal(headers["content-type"], "text/csv; charset=utf-8; header=present");
    assert.equal(text[0], "\uFEFF");
    const lines = text.slice(1).split("\r\n");
    assert.equal(lines.length, 5);
    assert.equal(
      lines[0],
      '"revision","at","company","author kind","author id","author","address","action","path","from","to"',
    );
    assert.ok(lines[1]!.includes(`"'=HYPERLINK(""http://x"")"`));
    assert.ok(lines[1]!.endsWith(`"/company/name","""Acme""","""a, \\""b\\"""""`));
    assert.ok(lines[3]!.includes('"head"') && lines[3]!.includes(head));
    assert.equal(lines[4], "");
  });

  test("is JSON with the items of the history", async () => {
    await putDirectory();
    const answer = ok(await here("GET /history/export?format=json")).body;
    assert.deepEqual(answer["items"], await items());
    assert.equal(answer["head"], (await call("GET history/head")).body["head"]);
    const all = ok(await call("GET history/export?format=json")).body["items"] as Item[];
    assert.ok(all.length > 10 && all.every(({ revision }, at) => at === 0 || revision < all[at - 1]!.revision));
    assert.equal(outcomeOf(await here("GET /history/export?format=xml")), "400 malformed");
  });
});

describe("the chain", () => {
  test("is whole, and an earlier head is part of it", async () => {
    const { head } = (await call("GET history/head")).body as { head: string };
    await putDirectory();
    const verified = ok(await call(`GET history/verify?head=${head}`)).body;
    const now = (await call("GET history/head")).body["head"] as string;
    assert.deepEqual(verified, { ok: true, rows: Number.parseInt(now, 10), head: now, firstBad: null, reason: null });
    const [revision] = head.split(".");
    const forged = `${revision}.${"A".repeat(43)}`;
    const other = ok(await call(`GET history/verify?head=${forged}`)).body;
    assert.deepEqual([other["ok"], other["firstBad"], other["reason"]], [false, Number(revision), "changed"]);
    const later = ok(await call(`GET history/verify?head=999999.${"A".repeat(43)}`)).body;
    assert.deepEqual([later["ok"], later["reason"]], [false, "tail"]);
    for (const wrong of ["x", "1", "1.!", "1.a b"])
      assert.equal(
        outcomeOf(await call(`GET history/verify?head=${encodeURIComponent(wrong)}`)),
        "400 malformed",
        wrong,
      );
    assert.deepEqual(faultsOf(await call("GET history/verify?from=1")).length, 1);
  });
});
