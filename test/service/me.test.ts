/** An employee's own page: what their calls show, and the two things that they may set. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { BERLIN, company, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { faultsOf, outcomeOf, revisionIn, type Answer } from "../../lab/service/client.ts";
import { signedIn, type SignedIn } from "../../lab/service/people.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;
let ivan: SignedIn;
let olga: SignedIn;
let gast: SignedIn;
let sync: string;

const employee = (id: string) => [{ role: "employee", company: "acme", employee: id }] as const;

before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme", { directory, settings });
  ivan = await signedIn(service, employee("ivan"));
  olga = await signedIn(service, employee("olga"));
  gast = await signedIn(service, employee("gast"));
  const made = await service.operator("POST keys", { name: "PBX", role: "pbx", companies: ["acme"], sync: true });
  sync = made.body["key"] as string;
});
after(() => service.stop());
beforeEach(async () => {
  const cleared = directory.employees.map((each) => ({ ...each, choice: null, withhold: null, substitution: null }));
  const numbers = directory.numbers.map((each) => ({ ...each, label: each.label ?? null, on: each.on ?? true }));
  const set = {
    ...directory,
    numbers,
    employees: cleared.map(({ substitution, ...each }) => ({ ...each, ...(each.guest && { substitution }) })),
  };
  assert.equal(outcomeOf(await service.operator("PUT companies/acme", company)), "200");
  assert.equal(outcomeOf(await service.operator("PUT companies/acme/directory", set)), "200");
});

type Me = Readonly<{
  shown: readonly Readonly<{
    device: string;
    places: readonly Readonly<{ place: Readonly<{ kind: string; country?: string }>; callerId: string | null }>[];
  }>[];
  choices: readonly Readonly<{ number: string; default: boolean }>[];
  choice: string | null;
  choiceRefused: string | null;
  mainOnly: boolean;
  withhold: boolean | null;
  withholds: boolean;
}>;

async function meOf({ ask }: SignedIn): Promise<Me> {
  const answer = await ask("GET me");
  assert.equal(answer.status, 200, answer.text);
  return answer.body as Me;
}

const choose = ({ ask }: SignedIn, choice: string | null) => ask("PUT me", { choice });

const softphone = async (dialled: string, more = {}) =>
  (await service.operator("POST decisions", { company: "acme", line: "ivan-soft", dialled, ...more })).body["callerId"];

describe("an employee sees", () => {
  test("what clients see from each of their own devices", async () => {
    const { shown } = await meOf(ivan);
    assert.deepEqual(
      shown.map(({ device, places }) => [
        device,
        ...places.map(({ place, callerId }) => `${place.country ?? place.kind} ${callerId}`),
      ]),
      ["desk_phone", "softphone", "corporate_sim"].map((device) => [
        device,
        `home ${SECOND}`,
        `abroad ${SECOND}`,
        `DE ${BERLIN}`,
      ]),
    );
    assert.deepEqual(
      (await meOf(olga)).shown.map(({ device }) => device),
      ["desk_phone"],
    );
  });

  test("the numbers that they may choose, and which of them is shown anyway", async () => {
    assert.deepEqual(
      (await meOf(ivan)).choices.map(({ number, default: shown }) => `${number} ${shown}`),
      [`${SECOND} true`, `${BERLIN} false`, `${MAIN} false`],
    );
    assert.deepEqual(
      (await meOf(olga)).choices.map(({ number }) => number),
      [MAIN, BERLIN],
    );
  });

  test("that a guest shows main", async () => {
    const { mainOnly, choices } = await meOf(gast);
    assert.equal(mainOnly, true);
    assert.deepEqual(
      choices.map(({ number }) => number),
      [MAIN],
    );
  });

  test("no choices where choosing is off", async () => {
    await service.operator("PUT companies/acme", { ...company, choice: "off" });
    assert.deepEqual((await meOf(ivan)).choices, []);
  });
});

describe("a standing choice", () => {
  test("is kept, shown and taken back by its employee", async () => {
    const chosen = await choose(ivan, MAIN);
    assert.equal(chosen.body["choice"], MAIN);
    assert.equal(await softphone("+4930123456"), MAIN);
    assert.equal(await softphone("+4930123456", { chosen: BERLIN }), BERLIN);
    const softphoneShows = (await meOf(ivan)).shown.find(({ device }) => device === "softphone");
    assert.deepEqual([...new Set(softphoneShows!.places.map(({ callerId }) => callerId))], [MAIN]);
    assert.equal(outcomeOf(await choose(ivan, null)), "200");
    assert.equal(await softphone("+4930123456"), BERLIN);
  });

  test("that breaks what the company expects is refused with strict handling, and told of without", async () => {
    const { headers } = await service.operator("GET companies/acme/expectations");
    const call = (line: string, shows: string) => ({ line, dialled: "+4930123456", shows });
    const expectations = [call("olga-desk", SECOND), call("ivan-soft", BERLIN)];
    const saved = await service.operator(
      "PUT companies/acme/expectations",
      { expectations },
      { ifMatch: headers.etag! },
    );
    assert.equal(outcomeOf(saved), "200");
    const strict = await ivan.ask("PUT me", { choice: MAIN }, { headers: { prefer: "handling=strict" } });
    assert.equal(outcomeOf(strict), "422 expectation_broken");
    assert.deepEqual(faultsOf(strict), ["expectation_broken /expectations/1"]);
    assert.equal(strict.headers["preference-applied"], "handling=strict");
    assert.equal((await meOf(ivan)).choice, null);
    const lenient = await choose(ivan, MAIN);
    assert.deepEqual(
      (lenient.body["expectations"] as { path: string; got: string }[]).map(({ path, got }) => [path, got]),
      [["/expectations/1", MAIN]],
      "that of somebody else fails too, and is not told of",
    );
    assert.deepEqual((await choose(olga, MAIN)).body["expectations"], [
      { path: "/expectations/0", shows: SECOND, got: BERLIN, decidedBy: { rule: "country", country: "DE" } },
    ]);
    const { etag } = saved.headers;
    await service.operator("PUT companies/acme/expectations", { expectations: [] }, { ifMatch: etag! });
  });

  test("is the person's in the history", async () => {
    const revision = revisionIn(await choose(ivan, MAIN));
    const { body } = await service.operator("GET companies/acme/history?limit=1");
    const [entry] = body["items"] as {
      revision: number;
      author: { name: string };
      action: string;
      changes: object[];
    }[];
    assert.deepEqual(
      [entry!.revision, entry!.author.name, entry!.action, entry!.changes],
      [revision, ivan.name, "me.put", [{ path: "/directory/employees/ivan/choice", to: MAIN }]],
    );
  });

  test("that changes nothing has no revision of its own", async () => {
    const first = revisionIn(await choose(ivan, MAIN));
    assert.equal(revisionIn(await choose(ivan, MAIN)), first);
  });

  test("is one of the numbers that the employee may choose", async () => {
    const refused = async (who: SignedIn, number: string, why: string) => {
      const answer = await choose(who, number);
      assert.equal(outcomeOf(answer), "422 invalid_choice");
      assert.deepEqual(faultsOf(answer), [`${why} /choice`]);
    };
    await refused(olga, SECOND, "choice_not_allowed");
    await refused(ivan, OFF, "choice_not_allowed");
    await refused(ivan, "+375179999999", "number_unknown");
    await refused(gast, BERLIN, "choice_not_allowed");
    await service.operator("PUT companies/acme", { ...company, choice: "all" });
    await refused(olga, OFF, "number_off");
    assert.equal(outcomeOf(await choose(olga, SECOND)), "200");
    await service.operator("PUT companies/acme", { ...company, choice: "off" });
    await refused(ivan, MAIN, "choice_not_allowed");
  });

  test("stops counting once its number is off, and says so", async () => {
    await choose(ivan, BERLIN);
    await service.operator(`PATCH companies/acme/numbers/${BERLIN}`, { on: false });
    const { choice, choiceRefused } = await meOf(ivan);
    assert.deepEqual([choice, choiceRefused], [BERLIN, "number_off"]);
    assert.equal(await softphone("+4930123456"), SECOND);
    // It may stay, with another field changed.
    assert.equal(outcomeOf(await ivan.ask("PUT me", { choice: BERLIN, withhold: true })), "200");
  });

  test("stops counting once its number is gone, and says so", async () => {
    const more = "+375171234570";
    await service.operator(`PUT companies/acme/numbers/${more}`, {});
    await service.operator("PUT companies/acme", { ...company, choice: "all" });
    await choose(ivan, more);
    assert.equal(await softphone("+4930123456"), more);
    await service.operator(`DELETE companies/acme/numbers/${more}`);
    assert.equal((await meOf(ivan)).choiceRefused, "number_gone");
    assert.equal(await softphone("+4930123456"), BERLIN);
  });

  test("never changes an emergency call", async () => {
    await choose(ivan, SECOND);
    assert.equal(await softphone("112"), MAIN);
  });

  test("survives a synchronisation, and a PBX may keep it but not set it", async () => {
    await choose(ivan, MAIN);
    const pbx = service.as(sync);
    const sent = (choice?: string | null) => ({
      ...directory,
      employees: directory.employees.map((each) =>
        each.id === "ivan" && choice !== undefined ? { ...each, choice } : each,
      ),
    });
    assert.equal(outcomeOf(await pbx("PUT companies/acme/directory", sent())), "200");
    assert.equal((await meOf(ivan)).choice, MAIN);
    assert.equal(outcomeOf(await pbx("PUT companies/acme/directory", sent(MAIN))), "200");
    assert.equal(outcomeOf(await pbx("PUT companies/acme/directory", sent(SECOND))), "403 forbidden");
    assert.equal(outcomeOf(await pbx("PUT companies/acme/directory", sent(null))), "403 forbidden");
    assert.equal(outcomeOf(await pbx("PATCH companies/acme/employees/ivan", { choice: null })), "403 forbidden");
    assert.equal(outcomeOf(await service.operator("PUT companies/acme/directory", sent(null))), "200");
    assert.equal((await meOf(ivan)).choice, null);
  });

  test("is in the directory, and set there is one of the company's numbers that is on", async () => {
    const patch = (choice: string) => service.operator("PATCH companies/acme/employees/ivan", { choice });
    assert.equal((await patch(SECOND)).body["choice"], SECOND);
    assert.equal((await service.operator("GET companies/acme/employees/ivan")).body["choice"], SECOND);
    assert.deepEqual(faultsOf(await patch(OFF)), ["number_off /choice"]);
    assert.deepEqual(faultsOf(await patch("+375179999999")), ["number_unknown /choice"]);
  });
});

describe("withholding one's number", () => {
  test("is set and taken back, and changes nothing else", async () => {
    await choose(ivan, MAIN);
    const set = await ivan.ask("PUT me", { withhold: true });
    assert.deepEqual([set.body["withhold"], set.body["withholds"], set.body["choice"]], [true, true, MAIN]);
    const asked = { company: "acme", line: "ivan-desk", dialled: "+4930123456" };
    assert.equal((await service.operator("POST decisions", asked)).body["privacy"], true);
    const cleared = await ivan.ask("PUT me", { withhold: null });
    assert.deepEqual([cleared.body["withhold"], cleared.body["withholds"]], [null, false]);
  });
});

describe("an employee may nothing else", () => {
  test("neither of their own company nor of another", async () => {
    const outcome = async (...asked: Parameters<SignedIn["ask"]>): Promise<string> =>
      outcomeOf(await ivan.ask(...asked));
    assert.equal(await outcome("GET companies"), "403 forbidden");
    assert.equal(await outcome("GET companies/acme"), "403 forbidden");
    assert.equal(await outcome("GET companies/no-such-company"), "403 forbidden");
    assert.equal(await outcome("GET companies/acme/employees/ivan"), "403 forbidden");
    assert.equal(await outcome("PUT companies/acme/employees/ivan", { name: "Boss" }), "403 forbidden");
    assert.equal(
      await outcome("POST decisions", { company: "acme", line: "ivan-desk", dialled: "112" }),
      "403 forbidden",
    );
  });

  test("and sends no other field", async () => {
    const sent = async (body: unknown): Promise<Answer> => ivan.ask("PUT me", body);
    assert.equal(outcomeOf(await sent({ substitution: "full" })), "400 malformed");
    assert.equal(outcomeOf(await sent({ employee: "olga", choice: MAIN })), "400 malformed");
    assert.equal(outcomeOf(await sent({ choice: "12" })), "400 malformed");
    assert.equal(
      outcomeOf(await ivan.ask("PUT me", { choice: MAIN }, { headers: { origin: "https://evil.example" } })),
      "403 forbidden",
    );
  });

  test("once they are gone from the directory, or their company is", async () => {
    await service.operator("PUT companies/acme/employees/left", { name: "Left" });
    const left = await signedIn(service, employee("left"));
    assert.equal((await left.ask("GET me")).status, 200);
    await service.operator("DELETE companies/acme/employees/left");
    assert.equal(outcomeOf(await left.ask("GET me")), "404 employee_unknown");
    assert.equal(outcomeOf(await left.ask("PUT me", { withhold: true })), "404 employee_unknown");
    await putCompany(service.operator, "closing", {});
    await service.operator("PUT companies/closing/employees/x", { name: "X" });
    const last = await signedIn(service, [{ role: "employee", company: "closing", employee: "x" }]);
    assert.equal((await last.ask("GET me")).status, 200);
    await service.operator("DELETE companies/closing");
    assert.equal(outcomeOf(await last.ask("GET me")), "401 key_required");
  });

  test("and somebody who is no employee has no such page", async () => {
    assert.equal(outcomeOf(await service.operator("GET me")), "403 forbidden");
    const support = await signedIn(service, [{ role: "support" }]);
    assert.equal(outcomeOf(await support.ask("GET me")), "403 forbidden");
  });
});
