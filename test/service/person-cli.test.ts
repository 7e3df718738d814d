/** `callas person`: over HTTP, and in the data folder when nobody can sign in any more. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { directory, putCompany } from "../../lab/companies/acme.ts";
import { outcomeOf } from "../../lab/service/client.ts";
import { browserOf, PASSWORD, secretOf } from "../../lab/service/browser.ts";
import { end } from "../../lab/service/end.ts";
import { newFolder, operatorKey, serviceHere, serviceProcess, type TestService } from "../../lab/service/service.ts";
import { runCallas } from "./run-callas.ts";

describe("callas person", () => {
  let service: TestService;
  let environment: Record<string, string>;
  before(async () => {
    service = await serviceHere();
    await putCompany(service.operator, "acme", { directory });
    environment = { CALLAS_URL: service.address, CALLAS_KEY: operatorKey };
  });
  after(() => service.stop());

  const accept = (link: string) =>
    browserOf(service.address)("POST links/accept", { secret: secretOf(link.trim()), password: PASSWORD });
  const person = (...words: string[]) => runCallas(["person", ...words], environment);

  test("invites somebody and prints the link alone", async () => {
    const roles = ["--admin", "acme", "--employee", "acme/ivan"];
    const ran = await person("invite", "Anna@acme.example", "--name", "Anna", ...roles);
    assert.equal(ran.code, 0, ran.stderr);
    assert.match(ran.stdout, new RegExp(`^${service.address}/link#[\\w-]{43}\\n$`));
    assert.match(ran.stderr, /^Invited Anna@acme\.example\. The link is good once, until \d{4}-/);
    const accepted = await accept(ran.stdout);
    assert.deepEqual(accepted.body["roles"], [
      { role: "admin", company: "acme" },
      { role: "employee", company: "acme", employee: "ivan" },
    ]);
    const again = await person("invite", "anna@acme.example", "--name", "Anna", "--support");
    assert.deepEqual([again.code, again.stdout], [0, ""]);
    assert.match(again.stderr, /is known: they accept the roles/);
  });

  test("lists people, makes another link, removes them", async () => {
    await person("invite", "olga@acme.example", "--name", "Olga", "--admin", "acme");
    const listed = await person("list", "--company", "acme");
    assert.match(listed.stdout, /^E-MAIL +NAME +ROLES +STATE/);
    assert.match(listed.stdout, /^olga@acme\.example +Olga +admin acme +invited/m);
    const link = await person("link", "olga@acme.example");
    assert.equal((await accept(link.stdout)).status, 200);
    assert.match((await person("list", "--json")).stdout, /"state": "active"/);
    const removed = await person("remove", "olga@acme.example");
    assert.match(removed.stdout, /^Removed olga@acme\.example: revision \d+\.$/m);
    assert.doesNotMatch((await person("list")).stdout, /olga/);
  });

  test("says what is wrong", async () => {
    const failures = [
      [await person("link", "nobody@acme.example"), 2, /no person with the e-mail address/],
      [await person("invite", "a@acme.example", "--name", "A"), 2, /needs a role/],
      [await person("invite", "a@acme.example", "--name", "A", "--employee", "ivan"), 2, /COMPANY\/ID/],
      [await person("invite", "a@acme.example", "--name", "A", "--operator", "--send"), 4, /mail_not_set_up/],
      [await runCallas(["person", "link", "a@acme.example"], { CALLAS_URL: service.address }), 2, /set CALLAS_KEY/],
    ] as const;
    for (const [ran, code, says] of failures) {
      assert.equal(ran.code, code, ran.stderr);
      assert.match(ran.stderr, says);
      assert.equal(ran.stdout, "");
    }
  });
});

test("callas person link lets the operator in again, while no service runs", async () => {
  const folder = await newFolder();
  const nowhere = {
    CALLAS_DATA_DIR: folder,
    CALLAS_URL: "http://127.0.0.1:9",
    CALLAS_PUBLIC_URL: "https://callas.example",
  };
  try {
    const first = serviceProcess({ CALLAS_DATA_DIR: folder });
    const address = await first.address;
    const invited = await runCallas(["person", "invite", "o@callas.example", "--name", "O", "--operator"], {
      CALLAS_URL: address,
      CALLAS_KEY: operatorKey,
    });
    const earlier = secretOf(invited.stdout.trim());
    await end(first.child, "SIGTERM");

    const made = await runCallas(["person", "link", "O@callas.example"], nowhere);
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /^https:\/\/callas\.example\/link#/);
    assert.equal((await runCallas(["person", "link", "nobody@callas.example"], nowhere)).code, 2);
    assert.equal((await runCallas(["person", "link", "o@callas.example", "--send"], nowhere)).code, 2);

    const second = serviceProcess({ CALLAS_DATA_DIR: folder });
    const browser = browserOf(await second.address);
    const accept = (secret: string) => browser("POST links/accept", { secret, password: PASSWORD });
    assert.equal(outcomeOf(await accept(earlier)), "410 link_used");
    const secret = secretOf(made.stdout.trim());
    assert.equal((await browser("POST links/check", { secret })).body["kind"], "recovery");
    assert.equal(outcomeOf(await accept(secret)), "200");
    await end(second.child, "SIGTERM");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
