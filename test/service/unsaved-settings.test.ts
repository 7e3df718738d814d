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
    assert.equal((await service.operator("GET companies/replace")).body["emergencyNumber"], numbers.other);
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
