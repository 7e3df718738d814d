/** How long a session lasts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { createKeyRing, hashOf } from "../../../src/access/key-ring.ts";
import type { Person } from "../../../src/access/person.ts";
import type { Means, Session } from "../../../src/access/session.ts";
import {
  createSessions,
  LONGEST_SESSION_MS,
  newSession,
  SESSION_MS,
  type SignIn,
} from "../../../src/access/sessions.ts";

const operatorKey = "operator-key-of-the-session-tests";
const MINUTE = 60_000;
const FROM_A_BROWSER = { means: "key", address: "192.0.2.1", agent: "Browser" } as const;

function signIns() {
  const stored = new Map<string, Session>();
  const clock = { now: Date.parse("2026-01-01T00:00:00Z") };
  let writes = 0;
  const people = new Map<string, Person>();
  const required = new Set<string>();
  const sessions = createSessions({
    find: async (idHash) => stored.get(idHash) ?? null,
    person: async (id) => people.get(id) ?? null,
    stored: {
      extend: async (idHash, expiresAt) => {
        writes += 1;
        const session = stored.get(idHash);
        if (session) stored.set(idHash, { ...session, expiresAt });
      },
      remove: async (idHash) => void stored.delete(idHash),
    },
    keys: createKeyRing({ find: () => null, operatorKey }),
    requiresFactor: async ({ id }) => required.has(id),
    now: () => clock.now,
  });
  const openFor = (holder: Session["holder"], how: SignIn = FROM_A_BROWSER) => {
    const { id, session } = newSession(holder, how, clock.now);
    writes += 1;
    stored.set(session.idHash, session);
    return id;
  };
  const open = () => openFor({ keyHash: hashOf(operatorKey) });
  /** As a page that is looked at, and what it stores is stored. */
  const use = async (id: string) => {
    const found = await sessions.find(id, "192.0.2.1");
    await setImmediate();
    return found;
  };
  return { sessions, open, openFor, people, required, stored, clock, use, writes: () => writes };
}

test("a session ends twelve hours after its last use, and using it writes seldom", async () => {
  const { open, stored, clock, use, writes } = signIns();
  const id = open();
  assert.ok(!stored.has(id) && stored.has(hashOf(id)), "the id itself is not stored");
  clock.now += MINUTE;
  assert.ok(await use(id));
  assert.equal(writes(), 1);
  clock.now += SESSION_MS - 2 * MINUTE;
  assert.ok(await use(id), "a minute before its end");
  assert.equal(writes(), 2);
  clock.now += SESSION_MS - 1;
  assert.ok(await use(id), "it was used since");
  clock.now += SESSION_MS;
  assert.equal(await use(id), null);
});

test("a session that is used all the time ends a week after the sign-in", async () => {
  const { open, clock, use } = signIns();
  const id = open();
  const end = clock.now + LONGEST_SESSION_MS;
  for (; clock.now < end; clock.now += MINUTE * 30) assert.ok(await use(id), new Date(clock.now).toISOString());
  assert.equal(await use(id), null);
});

test("a session of a clock that was a month ahead is over once the clock is right", async () => {
  const { open, clock, use } = signIns();
  clock.now += 30 * 24 * 60 * MINUTE;
  const id = open();
  assert.ok(await use(id));
  clock.now -= 2 * MINUTE;
  assert.ok(await use(id), "clocks are set back by a little every day");
  clock.now -= 30 * 24 * 60 * MINUTE;
  assert.equal(await use(id), null);
});

test("using a session while it is closed does not bring it back", async () => {
  const { sessions, open, stored, clock } = signIns();
  const id = open();
  clock.now += SESSION_MS / 2;
  const closed = sessions.close(id);
  assert.equal(await sessions.find(id, "192.0.2.1"), null);
  await closed;
  await setImmediate();
  assert.equal(stored.size, 0);
  assert.equal(await sessions.find(id, "192.0.2.1"), null);
});

const anna: Person = {
  id: "anna",
  email: "anna@acme.example",
  name: "Anna",
  roles: [
    { role: { role: "admin", company: "acme" }, acceptedAt: "2026-01-01T00:00:00.000Z" },
    { role: { role: "operator" }, acceptedAt: null },
  ],
  password: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  createdBy: "operator",
  disabledAt: null,
  vouched: false,
};

test("a person has the roles that they accepted, as long as they are not disabled", async () => {
  const { sessions, openFor, people } = signIns();
  people.set("anna", anna);
  const id = openFor({ person: "anna" });
  assert.deepEqual((await sessions.find(id, "192.0.2.1"))?.principal.grants, [
    { holder: "admin", companies: new Set(["acme"]) },
  ]);
  people.set("anna", { ...anna, disabledAt: "2026-01-01T00:00:00.000Z" });
  assert.equal(await sessions.find(id, "192.0.2.1"), null);
  people.delete("anna");
  assert.equal(await sessions.find(id, "192.0.2.1"), null);
});

test("a session that was ended elsewhere is not brought back by its use", async () => {
  const { sessions, open, stored, clock } = signIns();
  const id = open();
  clock.now += SESSION_MS / 2;
  assert.ok(await sessions.find(id, "192.0.2.1"));
  stored.clear();
  await setImmediate();
  assert.equal(stored.size, 0);
});

test("a person who has to have a second factor and came in without one has no role", async () => {
  const { sessions, openFor, people, required } = signIns();
  people.set("anna", anna);
  const openBy = (means: Means) => openFor({ person: "anna" }, { ...FROM_A_BROWSER, means });
  const ids = [openBy("password"), openBy("link"), openBy("oidc")];
  const others = [openBy("password+totp"), openBy("passkey"), openBy("oidc+mfa")];
  const rightsOf = async (id: string) => {
    const { principal, mustEnrol } = (await sessions.find(id, "192.0.2.1"))!;
    return [principal.grants.length, mustEnrol];
  };
  for (const id of [...ids, ...others]) assert.deepEqual(await rightsOf(id), [1, false]);
  required.add("anna");
  for (const id of ids) assert.deepEqual(await rightsOf(id), [0, true]);
  for (const id of others) assert.deepEqual(await rightsOf(id), [1, false]);
});
