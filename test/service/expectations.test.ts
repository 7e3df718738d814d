/** What must stay true: saved, checked at every change of a company, and kept from being broken. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { BERLIN, company, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { errorsOf, faultsOf, outcomeOf, revisionIn, type Answer, type Method } from "../../lab/service/client.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;
before(async () => {
  service = await serviceHere();
});
after(() => service.stop());

const url = "companies/acme/expectations";
const STRICT = { prefer: "handling=strict" };
const etagOf = async (path: string) => (await service.operator(`GET ${path}`)).headers.etag!;

const put = async (expectations: readonly object[], headers = {}): Promise<Answer> =>
  service.operator(`PUT ${url}`, { expectations }, { ifMatch: await etagOf(url), headers });

/** Ivan calls home and abroad; everybody's desk phone calls 112. */
const IVAN = { line: "ivan-desk", dialled: "80172345678", shows: SECOND };
const BERLINERS = { employee: "ivan", device: "softphone", dialled: "+49301234567", shows: BERLIN };
const EMERGENCY = { device: "desk_phone", dialled: "112", shows: MAIN, note: "the fire service calls back" };
const expectations = [IVAN, BERLINERS, EMERGENCY];

beforeEach(async () => {
  await service.operator("DELETE companies/acme");
  await putCompany(service.operator, "acme", { company, directory, settings });
  assert.equal(outcomeOf(await put(expectations)), "200");
});

describe("the document", () => {
  test("is at revision 0 and empty before its first save", async () => {
    await putCompany(service.operator, "bare");
    const { body, headers } = await service.operator("GET companies/bare/expectations");
    assert.deepEqual(body, { expectations: [] });
    assert.equal(headers.etag, '"0"');
  });

  test("goes out as it came in, under the revision of its save", async () => {
    const { body, headers } = await service.operator(`GET ${url}`);
    assert.deepEqual(body, { expectations });
    const again = await put(expectations);
    assert.equal(`"${revisionIn(again)}"`, headers.etag, "a save that changes nothing gets no revision");
    assert.equal(again.headers.etag, headers.etag);
    const saved = await put([IVAN]);
    assert.deepEqual(saved.body, { revision: revisionIn(saved), warnings: [], expectations: [] });
    assert.equal(saved.headers.etag, `"${revisionIn(saved)}"`);
  });

  test("needs If-Match, and an old one is refused", async () => {
    const document = { expectations: [] };
    assert.equal(outcomeOf(await service.operator(`PUT ${url}`, document)), "428 precondition_required");
    const old = await service.operator(`PUT ${url}`, document, { ifMatch: 0 });
    assert.equal(outcomeOf(old), "412 revision_conflict");
    assert.equal(old.body["savedBy"], "operator");
  });

  test("of a wrong form is malformed, and says where", async () => {
    const malformed = async (expectation: object, ...paths: string[]) => {
      const answer = await put([expectation]);
      assert.equal(outcomeOf(answer), "400 malformed");
      assert.deepEqual(
        errorsOf(answer).map(({ path }) => path),
        paths.map((path) => `/expectations/0${path}`),
      );
    };
    await malformed({ line: "ivan-desk", dialled: "112" }, "/shows");
    await malformed({ line: "ivan-desk", dialled: "112", shows: "112" }, "/shows");
    await malformed({ line: "ivan-desk", device: "crm", dialled: "112", shows: null }, "/device");
    await malformed({ device: "fax", dialled: "112", shows: null }, "/device");
    await malformed({ device: "crm", dialled: "", shows: null }, "/dialled");
  });

  test("with what the company does not have is refused, but keeps what it has lost", async () => {
    const unknown = [
      { line: "nobody", dialled: "112", shows: MAIN },
      { employee: "nobody", device: "crm", dialled: "112", shows: MAIN },
      { device: "crm", dialled: "112", shows: "+375170000000" },
    ];
    const refused = await put([...expectations, ...unknown]);
    assert.equal(outcomeOf(refused), "422 invalid_expectations");
    assert.deepEqual(faultsOf(refused), [
      "line_unknown /expectations/3/line",
      "employee_unknown /expectations/4/employee",
      "number_unknown /expectations/5/shows",
    ]);
    await service.operator("DELETE companies/acme/employees/ivan");
    assert.equal(outcomeOf(await put([...expectations, { device: "crm", dialled: "1", shows: null }])), "200");
  });

  test("has at most a thousand", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => ({ ...IVAN, dialled: `8017234${at}` }));
    assert.equal(outcomeOf(await put(many(1001))), "422 too_many_entries");
    assert.equal(outcomeOf(await put(many(1000))), "200");
  });

  test("stands in the history", async () => {
    await put([IVAN, EMERGENCY]);
    const { body } = await service.operator("GET companies/acme/history?limit=1");
    const [entry] = body["items"] as { action: string; changes: { path: string }[] }[];
    assert.equal(entry!.action, "expectations.put");
    assert.deepEqual(entry!.changes, [
      {
        path: `/expectations/expectations/employee ivan softphone +49301234567 ${BERLIN}`,
        from: BERLINERS,
        follows: "line ivan-desk 80172345678 +375171234568",
      },
    ]);
  });

  test("decides nothing: the company's calls keep their revision", async () => {
    const call = { company: "acme", line: "ivan-desk", dialled: "112" };
    const before = await service.operator("POST decisions", call);
    const saved = await put([IVAN]);
    const after = await service.operator("POST decisions", { ...call, minRevision: revisionIn(saved) });
    assert.ok(revisionIn(saved) > revisionIn(after));
    assert.deepEqual(after.body, before.body);
  });
});

const withoutSecond = { ...settings, personal: [] };
const silent = { ...directory, employees: directory.employees.filter(({ id }) => id !== "ivan"), departments: [] };

/** Each way to change a company, with what breaks an expectation that way and what breaks none. */
type Write = Readonly<{
  what: `${Method} ${string}`;
  breaking: object | undefined;
  harmless?: object;
  /** Indexes of the expectations that break. */
  broken: readonly number[];
  etag?: string;
}>;

const WRITES: readonly Write[] = [
  {
    what: "PUT companies/acme",
    breaking: { ...company, country: "RU", areaCode: "495", emergencyNumber: SECOND },
    harmless: { ...company, name: "Renamed" },
    broken: [2],
  },
  { what: "PUT companies/acme/directory", breaking: silent, harmless: directory, broken: [0, 1] },
  {
    what: "PUT companies/acme/employees/ivan",
    breaking: { name: "Ivan", guest: true },
    harmless: { ...directory.employees[0], name: "Ivan" },
    broken: [0, 1],
  },
  { what: "DELETE companies/acme/employees/ivan", breaking: undefined, broken: [0, 1] },
  {
    what: "PUT companies/acme/departments/sales",
    breaking: { name: "Sales", members: ["ivan"], emergencyNumber: SECOND },
    harmless: { name: "Sold", members: ["ivan"] },
    broken: [2],
  },
  {
    what: `PUT companies/acme/numbers/${BERLIN}`,
    breaking: { on: false },
    harmless: { label: "Berlin Mitte" },
    broken: [1],
  },
  {
    what: `PATCH companies/acme/numbers/${BERLIN}`,
    breaking: { on: false },
    harmless: { label: "Berlin Mitte" },
    broken: [1],
  },
  { what: `PATCH companies/acme/numbers/${SECOND}`, breaking: { on: false, replaceWith: BERLIN }, broken: [0] },
  { what: `DELETE companies/acme/numbers/${SECOND}`, breaking: undefined, broken: [0] },
  {
    what: "PUT companies/acme/outgoing-numbers",
    breaking: withoutSecond,
    harmless: { ...settings, personal: [...settings.personal, { number: MAIN, employee: "olga", device: "any" }] },
    broken: [0],
    etag: "companies/acme/outgoing-numbers",
  },
];

const pathsOf = ({ body }: Answer) => (body["expectations"] as { path: string }[]).map(({ path }) => path);
const paths = (indexes: readonly number[]) => indexes.map((at) => `/expectations/${at}`);

describe("a change of the company", () => {
  for (const [at, { what, breaking, harmless, broken, etag }] of WRITES.entries()) {
    const ask = async (body: object | undefined, headers: Readonly<Record<string, string>> = {}) => {
      const precondition = etag === undefined ? {} : { ifMatch: await etagOf(etag) };
      return service.operator(what, body, { ...precondition, headers });
    };
    const name = `${what} (${at})`;

    test(`${name} lists what does not hold any more`, async () => {
      const answer = await ask(breaking);
      assert.equal(outcomeOf(answer), "200");
      assert.deepEqual(pathsOf(answer), paths(broken));
      assert.equal(answer.headers["preference-applied"], undefined);
    });

    test(`${name} is refused if it is strict, and changes nothing`, async () => {
      const before = await service.operator("GET companies/acme/history?limit=1");
      const answer = await ask(breaking, STRICT);
      assert.equal(outcomeOf(answer), "422 expectation_broken");
      assert.deepEqual(
        faultsOf(answer),
        paths(broken).map((path) => `expectation_broken ${path}`),
      );
      assert.equal(answer.headers["preference-applied"], "handling=strict");
      assert.equal((await service.operator("GET companies/acme/history?limit=1")).text, before.text);
    });

    if (harmless)
      test(`${name} is let through strictly if it breaks nothing`, async () => {
        const answer = await ask(harmless, STRICT);
        assert.equal(outcomeOf(answer), "200");
        assert.deepEqual(pathsOf(answer), []);
        assert.equal(answer.headers["preference-applied"], "handling=strict");
      });
  }

  test("says what is shown instead, and by which rule", async () => {
    const ifMatch = await etagOf("companies/acme/outgoing-numbers");
    const { body } = await service.operator("PUT companies/acme/outgoing-numbers", withoutSecond, { ifMatch });
    assert.deepEqual(body["expectations"], [
      { path: "/expectations/0", shows: SECOND, got: MAIN, decidedBy: { rule: "main" } },
    ]);
    const removed = await service.operator("DELETE companies/acme/employees/ivan");
    assert.deepEqual(removed.body["expectations"], [
      { path: "/expectations/0", shows: SECOND, got: null, decidedBy: null },
      { path: "/expectations/1", shows: BERLIN, got: null, decidedBy: null },
    ]);
  });

  test("a strict refusal says what would be shown instead", async () => {
    const ifMatch = await etagOf("companies/acme/outgoing-numbers");
    const asked = { ifMatch, headers: STRICT };
    const { body } = await service.operator("PUT companies/acme/outgoing-numbers", withoutSecond, asked);
    const [error] = body["errors"] as readonly Record<string, unknown>[];
    assert.deepEqual([error!["path"], error!["got"]], ["/expectations/0", MAIN]);
  });

  test("what failed before is in nobody's way, however strict", async () => {
    await service.operator("DELETE companies/acme/employees/ivan");
    const answer = await service.operator("PUT companies/acme", { ...company, name: "Other" }, { headers: STRICT });
    assert.equal(outcomeOf(answer), "200");
    assert.deepEqual(pathsOf(answer), paths([0, 1]));
  });

  test("an expectation that does not hold yet can be saved strictly", async () => {
    const answer = await put([...expectations, { device: "desk_phone", dialled: "112", shows: OFF }], STRICT);
    assert.equal(outcomeOf(answer), "200");
    assert.deepEqual(pathsOf(answer), paths([3]));
  });

  test("a write that changes nothing lists them too", async () => {
    await service.operator("DELETE companies/acme/employees/ivan");
    assert.deepEqual(pathsOf(await service.operator("PUT companies/acme", company)), paths([0, 1]));
  });

  test("a removed company takes its expectations along, and a new one has none", async () => {
    assert.equal(outcomeOf(await service.operator("DELETE companies/acme", undefined, { headers: STRICT })), "200");
    const made = await service.operator("PUT companies/acme", company, { headers: STRICT });
    assert.equal(outcomeOf(made), "200");
    assert.deepEqual(made.body["expectations"], []);
    assert.deepEqual((await service.operator(`GET ${url}`)).body, { expectations: [] });
  });

  test("of a trunk is none of theirs", async () => {
    await service.operator("PUT trunks/a", { name: "A", domain: "a.example" });
    await service.operator(`PATCH companies/acme/numbers/${MAIN}`, { trunks: ["a"] });
    const answer = await service.operator("DELETE trunks/a", undefined, { headers: STRICT });
    assert.equal(outcomeOf(answer), "200");
    assert.equal("expectations" in answer.body, false);
    assert.equal(answer.headers["preference-applied"], undefined);
  });
});

test("unsaved outgoing numbers are checked as they would be saved", async () => {
  const check = (document: object) => service.operator("POST companies/acme/outgoing-numbers/check", document);
  assert.deepEqual((await check(settings)).body["expectations"], []);
  assert.deepEqual((await check(withoutSecond)).body["expectations"], [
    { path: "/expectations/0", shows: SECOND, got: MAIN, decidedBy: { rule: "main" } },
  ]);
});

test("results say of each expectation whether it holds, and why not, in words", async () => {
  await service.operator("PUT companies/acme/departments/site", {
    name: "Site",
    members: ["olga"],
    emergencyNumber: SECOND,
  });
  const { body } = await service.operator(`GET ${url}/results`);
  assert.equal(body["unmet"], 1);
  assert.deepEqual(body["results"], [
    { expectation: IVAN, unmet: null },
    { expectation: BERLINERS, unmet: null },
    {
      expectation: EMERGENCY,
      unmet: {
        got: SECOND,
        decidedBy: { rule: "emergency" },
        employee: "olga",
        message: `A call to “112” from every desk phone shows ${SECOND} instead of ${MAIN}, if “olga” calls.`,
      },
    },
  ]);
});

test("what is proposed can be saved, and holds", async () => {
  const { body } = await service.operator(`GET ${url}/proposed`);
  const proposed = body["expectations"] as object[];
  assert.ok(proposed.length > 3);
  const saved = await put(proposed, STRICT);
  assert.equal(outcomeOf(saved), "200");
  assert.deepEqual(saved.body["expectations"], []);
});

test("a large company keeps the parts that its calls are decided from", async () => {
  const employees = Array.from({ length: 150 }, (_, at) => ({
    id: `e${at}`,
    name: `E${at}`,
    lines: [{ id: `l${at}`, device: "desk_phone" }],
  }));
  const numbers = [{ number: "+375171110000" }];
  await putCompany(service.operator, "large", { directory: { numbers, employees, departments: [] } });
  const call = { company: "large", line: "l149", dialled: "112" };
  const before = await service.operator("POST decisions", call);
  const saved = await service.operator(
    "PUT companies/large/expectations",
    { expectations: [{ device: "desk_phone", dialled: "112", shows: "+375171110000" }] },
    { ifMatch: 0 },
  );
  assert.deepEqual(saved.body["expectations"], []);
  const after = await service.operator("POST decisions", { ...call, minRevision: revisionIn(saved) });
  assert.deepEqual(after.body, before.body);
  assert.equal(after.body["callerId"], "+375171110000");
});
