/** Whom a key stands for, and how long that is remembered. */
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
};

function ring(operatorKey?: string) {
  const stored = new Map([[made.hash, made]]);
  let asked = 0;
  const keys = createKeyRing((hash) => {
    asked += 1;
    return stored.get(hash) ?? null;
  }, operatorKey);
  return { keys, stored, asked: () => asked };
}

test("a key is looked up once, however it is written", () => {
  const { keys, asked } = ring();
  const principal = { kind: "key", id: "k1", name: "PBX", role: "pbx", sync: true, companies: new Set(["acme"]) };
  for (const header of ["Bearer secret", "bearer secret", "BEARER   secret ", `Bearer ${" ".repeat(200)}secret`])
    assert.deepEqual(keys.principal(header), principal, header);
  assert.deepEqual(keys.principalOf(made.hash), principal);
  assert.equal(asked(), 1);
});

test("what is no key, or not good any more, is nobody", () => {
  const { keys, stored } = ring();
  stored.set(hashOf("revoked"), { ...made, revokedAt: "2026-02-03T04:05:06.789Z" });
  for (const header of [undefined, "", "Basic secret", "secret", "Bearer", "Bearer wrong", "Bearer revoked"])
    assert.equal(keys.principal(header), null, `${header}`);
});

test("a key is looked up anew once keys have changed", () => {
  const { keys, stored, asked } = ring();
  const told = (company: string | null, removed: boolean) => keys.changed([{ company, removed }]);
  assert.ok(keys.principal("Bearer secret"));
  told("acme", false);
  assert.ok(keys.principal("Bearer secret"));
  assert.equal(asked(), 1, "a company's settings are not its keys");
  for (const forget of [() => told(null, false), () => told("acme", true), () => keys.startedOver()]) {
    stored.set(made.hash, { ...made, revokedAt: "2026-02-03T04:05:06.789Z" });
    forget();
    assert.equal(keys.principal("Bearer secret"), null);
    stored.set(made.hash, made);
    assert.ok(keys.principal("Bearer secret"), "that a key is unknown is not remembered");
  }
});

test("the environment's key is the operator's, stored or not", () => {
  const { keys, asked } = ring("environment");
  const operator = keys.principal("Bearer environment");
  assert.deepEqual([operator?.id, operator?.role, operator?.companies], [ENVIRONMENT, "operator", null]);
  assert.equal(asked(), 0);
});
