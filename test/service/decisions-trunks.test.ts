/** Decisions over HTTP for the trunks that a call may take, with what each carrier gets. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BERLIN, company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { faultsOf, outcomeOf } from "../../lab/service/client.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

/** A number that a PBX synchronised, so that nobody confirmed it. */
const SYNCED = "+375171234575";

let service: TestService;
before(async () => {
  service = await serviceHere();
  const { operator } = service;
  const put = (id: string, fields: object) =>
    operator(`PUT trunks/${id}`, { name: id, domain: `${id}.example`, diversion: "both", ...fields });
  await put("all", {});
  await put("marked", { accepts: "marked", shown: { form: "digits" }, identity: "asserted", displayName: "label" });
  await put("foreign", { foreign: true, shown: { form: "national", country: "BY" } });
  await putCompany(operator, "acme", {
    directory: {
      ...directory,
      numbers: directory.numbers.map((each) => (each.number === BERLIN ? { ...each, trunks: ["marked"] } : each)),
    },
    settings: {
      ...settings,
      personal: [
        { number: SECOND, employee: "ivan", device: "any" },
        { number: BERLIN, department: "sales", device: "any" },
      ],
    },
  });
  const made = await operator("POST keys", { name: "pbx", role: "pbx", companies: ["acme"], sync: true });
  const pbx = service.as(made.body["key"] as string);
  assert.equal(outcomeOf(await pbx(`PUT companies/acme/numbers/${SYNCED}`, {})), "200");
});
after(() => service.stop());

const desk = { company: "acme", line: "ivan-desk", dialled: "+12125550123" };
const ask = (more: object) => service.operator("POST decisions", { ...desk, ...more });
async function decided(more: object) {
  const answer = await ask(more);
  assert.equal(outcomeOf(answer), "200");
  return answer.body as Readonly<Record<string, unknown>> & {
    presentations: readonly Readonly<Record<string, unknown>>[];
    destination: object;
  };
}

describe("a call that names trunks", () => {
  test("is presented on each, in their order, and its own answer is that of the first", async () => {
    const { presentations, ...answer } = await decided({ trunks: ["marked", "all"] });
    const byDepartment = { rule: "department", department: "sales", device: "any" };
    assert.deepEqual([answer["callerId"], answer["decidedBy"]], [BERLIN, byDepartment]);
    assert.deepEqual(answer["passedOver"], [{ rule: "employee", number: SECOND, reason: "trunk_refuses" }]);
    assert.deepEqual(presentations, [
      {
        trunk: "marked",
        callerId: BERLIN,
        from: null,
        assertedIdentity: `"Berlin" <sip:${BERLIN.slice(1)}@marked.example>`,
        called: "+12125550123",
        diversion: null,
        historyInfo: null,
        privacy: null,
      },
      {
        trunk: "all",
        callerId: SECOND,
        from: { user: SECOND, host: "all.example", display: null },
        assertedIdentity: `<sip:${SECOND}@all.example>`,
        called: "+12125550123",
        diversion: null,
        historyInfo: null,
        privacy: null,
      },
    ]);
    const turned = await decided({ trunks: ["all", "marked"] });
    assert.deepEqual(turned.presentations, presentations.toReversed());
    assert.equal(turned["callerId"], SECOND);
  });

  test("may name one, in either way", async () => {
    assert.deepEqual(await decided({ trunk: "all" }), await decided({ trunks: ["all"] }));
    const { presentations: _, ...plain } = await decided({ trunk: "all" });
    assert.deepEqual(plain, await decided({}));
  });

  test("may take a number that the trunk refuses by no choice", async () => {
    const chosen = { line: "ivan-soft", chosen: SECOND };
    assert.equal((await decided({ ...chosen, trunk: "all" }))["callerId"], SECOND);
    const refused = await decided({ ...chosen, trunk: "marked" });
    assert.deepEqual((refused["passedOver"] as object[])[0], {
      rule: "chosen",
      number: SECOND,
      reason: "trunk_refuses",
    });
    assert.equal(refused["callerId"], BERLIN);
  });

  test("shows none where the trunk accepts none", async () => {
    const { presentations, ...answer } = await decided({ line: "olga-desk", trunk: "marked" });
    assert.deepEqual([answer["callerId"], answer["decidedBy"], answer["attestation"]], [null, { rule: "none" }, "C"]);
    assert.deepEqual(answer["passedOver"], [{ rule: "main", number: MAIN, reason: "trunk_refuses" }]);
    assert.deepEqual([presentations[0]!["callerId"], presentations[0]!["from"]], [null, null]);
    assert.equal(presentations[0]!["assertedIdentity"], null);
  });

  test("says why each number was passed over in its trace", async () => {
    const { trace } = await decided({ trunk: "marked", explain: true });
    assert.deepEqual(
      (trace as { rule: string; outcome: string; reason?: string }[]).map(({ rule, outcome, reason = "" }) =>
        `${rule} ${outcome} ${reason}`.trim(),
      ),
      ["prefix not_there", "country not_there", "employee passed_over trunk_refuses", "department answer"],
    );
  });

  test("withheld has no number in From, and one for the carrier", async () => {
    const { presentations } = await decided({ trunks: ["all", "marked"], privacy: true });
    const anonymous = { user: "anonymous", host: "anonymous.invalid", display: "Anonymous" };
    assert.deepEqual(
      presentations.map(({ from, assertedIdentity, privacy }) => [from, assertedIdentity, privacy]),
      [
        [anonymous, `<sip:${SECOND}@all.example>`, "id"],
        [null, `<sip:${BERLIN.slice(1)}@marked.example>`, "id"],
      ],
    );
  });

  test("that stays inside, or is a service code, goes to no trunk", async () => {
    for (const dialled of ["202", "*100#"]) {
      const { presentations, ...answer } = await decided({ dialled, trunk: "all" });
      assert.deepEqual(presentations, [
        {
          trunk: "all",
          callerId: null,
          from: null,
          assertedIdentity: null,
          called: null,
          diversion: null,
          historyInfo: null,
          privacy: null,
        },
      ]);
      assert.ok(!("attestation" in answer));
    }
  });

  test("names them in one way, at most ten, and all exist", async () => {
    const both = await ask({ trunk: "all", trunks: ["all"] });
    assert.deepEqual([outcomeOf(both), faultsOf(both)], ["400 malformed", ["invalid /trunks"]]);
    assert.equal(outcomeOf(await ask({ trunk: "nobody" })), "404 trunk_unknown");
    assert.equal(outcomeOf(await ask({ trunks: ["all", "nobody"] })), "404 trunk_unknown");
    for (const trunks of [[], Array.from({ length: 11 }, () => "all"), "all", [""], ["no id"]])
      assert.equal(outcomeOf(await ask({ trunks })), "400 malformed", JSON.stringify(trunks));
    assert.equal((await decided({ trunks: Array.from({ length: 10 }, () => "all") })).presentations.length, 10);
  });
});

describe("a forwarded call", () => {
  const forwardedFrom = "8 0152 45-67-89";

  test("says who forwarded it and why, in the trunk's headers", async () => {
    const { presentations, diversion } = await decided({ forwardedFrom, forwardReason: "no-answer", trunk: "all" });
    assert.equal(diversion, SECOND);
    assert.equal(presentations[0]!["diversion"], `<sip:${SECOND}@all.example>;reason=no-answer`);
    assert.match(presentations[0]!["historyInfo"] as string, /;index=1, .*;cause=408>;index=1\.1/);
    const untold = await decided({ forwardedFrom, trunk: "all" });
    assert.match(untold.presentations[0]!["diversion"] as string, /;reason=unconditional$/);
    assert.deepEqual(faultsOf(await ask({ forwardedFrom, forwardReason: "away" })), ["invalid /forwardReason"]);
  });

  test("keeps the original caller where the company and the trunk let it", async () => {
    const own = await decided({ forwardedFrom, trunk: "foreign" });
    assert.equal(own["callerId"], SECOND);
    assert.equal(outcomeOf(await service.operator("PUT companies/acme", { ...company, forwards: "original" })), "200");
    const { presentations, ...kept } = await decided({ forwardedFrom, trunk: "foreign" });
    assert.deepEqual(
      [kept["callerId"], kept["decidedBy"], kept["diversion"], kept["attestation"]],
      ["+375152456789", { rule: "forwarded" }, SECOND, "B"],
    );
    assert.deepEqual(presentations[0]!["from"], { user: "80152456789", host: "foreign.example", display: null });
    assert.equal(presentations[0]!["diversion"], "<sip:80171234568@foreign.example>;reason=unconditional");
    assert.equal((await decided({ forwardedFrom, trunk: "all" }))["callerId"], SECOND, "another trunk");
    assert.equal((await decided({ forwardedFrom }))["callerId"], SECOND, "no trunk");
    for (const unreadable of ["", "anonymous", "123"])
      assert.equal((await decided({ forwardedFrom: unreadable, trunk: "foreign" }))["callerId"], SECOND, unreadable);
    assert.equal((await decided({ forwardedFrom, trunk: "foreign", dialled: "112" }))["callerId"], MAIN, "emergency");
    assert.equal(outcomeOf(await service.operator("PUT companies/acme", company)), "200");
  });
});

describe("attestation", () => {
  test("is A for a number that the operator confirmed, B for another of a known caller, C for none", async () => {
    const chosen = async (number: string) => {
      const { callerId, attestation } = await decided({ line: "ivan-soft", chosen: number });
      assert.equal(callerId, number);
      return attestation;
    };
    await service.operator("PUT companies/acme", { ...company, choice: "all" });
    assert.equal(await chosen(MAIN), "A");
    assert.equal(await chosen(SYNCED), "B");
    await service.operator(`PATCH companies/acme/numbers/${SYNCED}`, { confirmed: true });
    assert.equal(await chosen(SYNCED), "A");
    await service.operator("PUT companies/acme", company);
    assert.equal((await decided({ line: "olga-desk", trunk: "marked" }))["attestation"], "C");
  });
});

test("a preview is presented as the call is", async () => {
  for (const more of [
    { trunks: ["marked", "all"] },
    { trunk: "foreign", forwardedFrom: "+12125550199", forwardReason: "user-busy", privacy: true },
    { trunk: "all", dialled: "202" },
  ]) {
    const saved = (await service.operator("GET companies/acme/outgoing-numbers")).body;
    const { revision: _, savedAt: __, savedBy: ___, warnings: ____, ...document } = saved;
    const answer = await service.operator("POST decisions/preview", { ...desk, ...more, settings: document });
    const { errors, ...body } = answer.body;
    assert.deepEqual(errors, []);
    assert.deepEqual(body, await decided(more));
  }
  const unknown = await service.operator("POST decisions/preview", { ...desk, trunk: "nobody", settings });
  assert.equal(outcomeOf(unknown), "404 trunk_unknown");
});
