/** Somebody has the password of an admin; the operator shuts them out and puts everything back. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BERLIN, company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { browserOf, PASSWORD, personWith, secretOf, type Browser, type Known } from "../../lab/service/browser.ts";
import { outcomeOf, type Answer } from "../../lab/service/client.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";
import { openStored } from "../../lab/service/stored.ts";

const ADMIN = { role: "admin", company: "acme" };
const ACCOMPLICE = "accomplice@elsewhere.example";

let service: TestService;
let anna: Known;
/** Anna's colleague, whose account the attacker tries to get as well. */
let boris: Known;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme", { company, directory, settings });
  await putCompany(service.operator, "another");
  anna = await personWith(service, ADMIN);
  boris = await personWith(service, ADMIN);
});
after(() => service.stop());

const ok = (answer: Answer): Answer => {
  assert.equal(outcomeOf(answer), "200", answer.text);
  return answer;
};

/** The documents without who saved them and when. */
async function everything(): Promise<unknown> {
  const parts = ["", "/directory", "/outgoing-numbers", "/expectations"].map(async (part) => {
    const { body } = ok(await service.operator(`GET companies/acme${part}`));
    const { revision: _, savedAt: __, savedBy: ___, warnings: ____, ...document } = body;
    return document;
  });
  return Promise.all(parts);
}

async function changeOutgoing(browser: Browser, document: object): Promise<void> {
  const { headers } = ok(await browser("GET companies/acme/outgoing-numbers"));
  ok(await browser("PUT companies/acme/outgoing-numbers", document, { ifMatch: headers.etag! }));
}

test("an admin's account that was taken over is shut, and all it did is undone or named", async () => {
  const was = await everything();
  const since = new Date().toISOString();

  const mallory = browserOf(service.address);
  ok(await mallory("POST session", { email: anna.email, password: PASSWORD }));
  await changeOutgoing(mallory, { ...settings, main: BERLIN });
  await changeOutgoing(mallory, { main: BERLIN, personal: [], regional: [], priority: "personal" });
  ok(await mallory(`PATCH companies/acme/numbers/${encodeURIComponent(SECOND)}`, { on: false }));
  ok(await mallory("PUT companies/acme/employees/ivan", { name: "Nobody", lines: [] }));
  ok(await mallory("DELETE companies/acme/employees/olga"));
  const invited = ok(await mallory("POST people", { email: ACCOMPLICE, name: "Accomplice", roles: [ADMIN] })).body;
  const accomplice = browserOf(service.address);
  ok(await accomplice("POST links/accept", { secret: secretOf(invited["link"]), password: "other-otter-12-lamps-88" }));
  ok(await accomplice("PUT companies/acme", { ...company, name: "Not Acme" }));
  const reset = ok(await mallory(`POST people/${boris.id}/link`, {})).body;
  for (const [what, body] of [
    ["POST keys", { name: "back door", role: "admin", companies: ["acme"] }],
    ["POST identity-providers", { company: "acme", name: "Mine", issuer: "https://mallory.example" }],
    [`PUT companies/acme/directory`, { ...directory, numbers: [...directory.numbers, { number: "+375171239999" }] }],
  ] as const)
    assert.match(outcomeOf(await mallory(what, body)), /^40[03] /, what);

  // Everything but the account is in the history of the company, by whom.
  ok(await service.operator(`PUT people/${anna.id}`, { email: anna.email, name: "Anna", roles: [] }));
  ok(await service.operator(`DELETE people/${String(invited["id"])}`));
  for (const browser of [mallory, accomplice, anna.browser])
    assert.equal(outcomeOf(await browser("GET companies/acme")), "401 key_required");
  const signIn = () => browserOf(service.address)("POST session", { email: anna.email, password: PASSWORD });
  assert.deepEqual(ok(await signIn()).body["permissions"], [], "the password opens nothing any more");

  const leftOut: { path: string; code: string }[] = [];
  for (const id of [String(invited["id"]), anna.id]) {
    const { body } = ok(
      await service.operator("POST companies/acme/history/undo", { author: { kind: "person", id }, since }),
    );
    leftOut.push(...(body["leftOut"] as typeof leftOut));
  }
  assert.deepEqual(await everything(), was);
  assert.equal(
    MAIN,
    (ok(await service.operator("GET companies/acme/outgoing-numbers")).body as { main?: string }).main,
  );
  assert.ok(leftOut.every(({ code }) => code === "not_undoable"));
  assert.ok(
    leftOut.some(({ path }) => path === `/people/${boris.id}/link`),
    "that there was a link for somebody else's account is told",
  );

  const stolen = { secret: secretOf(reset["link"]), password: "other-otter-12-lamps-88" };
  assert.equal(outcomeOf(await browserOf(service.address)("POST links/accept", stolen)), "410 link_used");
  ok(await boris.browser("GET companies/acme"));
});

test("what the attacker then changes in the database's history is found", async () => {
  const verified = async () => ok(await service.operator("GET history/verify")).body;
  const whole = await verified();
  assert.deepEqual([whole["ok"], whole["firstBad"]], [true, null]);
  const database = openStored(service.dataDir);
  const { revision } = database
    .prepare("SELECT revision FROM history WHERE author_id = ? ORDER BY revision LIMIT 1")
    .get(anna.id) as { revision: number };
  database.prepare("UPDATE history SET author = 'Boris', author_id = ? WHERE revision = ?").run(boris.id, revision);
  database.close();
  const forged = await verified();
  assert.deepEqual([forged["ok"], forged["firstBad"], forged["reason"]], [false, revision, "changed"]);
});
