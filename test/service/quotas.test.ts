/** Quotas of a company: what may be stored, how often it may be saved, and that nobody else feels them. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { directory, MAIN, putCompany, SECOND } from "../../lab/companies/acme.ts";
import { faultsOf, outcomeOf, revisionIn, type Answer } from "../../lab/service/client.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;
before(async () => {
  service = await serviceHere();
});
after(() => service.stop());

const NONE = { numbers: null, people: null, entries: null, savesPerMinute: null, decisionsPerSecond: null };
let nth = 0;
let company: string;
/** Numbers of acme's directory are one company's only. */
const own = (number: string) => `${number.slice(0, -3)}${String(100 + nth).slice(-3)}`;
const numbers = () => [MAIN, `${MAIN.slice(0, -4)}9000`].map((number) => ({ number: own(number) }));
const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `e${at}`, name: `Employee ${at}`, extension: null }));

beforeEach(async () => {
  nth += 1;
  company = `company-${nth}`;
  await putCompany(service.operator, company);
  await saveDirectory(2);
});

const ONE_PERSON = { numbers: [], employees: people(1), departments: [] };

const ask = (what: string, body?: unknown, options?: { ifMatch?: string }): Promise<Answer> => {
  const [method, path] = what.split(" ") as [string, string];
  return service.operator(`${method} companies/${company}${path}` as "GET x", body, options);
};
const saveDirectory = (employees: number, more: readonly object[] = []) =>
  ask("PUT /directory", { numbers: [...numbers(), ...more], employees: people(employees), departments: [] });

async function setQuotas(quotas: object): Promise<Answer> {
  const { headers } = await ask("GET /quotas");
  return ask("PUT /quotas", quotas, { ifMatch: headers.etag! });
}

async function saveEntries(entries: readonly object[]): Promise<Answer> {
  const { headers } = await ask("GET /outgoing-numbers");
  const [main] = numbers();
  const body = { main: main!.number, personal: [], regional: entries, priority: "personal" };
  return ask("PUT /outgoing-numbers", body, { ifMatch: headers.etag! });
}
const abroad = (...countries: string[]) => countries.map((country) => ({ number: numbers()[1]!.number, country }));

describe("the document", () => {
  test("has no quota before one is set, and is saved under its revision", async () => {
    const none = await ask("GET /quotas");
    assert.deepEqual([none.body, none.headers.etag], [NONE, '"0"']);
    const set = await setQuotas({ people: 3 });
    assert.deepEqual(set.body, { ...NONE, people: 3, revision: revisionIn(set) });
    const read = await ask("GET /quotas");
    assert.deepEqual([read.body, read.headers.etag], [{ ...NONE, people: 3 }, `"${revisionIn(set)}"`]);
    assert.equal(outcomeOf(await ask("PUT /quotas", {})), "428 precondition_required");
    assert.equal(outcomeOf(await ask("PUT /quotas", {}, { ifMatch: '"0"' })), "412 revision_conflict");
    const same = await setQuotas({ people: 3 });
    assert.equal(revisionIn(same), revisionIn(set), "what changes nothing gets no revision");
  });

  test("is refused where a field is none, or no count", async () => {
    for (const [quotas, fault] of [
      [{ people: -1 }, "invalid /people"],
      [{ numbers: 1.5 }, "invalid /numbers"],
      [{ entries: "many" }, "invalid /entries"],
      [{ savesPerMinute: 0 }, "invalid /savesPerMinute"],
      [{ decisionsPerSecond: 0 }, "invalid /decisionsPerSecond"],
      [{ calls: 1 }, "unknown_field /calls"],
    ] as const) {
      const answer = await setQuotas(quotas);
      assert.deepEqual([outcomeOf(answer), faultsOf(answer)], ["400 malformed", [fault]]);
    }
  });

  test("is in the history, is not undone, and goes with the company", async () => {
    const set = revisionIn(await setQuotas({ people: 3 }));
    const { items } = (await ask("GET /history?document=quotas")).body as { items: Record<string, unknown>[] };
    assert.deepEqual(
      items.map(({ revision, action, changes }) => [revision, action, changes]),
      [[set, "quotas.put", [{ path: "/quotas", to: { ...NONE, people: 3 } }]]],
    );
    const undone = await ask(`POST /history/${set}/undo`);
    assert.deepEqual(
      (undone.body["leftOut"] as { code: string }[]).map(({ code }) => code),
      ["not_undoable"],
    );
    assert.equal((await ask("GET /quotas")).body["people"], 3);
    assert.equal(outcomeOf(await ask("DELETE ")), "200");
    assert.equal(outcomeOf(await ask("GET /quotas")), "404 company_unknown");
    await putCompany(service.operator, company);
    assert.deepEqual((await ask("GET /quotas")).body, NONE);
  });

  test("does not come to be by undoing something else", async () => {
    const renamed = revisionIn(await saveDirectory(1));
    assert.equal(outcomeOf(await ask(`POST /history/${renamed}/undo`)), "200");
    assert.equal((await ask("GET /quotas")).headers.etag, '"0"');
  });
});

describe("what is stored", () => {
  const refused = (answer: Answer) => [outcomeOf(answer), faultsOf(answer)];

  test("people: as many as the quota, in the whole directory and one by one", async () => {
    await setQuotas({ people: 3 });
    assert.equal(outcomeOf(await saveDirectory(3)), "200");
    assert.deepEqual(refused(await saveDirectory(4)), ["422 invalid_directory", ["quota_exceeded /employees"]]);
    const one = await ask("PUT /employees/new", { name: "New", extension: null });
    assert.deepEqual(refused(one), ["422 invalid_directory", ["quota_exceeded /employees"]]);
    assert.equal(outcomeOf(await ask("PUT /employees/e1", { name: "Renamed", extension: null })), "200");
    const check = { numbers: numbers(), employees: people(4), departments: [] };
    const { errors } = (await ask("POST /directory/check", check)).body as { errors: { code: string }[] };
    assert.deepEqual(
      errors.map(({ code }) => code),
      ["quota_exceeded"],
    );
  });

  test("numbers", async () => {
    await setQuotas({ numbers: 2 });
    const third = { number: own(SECOND.replace("4568", "3000")) };
    assert.deepEqual(refused(await saveDirectory(2, [third])), ["422 invalid_directory", ["quota_exceeded /numbers"]]);
    assert.deepEqual(refused(await ask(`PUT /numbers/${third.number}`, {})), [
      "422 invalid_directory",
      ["quota_exceeded /numbers"],
    ]);
    await setQuotas({});
    assert.equal(outcomeOf(await ask(`PUT /numbers/${third.number}`, {})), "200");
  });

  test("entries", async () => {
    await setQuotas({ entries: 2 });
    assert.equal(outcomeOf(await saveEntries(abroad("DE", "PL"))), "200");
    assert.deepEqual(refused(await saveEntries(abroad("DE", "PL", "FR"))), [
      "422 invalid_settings",
      ["quota_exceeded /regional"],
    ]);
  });

  test("what is too much already stays, becomes less, and changes", async () => {
    await saveDirectory(5);
    await saveEntries(abroad("DE", "PL", "FR"));
    await setQuotas({ people: 2, entries: 1, numbers: 0 });
    assert.equal(outcomeOf(await ask("PUT /employees/e1", { name: "Renamed", extension: "7" })), "200");
    assert.equal(outcomeOf(await saveDirectory(4)), "200");
    assert.equal(outcomeOf(await saveEntries(abroad("DE", "IT"))), "200");
    assert.equal(outcomeOf(await saveDirectory(5)), "422 invalid_directory");
    assert.equal(outcomeOf(await saveEntries(abroad("DE", "IT", "FR"))), "422 invalid_settings");
  });

  test("people of an identity provider: those that fit are made, whoever they come with", async () => {
    await setQuotas({ people: 4 });
    const scim = (userName: string) =>
      service.operator(`POST /scim/v2/${company}/Users`, { userName, displayName: userName });
    const outcomes = (await Promise.all(["a", "b", "c"].map((name) => scim(`${name}@acme.example`)))).map(outcomeOf);
    assert.deepEqual(outcomes.sort(), ["201", "201", "422 invalid_directory"]);
    assert.equal(((await ask("GET /directory")).body["employees"] as object[]).length, 4);
  });
});

describe("saves a minute", () => {
  test("further ones are told when to come again; others do not feel it", async () => {
    await putCompany(service.operator, `other-${nth}`);
    // The three so far, and these quotas, count too.
    await setQuotas({ savesPerMinute: 6 });
    const saves = [];
    for (let at = 0; at < 6; at++) saves.push(await saveDirectory(3 + at));
    const first = saves.findIndex(({ status }) => status === 429);
    assert.ok(first > 0, saves.map(outcomeOf).join());
    assert.deepEqual(
      [...new Set(saves.slice(first).map(outcomeOf))],
      ["429 quota_exceeded"],
      "none of them within the minute",
    );
    const waits = Number(saves[first]!.headers["retry-after"]);
    assert.ok(waits >= 1 && waits <= 60, `${waits}`);
    const unchanged = await ask("GET /directory");
    assert.equal(outcomeOf(await ask("PUT /directory", unchanged.body)), "200", "it changes nothing");
    assert.equal(outcomeOf(await service.operator(`PUT companies/other-${nth}/directory`, directory)), "200");
    const decided = await service.operator("POST decisions", {
      company,
      employee: "e0",
      device: "crm",
      dialled: "112",
    });
    assert.equal(outcomeOf(decided), "200");
    assert.equal(outcomeOf(await setQuotas({ savesPerMinute: 1 })), "200", "quotas themselves can always be set");
    assert.equal(outcomeOf(await setQuotas({})), "200");
    assert.equal(outcomeOf(await saveDirectory(4)), "200");
  });

  test("of a key, in all its companies together", async () => {
    const made = await service.operator("POST keys", { name: "noisy", role: "pbx", sync: true, savesPerMinute: 2 });
    assert.equal(made.body["savesPerMinute"], 2);
    const noisy = service.as(String(made.body["key"]));
    const save = (employees: number) =>
      noisy(`PUT companies/${company}/directory`, {
        numbers: numbers(),
        employees: people(employees),
        departments: [],
      });
    assert.deepEqual(
      [outcomeOf(await save(3)), outcomeOf(await save(4)), outcomeOf(await save(5))],
      ["200", "200", "429 quota_exceeded"],
    );
    const other = `other-key-${nth}`;
    await putCompany(service.operator, other);
    assert.equal(outcomeOf(await noisy(`PUT companies/${other}/directory`, ONE_PERSON)), "429 quota_exceeded");
    assert.equal(outcomeOf(await save(4)), "200", "it changes nothing");
    assert.equal(outcomeOf(await saveDirectory(5)), "200", "others do not feel it");
    const wrong = await service.operator("POST keys", { name: "none", role: "pbx", savesPerMinute: 0 });
    assert.deepEqual([outcomeOf(wrong), faultsOf(wrong)], ["400 malformed", ["invalid /savesPerMinute"]]);
  });

  test("a company that used them up can be removed", async () => {
    await setQuotas({ savesPerMinute: 1 });
    assert.equal(outcomeOf(await saveDirectory(4)), "429 quota_exceeded");
    assert.equal(outcomeOf(await ask("DELETE ")), "200");
  });
});

describe("decisions a second", () => {
  /** Far more at once than the quotas allow, which are of one decision: however slow the machine, some are refused. */
  const MANY = 30;
  const together = async (ask: () => Promise<Answer>) => await Promise.all(Array.from({ length: MANY }, ask));
  const outcomesOf = (answers: readonly Answer[]) => [...new Set(answers.map(outcomeOf))].sort();
  const asked = (of: string, dialled = "+493012345678") => ({ company: of, employee: "e0", device: "crm", dialled });
  const decision = (of = company, dialled?: string) => service.operator("POST decisions", asked(of, dialled));

  test("of a company: further ones are told to come again, others do not feel it, and no emergency call is lost", async () => {
    const other = `calm-${nth}`;
    await putCompany(service.operator, other);
    await service.operator(`PUT companies/${other}/directory`, ONE_PERSON);
    const counted = async () => {
      const { text } = await service.operator("GET /metrics");
      const line = /^callas_decisions_refused_total\{door="http",code="quota_exceeded"\} (\d+)$/m.exec(text);
      return Number(line?.[1] ?? 0);
    };
    const before = await counted();
    await setQuotas({ decisionsPerSecond: 1 });
    const answers = await together(() => decision());
    assert.deepEqual(outcomesOf(answers), ["200", "429 quota_exceeded"]);
    const refused = answers.filter(({ status }) => status === 429);
    assert.deepEqual([...new Set(refused.map(({ headers }) => headers["retry-after"]))], ["1"]);
    assert.equal((await counted()) - before, refused.length);
    const [emergencies, others] = await Promise.all([
      together(() => decision(company, "112")),
      together(() => decision(other)),
      together(() => decision()),
    ]);
    assert.deepEqual([outcomesOf(emergencies), outcomesOf(others)], [["200"], ["200"]]);
    await setQuotas({});
    assert.deepEqual(outcomesOf(await together(() => decision())), ["200"]);
  });

  test("in one line too", async () => {
    await setQuotas({ decisionsPerSecond: 1 });
    const line = (dialled: string) => () =>
      service.operator(`GET decision?company=${company}&employee=e0&device=crm&dialled=${dialled}`);
    const refused = (await together(line("%2B493012345678"))).filter(({ status }) => status !== 200);
    assert.ok(refused.length > 0);
    for (const { status, text, headers } of refused)
      assert.deepEqual([status, text, headers["retry-after"]], [429, "error|quota_exceeded", "1"]);
    for (const { status, text } of await together(line("112")))
      assert.deepEqual([status, text.split("|")[3]], [200, "emergency"]);
  });

  test("of a key, in all its companies together", async () => {
    const made = await service.operator("POST keys", { name: "noisy", role: "pbx", decisionsPerSecond: 1 });
    assert.equal(made.body["decisionsPerSecond"], 1);
    const noisy = (dialled: string) => service.as(String(made.body["key"]))("POST decisions", asked(company, dialled));
    const [calls, emergencies, others] = await Promise.all([
      together(() => noisy("+493012345678")),
      together(() => noisy("112")),
      together(() => decision()),
    ]);
    assert.deepEqual(
      [outcomesOf(calls), outcomesOf(emergencies), outcomesOf(others)],
      [["200", "429 quota_exceeded"], ["200"], ["200"]],
    );
    const wrong = await service.operator("POST keys", { name: "none", role: "pbx", decisionsPerSecond: 0 });
    assert.deepEqual([outcomeOf(wrong), faultsOf(wrong)], ["400 malformed", ["invalid /decisionsPerSecond"]]);
    const node = await service.operator("POST keys", { name: "none", role: "node", decisionsPerSecond: 1 });
    assert.equal(outcomeOf(node), "400 malformed", "a node asks for no decisions");
  });
});

test("without a quota, a company is saved as often as anybody likes", async () => {
  for (let at = 0; at < 20; at++) assert.equal(outcomeOf(await saveDirectory(1 + (at % 2))), "200");
});
