/** How long a session lasts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { createKeyRing, hashOf } from "../../../src/access/key-ring.ts";
import type { Session } from "../../../src/access/session.ts";
import { createSessions, LONGEST_SESSION_MS, SESSION_MS } from "../../../src/access/sessions.ts";

const operatorKey = "operator-key-of-the-session-tests";
const MINUTE = 60_000;

function signIns() {
  const stored = new Map<string, Session>();
  const clock = { now: Date.parse("2026-01-01T00:00:00Z") };
  let writes = 0;
  const sessions = createSessions(
    (idHash) => stored.get(idHash) ?? null,
    {
      put: async (session) => {
        writes += 1;
        stored.set(session.idHash, session);
      },
      remove: async (idHash) => void stored.delete(idHash),
      sweep: async () => {},
    },
    createKeyRing(() => null, operatorKey),
    () => clock.now,
  );
  /** As a page that is looked at, and what it stores is stored. */
  const use = async (id: string) => {
    const found = sessions.find(id);
    await setImmediate();
    return found;
  };
  return { sessions, stored, clock, use, writes: () => writes };
}

test("a session ends twelve hours after its last use, and using it writes seldom", async () => {
  const { sessions, stored, clock, use, writes } = signIns();
  const { id } = (await sessions.open(operatorKey))!;
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
  const { sessions, clock, use } = signIns();
  const { id } = (await sessions.open(operatorKey))!;
  const end = clock.now + LONGEST_SESSION_MS;
  for (; clock.now < end; clock.now += MINUTE * 30) assert.ok(await use(id), new Date(clock.now).toISOString());
  assert.equal(await use(id), null);
});

test("a session of a clock that was a month ahead is over once the clock is right", async () => {
  const { sessions, clock, use } = signIns();
  clock.now += 30 * 24 * 60 * MINUTE;
  const { id } = (await sessions.open(operatorKey))!;
  assert.ok(await use(id));
  clock.now -= 2 * MINUTE;
  assert.ok(await use(id), "clocks are set back by a little every day");
  clock.now -= 30 * 24 * 60 * MINUTE;
  assert.equal(await use(id), null);
});

test("using a session while it is closed does not bring it back", async () => {
  const { sessions, stored, clock } = signIns();
  const { id } = (await sessions.open(operatorKey))!;
  clock.now += SESSION_MS / 2;
  const closed = sessions.close(id);
  assert.equal(sessions.find(id), null);
  await closed;
  await setImmediate();
  assert.equal(stored.size, 0);
  assert.equal(sessions.find(id), null);
});
