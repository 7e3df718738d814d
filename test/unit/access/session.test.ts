/** What a session counts as. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { afterProof } from "../../../src/access/session.ts";

test("after a proof with a password, a session is still what opened it", () => {
  for (const [former, shown, after] of [
    ["link", "password", "password"],
    ["password", "password+totp", "password+totp"],
    ["passkey", "password", "passkey"],
    ["passkey", "password+recovery-code", "passkey"],
    ["oidc", "password", "oidc"],
    ["oidc", "password+totp", "oidc+totp"],
    ["oidc", "password+recovery-code", "oidc+recovery-code"],
    ["oidc+totp", "password", "oidc+totp"],
    ["oidc+mfa", "password+totp", "oidc+mfa"],
  ] as const)
    assert.equal(afterProof(former, shown), after, `${former}, ${shown}`);
});
