/** Whom a key stands for, and how long that is remembered. */
import { keyPrincipal } from "../../../lab/principals.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ApiKey } from "../../../src/access/api-key.ts";
import { createKeyRing, hashOf } from "../../../src/access/key-ring.ts";
import { ENVIRONMENT } from "../../../src/access/principal.ts";

const made: ApiKey = {
  id: "k1",
  name: "PBX",
  hash: hashOf("secret"),
  role: "pbx",
  companies: ["acme"],
  sync: true,
  createdAt: "2026-01-02T03:04:05.678Z",
  createdBy: "operator",
  revokedAt: null,
  expiresAt: null,
  addresses: null,
  savesPerMinute: null,
  decisionsPerSecond: null,
  lastUsedAt: null,
};

const ADDRESS = "192.0.2.1";

function ring(operatorKey?: string) {
  const clock = { now: Date.parse("2026-03-01T00:00:00Z") };
  const uses: string[] = [];
  const stored = new Map([[made.hash, made]]);
  let asked = 0;
  const keys = createKeyRing({
    find(hash) {
      asked += 1;
      return stored.get(hash) ?? null;
    },
    operatorKey,
    used: (id, at) => uses.push(`${id} ${new Date(at).toISOString()}`),
    now: () => clock.now,
  });
  return { keys, stored, asked: () => asked, clock, uses };
}

test("a key is looked up once, however it is written", () => {
  const { keys, asked } = ring();
  const principal = { ...keyPrincipal("PBX", { holder: "sync", companies: new Set(["acme"]) }), id: "k1" };
  for (const header of ["Bearer secret", "bearer secret", "BEARER   secret ", `Bearer ${" ".repeat(200)}secret`])
    assert.deepEqual(keys.principal(header, ADDRESS), principal, header);
  assert.deepEqual(keys.principalOf(made.hash, null), principal);
  assert.equal(asked(), 1);
});

test("what is no key, or not good any more, is nobody", () => {
  const { keys, stored } = ring();
  stored.set(hashOf("revoked"), { ...made, revokedAt: "2026-02-03T04:05:06.789Z" });
  for (const header of [undefined, "", "Basic secret", "secret", "Bearer", "Bearer wrong", "Bearer revoked"])
    assert.equal(keys.principal(header, ADDRESS), null, `${header}`);
});

test("a key is looked up anew once keys have changed", () => {
  const { keys, stored, asked } = ring();
  const told = (company: string | null, removed: boolean) => keys.changed([{ company, removed }]);
  assert.ok(keys.principal("Bearer secret", ADDRESS));
  told("acme", false);
  assert.ok(keys.principal("Bearer secret", ADDRESS));
  assert.equal(asked(), 1, "a company's settings are not its keys");
  for (const forget of [() => told(null, false), () => told("acme", true), () => keys.startedOver()]) {
    stored.set(made.hash, { ...made, revokedAt: "2026-02-03T04:05:06.789Z" });
    forget();
    assert.equal(keys.principal("Bearer secret", ADDRESS), null);
    stored.set(made.hash, made);
    assert.ok(keys.principal("Bearer secret", ADDRESS), "that a key is unknown is not remembered");
  }
});

test("the quota of a key goes on while other keys change", () => {
  const { keys, stored } = ring();
  assert.equal(keys.principal("Bearer secret", ADDRESS)!.decisions, undefined);
  stored.set(made.hash, { ...made, decisionsPerSecond: 5 });
  keys.changed([{ company: null, removed: false }]);
  const { decisions } = keys.principal("Bearer secret", ADDRESS)!;
  assert.equal(decisions?.perSecond, 5);
  keys.changed([{ company: null, removed: false }]);
  assert.equal(keys.principal("Bearer secret", ADDRESS)!.decisions, decisions);
});

test("the environment's key is the operator's, stored or not", () => {
  const { keys, asked } = ring("environment");
  const operator = keys.principal("Bearer environment", ADDRESS);
  assert.deepEqual([operator?.id, operator?.grants], [ENVIRONMENT, [{ holder: "operator", companies: null }]]);
  assert.equal(asked(), 0);
});

test("a key is good up to its end, also while it is cached", () => {
  const { keys, stored, clock } = ring();
  stored.set(made.hash, { ...made, expiresAt: "2026-03-01T01:00:00.000Z" });
  assert.ok(keys.principal("Bearer secret", ADDRESS));
  clock.now = Date.parse("2026-03-01T00:59:59.999Z");
  assert.ok(keys.principal("Bearer secret", ADDRESS));
  clock.now += 1;
  assert.equal(keys.principal("Bearer secret", ADDRESS), null);
  assert.equal(keys.principalOf(made.hash, ADDRESS), null);
});

test("a key for some addresses is taken from those alone, and not where the address is not known", () => {
  const { keys, stored } = ring();
  stored.set(made.hash, { ...made, addresses: ["192.0.2.0/24", "2001:db8::1"] });
  for (const address of ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1"])
    assert.ok(keys.principal("Bearer secret", address), address);
  for (const address of ["192.0.3.1", "2001:db8::2", "unknown", "", null])
    assert.equal(keys.principal("Bearer secret", address), null, `${address}`);
});

test("the use of a key is noted every few minutes, and never for one that is not taken", () => {
  const { keys, stored, clock, uses } = ring();
  for (let at = 0; at < 100; at++) keys.principal("Bearer secret", ADDRESS);
  assert.deepEqual(uses, ["k1 2026-03-01T00:00:00.000Z"]);
  clock.now += 5 * 60_000 - 1;
  keys.principal("Bearer secret", ADDRESS);
  assert.equal(uses.length, 1);
  clock.now += 1;
  keys.principal("Bearer secret", ADDRESS);
  assert.deepEqual(uses.slice(1), ["k1 2026-03-01T00:05:00.000Z"]);
  stored.set(made.hash, { ...made, expiresAt: "2026-03-01T00:00:00.000Z" });
  keys.startedOver();
  clock.now += 60 * 60_000;
  keys.principal("Bearer secret", ADDRESS);
  assert.equal(uses.length, 2);
});
