/** Trunks over HTTP: saved, marked on numbers, tried and removed. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { MAIN, putCompany } from "../../lab/companies/acme.ts";
import { faultsOf, outcomeOf, revisionIn } from "../../lab/service/client.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";
import { MOST_TRUNKS } from "../../src/policy/trunk.ts";

let service: TestService;
before(async () => {
  service = await serviceHere();
});
after(() => service.stop());

const carrier = { name: "Carrier", domain: "sip.carrier.example" };
const whole = {
  ...carrier,
  shown: { form: "plus" },
  called: { form: "plus" },
  identity: "both",
  diversion: "none",
  accepts: "all",
  foreign: false,
  displayName: "none",
};
const putTrunk = (id: string, body: object = carrier, asked: { ifMatch?: number | string } = {}) =>
  service.operator(`PUT trunks/${id}`, body, asked);
const outcome = async (...asked: Parameters<TestService["operator"]>) => outcomeOf(await service.operator(...asked));
const head = async () =>
  Number(/^callas_store_revision (\d+)$/m.exec((await service.operator("GET /metrics")).text)![1]);

let made = 0;
/** A company of its own with a number that carries these trunks. */
async function companyOn(...trunks: string[]): Promise<Readonly<{ id: string; number: string }>> {
  const [id, number] = [`c${++made}`, `+37517${2_000_000 + made}`];
  const directory = { numbers: [{ number, trunks }], employees: [], departments: [] };
  await putCompany(service.operator, id, { directory });
  return { id, number };
}
const numberOf = async ({ id, number }: { id: string; number: string }) =>
  (await service.operator(`GET companies/${id}/numbers/${number}`)).body;

describe("a trunk", () => {
  test("gets the defaults, and comes back with its revision as ETag", async () => {
    const answer = await putTrunk("carrier-a");
    assert.deepEqual(answer.body, { ...whole, revision: revisionIn(answer) });
    assert.equal(answer.headers.etag, `"${revisionIn(answer)}"`);
    const got = await service.operator("GET trunks/carrier-a");
    assert.deepEqual(got.body, whole);
    assert.equal(got.headers.etag, answer.headers.etag);
    const { trunks } = (await service.operator("GET trunks")).body as { trunks: { id: string }[] };
    assert.deepEqual(
      trunks.find(({ id }) => id === "carrier-a"),
      { ...whole, id: "carrier-a" },
    );
  });

  test("that is saved as it is gets no revision", async () => {
    const first = await putTrunk("same");
    const second = await putTrunk("same", whole);
    assert.deepEqual([revisionIn(second), second.headers.etag], [revisionIn(first), first.headers.etag]);
  });

  test("is saved only from the revision in If-Match, if there is one", async () => {
    assert.equal(outcomeOf(await putTrunk("matched", carrier, { ifMatch: 7 })), "412 revision_conflict");
    const first = await putTrunk("matched", carrier, { ifMatch: 0 });
    assert.equal(outcomeOf(first), "200");
    const second = await putTrunk("matched", { ...carrier, name: "B" }, { ifMatch: revisionIn(first) });
    assert.equal(outcomeOf(second), "200");
    const late = await putTrunk("matched", { ...carrier, name: "C" }, { ifMatch: revisionIn(first) });
    assert.equal(outcomeOf(late), "412 revision_conflict");
    assert.equal(late.body["revision"], revisionIn(second));
    assert.equal(
      outcomeOf(await service.operator("DELETE trunks/matched", undefined, { ifMatch: 1 })),
      "412 revision_conflict",
    );
  });

  test("with a wrong field is malformed, and the answer names the field", async () => {
    const faults = async (fields: object) => {
      const answer = await putTrunk("wrong", { ...carrier, ...fields });
      assert.equal(outcomeOf(answer), "400 malformed");
      return faultsOf(answer);
    };
    assert.deepEqual(await faults({ shown: { form: "national" } }), ["required /shown/country"]);
    assert.deepEqual(await faults({ shown: { form: "plus", country: "BY" } }), ["unknown_field /shown/country"]);
    assert.deepEqual(await faults({ called: { form: "bare", country: "XX" } }), ["invalid /called/country"]);
    assert.deepEqual(await faults({ called: { form: "plus", prepend: "12a" } }), ["invalid /called/prepend"]);
    assert.deepEqual(await faults({ called: { form: "plus", strip: -1 } }), ["invalid /called/strip"]);
    for (const domain of ["", "a b", "a>b", "a\r\nX: y", "sip:a", "a;b", "-a"])
      assert.deepEqual(await faults({ domain }), ["invalid /domain"], domain);
    for (const fallbackIdentity of ["a\r\nb", "<sip:a@b>", '"x" <sip:a@b>', "", "sip:a@b@c"])
      assert.deepEqual(await faults({ fallbackIdentity }), ["invalid /fallbackIdentity"], fallbackIdentity);
    assert.deepEqual(await faults({ accepts: "some", colour: "red" }), ["invalid /accepts", "unknown_field /colour"]);
    assert.equal(outcomeOf(await putTrunk("not%20an%20id")), "400 malformed");
    assert.equal(await outcome("GET trunks/wrong"), "404 trunk_unknown");
  });

  test("that is not there cannot be read or removed", async () => {
    assert.equal(await outcome("GET trunks/nobody"), "404 trunk_unknown");
    assert.equal(await outcome("DELETE trunks/nobody"), "404 trunk_unknown");
  });

  test("decides the next call as it was changed", async () => {
    const { id, number } = await companyOn();
    await putCompany(service.operator, id);
    const employees = [{ id: "a", name: "A", lines: [{ id: "a-desk", device: "desk_phone" }] }];
    const directory = { numbers: [{ number }], employees, departments: [] };
    assert.equal(await outcome(`PUT companies/${id}/directory`, directory), "200");
    const question = { company: id, line: "a-desk", dialled: "+48221234567", trunk: "changing" };
    assert.equal(await outcome("POST decisions", question), "404 trunk_unknown");
    const identity = async () => {
      const { presentations } = (await service.operator("POST decisions", question)).body;
      return (presentations as { assertedIdentity: string }[])[0]!.assertedIdentity;
    };
    await putTrunk("changing");
    assert.equal(await identity(), `<sip:${number}@sip.carrier.example>`);
    await putTrunk("changing", { ...carrier, domain: "b.example", shown: { form: "digits" } });
    assert.equal(await identity(), `<sip:${number.slice(1)}@b.example>`);
    await service.operator("DELETE trunks/changing");
    assert.equal(await outcome("POST decisions", question), "404 trunk_unknown");
  });
});

describe("a trunk that numbers carry", () => {
  test("is taken off company by company, each under a revision of its own, before it is removed", async () => {
    await putTrunk("gone");
    await putTrunk("stays");
    const [one, two, three] = [await companyOn("gone"), await companyOn("stays", "gone"), await companyOn("stays")];
    const before = await head();
    const answer = await service.operator("DELETE trunks/gone");
    assert.deepEqual(answer.body, { revision: before + 3 });
    assert.equal(await outcome("GET trunks/gone"), "404 trunk_unknown");
    assert.deepEqual(await Promise.all([one, two, three].map(async (each) => (await numberOf(each))["trunks"])), [
      undefined,
      ["stays"],
      ["stays"],
    ]);
    const { items } = (await service.operator(`GET companies/${two.id}/history?limit=1`)).body as {
      items: { action: string; changes: object[] }[];
    };
    assert.equal(items[0]!.action, "trunk.delete");
    assert.deepEqual(items[0]!.changes, [
      { path: `/directory/numbers/${two.number}/trunks/"gone"`, from: "gone", follows: '"stays"' },
    ]);
  });

  test("is removed while other numbers get it and other saves come in between", async () => {
    await putTrunk("busy");
    const companies = [];
    for (let nth = 0; nth < 30; nth++) companies.push(await companyOn("busy"));
    const late = await companyOn();
    const removing = service.operator("DELETE trunks/busy");
    const mark = service.operator(`PATCH companies/${late.id}/numbers/${late.number}`, { trunks: ["busy"] });
    const [removed, marked] = await Promise.all([removing, mark]);
    assert.equal(outcomeOf(removed), "200");
    assert.ok(["200", "422 invalid_directory"].includes(outcomeOf(marked)));
    for (const each of [...companies, late]) assert.equal((await numberOf(each))["trunks"], undefined);
  });
});

describe("the trunks of a number", () => {
  test("are a set of trunks that exist; absent keeps them, null clears them", async () => {
    await putTrunk("x");
    await putTrunk("y");
    const { id, number } = await companyOn("y", "x", "y");
    const path = `companies/${id}/numbers/${number}` as const;
    const trunks = async () => (await service.operator(`GET ${path}`)).body["trunks"];
    assert.deepEqual(await trunks(), ["y", "x"]);
    const before = await head();
    assert.equal(await outcome(`PATCH ${path}`, { trunks: ["x", "y"] }), "200");
    assert.equal(await head(), before, "another order is no change");
    await service.operator(`PATCH ${path}`, { label: "Minsk" });
    await service.operator(`PUT ${path}`, { label: "Brest" });
    assert.deepEqual(await trunks(), ["y", "x"]);
    const unknown = await service.operator(`PATCH ${path}`, { trunks: ["x", "nobody"] });
    assert.equal(outcomeOf(unknown), "422 invalid_directory");
    assert.deepEqual(faultsOf(unknown), ["trunk_unknown /trunks/1"]);
    await service.operator(`PATCH ${path}`, { trunks: null });
    assert.equal(await trunks(), undefined);
    await service.operator(`PATCH ${path}`, { trunks: ["x"] });
    await service.operator(`PATCH ${path}`, { trunks: [] });
    assert.equal(await trunks(), undefined);
  });

  test("are at most fifty", async () => {
    const { id, number } = await companyOn();
    const trunks = Array.from({ length: 51 }, (_, at) => `many-${at}`);
    const answer = await service.operator(`PATCH companies/${id}/numbers/${number}`, { trunks });
    assert.equal(outcomeOf(answer), "422 too_many_entries");
    assert.deepEqual(faultsOf(answer), ["too_many_entries /trunks"]);
  });

  test("are checked without saving too", async () => {
    const { id, number } = await companyOn();
    const directory = { numbers: [{ number, trunks: ["nobody"] }], employees: [], departments: [] };
    assert.deepEqual(faultsOf(await service.operator(`POST companies/${id}/directory/check`, directory)), [
      "trunk_unknown /numbers/0/trunks/0",
    ]);
  });
});

describe("a trunk to try", () => {
  const tried = async (asked: object) => {
    const answer = await service.operator("POST trunks/try", {
      trunk: carrier,
      shown: MAIN,
      called: "+4930123456",
      ...asked,
    });
    assert.equal(outcomeOf(answer), "200");
    return answer.body;
  };

  test("answers what the carrier would get", async () => {
    assert.deepEqual(await tried({}), {
      callerId: MAIN,
      from: { user: MAIN, host: "sip.carrier.example", display: null },
      assertedIdentity: `<sip:${MAIN}@sip.carrier.example>`,
      called: "+4930123456",
      diversion: null,
      historyInfo: null,
      privacy: null,
    });
    const national = { form: "national", country: "BY" };
    const trunk = {
      ...carrier,
      shown: national,
      called: { ...national, prepend: "9" },
      displayName: "label",
      diversion: "diversion",
    };
    assert.deepEqual(
      await tried({
        trunk,
        label: "Minsk",
        called: "8 029 123-45-67",
        privacy: true,
        forwardedBy: MAIN,
        forwardReason: "user-busy",
      }),
      {
        callerId: MAIN,
        from: { user: "anonymous", host: "anonymous.invalid", display: "Anonymous" },
        assertedIdentity: "<sip:80171234567@sip.carrier.example>",
        called: "980291234567",
        diversion: "<sip:80171234567@sip.carrier.example>;reason=user-busy;privacy=full",
        historyInfo: null,
        privacy: "id",
      },
    );
  });

  test("takes an emergency call without a number", async () => {
    const trunk = { ...carrier, fallbackIdentity: "account" };
    const { from, called, privacy } = await tried({ trunk, shown: null, called: "112", country: "BY", privacy: true });
    assert.deepEqual(from, { user: "account", host: "sip.carrier.example", display: null });
    assert.deepEqual([called, privacy], ["112", null]);
  });

  test("has to know where the number is dialled", async () => {
    const answer = await service.operator("POST trunks/try", { trunk: carrier, shown: MAIN, called: "112" });
    assert.equal(outcomeOf(answer), "400 malformed");
    assert.deepEqual(faultsOf(answer), ["required /country"]);
  });
});

test("there are at most a thousand", async () => {
  const { trunks } = (await service.operator("GET trunks")).body as { trunks: object[] };
  for (let nth = trunks.length; nth < MOST_TRUNKS; nth++)
    assert.equal(outcomeOf(await putTrunk(`filler-${nth}`)), "200");
  const answer = await putTrunk("one-more");
  assert.equal(outcomeOf(answer), "422 too_many_entries");
  assert.equal(outcomeOf(await putTrunk("carrier-a", { ...carrier, name: "Known" })), "200");
  assert.equal(((await service.operator("GET trunks")).body["trunks"] as object[]).length, MOST_TRUNKS);
});
