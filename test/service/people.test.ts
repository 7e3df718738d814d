/** Who may see, invite, change and remove people, and what comes of it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { directory, putCompany } from "../../lab/companies/acme.ts";
import { faultsOf, outcomeOf, type Answer, type Ask } from "../../lab/service/client.ts";
import { browserOf, PASSWORD, personWith, secretOf, type Known } from "../../lab/service/browser.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";
import { runStored } from "../../lab/service/stored.ts";

let service: TestService;
/** Of acme, and of another company, each in a session. */
let anna: Known;
let other: Known;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme", { directory });
  await putCompany(service.operator, "another");
  anna = await personWith(service, { role: "admin", company: "acme" });
  other = await personWith(service, { role: "admin", company: "another" });
});
after(() => service.stop());

const ADMIN = { role: "admin", company: "acme" };
const IVAN = { role: "employee", company: "acme", employee: "ivan" };
const MARIA = { role: "employee", company: "acme", employee: "olga" };
const OPERATOR = { role: "operator" };

let counted = 0;
const freshEmail = () => `invited-${++counted}@acme.example`;
const invite = (ask: Ask, roles: readonly object[], email = freshEmail()) =>
  ask("POST people", { email, name: "Invited", roles });
const idOf = ({ body }: Answer) => String(body["id"]);
const personAt = async (id: string) => (await service.operator(`GET people/${id}`)).body;

describe("inviting", () => {
  test("answers the person and a link, once, and the person is invited until they accept", async () => {
    const answer = await invite(service.operator, [ADMIN], "Maria.Mueller@Acme.Example");
    assert.equal(answer.status, 200);
    const { link, linkExpiresAt, sent, revision, ...person } = answer.body;
    assert.match(String(link), /^\/link#[\w-]{43}$/);
    assert.equal(sent, false);
    assert.ok(Number(revision) > 0);
    const days = (Date.parse(String(linkExpiresAt)) - Date.now()) / 86_400_000;
    assert.ok(days > 6.9 && days <= 7);
    assert.deepEqual(
      [person["email"], person["state"], person["roles"], person["pending"], person["createdBy"]],
      ["maria.mueller@acme.example", "invited", [ADMIN], [ADMIN], "operator"],
    );
    assert.deepEqual(await personAt(idOf(answer)), person, "and the link is not shown again");
  });

  test("is refused for what is no address, and for unknown fields", async () => {
    for (const email of ["", "nobody", "a, b@acme.example", "bob@acme.example\r\nRCPT TO:<evil@x.example>"])
      assert.equal(outcomeOf(await invite(service.operator, [ADMIN], email)), "400 malformed", email);
    const extra = await service.operator("POST people", { email: freshEmail(), name: "A", roles: [ADMIN], id: "x" });
    assert.deepEqual(faultsOf(extra), ["unknown_field /id"]);
    assert.equal(outcomeOf(await invite(service.operator, [])), "400 malformed", "a role is needed");
  });

  test("no name hides what it says: not invited, changed, one's own, or with a link", async () => {
    const person = await personWith(service, ADMIN);
    for (const name of ["Anna\u202enimdA", "Anna\u2066x", "Anna\nAdmin", "Anna\u2028Admin", "\u0000", "Anna\ud800"]) {
      const { email } = person;
      const malformed = [
        await service.operator("POST people", { email: freshEmail(), name, roles: [ADMIN] }),
        await service.operator(`PUT people/${person.id}`, { email, name, roles: [ADMIN] }),
        await person.browser("PATCH me/account", { name }),
        await person.browser("POST links/accept", { secret: "any", password: PASSWORD, name }),
      ];
      for (const answer of malformed) {
        assert.equal(outcomeOf(answer), "400 malformed", JSON.stringify(name));
        assert.deepEqual(faultsOf(answer), ["invalid /name"]);
      }
    }
    const persian = "می\u200cخواهم\u200f";
    assert.equal(outcomeOf(await person.browser("PATCH me/account", { name: persian })), "200");
  });

  test("is for an admin's own companies, as admin or employee", async () => {
    const { browser } = anna;
    assert.equal(outcomeOf(await invite(browser, [ADMIN])), "200");
    assert.equal(outcomeOf(await invite(browser, [IVAN])), "200");
    assert.equal(outcomeOf(await invite(browser, [{ role: "admin", company: "another" }])), "404 company_unknown");
    assert.equal(outcomeOf(await invite(browser, [{ role: "admin", company: "nowhere" }])), "404 company_unknown");
    for (const role of ["operator", "support"])
      assert.equal(outcomeOf(await invite(browser, [{ role }])), "403 forbidden");
    assert.equal(
      outcomeOf(await invite(service.operator, [{ role: "admin", company: "nowhere" }])),
      "404 company_unknown",
    );
  });

  test("as an employee is for one who is in the directory, and one only", async () => {
    const nobody = await invite(service.operator, [{ ...IVAN, employee: "nobody" }]);
    assert.equal(outcomeOf(nobody), "422 invalid_person");
    assert.deepEqual(faultsOf(nobody), ["employee_unknown /roles/0/employee"]);
    const two = await invite(service.operator, [IVAN, MARIA]);
    assert.equal(outcomeOf(two), "422 role_conflict");
    assert.deepEqual(faultsOf(two), ["role_conflict /roles/1 /roles/0"]);
    assert.equal(outcomeOf(await invite(service.operator, [ADMIN, ADMIN])), "422 role_conflict");
    const many = Array.from({ length: 1001 }, (_, at) => ({ role: "admin", company: `c${at}` }));
    assert.equal(outcomeOf(await invite(service.operator, many)), "422 too_many_entries");
  });

  test("a known address gets a role to be accepted after signing in, and no link", async () => {
    const answer = await invite(anna.browser, [ADMIN], other.email.toUpperCase());
    assert.equal(answer.status, 200);
    assert.ok(!("link" in answer.body));
    assert.deepEqual([answer.body["id"], answer.body["roles"], answer.body["pending"]], [other.id, [ADMIN], [ADMIN]]);
    assert.equal(answer.body["name"], other.email, "whoever invites does not learn the name of anybody");
    const rolesOf = async () => (await other.browser("GET session")).body;
    assert.deepEqual((await rolesOf())["roles"], [{ role: "admin", company: "another" }]);
    assert.deepEqual((await rolesOf())["pendingRoles"], [ADMIN]);
    assert.equal(outcomeOf(await other.browser("GET companies/acme")), "404 company_unknown");

    assert.equal(
      outcomeOf(await other.browser("POST me/roles/accept", { role: "employee", company: "acme" })),
      "404 role_unknown",
    );
    const cookies = other.browser.cookies();
    const accepted = await other.browser("POST me/roles/accept", ADMIN);
    assert.deepEqual(accepted.body["pendingRoles"], []);
    assert.equal(outcomeOf(await other.browser("GET companies/acme")), "200");
    assert.notEqual(other.browser.cookies(), cookies, "rights have changed, and so has the session");
    const stale = await service.as()("GET session", undefined, { headers: { cookie: cookies } });
    assert.equal(outcomeOf(stale), "401 key_required");
    assert.equal(outcomeOf(await other.browser("POST me/roles/accept", ADMIN)), "404 role_unknown");

    const removed = await anna.browser(`PUT people/${other.id}`, {
      email: other.email,
      name: (await personAt(other.id))["name"],
      roles: [],
    });
    assert.equal(outcomeOf(removed), "200");
    other = { ...other, browser: await signedIn(other.email) };
  });

  test("a role that was offered can be refused", async () => {
    await invite(anna.browser, [ADMIN], other.email);
    const refused = await other.browser("POST me/roles/refuse", ADMIN);
    assert.deepEqual([refused.status, refused.body["pendingRoles"]], [200, []]);
    assert.equal(outcomeOf(await anna.browser(`GET people/${other.id}`)), "404 person_unknown");
  });

  test("twice with the same role changes nothing", async () => {
    const email = freshEmail();
    await invite(service.operator, [ADMIN], email);
    const head = async () =>
      Number((await service.operator("PUT companies/another", { name: "Acme", country: "BY" })).body["revision"]);
    const first = await invite(service.operator, [ADMIN], email);
    const second = await invite(service.operator, [ADMIN], email);
    assert.equal(first.body["revision"], second.body["revision"]);
    assert.ok((await head()) >= Number(second.body["revision"]));
  });

  describe("an account that an admin has made for the address of a stranger", () => {
    const THERE = { role: "admin", company: "another" };

    /** Made by Anna, who has kept the link and accepts it herself. */
    async function squatted() {
      const email = freshEmail();
      const { body } = await invite(anna.browser, [ADMIN], email);
      const browser = browserOf(service.address);
      const secret = secretOf(body["link"]);
      assert.equal((await browser("POST links/accept", { secret, password: PASSWORD })).status, 200);
      return { id: String(body["id"]), email, browser };
    }
    const offer = async (email: string) => (await invite(other.browser, [THERE], email)).body;
    const accept = (browser: Ask, more: object = {}) => browser("POST me/roles/accept", { ...THERE, ...more });

    test("accepts what another company offers with the link of that offer alone", async () => {
      const { email, browser } = await squatted();
      const first = await offer(email);
      assert.match(String(first["link"]), /^\/account#[\w-]{43}$/);
      assert.ok(!("linkExpiresAt" in first));
      assert.deepEqual(first["pending"], [THERE]);
      assert.equal(outcomeOf(await accept(browser)), "403 offer_link_required");
      assert.equal(outcomeOf(await accept(browser, { secret: "guessed" })), "403 offer_link_required");
      const second = await offer(email);
      assert.notEqual(second["link"], first["link"]);
      const old = { secret: secretOf(first["link"]) };
      assert.equal(outcomeOf(await accept(browser, old)), "403 offer_link_required", "there is a newer one");
      const accepted = await accept(browser, { secret: secretOf(second["link"]) });
      assert.deepEqual(accepted.body["roles"], [ADMIN, THERE]);
    });

    test("refuses it without the link; its own company offers without one", async () => {
      const { email, browser } = await squatted();
      await offer(email);
      assert.equal(outcomeOf(await browser("POST me/roles/refuse", THERE)), "200");
      assert.ok(!("link" in (await invite(anna.browser, [IVAN], email)).body));
      assert.equal(outcomeOf(await browser("POST me/roles/accept", { role: "employee", company: "acme" })), "200");
    });

    test("is the stranger's once they have come by an operator's link, until an admin makes another", async () => {
      const { id, email } = await squatted();
      const byLink = async (ask: Ask) => {
        const { body } = await ask(`POST people/${id}/link`, {});
        const browser = browserOf(service.address);
        const secret = secretOf(body["link"]);
        assert.equal((await browser("POST links/accept", { secret, password: PASSWORD })).status, 200);
        return browser;
      };
      await offer(email);
      const stranger = await byLink(service.operator);
      assert.equal(outcomeOf(await accept(stranger)), "200");
      assert.ok("link" in (await offer((await squatted()).email)));
      await service.operator(`PUT people/${id}`, { email, name: "Invited", roles: [ADMIN] });
      assert.ok(!("link" in (await offer(email))), "an operator has vouched for it");
      await service.operator(`PUT people/${id}`, { email, name: "Invited", roles: [ADMIN] });
      const taken = await byLink(anna.browser);
      assert.ok("link" in (await offer(email)), "an admin may have taken it over");
      assert.equal(outcomeOf(await accept(taken)), "403 offer_link_required");
    });

    test("gets no address that an admin writes down later", async () => {
      const person = await personWith(service, ADMIN);
      const { name } = await personAt(person.id);
      const email = freshEmail();
      assert.equal(outcomeOf(await anna.browser(`PUT people/${person.id}`, { email, name, roles: [ADMIN] })), "200");
      assert.ok("link" in (await offer(email)));
    });

    test("waits in vain for the directory of another company", async () => {
      const { email } = await squatted();
      const { body } = await service.operator("POST keys", {
        name: "IdP",
        role: "pbx",
        companies: ["another"],
        sync: true,
      });
      const answer = await fetch(`${service.address}/scim/v2/another/Users`, {
        method: "POST",
        headers: { authorization: `Bearer ${String(body["key"])}`, "content-type": "application/scim+json" },
        body: JSON.stringify({ userName: email, emails: [{ value: email, type: "work" }] }),
      });
      assert.equal(answer.status, 201);
      const employee = { role: "employee", company: "another" };
      const browser = await signedIn(email);
      assert.equal(outcomeOf(await browser("POST me/roles/accept", employee)), "403 offer_link_required");
    });
  });

  test("an employee elsewhere cannot be one here", async () => {
    const ivan = await personWith(service, IVAN);
    const answer = await invite(service.operator, [MARIA], ivan.email);
    assert.equal(outcomeOf(answer), "422 role_conflict");
  });
});

async function signedIn(email: string) {
  const browser = browserOf(service.address);
  const answer = await browser("POST session", { email, password: PASSWORD });
  assert.equal(answer.status, 200, answer.text);
  return browser;
}

describe("seeing people", () => {
  test("an admin sees those of their companies, with the roles there; an operator and support see everybody", async () => {
    const both = await personWith(service, ADMIN, { role: "admin", company: "another" });
    const support = await personWith(service, { role: "support" });
    const emails = async (ask: Ask, query = "") =>
      ((await ask(`GET people?limit=1000${query}`)).body["items"] as { email: string }[]).map(({ email }) => email);
    const seen = await emails(anna.browser);
    assert.ok(seen.includes(both.email) && !seen.includes(other.email) && !seen.includes(support.email));
    assert.deepEqual(seen, [...seen].sort());
    assert.deepEqual((await anna.browser(`GET people/${both.id}`)).body["roles"], [ADMIN]);
    for (const ask of [service.operator, support.browser]) {
      const everybody = await emails(ask);
      for (const { email } of [both, other, support, anna]) assert.ok(everybody.includes(email));
      const ofAnother = await emails(ask, "&company=another");
      assert.ok(ofAnother.includes(both.email) && ofAnother.includes(other.email) && !ofAnother.includes(anna.email));
    }
    assert.equal(outcomeOf(await anna.browser("GET people?company=another")), "404 company_unknown");
    assert.equal(outcomeOf(await anna.browser(`GET people/${other.id}`)), "404 person_unknown");
    assert.equal(outcomeOf(await invite(support.browser, [ADMIN])), "403 forbidden");
  });

  test("is paged", async () => {
    const all = ((await service.operator("GET people?limit=1000")).body["items"] as { email: string }[]).map(
      ({ email }) => email,
    );
    const paged: string[] = [];
    for (let after: string | null = ""; after !== null;) {
      const { body } = await service.operator(`GET people?limit=2${after && `&after=${encodeURIComponent(after)}`}`);
      paged.push(...(body["items"] as { email: string }[]).map(({ email }) => email));
      after = body["next"] as string | null;
    }
    assert.deepEqual(paged, all);
  });

  test("is not for employees", async () => {
    const maria = await personWith(service, MARIA);
    assert.equal(outcomeOf(await maria.browser("GET people")), "403 forbidden");
  });
});

describe("changing a person", () => {
  const put = (ask: Ask, id: string, body: object) => ask(`PUT people/${id}`, body);

  test("an admin changes roles in their own companies, and no other", async () => {
    const both = await personWith(service, ADMIN, { role: "admin", company: "another" });
    const { name } = (await anna.browser(`GET people/${both.id}`)).body;
    const same = { email: both.email, name };
    assert.equal(outcomeOf(await put(anna.browser, both.id, { ...same, roles: [IVAN] })), "200");
    assert.deepEqual((await personAt(both.id))["roles"], [{ role: "admin", company: "another" }, IVAN]);
    assert.equal(
      outcomeOf(await put(anna.browser, both.id, { ...same, roles: [{ role: "admin", company: "another" }] })),
      "404 company_unknown",
    );
    assert.equal(outcomeOf(await put(anna.browser, both.id, { ...same, roles: [IVAN, OPERATOR] })), "403 forbidden");
    for (const change of [{ email: "taken-over@acme.example" }, { name: "Somebody else" }])
      assert.equal(outcomeOf(await put(anna.browser, both.id, { ...same, roles: [IVAN], ...change })), "403 forbidden");
    assert.equal(outcomeOf(await anna.browser(`POST people/${both.id}/link`, {})), "403 forbidden");
    assert.equal(outcomeOf(await anna.browser(`DELETE people/${both.id}`)), "403 forbidden");
    assert.equal(
      outcomeOf(await put(anna.browser, other.id, { email: other.email, name: "X", roles: [ADMIN] })),
      "404 person_unknown",
    );
    assert.equal(outcomeOf(await anna.browser(`POST people/${other.id}/link`, {})), "404 person_unknown");
    assert.equal(outcomeOf(await anna.browser(`DELETE people/${other.id}`)), "404 person_unknown");
  });

  test("an operator or support who is also an admin here is not an admin's to change", async () => {
    for (const role of ["operator", "support"]) {
      const high = await personWith(service, ADMIN, { role });
      const { name } = (await anna.browser(`GET people/${high.id}`)).body;
      assert.equal(outcomeOf(await anna.browser(`POST people/${high.id}/link`, {})), "403 forbidden");
      assert.equal(outcomeOf(await anna.browser(`DELETE people/${high.id}`)), "403 forbidden");
      assert.equal(
        outcomeOf(await put(anna.browser, high.id, { email: "x@acme.example", name, roles: [ADMIN] })),
        "403 forbidden",
      );
      assert.equal(outcomeOf(await put(anna.browser, high.id, { email: high.email, name, roles: [] })), "200");
      assert.deepEqual((await personAt(high.id))["roles"], [{ role }]);
    }
  });

  test("of rights by somebody else ends the person's sessions; of the name does not", async () => {
    const person = await personWith(service, ADMIN);
    const asked = { email: person.email, name: "Another name", roles: [ADMIN] };
    assert.equal(outcomeOf(await put(service.operator, person.id, asked)), "200");
    assert.deepEqual((await person.browser("GET session")).body["roles"], [ADMIN]);
    assert.equal(
      outcomeOf(await put(service.operator, person.id, { ...asked, roles: [ADMIN, { role: "support" }] })),
      "200",
    );
    assert.equal(outcomeOf(await person.browser("GET session")), "401 key_required");
    const again = await signedIn(person.email);
    assert.deepEqual((await again("GET session")).body["roles"], [{ role: "support" }, ADMIN]);
  });

  test("that changes nothing has no revision of its own", async () => {
    const person = await personWith(service, ADMIN);
    const { email, name, roles } = await personAt(person.id);
    const first = await put(service.operator, person.id, { email, name, roles });
    const second = await put(service.operator, person.id, { email, name, roles });
    assert.equal(first.body["revision"], second.body["revision"]);
    assert.equal(outcomeOf(await person.browser("GET session")), "200");
  });

  test("to an address of somebody else is refused", async () => {
    const person = await personWith(service, ADMIN);
    const answer = await put(service.operator, person.id, { email: anna.email, name: "A", roles: [ADMIN] });
    assert.equal(outcomeOf(answer), "409 email_taken");
  });
});

describe("the last operator", () => {
  test("who can sign in is neither removed nor made something else", async () => {
    const alone = await serviceHere();
    try {
      const last = await personWith(alone, OPERATOR);
      // An operator who has not accepted cannot sign in, and does not count.
      await alone.operator("POST people", { email: "late@people.example", name: "Late", roles: [OPERATOR] });
      const body = { email: last.email, name: "Last", roles: [] };
      assert.equal(outcomeOf(await alone.operator(`DELETE people/${last.id}`)), "409 last_operator");
      assert.equal(outcomeOf(await alone.operator(`PUT people/${last.id}`, body)), "409 last_operator");
      assert.equal(outcomeOf(await last.browser(`DELETE people/${last.id}`)), "409 last_operator");
      await personWith(alone, OPERATOR);
      assert.equal(outcomeOf(await alone.operator(`DELETE people/${last.id}`)), "200");
      assert.equal(outcomeOf(await last.browser("GET session")), "401 key_required");
    } finally {
      await alone.stop();
    }
  });
});

describe("the history", () => {
  test("of a company tells of its people, by whom, without secrets", async () => {
    const person = await invite(anna.browser, [ADMIN]);
    const secret = secretOf(person.body["link"]);
    await browserOf(service.address)("POST links/accept", { secret, password: PASSWORD });
    await anna.browser(`DELETE people/${idOf(person)}`);
    const { body, text } = await service.operator("GET companies/acme/history?limit=3");
    const entries = body["items"] as { action: string }[];
    assert.deepEqual(
      entries.map(({ action }) => action),
      ["person.delete", "link.accept", "person.invite"],
    );
    for (const told of [secret, PASSWORD, "argon2id"]) assert.ok(!text.includes(told), told);
  });
});

describe("without a fresh proof", () => {
  test("a session changes no people, keys or requirements; a key in a header does", async () => {
    const operator = await personWith(service, OPERATOR);
    const long = new Date(Date.now() - 11 * 60_000).toISOString();
    await runStored(service, "UPDATE session SET authenticated_at = ? WHERE person = ?", long, operator.id);
    const asked = { email: freshEmail(), name: "A", roles: [ADMIN] };
    for (const what of [
      () => operator.browser("POST people", asked),
      () => operator.browser(`PUT people/${anna.id}`, asked),
      () => operator.browser(`DELETE people/${anna.id}`),
      () => operator.browser(`POST people/${anna.id}/link`, {}),
      () => operator.browser("POST keys", { name: "A", role: "operator" }),
      () => operator.browser("DELETE keys/none"),
      () => operator.browser("PUT security", { requireSecondFactor: [] }),
      () => operator.browser("PUT me/totp"),
    ])
      assert.equal(outcomeOf(await what()), "401 proof_required");
    assert.equal(outcomeOf(await operator.browser("GET people")), "200");
    const wrong = await operator.browser("POST session/proof", { password: "wrong" });
    assert.equal(outcomeOf(wrong), "401 credentials_wrong");
    const cookies = operator.browser.cookies();
    assert.equal(outcomeOf(await operator.browser("POST session/proof", { password: PASSWORD })), "200");
    assert.notEqual(operator.browser.cookies(), cookies);
    assert.equal(outcomeOf(await operator.browser("POST people", asked)), "200");
  });
});
