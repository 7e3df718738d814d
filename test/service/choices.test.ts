/** The numbers that an employee may choose for a call, over HTTP. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BERLIN, company, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { faultsOf, outcomeOf } from "../../lab/service/client.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

const THIRD = "+375171234570";
const FOURTH = "+375171234571";

let service: TestService;
before(async () => {
  service = await serviceHere();
  await service.operator("PUT trunks/marked", { name: "Carrier", domain: "a.example", accepts: "marked" });
  const numbers = [
    ...directory.numbers.map((each) => ({ ...each, on: true, ...(each.number === BERLIN && { trunks: ["marked"] }) })),
    { number: THIRD },
    { number: FOURTH, label: "Support" },
  ];
  await putCompany(service.operator, "acme", {
    directory: { ...directory, numbers },
    settings: {
      ...settings,
      personal: [
        { number: SECOND, employee: "ivan", device: "corporate_sim" },
        { number: FOURTH, department: "support", device: "any" },
      ],
      regional: [
        { number: THIRD, country: "PL" },
        { number: BERLIN, country: "DE" },
        { number: MAIN, prefix: "+4930" },
        { number: OFF, prefix: "+49301" },
      ],
    },
  });
  assert.equal(outcomeOf(await service.operator(`PATCH companies/acme/numbers/${OFF}`, { on: false })), "200");
});
after(() => service.stop());

const ask = (employee: string, query: Readonly<Record<string, string>>) =>
  service.operator(`GET companies/acme/employees/${employee}/choices?${new URLSearchParams(query).toString()}`);

/** The numbers offered; the default has a star. */
async function offered(dialled: string, employee = "ivan", more: Readonly<Record<string, string>> = {}) {
  const answer = await ask(employee, { dialled, ...more });
  assert.equal(outcomeOf(answer), "200");
  const { choices } = answer.body as { choices: { number: string; default: boolean }[] };
  return choices.map((choice) => choice.number + (choice.default ? "*" : ""));
}

async function withCompany(fields: object, work: () => Promise<void>): Promise<void> {
  const put = async (body: object) =>
    assert.equal(outcomeOf(await service.operator("PUT companies/acme", body)), "200");
  await put({ ...company, ...fields });
  try {
    await work();
  } finally {
    await put(company);
  }
}

describe("what may be chosen for a call", () => {
  test("begins with the number that it shows, then follows the rules", async () => {
    // By prefix: main; by its own entry for another device: SECOND; of the department: FOURTH; the country: BERLIN.
    assert.deepEqual(await offered("+49301234567"), [`${MAIN}*`, SECOND, FOURTH, BERLIN, THIRD]);
    assert.deepEqual(await offered("+49891234567"), [`${BERLIN}*`, SECOND, FOURTH, THIRD, MAIN]);
    assert.deepEqual(await offered("+48221234567"), [`${THIRD}*`, SECOND, FOURTH, BERLIN, MAIN]);
    assert.deepEqual(await offered("8 017 200 00 00"), [`${FOURTH}*`, SECOND, THIRD, BERLIN, MAIN]);
    assert.deepEqual(await offered("104"), [`${FOURTH}*`, SECOND, THIRD, BERLIN, MAIN]);
  });

  test("has labels", async () => {
    const { body } = await ask("olga", { dialled: "104" });
    assert.deepEqual((body["choices"] as object[])[0], { number: FOURTH, label: "Support", default: true });
    assert.deepEqual((body["choices"] as object[])[1], { number: THIRD, label: "", default: false });
  });

  test("is main alone for a guest to whom the blocks are closed", async () => {
    assert.deepEqual(await offered("+49891234567", "gast"), [`${MAIN}*`]);
  });

  test("is every number that is on, where all may be chosen", async () => {
    await withCompany({ choice: "all" }, async () =>
      assert.deepEqual(await offered("104", "olga"), [`${FOURTH}*`, THIRD, BERLIN, MAIN, SECOND]),
    );
  });

  test("is nothing where choosing is off, on another device, and for calls without substitution", async () => {
    await withCompany({ choice: "off" }, async () => assert.deepEqual(await offered("104"), []));
    await withCompany({ choiceDevices: ["crm"] }, async () => {
      assert.deepEqual(await offered("104"), []);
      assert.deepEqual(await offered("104", "olga", { device: "crm" }), [`${FOURTH}*`, THIRD, BERLIN, MAIN]);
    });
    for (const device of ["desk_phone", "crm"]) assert.deepEqual(await offered("104", "ivan", { device }), []);
    for (const dialled of ["112", "202", "*100#"]) assert.deepEqual(await offered(dialled), []);
  });

  test("is what the trunk accepts", async () => {
    assert.deepEqual(await offered("+49891234567", "ivan", { trunk: "marked" }), [`${BERLIN}*`]);
    assert.deepEqual(await offered("+48221234567", "ivan", { trunk: "marked" }), [BERLIN], "no number is shown");
  });

  test("is what decides the call if it is chosen", async () => {
    for (const dialled of ["+49301234567", "+48221234567", "104"])
      for (const number of (await offered(dialled)).map((text) => text.replace("*", ""))) {
        const question = { company: "acme", employee: "ivan", device: "softphone", dialled };
        const { body } = await service.operator("POST decisions", { ...question, chosen: number });
        assert.deepEqual([body["callerId"], body["decidedBy"]], [number, { rule: "chosen" }]);
      }
  });
});

describe("the question", () => {
  test("names something that exists", async () => {
    assert.equal(outcomeOf(await ask("nobody", { dialled: "104" })), "404 employee_unknown");
    assert.equal(outcomeOf(await ask("ivan", { dialled: "104", trunk: "nobody" })), "404 trunk_unknown");
    const path = "GET companies/nobody/employees/ivan/choices?dialled=104" as const;
    assert.equal(outcomeOf(await service.operator(path)), "404 company_unknown");
  });

  test("of the wrong form is malformed", async () => {
    const faults = async (query: string) => {
      const answer = await service.operator(`GET companies/acme/employees/ivan/choices?${query}`);
      assert.equal(outcomeOf(answer), "400 malformed");
      return faultsOf(answer);
    };
    assert.deepEqual(await faults(""), ["required /querystring/dialled"]);
    assert.deepEqual(await faults("dialled=1&device=fax"), ["invalid /querystring/device"]);
    assert.deepEqual(await faults("dialled=1&dialled=2"), ["invalid /querystring/dialled"]);
    assert.deepEqual(await faults("dialled=1&colour=red"), ["unknown_field /querystring/colour"]);
  });
});
