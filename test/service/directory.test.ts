/** The directory over HTTP: as a whole, thing by thing, and what it does to the main number. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { faultsOf, outcomeOf, revisionIn, warningsOf } from "../../lab/service/client.ts";
import { company, directory as sample, putCompany } from "../../lab/companies/acme.ts";
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
  id = `c${++made}`;
  [first, second, third] = [0, 1, 2].map((nth) => `+37517${1_000_000 + made * 10 + nth}`) as [string, string, string];
  await putCompany(service.operator, id);
});

const put = (directory: object) => service.operator(`PUT companies/${id}/directory`, directory);
const read = async () => (await service.operator(`GET companies/${id}/directory`)).body;
const main = async () => (await service.operator(`GET companies/${id}/outgoing-numbers`)).body["main"];
const empty = { numbers: [], employees: [], departments: [] };
const numbered = (...numbers: (string | object)[]) => ({
  ...empty,
  numbers: numbers.map((number) => (typeof number === "string" ? { number } : number)),
});
const people = (...ids: string[]) => ids.map((id) => ({ id, name: id }));
const namesOf = (things: unknown) => (things as { id: string }[]).map(({ id }) => id);

describe("the whole directory", () => {
  test("is got back in the form in which it was put", async () => {
    const whole = { ...sample, numbers: [{ number: first, label: "x", on: true, confirmed: true }] };
    const answer = await put(whole);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, { revision: revisionIn(answer), warnings: [], expectations: [] });
    const got = await service.operator(`GET companies/${id}/directory`);
    assert.deepEqual(got.body, whole);
    assert.equal(got.headers.etag, `"${revisionIn(answer)}"`);
    assert.equal(answer.headers.etag, got.headers.etag);
    assert.equal(outcomeOf(await put(got.body)), "200");
    assert.deepEqual(await read(), whole);
  });

  test("is empty at revision 0 before any write", async () => {
    const { body, headers } = await service.operator(`GET companies/${id}/directory`);
    assert.deepEqual(body, empty);
    assert.equal(headers.etag, '"0"');
  });

  test("gets the defaults where fields are absent", async () => {
    await put({ numbers: [{ number: first }], employees: people("a"), departments: [{ id: "d", name: "D" }] });
    assert.deepEqual(await read(), {
      numbers: [{ number: first, label: "", on: true, confirmed: true }],
      employees: [{ id: "a", name: "a", extension: null, guest: false, lines: [] }],
      departments: [{ id: "d", name: "D", members: [] }],
    });
  });

  test("keeps labels, switches and opened blocks that a synchronisation does not name", async () => {
    await put({
      ...numbered({ number: first, label: "Front desk", on: true }, { number: second, label: "Old", on: false }),
      employees: [{ id: "g", name: "G", guest: true, substitution: "full" }],
    });
    await put({ ...numbered(first, second, third), employees: [{ id: "g", name: "G2", guest: true }] });
    const { numbers, employees } = await read();
    assert.deepEqual(numbers, [
      { number: first, label: "Front desk", on: true, confirmed: true },
      { number: second, label: "Old", on: false, confirmed: true },
      { number: third, label: "", on: true, confirmed: true },
    ]);
    assert.deepEqual(employees, [
      { id: "g", name: "G2", extension: null, guest: true, substitution: "full", lines: [] },
    ]);
    await put({ ...numbered({ number: first, label: "" }, { number: second, on: true }), employees: [] });
    assert.deepEqual((await read())["numbers"], [
      { number: first, label: "", on: true, confirmed: true },
      { number: second, label: "Old", on: true, confirmed: true },
    ]);
  });

  test("keeps who withholds their number and emergency numbers until null clears them", async () => {
    const directoryOf = (employee: object, department: object, number: object = {}) => ({
      numbers: [{ number: first, ...number }, second],
      employees: [{ id: "a", name: "A", ...employee }],
      departments: [{ id: "d", name: "D", ...department }],
    });
    const sent = (...parts: [object, object, object?]) => {
      const { numbers, ...rest } = directoryOf(...parts);
      return { ...rest, numbers: numbers.map((number) => (typeof number === "string" ? { number } : number)) };
    };
    const set = { withhold: false, emergencyNumber: second };
    await put(sent(set, { emergencyNumber: first }, { label: "Front" }));
    const stored = await read();
    const employee = { id: "a", name: "A", extension: null, guest: false, lines: [] };
    assert.deepEqual(stored["employees"], [{ ...employee, ...set }]);
    assert.deepEqual(stored["departments"], [{ id: "d", name: "D", members: [], emergencyNumber: first }]);
    const again = await put(sent({}, {}));
    assert.deepEqual(await read(), stored);
    assert.equal(revisionIn(await put(stored)), revisionIn(again), "nothing has changed");

    await put(sent({ withhold: null, emergencyNumber: null }, { emergencyNumber: null }, { label: null }));
    const cleared = await read();
    assert.deepEqual(cleared["employees"], [employee]);
    assert.deepEqual(cleared["departments"], [{ id: "d", name: "D", members: [] }]);
    assert.deepEqual((cleared["numbers"] as unknown[])[0], { number: first, label: "", on: true, confirmed: true });
  });

  test("confirms the numbers that the operator gives, until the operator says otherwise", async () => {
    const key = async (body: object) =>
      service.as((await service.operator("POST keys", { name: "k", companies: [id], ...body })).body["key"] as string);
    const [pbx, admin] = [await key({ role: "pbx", sync: true }), await key({ role: "admin" })];
    const path = (number: string) => `companies/${id}/numbers/${number}` as const;
    const confirmed = async () =>
      ((await read())["numbers"] as { confirmed?: boolean }[]).map(({ confirmed }) => confirmed);
    await service.operator("PUT trunks/of-a-number", { name: "Carrier", domain: "a.example" });

    await put(numbered(first));
    assert.equal(outcomeOf(await pbx(`PUT companies/${id}/directory`, numbered(first, second))), "200");
    assert.deepEqual(await confirmed(), [true, false]);
    await put(numbered(first, second));
    assert.deepEqual(await confirmed(), [true, false], "absent keeps what is stored");
    await service.operator(`PATCH ${path(second)}`, { confirmed: true, trunks: ["of-a-number"] });
    await service.operator(`PUT ${path(third)}`, { confirmed: false });
    assert.deepEqual(await confirmed(), [true, true, false]);

    const stored = await read();
    for (const ask of [pbx, admin]) {
      assert.equal(outcomeOf(await ask(`PUT companies/${id}/directory`, stored)), "200", "as it is");
      assert.equal(outcomeOf(await ask(`PATCH ${path(second)}`, { label: "x" })), "200");
      for (const body of [{ confirmed: false }, { trunks: [] }, { trunks: null }, { label: "y", trunks: ["nobody"] }])
        for (const method of ["PATCH", "PUT"] as const)
          assert.equal(outcomeOf(await ask(`${method} ${path(second)}`, body)), "403 forbidden", JSON.stringify(body));
      assert.equal(outcomeOf(await ask(`PATCH ${path(third)}`, { confirmed: true })), "403 forbidden");
    }
    const fourth = `${first.slice(0, -1)}9`;
    for (const fields of [{ confirmed: true }, { trunks: ["of-a-number"] }])
      assert.equal(outcomeOf(await pbx(`PUT ${path(fourth)}`, fields)), "403 forbidden");
    assert.equal(outcomeOf(await service.operator(`PATCH ${path(first)}`, { confirmed: null })), "400 malformed");
  });

  test("clears a guest's opened blocks by null, also where there are none", async () => {
    const guest = { id: "g", name: "G", guest: true };
    await put({ ...empty, employees: [{ ...guest, substitution: "full" }] });
    await put({
      ...empty,
      employees: [
        { ...guest, substitution: null },
        { id: "a", name: "A", substitution: null },
      ],
    });
    for (const employee of (await read())["employees"] as object[]) assert.ok(!("substitution" in employee));
  });

  test("keeps the places of departments that are known; new ones come last, in the document's order", async () => {
    const departments = (...ids: string[]) => ({ ...empty, departments: people(...ids) });
    await put(departments("a", "b", "c"));
    await put(departments("y", "c", "x", "a"));
    assert.deepEqual(namesOf((await read())["departments"]), ["a", "c", "y", "x"]);
    await put({ ...departments("x", "a", "y", "c"), order: "document" });
    assert.deepEqual(namesOf((await read())["departments"]), ["x", "a", "y", "c"]);
    await put(departments("c", "y", "a", "x"));
    assert.deepEqual(namesOf((await read())["departments"]), ["x", "a", "y", "c"]);
    assert.equal(outcomeOf(await put({ ...departments("a"), order: "alphabet" })), "400 malformed");
  });

  test("needs no If-Match, but keeps to one", async () => {
    const other = { ...empty, departments: people("a") };
    await put(other);
    const revision = revisionIn(await put(empty));
    const at = (ifMatch: number | string, body: object = other) =>
      service.operator(`PUT companies/${id}/directory`, body, { ifMatch });
    assert.equal(outcomeOf(await at(revision - 1)), "412 revision_conflict");
    assert.equal(outcomeOf(await at(revision, empty)), "200", "what changes nothing moves no revision");
    assert.equal(outcomeOf(await at(revision)), "200");
    assert.equal(outcomeOf(await at(revision)), "412 revision_conflict");
    assert.equal(outcomeOf(await at("*")), "200");
    assert.equal(outcomeOf(await at("5")), "400 malformed");
  });

  const employee = (more: object) => ({ id: "a", name: "A", ...more });
  const line = (id: string) => ({ id, device: "crm" });
  const refusals: readonly (readonly [name: string, document: () => object, ...faults: string[]])[] = [
    ["two of one number", () => numbered(first, first), "duplicate_number /numbers/1/number /numbers/0"],
    [
      "two employees of one id",
      () => ({ ...empty, employees: people("a", "b", "a") }),
      "duplicate_id /employees/2/id /employees/0",
    ],
    [
      "two departments of one id",
      () => ({ ...empty, departments: people("d", "d") }),
      "duplicate_id /departments/1/id /departments/0",
    ],
    [
      "two of one extension",
      () => ({
        ...empty,
        employees: [employee({ extension: "201" }), employee({ id: "b", extension: "201" })],
      }),
      "duplicate_extension /employees/1/extension /employees/0",
    ],
    [
      "one line of two employees",
      () => ({
        ...empty,
        employees: [employee({ lines: [line("l1"), line("l2")] }), employee({ id: "b", lines: [line("l2")] })],
      }),
      "duplicate_line /employees/1/lines/0/id /employees/0/lines/1",
    ],
    [
      "one line twice of one employee",
      () => ({ ...empty, employees: [employee({ lines: [line("l"), line("l")] })] }),
      "duplicate_line /employees/0/lines/1/id /employees/0/lines/0",
    ],
    [
      "an unknown member",
      () => ({ ...empty, departments: [{ id: "d", name: "D", members: ["nobody"] }] }),
      "member_unknown /departments/0/members/0",
    ],
    [
      "a member twice",
      () => ({ ...empty, employees: people("a"), departments: [{ id: "d", name: "D", members: ["a", "a"] }] }),
      "duplicate_id /departments/0/members/1 /departments/0/members/0",
    ],
    ...["112", "911", "999"].map(
      (extension) =>
        [
          `the extension ${extension}`,
          () => ({ ...empty, employees: [employee({ extension })] }),
          "extension_reserved /employees/0/extension",
        ] as const,
    ),
  ];
  for (const [name, document, ...faults] of refusals)
    test(`is refused with ${name}, and nothing is changed`, async () => {
      await put({ ...numbered(first), employees: people("before") });
      const before = await read();
      const answer = await put(document());
      assert.equal(outcomeOf(answer), "422 invalid_directory");
      assert.deepEqual(faultsOf(answer), faults);
      assert.deepEqual(await read(), before);
    });

  test("of the wrong shape is malformed, with every place named", async () => {
    const malformed = async (document: unknown, ...faults: string[]) => {
      const answer = await service.operator(`PUT companies/${id}/directory`, document);
      assert.equal(outcomeOf(answer), "400 malformed");
      assert.deepEqual(faultsOf(answer), faults);
    };
    await malformed({ numbers: [], employees: [] }, "required /departments");
    await malformed({ ...empty, people: [] }, "unknown_field /people");
    await malformed(
      numbered("375171234567", "+0", "+3751712345678901"),
      ...[0, 1, 2].map((at) => `invalid /numbers/${at}/number`),
    );
    await malformed(numbered({ number: first, colour: "red" }), "unknown_field /numbers/0/colour");
    await malformed({ ...empty, employees: [employee({ extension: "2a" })] }, "invalid /employees/0/extension");
    await malformed({ ...empty, employees: [employee({ extension: 201 })] }, "invalid /employees/0/extension");
    await malformed({ ...empty, employees: [employee({ id: "" })] }, "invalid /employees/0/id");
    await malformed({ ...empty, employees: [employee({ id: "x".repeat(65) })] }, "invalid /employees/0/id");
    await malformed({ ...empty, employees: [employee({ id: "a b" })] }, "invalid /employees/0/id");
    for (const dots of [".", ".."])
      await malformed(
        {
          ...empty,
          employees: [employee({ id: dots }), employee({ lines: [line(dots)] })],
          departments: [{ id: dots, name: "D", members: [dots] }],
        },
        "invalid /employees/0/id",
        "invalid /employees/1/lines/0/id",
        "invalid /departments/0/id",
        "invalid /departments/0/members/0",
      );
    await malformed({ ...empty, employees: [employee({ substitution: "full" })] }, "invalid /employees/0/substitution");
    await malformed(
      { ...empty, employees: [employee({ lines: [{ id: "l" }] })] },
      "required /employees/0/lines/0/device",
    );
    await malformed({ ...empty, employees: [{ id: "a" }] }, "required /employees/0/name");
  });

  test("takes ids of every character that they may have", async () => {
    const ids = ["A-z.0_9@example.com:5060", "+375291234567", "...", ".a", "x".repeat(64)];
    const employees = ids.map((id) => ({ id, name: id, lines: [{ id: `l${id.slice(1)}`, device: "crm" }] }));
    assert.equal(outcomeOf(await put({ ...empty, employees })), "200");
    for (const employee of ids)
      assert.equal(
        (await service.operator(`GET companies/${id}/employees/${encodeURIComponent(employee)}`)).body["id"],
        employee,
      );
  });

  test("takes numbers of SIMs as people write them, and stores them as E.164", async () => {
    const sims = (...ids: string[]) => ({
      ...empty,
      employees: [employee({ lines: ids.map((id) => ({ id, device: "corporate_sim" })) })],
    });
    const stored = async () =>
      ((await read())["employees"] as { lines: { id: string }[] }[])[0]!.lines.map(({ id }) => id);
    const written = ["8 (029) 700-45-60", "375297004561", "tel:+375-29-700-45-62", "+375297004563", "8 0297004564"];
    const answer = await put(sims(...written, "00 49 151 23456789"));
    assert.deepEqual([outcomeOf(answer), warningsOf(answer)], ["200", []]);
    const numbers = [0, 1, 2, 3, 4].map((at) => `+37529700456${at}`);
    assert.deepEqual(await stored(), [...numbers, "+4915123456789"]);

    assert.deepEqual(warningsOf(await put(sims("sim-of-a", "+375297004560"))), [
      "sim_not_e164 directory /employees/0/lines/0",
    ]);
    assert.deepEqual(await stored(), ["sim-of-a", "+375297004560"]);

    const twice = await put(sims("+375297004560", "8 029 700-45-60"));
    assert.deepEqual(faultsOf(twice), ["duplicate_line /employees/0/lines/1/id /employees/0/lines/0"]);
    const unreadable = await put(sims("+375297004560", "my SIM", "12 34"));
    assert.deepEqual(
      [outcomeOf(unreadable), ...faultsOf(unreadable)],
      ["400 malformed", "invalid /employees/0/lines/1/id", "invalid /employees/0/lines/2/id"],
    );
    assert.match(String(unreadable.body["detail"]), /SIM/);
    const check = await service.operator(`POST companies/${id}/directory/check`, sims("my SIM"));
    assert.equal(outcomeOf(check), "400 malformed");
    for (const name of ["", "8".repeat(65)])
      assert.deepEqual(faultsOf(await put(sims(name))), ["invalid /employees/0/lines/0/id"]);

    const single = (line: string) =>
      service.operator(`PUT companies/${id}/employees/a`, {
        name: "A",
        lines: [{ id: line, device: "corporate_sim" }],
      });
    assert.equal(outcomeOf(await single("8 029 700 45 67")), "200");
    assert.deepEqual(await stored(), ["+375297004567"]);
    assert.deepEqual(faultsOf(await single("my SIM")), ["invalid /lines/0/id"]);
  });

  test("takes the number of a desk phone's line as its name", async () => {
    const lines = [{ id: "80297004567", device: "desk_phone" }];
    await put({ ...empty, employees: [employee({ lines })] });
    assert.deepEqual(((await read())["employees"] as { lines: object[] }[])[0]!.lines, lines);
  });

  test("warns of extensions that call emergency services at home", async () => {
    const answer = await put({ ...empty, employees: [employee({ extension: "101" })] });
    assert.deepEqual(warningsOf(answer), ["extension_is_emergency directory /employees/0/extension"]);
  });

  test("of another company's number is refused, with all of them named", async () => {
    await put(numbered(first, second));
    await putCompany(service.operator, "thief");
    const answer = await service.operator("PUT companies/thief/directory", numbered(third, second, first));
    assert.equal(outcomeOf(answer), "409 number_taken");
    assert.deepEqual(faultsOf(answer), ["number_taken /numbers/1/number", "number_taken /numbers/2/number"]);
    await put(numbered(first));
    assert.equal(outcomeOf(await service.operator("PUT companies/thief/directory", numbered(second))), "200");
    assert.equal(outcomeOf(await service.operator("DELETE companies/thief")), "200");
    assert.equal(outcomeOf(await put(numbered(first, second))), "200");
  });
});

describe("the main number", () => {
  test("is the first number that is on of the first write that gives one, under that write's revision", async () => {
    await put(numbered({ number: first, on: false }));
    assert.equal(await main(), null);
    const saved = revisionIn(await put(numbered({ number: first, on: false }, second, third)));
    const { body } = await service.operator(`GET companies/${id}/outgoing-numbers`);
    assert.deepEqual([body["main"], body["revision"], body["savedBy"]], [second, saved, "operator"]);
    await put(numbered(third, first, second));
    assert.equal(await main(), second);
    assert.equal(revisionIn(await service.operator(`GET companies/${id}/outgoing-numbers`)), saved);
  });

  test("is set by a number that is turned on, by the single thing too", async () => {
    await put(numbered({ number: first, on: false }));
    const { body } = await service.operator(`PATCH companies/${id}/numbers/${first}`, { on: true });
    assert.equal(body["on"], true);
    assert.equal(await main(), first);
  });

  test("cannot be turned off or taken while it is main and not the only one", async () => {
    await put(numbered(first, second));
    const refused = async (answer: ReturnType<typeof put>, path: string) => {
      const { body, ...rest } = await answer;
      assert.equal(outcomeOf({ body, ...rest }), "409 number_is_main");
      assert.deepEqual(faultsOf({ body }), [`number_is_main ${path}`.trim()]);
    };
    const before = await read();
    await refused(put(numbered({ number: first, on: false }, second)), "/numbers/0/on");
    await refused(put(numbered(second)), "/numbers");
    await refused(put(empty), "/numbers");
    await refused(service.operator(`PATCH companies/${id}/numbers/${first}`, { on: false }), "/on");
    await refused(service.operator(`PUT companies/${id}/numbers/${first}`, { on: false }), "/on");
    assert.equal(outcomeOf(await service.operator(`DELETE companies/${id}/numbers/${first}`)), "409 number_is_main");
    assert.deepEqual(await read(), before);
    assert.equal(outcomeOf(await service.operator(`DELETE companies/${id}/numbers/${second}`)), "200");
  });

  test("cannot be turned off when it is the only one, but may be taken: main is then null", async () => {
    await put(numbered(first));
    assert.equal(
      outcomeOf(await service.operator(`PATCH companies/${id}/numbers/${first}`, { on: false })),
      "409 number_is_main",
    );
    const { body } = await service.operator(`DELETE companies/${id}/numbers/${first}`);
    const after = (await service.operator(`GET companies/${id}/outgoing-numbers`)).body;
    assert.deepEqual([after["main"], after["revision"]], [null, body["revision"]]);
    await put(numbered(second));
    assert.equal(await main(), second);
  });

  test("entries are never removed with their numbers and people", async () => {
    await put({ ...numbered(first, second), employees: people("a") });
    const settings = {
      main: first,
      personal: [{ number: second, employee: "a", device: "any" }],
      regional: [{ number: second, country: "DE" }],
      priority: "regional",
    };
    const { headers } = await service.operator(`GET companies/${id}/outgoing-numbers`);
    await service.operator(`PUT companies/${id}/outgoing-numbers`, settings, { ifMatch: headers.etag! });
    const answer = await put(numbered(first));
    assert.deepEqual(warningsOf(answer), [
      "number_gone outgoing-numbers /personal/0",
      "employee_gone outgoing-numbers /personal/0",
      "number_gone outgoing-numbers /regional/0",
    ]);
    const { main, personal, regional, priority } = (await service.operator(`GET companies/${id}/outgoing-numbers`))
      .body;
    assert.deepEqual({ main, personal, regional, priority }, settings);
  });
});

describe("the emergency number of an employee or a department", () => {
  const sent = (numbers: object, employee: object, department: object) => ({
    ...numbers,
    employees: [{ id: "a", name: "A", ...employee }],
    departments: [{ id: "d", name: "D", ...department }],
  });
  const [here, there] = ["/employees/0/emergencyNumber", "/departments/0/emergencyNumber"];

  test("is a number of the company that is on", async () => {
    const numbers = numbered(first, { number: second, on: false });
    const answer = await put(sent(numbers, { emergencyNumber: second }, { emergencyNumber: third }));
    assert.equal(outcomeOf(answer), "422 invalid_directory");
    assert.deepEqual(faultsOf(answer), [`number_off ${here}`, `number_unknown ${there}`]);
    const check = await service.operator(
      `POST companies/${id}/directory/check`,
      sent(numbers, { emergencyNumber: third }, {}),
    );
    assert.deepEqual(faultsOf(check), [`number_unknown ${here}`]);
    assert.equal(outcomeOf(await put(sent(numbers, { emergencyNumber: "112" }, {}))), "400 malformed");
    await put(sent(numbers, {}, {}));
    for (const path of ["employees/a", "departments/d"]) {
      const single = await service.operator(`PUT companies/${id}/${path}`, { name: "N", emergencyNumber: second });
      assert.deepEqual(
        [outcomeOf(single), ...faultsOf(single)],
        ["422 invalid_directory", "number_off /emergencyNumber"],
      );
    }
  });

  test("that stands is not refused again when it is turned off or taken, but warns", async () => {
    const set = sent(numbered(first, second), { emergencyNumber: second }, { emergencyNumber: second });
    await put(set);
    const warned = [`emergency_number_off directory ${here}`, `emergency_number_off directory ${there}`];
    const off = await service.operator(`PATCH companies/${id}/numbers/${second}`, { on: false });
    assert.deepEqual(warningsOf(off), warned);
    const gone = await service.operator(`DELETE companies/${id}/numbers/${second}`);
    assert.deepEqual([outcomeOf(gone), warningsOf(gone)], ["200", warned]);
    const kept = await put({ ...set, numbers: [{ number: first }] });
    assert.deepEqual([outcomeOf(kept), warningsOf(kept)], ["200", warned]);
    const another = await put({
      ...set,
      numbers: [{ number: first }],
      employees: [{ id: "b", name: "B", emergencyNumber: second }],
    });
    assert.deepEqual(faultsOf(another), [`number_unknown ${here}`], "it is new for another employee");
  });
});

describe("single things", () => {
  beforeEach(async () => {
    await put({
      ...numbered({ number: first, label: "Front" }, second),
      employees: [
        { id: "a", name: "A", extension: "201", lines: [{ id: "la", device: "crm" }] },
        { id: "g", name: "G", guest: true, substitution: "full" },
      ],
      departments: [
        { id: "d", name: "D", members: ["a", "g"] },
        { id: "e", name: "E", members: ["a"] },
      ],
    });
  });
  const thing = (path: string) => `companies/${id}/${path}`;

  test("are got, put, and got back", async () => {
    const employee = { id: "a", name: "A2", extension: null, guest: false, lines: [] };
    const answer = await service.operator(`PUT ${thing("employees/a")}`, { name: "A2" });
    const { revision, warnings, expectations: _, ...put } = answer.body;
    assert.deepEqual([put, warnings], [employee, []]);
    const got = await service.operator(`GET ${thing("employees/a")}`);
    assert.deepEqual(got.body, employee);
    assert.equal(got.headers.etag, `"${String(revision)}"`);
    assert.deepEqual((await service.operator(`GET ${thing(`numbers/${first}`)}`)).body, {
      number: first,
      label: "Front",
      on: true,
      confirmed: true,
    });
    assert.deepEqual((await service.operator(`GET ${thing("departments/e")}`)).body, {
      id: "e",
      name: "E",
      members: ["a"],
    });
  });

  test("keep what is not named, as the whole directory does", async () => {
    await service.operator(`PUT ${thing(`numbers/${first}`)}`, { on: true });
    await service.operator(`PUT ${thing("employees/g")}`, { name: "G", guest: true });
    const { numbers, employees } = await read();
    assert.equal((numbers as { label: string }[])[0]!.label, "Front");
    assert.equal((employees as { substitution: string }[])[1]!.substitution, "full");
  });

  test("that are new come last", async () => {
    await service.operator(`PUT ${thing("departments/f")}`, { name: "F" });
    await service.operator(`PUT ${thing("departments/d")}`, { name: "D again" });
    await service.operator(`PUT ${thing(`numbers/${third}`)}`, {});
    const { numbers, departments } = await read();
    assert.deepEqual(namesOf(departments), ["d", "e", "f"]);
    assert.equal((numbers as { number: string }[]).at(-1)!.number, third);
  });

  test("are named by the address; another name in the body is malformed", async () => {
    assert.equal(outcomeOf(await service.operator(`PUT ${thing("employees/a")}`, { id: "a", name: "A" })), "200");
    for (const path of ["employees/b", "departments/b"]) {
      const answer = await service.operator(`PUT ${thing(path)}`, { id: "a", name: "A" });
      assert.deepEqual([outcomeOf(answer), faultsOf(answer)], ["400 malformed", ["invalid /id"]]);
    }
    const answer = await service.operator(`PUT ${thing(`numbers/${third}`)}`, { number: first });
    assert.deepEqual([outcomeOf(answer), faultsOf(answer)], ["400 malformed", ["invalid /number"]]);
  });

  test("whose name has no such form cannot be made", async () => {
    for (const path of [
      "employees/a%20b",
      "departments/a%2Fb",
      "numbers/375171234567",
      "numbers/a",
      `employees/${"x".repeat(65)}`,
    ])
      assert.equal(outcomeOf(await service.operator(`PUT ${thing(path)}`, { name: "A" })), "400 malformed", path);
  });

  test("are refused as the whole directory is, with pointers into their own body", async () => {
    const refused = async (path: string, body: object, ...faults: string[]) => {
      const answer = await service.operator(`PUT ${thing(path)}`, body);
      assert.deepEqual([outcomeOf(answer), faultsOf(answer)], ["422 invalid_directory", faults]);
    };
    await refused("employees/b", { name: "B", extension: "201" }, "duplicate_extension /extension /employees/0");
    await refused("employees/b", { name: "B", extension: "112" }, "extension_reserved /extension");
    await refused(
      "employees/b",
      { name: "B", lines: [{ id: "la", device: "crm" }] },
      "duplicate_line /lines/0/id /employees/0/lines/0",
    );
    await refused("departments/d", { name: "D", members: ["x"] }, "member_unknown /members/0");
  });

  test("of another company's number: taken", async () => {
    await putCompany(service.operator, `${id}x`);
    const answer = await service.operator(`PUT companies/${id}x/numbers/${first}`, {});
    assert.deepEqual([outcomeOf(answer), faultsOf(answer)], ["409 number_taken", ["number_taken /number"]]);
  });

  test("an employee goes with his membership", async () => {
    const answer = await service.operator(`DELETE ${thing("employees/a")}`);
    assert.deepEqual(answer.body, { revision: revisionIn(answer), warnings: [], expectations: [] });
    const { employees, departments } = await read();
    assert.deepEqual(namesOf(employees), ["g"]);
    assert.deepEqual(
      (departments as { members: string[] }[]).map(({ members }) => members),
      [["g"], []],
    );
  });

  test("that are not there are 404, each in its own word", async () => {
    for (const [path, code] of [
      ["employees/x", "employee_unknown"],
      ["departments/x", "department_unknown"],
      [`numbers/${third}`, "number_unknown"],
    ] as const) {
      assert.equal(outcomeOf(await service.operator(`GET ${thing(path)}`)), `404 ${code}`);
      assert.equal(outcomeOf(await service.operator(`DELETE ${thing(path)}`)), `404 ${code}`);
    }
    assert.equal(outcomeOf(await service.operator(`PATCH ${thing(`numbers/${third}`)}`, {})), "404 number_unknown");
  });

  test("PATCH changes a number's label and switch, one at a time, and nothing else", async () => {
    const path = thing(`numbers/${second}`);
    const patch = async (body: object) => {
      const {
        revision: _,
        warnings: __,
        expectations: ___,
        ...number
      } = (await service.operator(`PATCH ${path}`, body)).body;
      return number;
    };
    assert.deepEqual(await patch({ label: "Back" }), { number: second, label: "Back", on: true, confirmed: true });
    assert.deepEqual(await patch({ on: false }), { number: second, label: "Back", on: false, confirmed: true });
    assert.deepEqual(await patch({}), { number: second, label: "Back", on: false, confirmed: true });
    assert.deepEqual(await patch({ label: null }), { number: second, label: "", on: false, confirmed: true });
    assert.deepEqual(await patch({ on: null }), { number: second, label: "", on: true, confirmed: true });
    for (const body of [{ number: third }, { on: "no" }, { label: 7 }, { label: "x".repeat(201) }, []])
      assert.equal(outcomeOf(await service.operator(`PATCH ${path}`, body)), "400 malformed", JSON.stringify(body));
  });

  test("keep to an If-Match that is sent", async () => {
    const stale = { ifMatch: revisionIn(await put(await read())) - 1 };
    const asked = [
      service.operator(`PUT ${thing("employees/a")}`, { name: "A" }, stale),
      service.operator(`PATCH ${thing(`numbers/${second}`)}`, { label: "x" }, stale),
      service.operator(`DELETE ${thing("departments/e")}`, undefined, stale),
    ];
    for (const answer of await Promise.all(asked)) assert.equal(outcomeOf(answer), "412 revision_conflict");
  });
});

describe("a company's own fields", () => {
  const defaults = {
    choice: "assigned",
    guests: "main",
    forwards: "own",
    emergencyNumbers: [],
    trunkCodes: [],
    bare: ["crm"],
    choiceDevices: ["softphone"],
    withhold: false,
  };

  test("are got as they were put, with the defaults", async () => {
    const answer = await service.operator(`PUT companies/${id}`, { name: "N", country: "DE" });
    const fields = { name: "N", country: "DE", ...defaults };
    assert.deepEqual(answer.body, { ...fields, revision: revisionIn(answer), warnings: [], expectations: [] });
    const got = await service.operator(`GET companies/${id}`);
    assert.deepEqual(got.body, fields);
    assert.equal(got.headers.etag, `"${revisionIn(answer)}"`);
    assert.equal(outcomeOf(await service.operator(`PUT companies/${id}`, got.body)), "200");
  });

  test("that are absent get their defaults again", async () => {
    const dialling = {
      outsideLine: "9",
      emergencyNumbers: ["5555"],
      trunkCodes: ["*XXXX"],
      bare: [],
      choiceDevices: ["crm", "desk_phone"],
      withhold: true,
    };
    const all = { ...company, choice: "off", guests: "full", forwards: "original", ...dialling };
    assert.equal(outcomeOf(await service.operator(`PUT companies/${id}`, all)), "200");
    assert.deepEqual((await service.operator(`GET companies/${id}`)).body, all);
    await service.operator(`PUT companies/${id}`, { name: "N", country: "BY" });
    const { body } = await service.operator(`GET companies/${id}`);
    assert.deepEqual(body, { name: "N", country: "BY", ...defaults });
  });

  test("of the wrong form are malformed, of the wrong meaning refused", async () => {
    await put(numbered(first, { number: second, on: false }));
    const outcome = async (more: object) => {
      const answer = await service.operator(`PUT companies/${id}`, { ...company, ...more });
      return [outcomeOf(answer), ...faultsOf(answer)];
    };
    assert.deepEqual(await outcome({ country: "XX" }), ["422 invalid_company", "country_unknown /country"]);
    assert.deepEqual(await outcome({ emergencyNumber: second }), [
      "422 invalid_company",
      "number_off /emergencyNumber",
    ]);
    assert.deepEqual(await outcome({ emergencyNumber: third }), [
      "422 invalid_company",
      "number_unknown /emergencyNumber",
    ]);
    assert.deepEqual(await outcome({ emergencyNumber: "112" }), ["400 malformed", "invalid /emergencyNumber"]);
    assert.deepEqual(await outcome({ areaCode: "8017x" }), ["400 malformed", "invalid /areaCode"]);
    assert.deepEqual(await outcome({ choice: "some" }), ["400 malformed", "invalid /choice"]);
    assert.deepEqual(await outcome({ guests: "none" }), ["400 malformed", "invalid /guests"]);
    assert.deepEqual(await outcome({ name: "" }), ["400 malformed", "invalid /name"]);
    assert.deepEqual(await outcome({ id: "x" }), ["400 malformed", "unknown_field /id"]);
    for (const [field, value] of [
      ["outsideLine", "9000"],
      ["outsideLine", ""],
      ["outsideLine", null],
      ["emergencyNumbers", ["1"]],
      ["trunkCodes", ["123"]],
      ["bare", ["fax"]],
      ["choiceDevices", "crm"],
      ["withhold", "yes"],
    ] as const)
      assert.deepEqual(
        await outcome({ [field]: value }),
        ["400 malformed", `invalid /${field}${typeof value === "object" && value !== null ? "/0" : ""}`],
        field,
      );
    assert.deepEqual(await outcome({ emergencyNumber: first }), ["200"]);
  });

  test("that are lists are sets in the order given, of fifty entries at most", async () => {
    const outcome = async (more: object) => {
      const answer = await service.operator(`PUT companies/${id}`, { ...company, ...more });
      return [outcomeOf(answer), ...faultsOf(answer)];
    };
    const many = (count: number) => Array.from({ length: count }, (_, at) => `${1000 + at}`);
    assert.deepEqual(await outcome({ emergencyNumbers: many(50), trunkCodes: many(50).map((code) => `*${code}`) }), [
      "200",
    ]);
    assert.deepEqual(await outcome({ emergencyNumbers: many(51), country: "XX" }), [
      "422 too_many_entries",
      "too_many_entries /emergencyNumbers",
      "country_unknown /country",
    ]);
    assert.deepEqual(await outcome({ trunkCodes: many(51).map((code) => `*${code}`) }), [
      "422 too_many_entries",
      "too_many_entries /trunkCodes",
    ]);
    assert.deepEqual(await outcome({ emergencyNumbers: ["77", "66", "77"], bare: ["crm", "softphone", "crm"] }), [
      "200",
    ]);
    const { emergencyNumbers, bare } = (await service.operator(`GET companies/${id}`)).body;
    assert.deepEqual(
      [emergencyNumbers, bare],
      [
        ["77", "66"],
        ["crm", "softphone"],
      ],
    );
  });

  test("an emergency number that stands there already is kept, and warns", async () => {
    await put(numbered(first, second));
    const fields = { ...company, emergencyNumber: second };
    await service.operator(`PUT companies/${id}`, fields);
    const warned = ["emergency_number_off company /emergencyNumber"];
    assert.deepEqual(
      warningsOf(await service.operator(`PATCH companies/${id}/numbers/${second}`, { on: false })),
      warned,
    );
    const kept = await service.operator(`PUT companies/${id}`, { ...fields, name: "N" });
    assert.deepEqual([outcomeOf(kept), warningsOf(kept)], ["200", warned]);
    await service.operator(`DELETE companies/${id}/numbers/${second}`);
    const seenThere = warningsOf(await service.operator(`GET companies/${id}/outgoing-numbers`));
    assert.deepEqual(seenThere, ["emergency_number_off company "], "the whole of the document that was asked for");
    await service.operator(`PUT companies/${id}`, company);
    const anew = await service.operator(`PUT companies/${id}`, fields);
    assert.deepEqual(faultsOf(anew), ["number_unknown /emergencyNumber"]);
  });

  test("need no If-Match, but keep to one, of a company that is to be made too", async () => {
    const { headers } = await service.operator(`GET companies/${id}`);
    await service.operator(`PUT companies/${id}`, { ...company, name: "Another" });
    const stale = { ifMatch: headers.etag! };
    assert.equal(outcomeOf(await service.operator(`PUT companies/${id}`, company, stale)), "412 revision_conflict");
    assert.equal(
      outcomeOf(await service.operator(`DELETE companies/${id}`, undefined, stale)),
      "412 revision_conflict",
    );
    assert.equal(outcomeOf(await service.operator(`PUT companies/${id}new`, company, stale)), "412 revision_conflict");
    assert.equal(outcomeOf(await service.operator(`PUT companies/${id}new`, company, { ifMatch: 0 })), "200");
    assert.equal(
      outcomeOf(await service.operator(`PUT companies/${id}new`, company, { ifMatch: 0 })),
      "412 revision_conflict",
    );
  });

  test("a removed company is gone at once, with its numbers, for every door", async () => {
    await put({ ...numbered(first), employees: [{ id: "a", name: "A", lines: [{ id: "l", device: "crm" }] }] });
    const asked = { company: id, line: "l", dialled: "112" };
    assert.equal((await service.operator("POST decisions", asked)).body["callerId"], first);
    const removed = await service.operator(`DELETE companies/${id}`);
    assert.deepEqual(removed.body, { revision: revisionIn(removed) });
    assert.equal(outcomeOf(await service.operator("POST decisions", asked)), "404 company_unknown");
    for (const path of ["", "/directory", "/outgoing-numbers", `/numbers/${first}`, "/history"])
      assert.equal(outcomeOf(await service.operator(`GET companies/${id}${path}`)), "404 company_unknown", path);
    assert.equal(outcomeOf(await service.operator(`DELETE companies/${id}`)), "404 company_unknown");
  });

  test("the history says who changed what, the newest first, page by page", async () => {
    await service.operator(`PUT companies/${id}`, { ...company, name: "Renamed" });
    await put(numbered(first));
    const page = async (query: string) =>
      (await service.operator(`GET companies/${id}/history${query}`)).body["items"] as {
        revision: number;
        author: { name: string };
        action: string;
        changes: object[];
      }[];
    const all = await page("");
    assert.deepEqual(
      all.map(({ action, author }) => [action, author.name]),
      [
        ["directory.put", "operator"],
        ["company.put", "operator"],
        ["company.put", "operator"],
      ],
    );
    assert.deepEqual(all[1]!.changes, [{ path: "/company/name", from: "Acme", to: "Renamed" }]);
    assert.deepEqual(await page("?limit=1"), all.slice(0, 1));
    assert.deepEqual(await page(`?before=${all[0]!.revision}&limit=1`), all.slice(1, 2));
    for (const query of ["?limit=0", "?limit=1001", "?limit=x", "?before=0", "?after=1"])
      assert.equal(outcomeOf(await service.operator(`GET companies/${id}/history${query}`)), "400 malformed", query);
  });
});
