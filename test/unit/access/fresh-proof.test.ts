/** For how long a proof is fresh. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyPrincipal } from "../../../lab/principals.ts";
import { requireFreshProof } from "../../../src/access/fresh-proof.ts";

const MINUTE = 60_000;
const now = Date.parse("2026-01-01T12:00:00Z");
const required = { code: "proof_required" };

test("a session is fresh for ten minutes, and not with a proof from the future; a key always is", () => {
  const key = keyPrincipal("operator", { holder: "operator", companies: null });
  const provenAt = (at: number) => ({ ...key, session: { idHash: "i", authenticatedAt: new Date(at).toISOString() } });
  requireFreshProof(key, now);
  requireFreshProof(provenAt(now), now);
  requireFreshProof(provenAt(now - 10 * MINUTE), now);
  requireFreshProof(provenAt(now + MINUTE), now);
  assert.throws(() => requireFreshProof(provenAt(now - 10 * MINUTE - 1), now), required);
  assert.throws(() => requireFreshProof(provenAt(now + MINUTE + 1), now), required);
});
