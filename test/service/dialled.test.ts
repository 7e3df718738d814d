/** What a dialled text means, tried out over HTTP. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { faultsOf, outcomeOf } from "../../lab/service/client.ts";
import { company, directory, OFF, putCompany } from "../../lab/companies/acme.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme", { company: { ...company, outsideLine: "9" }, directory });
});
after(() => service.stop());

const ask = (body: object) => service.operator("POST companies/acme/dialled", body);
const meaning = (by: string) => ({ step: "meaning", by });

describe("a dialled text", () => {
  test("is understood as a call is, step by step", async () => {
    const { status, body } = await ask({ dialled: "9 #31# 8 029 765-43-21", device: "desk_phone" });
    assert.equal(status, 200);
    const destination = { kind: "external", e164: "+375297654321", country: "BY", digits: "80297654321" };
    assert.deepEqual(body, {
      destination,
      privacy: "switch",
      steps: [
        { step: "cleaned", text: "9#31#80297654321" },
        { step: "outside_line", outsideLine: "9", text: "#31#80297654321", taken: true },
        { step: "code", code: "#31#", privacy: "switch", text: "80297654321" },
        meaning("national"),
      ],
    });
    const call = { company: "acme", employee: "ivan", device: "desk_phone", dialled: "9 #31# 8 029 765-43-21" };
    assert.deepEqual((await service.operator("POST decisions", call)).body["destination"], destination);
  });

  test("may be an extension of the saved directory", async () => {
    const { body } = await ask({ dialled: "201", device: "softphone" });
    assert.deepEqual(body["steps"], [meaning("extension")]);
  });

  test("may mean nothing", async () => {
    for (const dialled of ["", "abc", "9".repeat(100_000)]) {
      const { body } = await ask({ dialled, device: "crm" });
      assert.equal((body["destination"] as { kind: string }).kind, "unrecognised");
      assert.deepEqual((body["steps"] as object[]).at(-1), meaning("nothing"));
    }
  });

  test("is understood with fields that are not saved", async () => {
    const settings = { ...company, country: "DE", areaCode: "30", emergencyNumbers: ["5555"], outsideLine: "0" };
    const tried = async (dialled: string) => (await ask({ dialled, device: "desk_phone", settings })).body;
    const { destination, steps } = await tried("62596589");
    assert.equal((destination as { e164: string }).e164, "+493062596589");
    assert.deepEqual(steps, [meaning("area_code")]);
    assert.deepEqual((await tried("5555"))["steps"], [meaning("company_emergency")]);
    assert.deepEqual(
      ((await tried("0 030 62596589"))["steps"] as { step: string }[]).map(({ step }) => step),
      ["cleaned", "outside_line", "meaning"],
    );
    const { body } = await service.operator("GET companies/acme");
    assert.equal(body["country"], "BY", "nothing is saved");
  });

  test("needs settings by which it can be read", async () => {
    const outcome = async (settings: object) => {
      const answer = await ask({ dialled: "1", device: "crm", settings });
      return [outcomeOf(answer), ...faultsOf(answer)];
    };
    assert.deepEqual(await outcome({ ...company, country: "XX" }), [
      "422 invalid_company",
      "country_unknown /settings/country",
    ]);
    const trunkCodes = Array.from({ length: 51 }, (_, at) => `*${at}`);
    assert.deepEqual(await outcome({ ...company, trunkCodes }), [
      "422 too_many_entries",
      "too_many_entries /settings/trunkCodes",
    ]);
    assert.deepEqual(await outcome({ ...company, outsideLine: "x" }), [
      "400 malformed",
      "invalid /settings/outsideLine",
    ]);
    assert.deepEqual(await outcome({ ...company, emergencyNumber: OFF }), ["200"], "it does not change the meaning");
  });

  test("has a device and a company", async () => {
    assert.deepEqual(faultsOf(await ask({ dialled: "1" })), ["required /device"]);
    assert.deepEqual(faultsOf(await ask({ dialled: 1, device: "fax", line: "x" })), [
      "invalid /dialled",
      "invalid /device",
      "unknown_field /line",
    ]);
    const asked = { dialled: "1", device: "crm" };
    assert.equal(outcomeOf(await service.operator("POST companies/nobody/dialled", asked)), "404 company_unknown");
  });
});
