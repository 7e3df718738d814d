/** What one person leaves in a browser is not there for the next one. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { draftKey } from "../../web/outgoing/logic/stored-draft.ts";
import { askSession, enter, signOut } from "../../web/session/session.ts";

type Session = Parameters<typeof enter>[0];
const session = (id: string): Session => ({
  who: { kind: "person", id, name: id },
  roles: [],
  permissions: [],
  means: "password",
  authenticatedAt: "2026-01-01T00:00:00.000Z",
  mustEnrol: false,
  pendingRoles: [],
  expiresAt: "2026-01-01T12:00:00.000Z",
});

const ANNA = draftKey({ company: "acme", tab: "1", who: "anna" });
const BORIS = draftKey({ company: "acme", tab: "1", who: "boris/anna" });
/** What is the browser's, whoever uses it. */
const OWN = "callas.language";

let answer: Response | null = null;
const kept = () => Object.keys(localStorage).toSorted();
const all = [OWN, ANNA, BORIS].toSorted();

/** A storage as browsers have it: its keys are its properties. */
class FakeStorage {
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key);
  }
}
const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");

beforeEach(() => {
  const storage = Object.assign(new FakeStorage(), { [ANNA]: "{}", [BORIS]: "{}", [OWN]: "en" });
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
  answer = null;
  mock.method(globalThis, "fetch", () =>
    answer === null ? Promise.reject(new TypeError("no network")) : Promise.resolve(answer),
  );
});
afterEach(() => {
  mock.restoreAll();
  if (before) Object.defineProperty(globalThis, "localStorage", before);
  else Reflect.deleteProperty(globalThis, "localStorage");
});

test("whoever signs in finds their own unsaved changes, and nobody else's are left", () => {
  enter(session("anna"));
  assert.deepEqual(kept(), [OWN, ANNA].toSorted());
});

test("signing out leaves nobody's", async () => {
  answer = Response.json({});
  await signOut();
  assert.deepEqual(kept(), [OWN]);
});

test("signing out leaves nobody's even if the service cannot be reached", async () => {
  await assert.rejects(signOut());
  assert.deepEqual(kept(), [OWN]);
});

test("a session that has ended leaves nobody's; one that cannot be asked for leaves all", async () => {
  await askSession();
  assert.deepEqual(kept(), all);
  answer = Response.json({ code: "key_required", detail: "" }, { status: 401 });
  await askSession();
  assert.deepEqual(kept(), [OWN]);
});
