/** Decisions over HTTP, of calls and of unsaved settings. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { faultsOf, outcomeOf, revisionIn } from "../../lab/service/client.ts";
import { BERLIN, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme", { directory, settings });
});
after(() => service.stop());

const desk = { company: "acme", line: "ivan-desk" };
const soft = { company: "acme", line: "ivan-soft" };
const decide = (asked: unknown) => service.operator("POST decisions", asked);

/** The whole answer, for the revision of the moment. */
async function decided(asked: object) {
  const answer = await decide(asked);
  assert.equal(outcomeOf(answer), "200");
  const { revision: _, ...decision } = answer.body;
  return decision;
}

const GERMANY = { kind: "external", e164: "+49301234567", country: "DE", digits: "81049301234567" };
const POLAND = { kind: "external", e164: "+48221234567", country: "PL", digits: "+48221234567" };
const none = { e164: null, country: null, digits: null };

describe("a call", () => {
  test("is answered with all its members and no others", async () => {
    const { body } = await decide({ ...desk, dialled: "810 49 30 1234567" });
    assert.deepEqual(body, {
      callerId: BERLIN,
      decidedBy: { rule: "country", country: "DE" },
      destination: GERMANY,
      privacy: false,
      revision: revisionIn(await service.operator("GET companies/acme/outgoing-numbers")),
      passedOver: [],
      attestation: "A",
    });
  });

  test("of an employee and a device is the call of such a line", async () => {
    const employee = { company: "acme", employee: "ivan" };
    for (const device of ["desk_phone", "softphone", "mobile_app", "corporate_sim", "crm"]) {
      const decision = await decided({ ...employee, device, dialled: "+48 22 123 45 67" });
      assert.deepEqual(decision, {
        callerId: SECOND,
        decidedBy: { rule: "employee", employee: "ivan", device: "any" },
        destination: POLAND,
        privacy: false,
        passedOver: [],
        attestation: "A",
      });
    }
  });

  test("of a SIM is asked for by its number", async () => {
    const { callerId } = await decided({ company: "acme", line: "+375291234567", dialled: "+48221234567" });
    assert.equal(callerId, SECOND);
  });

  test("of a SIM is asked for by its number in any form", async () => {
    for (const line of ["8 (029) 123-45-67", "375291234567", "810375291234567", "tel:+375-29-123-45-67"])
      assert.equal((await decided({ company: "acme", line, dialled: "+48221234567" }))["callerId"], SECOND, line);
    for (const line of ["8 029 123 45 68", "201", "112", "*31#", "8".repeat(100_000)])
      assert.equal(outcomeOf(await decide({ company: "acme", line, dialled: "1" })), "404 line_unknown");
  });

  const malformed: readonly (readonly [name: string, asked: unknown, ...faults: string[]])[] = [
    [
      "both forms",
      { ...desk, employee: "ivan", device: "crm", dialled: "1" },
      "unknown_field /employee",
      "unknown_field /device",
    ],
    ["a line and a device", { ...desk, device: "crm", dialled: "1" }, "unknown_field /device"],
    ["an employee without a device", { company: "acme", employee: "ivan", dialled: "1" }, "required /device"],
    ["no caller", { company: "acme", dialled: "1" }, "required /line"],
    ["no company", { line: "ivan-desk", dialled: "1" }, "required /company"],
    ["nothing dialled", desk, "required /dialled"],
    ["an unknown field", { ...desk, dialled: "1", number: "2" }, "unknown_field /number"],
    ["a number for text", { ...desk, dialled: 112 }, "invalid /dialled"],
    ["a null", { ...desk, dialled: "1", chosen: null }, "invalid /chosen"],
    ["privacy in words", { ...desk, dialled: "1", privacy: "true" }, "invalid /privacy"],
    ["an unknown device", { company: "acme", employee: "ivan", device: "fax", dialled: "1" }, "invalid /device"],
    ["a negative revision", { ...desk, dialled: "1", minRevision: -1 }, "invalid /minRevision"],
    ["half a revision", { ...desk, dialled: "1", minRevision: 1.5 }, "invalid /minRevision"],
    ["a list", [desk], "invalid "],
    ["a null for all", "null", "invalid "],
  ];
  for (const [name, asked, ...faults] of malformed)
    test(`with ${name} is malformed`, async () => {
      const answer = await decide(asked);
      assert.equal(outcomeOf(answer), "400 malformed");
      assert.deepEqual(
        faultsOf(answer),
        faults.map((fault) => fault.trim()),
      );
    });

  test("of somebody unknown is 404, each in its own word", async () => {
    assert.equal(outcomeOf(await decide({ ...desk, company: "nobody", dialled: "1" })), "404 company_unknown");
    assert.equal(outcomeOf(await decide({ ...desk, line: "nobody", dialled: "1" })), "404 line_unknown");
    const employee = { company: "acme", employee: "nobody", device: "crm", dialled: "1" };
    assert.equal(outcomeOf(await decide(employee)), "404 employee_unknown");
    for (const name of ["__proto__", "constructor", "toString", ""]) {
      assert.equal(outcomeOf(await decide({ ...desk, line: name, dialled: "1" })), "404 line_unknown");
      assert.equal(outcomeOf(await decide({ ...desk, company: name, dialled: "1" })), "404 company_unknown");
    }
  });

  test("to every kind of destination", async () => {
    const outcome = async (dialled: string) => {
      const { destination, callerId, decidedBy, ...rest } = await decided({ ...desk, dialled });
      const { privacy: _, passedOver: __, ...extension } = rest;
      return [destination, callerId, (decidedBy as { rule: string }).rule, extension];
    };
    assert.deepEqual(await outcome("8 017 200 00 00"), [
      { kind: "external", e164: "+375172000000", country: "BY", digits: "80172000000" },
      SECOND,
      "employee",
      { attestation: "A" },
    ]);
    assert.deepEqual(await outcome("112"), [
      { kind: "emergency", ...none, digits: "112" },
      MAIN,
      "emergency",
      { attestation: "A" },
    ]);
    assert.deepEqual(await outcome("202"), [{ kind: "internal", ...none }, null, "internal", { extension: "201" }]);
    assert.deepEqual(await outcome("*100#"), [{ kind: "service_code", ...none }, null, "service_code", {}]);
    assert.deepEqual(await outcome("abc"), [
      { kind: "unrecognised", ...none },
      SECOND,
      "employee",
      { attestation: "A" },
    ]);
    assert.deepEqual(await outcome(""), [{ kind: "unrecognised", ...none }, SECOND, "employee", { attestation: "A" }]);
  });

  test("to a colleague from one without an extension has a null there", async () => {
    const { extension } = await decided({ company: "acme", line: "gast-desk", dialled: "201" });
    assert.equal(extension, null);
  });

  test("with a number chosen on a softphone", async () => {
    const chosen = async (line: object, chosen: string) => {
      const { callerId, decidedBy, passedOver } = await decided({ ...line, dialled: "+48221234567", chosen });
      return [callerId, (decidedBy as { rule: string }).rule, passedOver];
    };
    assert.deepEqual(await chosen(soft, BERLIN), [BERLIN, "chosen", []]);
    assert.deepEqual(await chosen(soft, "8 017 123-45-67"), [MAIN, "chosen", []]);
    for (const [line, text] of [
      [soft, OFF],
      [soft, "no number"],
      [desk, BERLIN],
    ] as const) {
      const [callerId, rule, passedOver] = await chosen(line, text);
      assert.deepEqual([callerId, rule], [SECOND, "employee"]);
      assert.deepEqual(passedOver, [{ rule: "chosen", number: text, reason: "choice_not_allowed" }]);
    }
  });

  test("whose caller withholds the number", async () => {
    const asked = { ...desk, dialled: "+48221234567" };
    assert.deepEqual(await decided({ ...asked, privacy: true }), { ...(await decided(asked)), privacy: true });
    assert.equal((await decided({ ...asked, privacy: false }))["privacy"], false);
    assert.equal((await decided({ ...desk, dialled: "#31#+48221234567" }))["privacy"], true);
  });

  test("that is forwarded carries the diversion; no text of a caller refuses it", async () => {
    const asked = { ...desk, dialled: "+48221234567" };
    const plain = await decided(asked);
    for (const forwardedFrom of ["+74951234567", "", "anonymous", "\u0000", "\ud800", "x".repeat(10_000)])
      assert.deepEqual(await decided({ ...asked, forwardedFrom }), { ...plain, diversion: SECOND });
  });

  test("explained has the steps, the last of them the answer", async () => {
    const asked = { ...desk, dialled: "+48221234567" };
    assert.deepEqual(await decided({ ...asked, explain: false }), await decided(asked));
    const { trace, ...rest } = await decided({ ...asked, explain: true });
    assert.deepEqual(rest, await decided(asked));
    const steps = trace as { rule: string; outcome: string; number?: string }[];
    assert.deepEqual(
      steps.map(({ rule, outcome }) => `${rule} ${outcome}`),
      ["prefix not_there", "country not_there", "employee answer"],
    );
    assert.equal(steps.at(-1)!.number, SECOND);
  });
});

describe("minRevision", () => {
  const asked = { ...desk, dialled: "112" };
  const head = async () =>
    Number(/^callas_store_revision (\d+)$/m.exec((await service.operator("GET /metrics")).text)![1]);

  test("that is reached is answered at once, by what it brought", async () => {
    const { body, headers } = await service.operator("GET companies/acme/outgoing-numbers");
    for (const main of [SECOND, MAIN]) {
      const { revision: _, savedAt: __, savedBy: ___, warnings: ____, ...document } = body;
      const etag =
        main === SECOND ? headers.etag! : (await service.operator("GET companies/acme/outgoing-numbers")).headers.etag!;
      const saved = await service.operator(
        "PUT companies/acme/outgoing-numbers",
        { ...document, main },
        { ifMatch: etag },
      );
      const answer = await decide({ ...asked, minRevision: revisionIn(saved) });
      assert.deepEqual([answer.body["callerId"], answer.body["revision"]], [main, revisionIn(saved)]);
    }
    assert.equal(outcomeOf(await decide({ ...asked, minRevision: 0 })), "200");
  });

  test("that comes while it is waited for is answered then", async () => {
    const next = (await head()) + 1;
    const waiting = decide({ ...asked, minRevision: next });
    await delay(50);
    await putCompany(service.operator, "wakes");
    assert.equal(outcomeOf(await waiting), "200");
    // The revision is the store's; the decision's is that of its company.
    assert.ok(revisionIn(await waiting) < next);
  });

  test("that does not come is 503 after two seconds", async () => {
    const started = performance.now();
    const answer = await decide({ ...asked, minRevision: (await head()) + 1000 });
    const waited = performance.now() - started;
    assert.equal(outcomeOf(answer), "503 revision_not_reached");
    assert.ok(waited > 1900 && waited < 10_000, `${waited} ms`);
  });
});

describe("a preview", () => {
  const preview = async (document: object, more: object = {}) => {
    const asked = { ...desk, dialled: "+48221234567", ...more, settings: document };
    const answer = await service.operator("POST decisions/preview", asked);
    assert.equal(outcomeOf(answer), "200");
    const { callerId, decidedBy } = answer.body as { callerId: string; decidedBy: { rule: string } };
    return { callerId, rule: decidedBy.rule, faults: faultsOf(answer), body: answer.body };
  };

  test("answers what a call would get, and saves nothing", async () => {
    const before = (await service.operator("GET companies/acme/outgoing-numbers")).body;
    const document = { ...settings, personal: [{ number: BERLIN, employee: "ivan", device: "any" }] };
    const { body } = await preview(document, { explain: true });
    const { trace: _, errors, revision, ...decision } = body;
    assert.deepEqual(errors, []);
    assert.equal(revision, before["revision"]);
    assert.deepEqual((await service.operator("GET companies/acme/outgoing-numbers")).body, before);
    assert.deepEqual(decision, {
      callerId: BERLIN,
      decidedBy: { rule: "employee", employee: "ivan", device: "any" },
      destination: POLAND,
      privacy: false,
      passedOver: [],
      attestation: "A",
    });
  });

  test("of the saved settings is the decision of the call", async () => {
    for (const more of [
      { dialled: "810 49 30 1234567" },
      { dialled: "202" },
      { privacy: true },
      { forwardedFrom: "x" },
      { line: "ivan-soft", chosen: BERLIN },
    ]) {
      const { errors, ...body } = (await preview(settings, { explain: true, ...more })).body;
      assert.deepEqual(errors, []);
      const call = await decide({ ...desk, dialled: "+48221234567", explain: true, ...more });
      assert.deepEqual(body, call.body);
    }
  });

  test("leaves out what could not be saved, and names it", async () => {
    const { callerId, rule, faults } = await preview({
      ...settings,
      personal: [
        { number: OFF, employee: "ivan", device: "except_corporate_sim" },
        { number: "+375170000000", employee: "ivan", device: "any" },
        { number: BERLIN, department: "sales", device: "any" },
        { number: MAIN, department: "nowhere", device: "any" },
      ],
      regional: [
        { number: SECOND, country: "XX" },
        { number: SECOND, prefix: "48" },
      ],
    });
    assert.deepEqual([callerId, rule], [BERLIN, "department"]);
    assert.deepEqual(faults.sort(), [
      "country_unknown /regional/0/country",
      "department_unknown /personal/3/department",
      "number_off /personal/0/number",
      "number_unknown /personal/1/number",
      "prefix_invalid /regional/1/prefix",
    ]);
  });

  test("leaves out the later of two that clash", async () => {
    const { callerId, faults } = await preview({
      ...settings,
      regional: [
        { number: BERLIN, prefix: "810 48" },
        { number: SECOND, prefix: "+48" },
      ],
    });
    assert.deepEqual([callerId, faults], [BERLIN, ["duplicate_prefix /regional/1/prefix /regional/0"]]);
  });

  test("of a main number that could not be saved shows none", async () => {
    const { callerId, rule, faults } = await preview({ main: OFF, personal: [], regional: [], priority: "regional" });
    assert.deepEqual([callerId, rule, faults], [null, "none", ["number_off /main"]]);
  });

  test("of somebody unknown is 404, of a wrong form 400", async () => {
    const outcome = async (asked: object) => outcomeOf(await service.operator("POST decisions/preview", asked));
    const asked = { ...desk, dialled: "1", settings };
    assert.equal(await outcome({ ...asked, line: "nobody" }), "404 line_unknown");
    assert.equal(await outcome({ ...asked, company: "nobody" }), "404 company_unknown");
    const employee = { company: "acme", employee: "nobody", device: "crm", dialled: "1", settings };
    assert.equal(await outcome(employee), "404 employee_unknown");
    assert.equal(await outcome({ ...desk, dialled: "1" }), "400 malformed");
    assert.equal(await outcome({ ...asked, settings: { ...settings, priority: "x" } }), "400 malformed");
    assert.equal(await outcome({ ...asked, employee: "ivan", device: "crm" }), "400 malformed");
    assert.equal(await outcome({ ...asked, nonsense: 1 }), "400 malformed");
  });

  test("of several texts is what a preview of each is, with the revision and the errors once", async () => {
    const document = { ...settings, personal: [...settings.personal, { ...settings.personal[0], number: BERLIN }] };
    const dialled = ["+49 30 1234567", "112", "202", "привет", "+49 30 1234567"];
    const common = { ...desk, explain: true, settings: document };
    const { body } = await service.operator("POST decisions/previews", { ...common, dialled });
    const { previews, ...about } = body as { previews: object[] };
    const alone = [];
    for (const one of dialled)
      alone.push((await service.operator("POST decisions/preview", { ...common, dialled: one })).body);
    assert.deepEqual(
      previews.map((preview) => ({ ...preview, ...about })),
      alone,
    );
    assert.equal((body["errors"] as unknown[]).length, 1);
  });

  test("of several texts is bounded, and refused like one of a single text", async () => {
    const outcome = async (more: object) =>
      outcomeOf(await service.operator("POST decisions/previews", { ...desk, dialled: ["1"], settings, ...more }));
    assert.equal(await outcome({ dialled: Array.from({ length: 100 }, () => "112") }), "200");
    assert.equal(await outcome({ dialled: Array.from({ length: 101 }, () => "112") }), "400 malformed");
    assert.equal(await outcome({ dialled: [] }), "400 malformed");
    assert.equal(await outcome({ dialled: "112" }), "400 malformed");
    assert.equal(await outcome({ line: "nobody" }), "404 line_unknown");
    assert.equal(await outcome({ company: "nobody" }), "404 company_unknown");
    assert.equal(await outcome({ trunk: "nobody" }), "404 trunk_unknown");
    assert.equal(await outcome({ trunk: "a", trunks: ["b"] }), "400 malformed");
  });
});
