/** Guests: who opens the blocks to them, who asks for it, and what everybody sees of it. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { faultsOf, outcomeOf, type Ask } from "../../lab/service/client.ts";
import { signedIn, type SignedIn } from "../../lab/service/people.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;
let support: SignedIn;
let admin: SignedIn;
let id: string;
let used = 0;

const IDS = Array.from({ length: 40 }, (_, at) => `guests${at}`);
/** `gast` and `zoe` are guests. */
const withGuests = {
  ...directory,
  employees: [...directory.employees, { id: "zoe", name: "Zoe", guest: true, lines: [] }],
};
const numbersOf = (at: number) => [{ number: `+37517${2_000_000 + at}` }];

before(async () => {
  service = await serviceHere();
  support = await signedIn(service, [{ role: "support" }]);
  admin = await signedIn(
    service,
    IDS.map((company) => ({ role: "admin", company })),
  );
  await putCompany(service.operator, "acme", { directory, settings });
});
after(() => service.stop());
beforeEach(async () => {
  id = IDS[used]!;
  await putCompany(service.operator, id, { directory: { ...withGuests, numbers: numbersOf(used) } });
  used += 1;
});

type Guest = Readonly<{ id: string; open: boolean; substitution: string | null; by: string | null; at: string | null }>;

async function guestsOf(ask: Ask = admin.ask) {
  const answer = await ask(`GET companies/${id}/guests`);
  assert.equal(answer.status, 200, answer.text);
  return answer.body as {
    guests: string;
    items: Guest[];
    request: { state: string; by: string; note: string; answer: { by: string; note: string } | null } | null;
  };
}

const openTo = (guest: string, substitution: string | null = "full") =>
  support.ask(`PATCH companies/${id}/employees/${guest}`, { substitution });
const ask = (employees: "all" | readonly string[], note = "") =>
  admin.ask(`POST companies/${id}/guests/request`, { employees, note });
const openRequests = async () =>
  ((await support.ask("GET guest-requests")).body["requests"] as { company: string }[]).map(({ company }) => company);

describe("support", () => {
  test("opens and closes the blocks to one guest, to the company's guests, and reads everything", async () => {
    for (const what of ["", "/directory", "/outgoing-numbers", "/employees/gast", "/history", "/guests"] as const)
      assert.equal(outcomeOf(await support.ask(`GET companies/${id}${what}`)), "200", what);
    assert.equal(outcomeOf(await openTo("gast")), "200");
    assert.equal(outcomeOf(await openTo("gast", null)), "200");
    const stored = (await support.ask(`GET companies/${id}/employees/gast`)).body;
    assert.equal(
      outcomeOf(await support.ask(`PUT companies/${id}/employees/gast`, { ...stored, substitution: "full" })),
      "200",
    );
    const fields = (await support.ask(`GET companies/${id}`)).body;
    assert.equal(outcomeOf(await support.ask(`PUT companies/${id}`, { ...fields, guests: "full" })), "200");
  });

  test("changes nothing else of a company or an employee", async () => {
    const fields = (await support.ask(`GET companies/${id}`)).body;
    const put = async (more: object) => outcomeOf(await support.ask(`PUT companies/${id}`, { ...fields, ...more }));
    assert.equal(await put({ guests: "full", name: "Other" }), "403 forbidden");
    assert.equal(await put({ withhold: true }), "403 forbidden");
    assert.equal(await put({ choice: "all", guests: "full" }), "403 forbidden");
    const stored = (await support.ask(`GET companies/${id}/employees/gast`)).body;
    const putGuest = async (more: object, who = "gast") =>
      outcomeOf(await support.ask(`PUT companies/${id}/employees/${who}`, { ...stored, id: who, ...more }));
    assert.equal(await putGuest({ substitution: "full", name: "Other" }), "403 forbidden");
    assert.equal(await putGuest({ withhold: true }), "403 forbidden");
    assert.equal(await putGuest({ choice: MAIN }), "403 forbidden");
    assert.equal(await putGuest({ guest: false }), "403 forbidden");
    assert.equal(await putGuest({ lines: [] }), "403 forbidden");
    assert.equal(await putGuest({}, "new"), "403 forbidden");
    const patch = async (body: object) => outcomeOf(await support.ask(`PATCH companies/${id}/employees/gast`, body));
    assert.equal(await patch({ substitution: "full", withhold: true }), "403 forbidden");
    assert.equal(await patch({ choice: MAIN }), "403 forbidden");
    assert.equal(await patch({ emergencyNumber: MAIN }), "403 forbidden");
    assert.equal(outcomeOf(await support.ask(`PUT companies/${id}/directory`, directory)), "403 forbidden");
    assert.equal(outcomeOf(await support.ask(`DELETE companies/${id}/employees/gast`)), "403 forbidden");
    assert.equal(outcomeOf(await support.ask(`PUT companies/no-such-company`, company)), "404 company_unknown");
  });

  test("may do more in a company of which the same person is the admin, and only there", async () => {
    const both = await signedIn(service, [{ role: "support" }, { role: "admin", company: id }]);
    assert.equal(outcomeOf(await both.ask(`PUT companies/${id}`, { ...company, name: "Mine", guests: "full" })), "200");
    assert.equal(outcomeOf(await both.ask("PUT companies/acme", { ...company, name: "Theirs" })), "403 forbidden");
    const other = { name: "Ivan", withhold: true };
    assert.equal(outcomeOf(await both.ask("PUT companies/acme/employees/ivan", other)), "403 forbidden");
  });
});

describe("a guest", () => {
  test("shows main until support opens the blocks, and personal numbers then", async () => {
    const personal = [{ number: SECOND, employee: "gast", device: "any" }];
    const { headers } = await service.operator("GET companies/acme/outgoing-numbers");
    const put = await service.operator(
      "PUT companies/acme/outgoing-numbers",
      { ...settings, personal },
      { ifMatch: headers.etag! },
    );
    assert.equal(put.status, 200);
    const shows = async () =>
      (await service.operator("POST decisions", { company: "acme", line: "gast-desk", dialled: "+4930123456" })).body;
    assert.equal((await shows())["callerId"], MAIN);
    await support.ask("PATCH companies/acme/employees/gast", { substitution: "full" });
    assert.notEqual((await shows())["callerId"], MAIN);
  });

  test("is listed with who opened the blocks, and when", async () => {
    const closed = await guestsOf();
    assert.deepEqual(
      closed.items.map(({ id: guest, open, by }) => [guest, open, by]),
      [
        ["gast", false, null],
        ["zoe", false, null],
      ],
    );
    await openTo("gast");
    await service.operator(`PUT companies/${id}`, { ...company, guests: "full" });
    const { items, guests } = await guestsOf();
    assert.equal(guests, "full");
    assert.deepEqual(
      items.map(({ id: guest, open, substitution, by, at }) => [guest, open, substitution, by, at !== null]),
      [
        ["gast", true, "full", support.name, true],
        ["zoe", true, null, "operator", true],
      ],
    );
    await openTo("gast", null);
    assert.equal((await guestsOf()).items[0]!.by, support.name, "who took their setting back");
  });

  test("who became an employee and a guest again has no old setting", async () => {
    await openTo("gast");
    assert.equal(
      outcomeOf(await service.operator(`PUT companies/${id}/employees/gast`, { name: "Gast", guest: false })),
      "200",
    );
    assert.deepEqual(
      (await guestsOf()).items.map(({ id: guest }) => guest),
      ["zoe"],
    );
    await service.operator(`PUT companies/${id}/employees/gast`, { name: "Gast", guest: true });
    assert.deepEqual([(await guestsOf()).items[0]!.open, (await guestsOf()).items[0]!.by], [false, null]);
  });

  test("is listed page by page", async () => {
    const first = await admin.ask(`GET companies/${id}/guests?limit=1`);
    assert.equal(first.body["next"], "gast");
    const second = await admin.ask(`GET companies/${id}/guests?limit=1&after=gast`);
    assert.deepEqual([(second.body["items"] as Guest[])[0]!.id, second.body["next"]], ["zoe", null]);
  });
});

describe("a request to support", () => {
  test("is listed until support opens the blocks to all whom it names", async () => {
    assert.equal(outcomeOf(await ask(["gast", "zoe"], "They sell for us")), "200");
    const { request } = await guestsOf();
    assert.deepEqual([request!.state, request!.by, request!.note], ["open", admin.name, "They sell for us"]);
    assert.ok((await openRequests()).includes(id));
    await openTo("gast");
    assert.ok((await openRequests()).includes(id));
    await openTo("zoe");
    assert.ok(!(await openRequests()).includes(id));
    const answered = (await guestsOf()).request!;
    assert.deepEqual([answered.state, answered.answer!.by], ["opened", support.name]);
  });

  test("for all guests is granted by opening the blocks to the company's guests", async () => {
    await ask("all");
    await openTo("gast");
    assert.equal((await guestsOf()).request!.state, "open");
    await service.operator(`PUT companies/${id}`, { ...company, guests: "full" });
    assert.equal((await guestsOf()).request!.state, "opened");
  });

  test("can be refused with a note, and made again", async () => {
    await ask("all");
    const refused = await support.ask(`POST companies/${id}/guests/refuse`, { note: "Not in your contract" });
    assert.equal(refused.body["state"], "refused");
    const { request } = await guestsOf();
    assert.deepEqual([request!.answer!.by, request!.answer!.note], [support.name, "Not in your contract"]);
    assert.ok(!(await openRequests()).includes(id));
    assert.equal(outcomeOf(await support.ask(`POST companies/${id}/guests/refuse`, {})), "404 guest_request_unknown");
    assert.equal(outcomeOf(await ask(["gast"])), "200");
  });

  test("is one a company at a time", async () => {
    assert.equal(outcomeOf(await ask(["gast"])), "200");
    assert.equal(outcomeOf(await ask(["zoe"])), "409 guest_request_open");
  });

  test("names guests to whom the blocks are closed", async () => {
    await openTo("zoe");
    const answer = await ask(["ivan", "gast", "nobody", "zoe"]);
    assert.equal(outcomeOf(answer), "422 invalid_guest_request");
    assert.deepEqual(faultsOf(answer), [
      "not_a_guest /employees/0",
      "employee_unknown /employees/2",
      "not_a_guest /employees/3",
    ]);
    await openTo("gast");
    assert.deepEqual(faultsOf(await ask("all")), ["not_a_guest /employees"]);
    assert.equal(outcomeOf(await ask([])), "400 malformed");
    assert.equal(outcomeOf(await ask(Array.from({ length: 201 }, (_, at) => `g${at}`))), "400 malformed");
    assert.equal(outcomeOf(await ask("all", "x".repeat(1001))), "400 malformed");
  });

  test("is in the history, with its answer", async () => {
    await ask("all");
    await support.ask(`POST companies/${id}/guests/refuse`, {});
    const { body } = await admin.ask(`GET companies/${id}/history?limit=2`);
    assert.deepEqual(
      (body["items"] as { action: string; author: { name: string } }[]).map(
        ({ action, author }) => `${action} ${author.name}`,
      ),
      [`guests.refuse ${support.name}`, `guests.request ${admin.name}`],
    );
  });

  test("goes with its company", async () => {
    await ask("all");
    await openTo("zoe");
    await service.operator(`DELETE companies/${id}`);
    assert.ok(!(await openRequests()).includes(id));
    await putCompany(service.operator, id, { directory: { ...withGuests, numbers: numbersOf(1000) } });
    const { items, request } = await guestsOf(service.operator);
    assert.equal(request, null);
    assert.deepEqual(
      items.map(({ by }) => by),
      [null, null],
    );
  });
});
