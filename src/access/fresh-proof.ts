/** What a stolen or forgotten session alone must not do: changes of people, keys, passwords and factors. */
import { Refusal } from "../policy/refusal.ts";
import type { Principal } from "./principal.ts";

/** How long a proof is fresh. */
const FRESH_MS = 10 * 60 * 1000;

/** A later proof is from a time when the clock was wrong. */
const CLOCK_MS = 60 * 1000;

/**
 * Keys in a header prove themselves with every request.
 * @param now as Date.now()
 * @throws Refusal `proof_required` if the session was not proven within the last minutes
 */
export function requireFreshProof({ session }: Principal, now: number): void {
  if (session === null) return;
  const age = now - Date.parse(session.authenticatedAt);
  if (age > FRESH_MS || age < -CLOCK_MS)
    throw new Refusal("proof_required", "Prove who you are again: POST /api/v1/session/proof.");
}
