/** What the page asks about outgoing numbers that are not saved, and the changes that go with a number. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BERLIN, company, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme", { company, directory, settings });
});
after(() => service.stop());

const ask = (what: string, body: unknown) => service.operator(`POST companies/acme/outgoing-numbers/${what}`, body);

describe("check", () => {
  test("the saved document changes nothing", async () => {
    const { body } = await ask("check", settings);
    assert.deepEqual(body["errors"], []);
    assert.deepEqual(body["effect"], { employees: 0, home: [], abroad: [] });
  });

  test("says who will show another number, at home and abroad", async () => {
    const { body } = await ask("check", {
      ...settings,
      personal: [{ number: BERLIN, employee: "ivan", device: "any" }],
    });
    const shift = { from: SECOND, to: BERLIN, employees: 1, examples: ["ivan"] };
    assert.deepEqual(body["effect"], {
      employees: 1,
      home: [{ ...shift, places: [{ kind: "home" }] }],
      abroad: [{ ...shift, places: [{ kind: "abroad" }] }],
    });
  });

  test("a guest whose blocks are closed follows main alone", async () => {
    const { body } = await ask("check", { ...settings, main: SECOND });
    const effect = body["effect"] as { employees: number; home: { examples: string[] }[] };
    assert.equal(effect.employees, 2);
    assert.deepEqual(effect.home[0]!.examples, ["olga", "gast"]);
  });

  test("refuses nothing, and names what could not be saved at its entry", async () => {
    const personal = [...settings.personal, { number: OFF, employee: "olga", device: "any" }];
    const { status, body } = await ask("check", { ...settings, personal });
    assert.equal(status, 200);
    assert.deepEqual(
      (body["errors"] as { path: string; code: string }[]).map(({ path, code }) => [path, code]),
      [["/personal/1/number", "number_off"]],
    );
    assert.deepEqual(body["warnings"], []);
    assert.deepEqual(body["effect"], { employees: 0, home: [], abroad: [] });
  });

  test("a shape that is none is refused with its field", async () => {
    const { status, body } = await ask("check", { ...settings, main: "nope" });
    assert.equal(status, 400);
    assert.equal((body["errors"] as { path: string }[])[0]!.path, "/main");
  });
});

describe("shown", () => {
  test("an employee, at every place, as real calls show it", async () => {
    const { body } = await ask("shown", { employee: "ivan" });
    assert.deepEqual(body["places"], [{ kind: "home" }, { kind: "abroad" }, { kind: "country", country: "DE" }]);
    const devices = body["devices"] as { device: string; shown: { callerId: string }[] }[];
    assert.deepEqual(
      devices.map(({ device, shown }) => [device, ...shown.map(({ callerId }) => callerId)]),
      ["desk_phone", "softphone", "corporate_sim"].map((device) => [device, SECOND, SECOND, BERLIN]),
    );
    for (const [place, dialled] of [
      [0, "80172345678"],
      [1, "+33142278186"],
      [2, "+49301234567"],
    ] as const) {
      const { body } = await service.operator("POST decisions", { company: "acme", line: "ivan-desk", dialled });
      assert.equal(devices[0]!.shown[place]!.callerId, body["callerId"], dialled);
    }
  });

  test("a department, from the unsaved document", async () => {
    const personal = [{ number: BERLIN, department: "sales", device: "corporate_sim" }];
    const { body } = await ask("shown", { department: "sales", settings: { ...settings, personal } });
    const devices = body["devices"] as { device: string; shown: { callerId: string }[] }[];
    assert.deepEqual(
      devices.map(({ device, shown }) => [device, shown[0]!.callerId]),
      [
        ["desk_phone", MAIN],
        ["softphone", MAIN],
        ["corporate_sim", BERLIN],
      ],
    );
  });

  test("everybody at home, page by page, as real calls show it", async () => {
    const personal = [...settings.personal, { number: BERLIN, employee: "ivan", device: "corporate_sim" }];
    const withheld = directory.employees.map((one) => (one.id === "olga" ? { ...one, withhold: true } : one));
    await putCompany(service.operator, "everybody", {
      company,
      directory: {
        employees: withheld.map((one) => ({ ...one, lines: [] })),
        departments: directory.departments,
        numbers: directory.numbers.map(({ number, on }) => ({ number: `${number}0`, on })),
      },
    });
    await service.operator("PUT companies/acme/directory", { ...directory, employees: withheld });
    const path = "companies/acme/outgoing-numbers";
    const { headers } = await service.operator(`GET ${path}`);
    await service.operator(`PUT ${path}`, { ...settings, personal }, { ifMatch: headers.etag! });

    const first = (await service.operator(`GET ${path}/shown?limit=2`)).body;
    const second = (await service.operator(`GET ${path}/shown?limit=2&after=${String(first["next"])}`)).body;
    assert.deepEqual([first["next"], second["next"]], ["ivan", null]);
    type Item = { id: string; shown: { devices: string[]; callerId: string; withheld: boolean; decidedBy: object }[] };
    const items = [...(first["items"] as Item[]), ...(second["items"] as Item[])];
    assert.deepEqual(
      items.map(({ id, shown }) => [id, ...shown.map(({ devices, callerId }) => `${devices.join()} ${callerId}`)]),
      [
        ["gast", `desk_phone ${MAIN}`],
        ["ivan", `desk_phone,softphone ${SECOND}`, `corporate_sim ${BERLIN}`],
        ["olga", `desk_phone ${MAIN}`],
      ],
    );
    assert.deepEqual(items[1]!.shown[1]!.decidedBy, { rule: "employee", employee: "ivan", device: "corporate_sim" });
    assert.deepEqual(
      items.map(({ shown }) => shown[0]!.withheld),
      [false, false, true],
    );
    const asked = { company: "acme", employee: "ivan", device: "corporate_sim", dialled: "+375172345678" };
    assert.equal((await service.operator("POST decisions", asked)).body["callerId"], BERLIN);

    const lineless = (await service.operator("GET companies/everybody/outgoing-numbers/shown")).body;
    assert.equal((lineless["items"] as Item[])[0]!.shown[0]!.devices.length, 5, "any device may be added");
    for (const wrong of ["limit=0", "limit=10001", "page=2"])
      assert.equal((await service.operator(`GET ${path}/shown?${wrong}`)).status, 400, wrong);
    assert.equal((await service.operator("GET companies/nothing/outgoing-numbers/shown")).status, 404);
    await putCompany(service.operator, "acme", { company, directory, settings });
  });

  test("nobody of that name", async () => {
    assert.equal((await ask("shown", { employee: "nobody" })).body["code"], "employee_unknown");
    assert.equal((await ask("shown", { department: "nothing" })).body["code"], "department_unknown");
  });
});

describe("prefix", () => {
  const regional = [
    { number: BERLIN, country: "BY" },
    { number: BERLIN, prefix: "+375" },
    { number: BERLIN, prefix: "+3751740" },
  ];

  test("is read back, with what it beats and what it loses to", async () => {
    const { body } = await ask("prefix", { text: "8 017", settings: { ...settings, regional } });
    assert.deepEqual(body, {
      prefix: "+37517",
      countries: ["BY"],
      beats: [
        { kind: "country", country: "BY" },
        { kind: "prefix", prefix: "+375" },
      ],
      losesTo: [{ kind: "prefix", prefix: "+3751740" }],
    });
  });

  test("of several countries that share a calling code", async () => {
    assert.deepEqual((await ask("prefix", { text: "+7495" })).body["countries"], ["RU"]);
    assert.deepEqual((await ask("prefix", { text: "+7727" })).body["countries"], ["KZ"]);
    assert.deepEqual([...((await ask("prefix", { text: "+7" })).body["countries"] as string[])].sort(), ["KZ", "RU"]);
  });

  test("that no number starts with is warned about, with what may be meant instead", async () => {
    const warning = async (text: string) => (await ask("prefix", { text })).body["warning"];
    assert.deepEqual(await warning("8 495"), { code: "prefix_impossible", readings: ["+7495", "+495"] });
    assert.deepEqual(await warning("+210"), { code: "prefix_no_country", readings: [] });
    assert.equal(await warning("8 017"), undefined);
  });

  test("that can mean two things offers both", async () => {
    const { error } = (await ask("prefix", { text: "17" })).body as { error: { code: string; readings: string[] } };
    assert.deepEqual([error.code, error.readings], ["prefix_invalid", ["+37517", "+17"]]);
  });
});

describe("a number that is replaced while it is turned off", () => {
  const numbers = { main: "+375172220001", used: "+375172220002", other: "+375172220003", off: "+375172220004" };
  const saved = {
    main: numbers.main,
    personal: [{ number: numbers.used, employee: "ivan", device: "any" }],
    regional: [
      { number: numbers.used, country: "DE" },
      { number: numbers.other, prefix: "+4930" },
    ],
    priority: "personal",
  };
  const patch = (number: string, body: object) => service.operator(`PATCH companies/replace/numbers/${number}`, body);

  before(async () => {
    const all = Object.values(numbers).map((number) => ({ number, on: number !== numbers.off }));
    await putCompany(service.operator, "replace", { directory: { ...directory, numbers: all }, settings: saved });
    await service.operator("PUT companies/replace", { ...company, emergencyNumber: numbers.used });
    for (const [path, name] of [
      ["employees/olga", "Ольга"],
      ["departments/sales", "Sales"],
    ])
      await service.operator(`PUT companies/replace/${path}`, { name, emergencyNumber: numbers.used });
  });

  test("gives its entries to the other one, in one revision", async () => {
    const refused = await patch(numbers.used, { on: false, replaceWith: numbers.off });
    assert.deepEqual([refused.status, refused.body["code"]], [422, "invalid_directory"]);
    assert.equal((await patch(numbers.main, { on: false, replaceWith: numbers.other })).body["code"], "number_is_main");
    assert.equal((await patch(numbers.used, { label: "x", replaceWith: numbers.other })).status, 400);

    const { status, body } = await patch(numbers.used, { on: false, replaceWith: numbers.other });
    assert.deepEqual([status, body["on"]], [200, false]);
    const outgoing = (await service.operator("GET companies/replace/outgoing-numbers")).body;
    assert.equal(outgoing["revision"], body["revision"]);
    assert.deepEqual(outgoing["personal"], [{ number: numbers.other, employee: "ivan", device: "any" }]);
    assert.deepEqual(outgoing["regional"], [{ number: numbers.other, country: "DE" }, saved.regional[1]]);
    assert.deepEqual([outgoing["main"], outgoing["priority"]], [numbers.main, "personal"]);
    for (const path of ["", "/employees/olga", "/departments/sales"])
      assert.equal((await service.operator(`GET companies/replace${path}`)).body["emergencyNumber"], numbers.other);
    const { employees } = (await service.operator("GET companies/replace/directory")).body;
    assert.ok(!("emergencyNumber" in (employees as object[])[0]!), "nobody else gets one");
  });
});

describe("what is removed takes its entries with it, in one revision", () => {
  const numbers = { main: "+375172230001", used: "+375172230002", other: "+375172230003", off: "+375172230004" };
  const saved = {
    main: numbers.main,
    personal: [
      { number: numbers.used, employee: "ivan", device: "any" },
      { number: numbers.used, department: "sales", device: "any" },
      { number: numbers.other, employee: "olga", device: "any" },
    ],
    regional: [{ number: numbers.used, country: "DE" }],
    priority: "regional",
  };
  const [, sales, olgas] = saved.personal;
  const remove = (what: string) => service.operator(`DELETE companies/remove/${what}`);
  const outgoing = async () => (await service.operator("GET companies/remove/outgoing-numbers")).body;

  before(async () => {
    const all = Object.values(numbers).map((number) => ({ number, on: number !== numbers.off }));
    await putCompany(service.operator, "remove", {
      company,
      directory: { ...directory, numbers: all },
      settings: saved,
    });
  });

  test("an employee, a department and a number", async () => {
    const ivan = await remove("employees/ivan?entries=remove");
    assert.equal(ivan.status, 200, ivan.text);
    assert.deepEqual((await outgoing())["personal"], [sales, olgas]);
    assert.equal((await outgoing())["revision"], ivan.body["revision"]);

    for (const [what, code] of [
      [`numbers/${numbers.used}?entries=remove&replaceWith=${encodeURIComponent(numbers.other)}`, "malformed"],
      [`numbers/${numbers.used}?replaceWith=${encodeURIComponent(numbers.off)}`, "invalid_directory"],
      ["employees/olga?entries=keep", "malformed"],
      [`employees/olga?replaceWith=${encodeURIComponent(numbers.other)}`, "malformed"],
    ] as const)
      assert.equal((await remove(what)).body["code"], code, what);

    const replaced = await remove(`numbers/${numbers.used}?replaceWith=${encodeURIComponent(numbers.other)}`);
    assert.equal(replaced.status, 200, replaced.text);
    assert.deepEqual((await outgoing())["personal"], [{ ...sales, number: numbers.other }, olgas]);
    assert.deepEqual((await outgoing())["regional"], [{ number: numbers.other, country: "DE" }]);

    await remove("departments/sales?entries=remove");
    assert.deepEqual((await outgoing())["personal"], [olgas]);
    const last = await remove(`numbers/${numbers.other}?entries=remove`);
    assert.deepEqual([(await outgoing())["personal"], (await outgoing())["regional"]], [[], []]);
    assert.equal((await outgoing())["revision"], last.body["revision"]);
  });

  test("by default they stay", async () => {
    const before = await service.operator("GET companies/acme/outgoing-numbers");
    await service.operator("PUT companies/acme/employees/anna", { name: "Анна" });
    const personal = [...settings.personal, { number: MAIN, employee: "anna", device: "any" }];
    const ifMatch = before.headers.etag!;
    const put = await service.operator("PUT companies/acme/outgoing-numbers", { ...settings, personal }, { ifMatch });
    assert.equal(put.status, 200, put.text);
    await service.operator("DELETE companies/acme/employees/anna");
    assert.deepEqual((await service.operator("GET companies/acme/outgoing-numbers")).body["personal"], personal);
  });
});

test("a directory is checked without being put", async () => {
  const sent = {
    ...directory,
    employees: [directory.employees[0], directory.employees[0]],
    numbers: [{ number: "+375172220001" }],
  };
  const before = await service.operator("GET companies/acme/directory");
  const { status, body } = await service.operator("POST companies/acme/directory/check", sent);
  assert.equal(status, 200);
  const codes = new Set((body["errors"] as { code: string }[]).map(({ code }) => code));
  assert.deepEqual([...codes].sort(), [
    "duplicate_extension",
    "duplicate_id",
    "duplicate_line",
    "member_unknown",
    "number_is_main",
    "number_taken",
  ]);
  assert.equal((await service.operator("GET companies/acme/directory")).headers.etag, before.headers.etag);
});

test("who keeps the directory in step", async () => {
  const state = async () => (await service.operator("GET companies/acme/directory/synchronisation")).body;
  assert.deepEqual(await state(), { keptByPbx: false, synchronisedAt: null, synchronisedBy: null });
  const { body } = await service.operator("POST keys", {
    name: "Kamailio",
    role: "pbx",
    companies: ["acme"],
    sync: true,
  });
  assert.equal((await state())["keptByPbx"], false, "it has written nothing yet");
  const pbx = service.as(String(body["key"]));
  assert.equal((await pbx("PUT companies/acme/employees/olga", directory.employees[1])).status, 200);
  const kept = await state();
  assert.deepEqual([kept["keptByPbx"], kept["synchronisedBy"]], [true, "Kamailio"]);
  await service.operator("PUT companies/acme/employees/olga", directory.employees[1]);
  assert.deepEqual(await state(), kept, "a person's write is no synchronisation");
  await service.operator(`DELETE keys/${String(body["id"])}`);
  assert.equal((await state())["keptByPbx"], false);
});
