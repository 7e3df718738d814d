/** The outgoing numbers over HTTP: their form, their preconditions, and all that cannot be saved. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { errorsOf, faultsOf, outcomeOf, revisionIn, warningsOf, type Answer } from "../../lab/service/client.ts";
import { BERLIN, company, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme", { directory, settings });
  await putCompany(service.operator, "other", { directory: { ...empty, numbers: [{ number: FOREIGN }] } });
});
after(() => service.stop());

const empty = { numbers: [], employees: [], departments: [] };
const FOREIGN = "+375179999999";
const url = "companies/acme/outgoing-numbers";
const get = () => service.operator(`GET ${url}`);

/** Puts a document from the present revision. */
const put = async (document: object): Promise<Answer> =>
  service.operator(`PUT ${url}`, document, { ifMatch: (await get()).headers.etag! });

/** From known settings, whatever a test before left. */
async function reset(): Promise<void> {
  assert.equal((await service.operator("PUT companies/acme/directory", directory)).status, 200);
  assert.equal((await put(settings)).status, 200);
}

describe("the document", () => {
  test("has its revision, its last save and its warnings beside it", async () => {
    await reset();
    const { body, headers } = await get();
    const { revision, savedAt, savedBy, warnings, ...document } = body;
    assert.deepEqual(document, settings);
    assert.equal(headers.etag, `"${String(revision)}"`);
    assert.ok(Math.abs(Date.parse(savedAt as string) - Date.now()) < 60_000);
    assert.equal(savedBy, "operator");
    assert.deepEqual(warnings, []);
  });

  test("of a company without a number is at revision 0, empty, with no main", async () => {
    await putCompany(service.operator, "bare");
    const { body, headers } = await service.operator("GET companies/bare/outgoing-numbers");
    assert.equal(headers.etag, '"0"');
    assert.deepEqual(body, {
      main: null,
      personal: [],
      regional: [],
      priority: "regional",
      revision: 0,
      savedAt: null,
      savedBy: null,
      warnings: [],
    });
    const saved = await service.operator(
      "PUT companies/bare/outgoing-numbers",
      { main: null, personal: [], regional: [], priority: "personal" },
      { ifMatch: 0 },
    );
    assert.equal(outcomeOf(saved), "200");
  });

  test("is answered as it was stored, under the next revision of the whole store", async () => {
    await reset();
    const before = revisionIn(await put({ ...settings, regional: [] }));
    const asked = { ...settings, regional: [{ number: BERLIN, prefix: "810 49 (30)" }], priority: "personal" };
    const answer = await put(asked);
    assert.equal(revisionIn(answer), before + 1);
    assert.equal(answer.headers.etag, `"${before + 1}"`);
    assert.deepEqual(answer.body["regional"], [{ number: BERLIN, prefix: "+4930" }]);
    assert.deepEqual({ ...(await get()).body, expectations: [] }, answer.body);
    assert.equal(revisionIn(await put(asked)), before + 1, "what changes nothing gets no revision");
    const renamed = { ...company, name: `After revision ${before}` };
    assert.equal(revisionIn(await service.operator("PUT companies/other", renamed)), before + 2);
    assert.equal(revisionIn(await get()), before + 1);
  });

  test("may be put back as it was got, without the four members of the answer", async () => {
    await reset();
    const { revision: _, savedAt: __, savedBy: ___, warnings: ____, ...document } = (await get()).body;
    assert.equal(outcomeOf(await put(document)), "200");
    for (const member of ["revision", "savedAt", "savedBy", "warnings"])
      assert.deepEqual(faultsOf(await put({ ...document, [member]: 1 })), [`unknown_field /${member}`]);
  });
});

describe("preconditions", () => {
  const malformed = { ...settings, main: 5 };
  const refused = { ...settings, main: FOREIGN };
  const cases: readonly [name: string, body: unknown, ifMatch: string | undefined, outcome: string][] = [
    ["428 before 400", malformed, undefined, "428 precondition_required"],
    ["428 before 400, of no JSON", "{", undefined, "428 precondition_required"],
    ["428 before 422", refused, undefined, "428 precondition_required"],
    ["428 for a star", settings, "*", "428 precondition_required"],
    ["400 before 412", malformed, '"1"', "400 malformed"],
    ["400 before 412, of no JSON", "{", '"1"', "400 malformed"],
    ["412 before 422", refused, '"1"', "412 revision_conflict"],
    ["412 of a revision that was never", settings, '"999999"', "412 revision_conflict"],
    ["412 of another form of a number", settings, '"01"', "412 revision_conflict"],
    ["412 of the revision 0", settings, '"0"', "412 revision_conflict"],
    ["400 of a weak tag", settings, 'W/"1"', "400 malformed"],
    ["400 of two tags", settings, '"1", "2"', "400 malformed"],
    ["400 of a bare number", settings, "1", "400 malformed"],
  ];
  for (const [name, body, ifMatch, outcome] of cases)
    test(name, async () => {
      const before = (await get()).body;
      const answer = await service.operator(`PUT ${url}`, body, ifMatch === undefined ? {} : { ifMatch });
      assert.equal(outcomeOf(answer), outcome);
      assert.deepEqual((await get()).body, before);
    });

  test("a conflict names the save that came in between", async () => {
    await reset();
    const current = (await get()).body;
    const { body } = await service.operator(`PUT ${url}`, settings, { ifMatch: Number(current["revision"]) - 1 });
    assert.deepEqual(
      [body["revision"], body["savedAt"], body["savedBy"]],
      [current["revision"], current["savedAt"], current["savedBy"]],
    );
  });

  test("of twelve who save from one revision at once, one is the first", async () => {
    await reset();
    const { etag } = (await get()).headers;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        service.operator(
          `PUT ${url}`,
          { ...settings, personal: [{ ...settings.personal[0], number: MAIN }] },
          {
            ifMatch: etag!,
            headers: { "x-writer": String(at) },
          },
        ),
      ),
    );
    const outcomes = answers.map(outcomeOf).sort();
    assert.deepEqual(outcomes, ["200", ...Array.from({ length: 11 }, () => "412 revision_conflict")]);
    const winner = answers.find(({ status }) => status === 200)!;
    for (const { status, body } of answers) if (status === 412) assert.equal(body["revision"], revisionIn(winner));
    assert.deepEqual({ ...(await get()).body, expectations: [] }, winner.body);
  });
});

describe("what cannot be saved", () => {
  const personal = (entry: object) => ({ ...settings, personal: [...settings.personal, entry] });
  const regional = (entry: object) => ({ ...settings, regional: [...settings.regional, entry] });
  const any = { number: MAIN, device: "any" };
  const cases: readonly (readonly [name: string, document: object, ...faults: string[]])[] = [
    ["a main number that is off", { ...settings, main: OFF }, "number_off /main"],
    ["another company's main number", { ...settings, main: FOREIGN }, "number_unknown /main"],
    ["no main number", { ...settings, main: null }, "main_required /main"],
    ["a number that is off", personal({ ...any, number: OFF, employee: "olga" }), "number_off /personal/1/number"],
    ["a number unknown", personal({ ...any, number: FOREIGN, employee: "olga" }), "number_unknown /personal/1/number"],
    ["an unknown employee", personal({ ...any, employee: "nobody" }), "employee_unknown /personal/1/employee"],
    ["an unknown department", personal({ ...any, department: "none" }), "department_unknown /personal/1/department"],
    ["a number that is off, of a country", regional({ number: OFF, country: "FR" }), "number_off /regional/1/number"],
    [
      "a number unknown, of a country",
      regional({ number: FOREIGN, country: "FR" }),
      "number_unknown /regional/1/number",
    ],
    ["a number unknown, of a prefix", regional({ number: FOREIGN, prefix: "+7" }), "number_unknown /regional/1/number"],
    ...["XX", "de", "", "DEU", "001", "UK"].map(
      (country) =>
        [
          `the country “${country}”`,
          regional({ number: MAIN, country }),
          "country_unknown /regional/1/country",
        ] as const,
    ),
    ...["495", "", "+", "abc", "+0123", "8", "0", "+1234567890123456", "++49", "00", "*100", "10"].map(
      (prefix) =>
        [`the prefix “${prefix}”`, regional({ number: MAIN, prefix }), "prefix_invalid /regional/1/prefix"] as const,
    ),
    [
      "two entries of an employee for one device",
      personal({ ...any, employee: "ivan" }),
      "duplicate_employee_device /personal/1/employee /personal/0",
    ],
    [
      "two entries of a department for one device",
      {
        ...settings,
        personal: [
          { number: MAIN, department: "sales", device: "corporate_sim" },
          { number: MAIN, department: "support", device: "corporate_sim" },
          { number: SECOND, department: "sales", device: "corporate_sim" },
        ],
      },
      "duplicate_department_device /personal/2/department /personal/0",
    ],
    [
      "two entries of a country",
      regional({ number: SECOND, country: "DE" }),
      "duplicate_country /regional/1/country /regional/0",
    ],
    [
      "two entries of a prefix, however each is written",
      {
        ...settings,
        regional: [
          { number: MAIN, prefix: "8 017" },
          { number: SECOND, prefix: "+375-17" },
          { number: SECOND, prefix: "810 375 17" },
        ],
      },
      "duplicate_prefix /regional/1/prefix /regional/0",
      "duplicate_prefix /regional/2/prefix /regional/0",
    ],
    [
      "everything at once, each thing named",
      {
        main: OFF,
        personal: [{ number: FOREIGN, employee: "nobody", device: "any" }],
        regional: [{ number: OFF, country: "XX" }],
        priority: "regional",
      },
      "number_off /main",
      "number_unknown /personal/0/number",
      "employee_unknown /personal/0/employee",
      "number_off /regional/0/number",
      "country_unknown /regional/0/country",
    ],
  ];
  before(reset);
  for (const [name, document, ...faults] of cases)
    test(name, async () => {
      const before = (await get()).body;
      const answer = await put(document);
      assert.equal(outcomeOf(answer), "422 invalid_settings");
      assert.deepEqual(faultsOf(answer), faults);
      assert.deepEqual((await get()).body, before, "nothing is changed");
    });

  test("a prefix without a plus is answered with both readings", async () => {
    const [error] = errorsOf(await put(regional({ number: MAIN, prefix: "495" })));
    assert.ok(error!.message.includes("+375495") && error!.message.includes("+495"));
  });

  test("a device is a device condition, an entry is for one person or direction: all else is malformed", async () => {
    const malformed = async (document: object, ...faults: string[]) => {
      const answer = await put(document);
      assert.equal(outcomeOf(answer), "400 malformed");
      assert.deepEqual(faultsOf(answer), faults);
    };
    await malformed(personal({ ...any, employee: "olga", device: "softphone" }), "invalid /personal/1/device");
    await malformed(
      personal({ ...any, employee: "olga", department: "sales" }),
      "unknown_field /personal/1/department",
    );
    await malformed(regional({ number: MAIN, country: "FR", prefix: "+33" }), "unknown_field /regional/1/prefix");
    await malformed({ ...settings, priority: "main" }, "invalid /priority");
    await malformed({ ...settings, main: "375171234567" }, "invalid /main");
    await malformed({ main: MAIN, personal: [], regional: [] }, "required /priority");
    await malformed({ ...settings, personal: {} }, "invalid /personal");
  });
});

describe("what stands there already is not refused again", () => {
  const full = {
    main: MAIN,
    personal: [
      { number: SECOND, employee: "ivan", device: "any" },
      { number: SECOND, department: "sales", device: "corporate_sim" },
    ],
    regional: [
      { number: SECOND, country: "DE" },
      { number: BERLIN, prefix: "+7495" },
    ],
    priority: "regional",
  };
  const shrunk = {
    numbers: [
      { number: MAIN, on: true },
      { number: SECOND, on: false },
    ],
    employees: directory.employees.filter(({ id }) => id !== "ivan"),
    departments: [],
  };
  before(async () => {
    await reset();
    assert.equal((await put(full)).status, 200);
    assert.equal((await service.operator("PUT companies/acme/directory", shrunk)).status, 200);
  });

  test("the entries are kept, and warn", async () => {
    const answer = await get();
    const { personal, regional } = answer.body;
    assert.deepEqual({ personal, regional }, { personal: full.personal, regional: full.regional });
    assert.deepEqual(warningsOf(answer).sort(), [
      "department_gone outgoing-numbers /personal/1",
      "employee_gone outgoing-numbers /personal/0",
      "number_gone outgoing-numbers /regional/1",
      "number_off outgoing-numbers /personal/0",
      "number_off outgoing-numbers /personal/1",
      "number_off outgoing-numbers /regional/0",
    ]);
  });

  test("in another place and another writing they are the same entries", async () => {
    const moved = {
      ...full,
      personal: full.personal.toReversed(),
      regional: [{ number: BERLIN, prefix: "7 495".replace("7", "+7") }, full.regional[0]],
    };
    assert.equal(outcomeOf(await put(moved)), "200");
  });

  test("changed they are new", async () => {
    const changed = { ...full, personal: [{ ...full.personal[0], device: "corporate_sim" }, full.personal[1]] };
    assert.deepEqual(faultsOf(await put(changed)), [
      "number_off /personal/0/number",
      "employee_unknown /personal/0/employee",
    ]);
    const other = { ...full, regional: [full.regional[0], { number: SECOND, prefix: "+7495" }] };
    assert.deepEqual(faultsOf(await put(other)), ["number_off /regional/1/number"]);
  });

  test("duplicates among them are refused all the same", async () => {
    const doubled = { ...full, personal: [...full.personal, full.personal[0]] };
    assert.deepEqual(faultsOf(await put(doubled)), ["duplicate_employee_device /personal/2/employee /personal/0"]);
  });

  test("once left out they are new", async () => {
    assert.equal(outcomeOf(await put({ ...full, personal: [], regional: [] })), "200");
    assert.deepEqual(faultsOf(await put(full)), [
      "number_off /personal/0/number",
      "employee_unknown /personal/0/employee",
      "number_off /personal/1/number",
      "department_unknown /personal/1/department",
      "number_off /regional/0/number",
      "number_unknown /regional/1/number",
    ]);
  });
});
