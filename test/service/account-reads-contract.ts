/** What is read of accounts and nodes has to be the same on every database. */
import assert from "node:assert/strict";
import type { Link } from "../../src/access/link.ts";
import type { IdentityProvider } from "../../src/access/identity-provider.ts";
import type { Person } from "../../src/access/person.ts";
import type { SignInRecord } from "../../src/access/sign-in.ts";
import type { StoredPasskey } from "../../src/access/stored-passkey.ts";
import type { Reads } from "../../src/store/account-reads.ts";
import type { Store } from "../../src/store/store.ts";
import type { AccessDraft } from "../../src/store/writes.ts";
import { by, contractFor, putCompany, sessionOf, type Database } from "./store-sample.ts";

const AT = "2026-01-02T03:04:05.678Z";

const anna: Person = {
  id: "anna",
  email: "anna@acme.example",
  name: "Anna",
  roles: [
    { role: { role: "admin", company: "acme" }, acceptedAt: AT },
    { role: { role: "operator" }, acceptedAt: null },
  ],
  password: null,
  createdAt: AT,
  createdBy: "operator",
  disabledAt: null,
  vouched: false,
};

const link: Link = {
  hash: "hash of a link",
  kind: "invitation",
  person: "anna",
  expiresAt: "2026-01-03T03:04:05.678Z",
  createdAt: AT,
  createdBy: "operator",
  vouched: true,
};

const provider = (id: string, name: string): IdentityProvider => ({
  id,
  company: "acme",
  name,
  issuer: `https://${id}.example`,
  clientId: "callas",
  clientSecret: "sealed",
  domains: ["acme.example", `${id}.example`],
  trustsFactor: false,
  createdAt: AT,
  createdBy: "operator",
});

const passkey = (id: string): StoredPasskey => ({
  id,
  person: "anna",
  name: "Phone",
  publicKey: "key",
  counter: 0,
  transports: ["internal"],
  backedUp: true,
  createdAt: AT,
  usedAt: null,
});

const signIn = (id: string, at: string): SignInRecord => ({
  id,
  at,
  person: "anna",
  means: "password",
  outcome: "signed_in",
  address: "192.0.2.1",
  agent: null,
  newDevice: true,
});

export function accountReadsContract(make: () => Promise<Database>): void {
  const contract = contractFor(make);
  const reading = (name: string, play: (store: Store, reads: Reads) => Promise<void>) =>
    contract(name, async (store, database) => {
      const reads = database.reads();
      try {
        await play(store, reads);
      } finally {
        await reads.close();
      }
    });
  const access = (store: Store, work: (draft: AccessDraft) => Promise<unknown>) => store.writeAccess(by("anna"), work);

  reading("a person is read with their roles, by id and by address", async (store, reads) => {
    await access(store, (draft) => draft.putPerson(anna));
    assert.deepEqual([await reads.person("anna"), await reads.personByEmail("anna@acme.example")], [anna, anna]);
    assert.deepEqual([await reads.person("boris"), await reads.personByEmail("anna")], [null, null]);
  });

  reading("sessions are read as they are now, the newest first", async (store, reads) => {
    const open = (idHash: string, holder: object, createdAt: string) =>
      store.accounts.openSession({
        session: sessionOf(holder as { person: string }, { idHash, createdAt, expiresAt: "2026-01-09T00:00:00.000Z" }),
        former: null,
        signIn: null,
      });
    await open("first", { person: "anna" }, "2026-01-02T00:00:00.000Z");
    await open("second", { person: "anna" }, "2026-01-03T00:00:00.000Z");
    await open("of a key", { keyHash: "k" }, "2026-01-03T00:00:00.000Z");
    const own = async (holder: { person: string } | { keyHash: string }) =>
      (await reads.sessionsOf(holder)).map(({ idHash }) => idHash);
    assert.deepEqual(await own({ person: "anna" }), ["second", "first"]);
    assert.deepEqual(await own({ keyHash: "k" }), ["of a key"]);
    assert.deepEqual(await reads.session("first"), await store.sessions.get("first"));
    await store.sessions.remove("first");
    assert.equal(await reads.session("first"), null);
  });

  reading("sign-ins are read in pages, the newest first", async (store, reads) => {
    const all = ["a", "b", "c"].map((id) => signIn(id, AT));
    for (const refused of [...all, signIn("older", "2026-01-01T00:00:00.000Z")])
      await store.accounts.noteRefusal(refused);
    const page = async (before: string | null) => (await reads.signInsOf("anna", before, 2)).map(({ id }) => id);
    assert.deepEqual([await page(null), await page("b"), await page("older")], [["c", "b"], ["a", "older"], []]);
    assert.deepEqual(await page("unknown"), []);
    assert.deepEqual(await reads.signInsOf("anna", null, 1), [all[2]]);
  });

  reading("links and factors are read", async (store, reads) => {
    const factor = { person: "anna", secret: "sealed", confirmedAt: null };
    assert.ok(await store.accounts.enrolTotp(factor));
    await access(store, async (draft) => {
      await draft.putPerson(anna);
      await draft.putLink(link);
      await draft.putRecoveryCodes("anna", ["one", "two"]);
      await draft.passkeys.add(passkey("p2"));
      await draft.passkeys.add(passkey("p1"));
    });
    assert.deepEqual([await reads.link(link.hash), await reads.link("other")], [link, null]);
    assert.deepEqual([await reads.totp("anna"), await reads.totp("boris")], [factor, null]);
    assert.deepEqual([await reads.recoveryCodes("anna"), await reads.recoveryCodes("boris")], [2, 0]);
    assert.deepEqual([await reads.passkeys("anna"), await reads.passkeys("boris")], [2, 0]);
    assert.deepEqual([await reads.passkey("p1"), await reads.passkey("other")], [passkey("p1"), null]);
    assert.deepEqual(await reads.passkeysOf("anna"), [passkey("p1"), passkey("p2")]);
  });

  reading("providers and identities are read", async (store, reads) => {
    const [one, two] = [provider("one", "Beta"), provider("two", "Alpha")];
    const identity = { provider: "one", subject: "s", person: "anna", createdAt: AT };
    await access(store, async (draft) => {
      await draft.providers.put(one);
      await draft.providers.put(two);
      await draft.providers.bind(identity);
    });
    assert.deepEqual([await reads.provider("one"), await reads.provider("other")], [one, null]);
    assert.deepEqual([await reads.providersOf("acme"), await reads.providersOf("beta")], [[two, one], []]);
    assert.deepEqual(
      [await reads.providersFor("acme.example"), await reads.providersFor("one.example")],
      [[two, one], [one]],
    );
    assert.deepEqual([await reads.identity("one", "s"), await reads.identity("two", "s")], [identity, null]);
    assert.deepEqual(await reads.identitiesOf("anna"), [identity]);
  });

  reading("settings, names of companies and the head of the history are read", async (store, reads) => {
    await putCompany(store, "acme", "Acme");
    assert.deepEqual([await reads.companyName("acme"), await reads.companyName("beta")], ["Acme", null]);
    assert.deepEqual(await reads.security(), await store.security());
    assert.equal(await reads.historyHead(), await store.historyHead());
  });

  reading("a node is read whether it is listed or not", async (store, reads) => {
    const noted = { name: "n1", epoch: store.epoch, revision: 0, seenAt: AT };
    await store.noteNodes([noted]);
    assert.deepEqual([await reads.node("n1"), await reads.node("n2")], [{ ...noted, removed: null }, null]);
    assert.deepEqual([await reads.listNodes(), await reads.freed()], [[noted], 0]);
    await access(store, async (draft) => {
      await draft.removeNode("n1");
      draft.record({ path: "/nodes/n1" });
    });
    assert.deepEqual(await reads.listNodes(), []);
    assert.notEqual((await reads.node("n1"))?.removed, null);
  });
}
