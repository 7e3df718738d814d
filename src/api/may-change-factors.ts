import type { FastifyRequest } from "fastify";
import { requireFreshProof } from "../access/fresh-proof.ts";
import { requiresSecondFactor } from "../access/second-factors.ts";
import { showsOneFactor } from "../access/session.ts";
import { isConfirmed } from "../access/totp-factor.ts";
import { Refusal } from "../policy/refusal.ts";
import type { AccountDesk } from "./account-desk.ts";
import { notSignedIn } from "./open-session.ts";
import { ownPerson } from "./own-person.ts";

/**
 * Whoever is about to change their own factors, with a fresh proof.
 *
 * Somebody of whom a second factor is required sets up their first one after a password alone, but neither adds
 * another nor removes one: whoever has found out the password must not get past the factor with one of their own.
 * @throws Refusal `forbidden`, `proof_required`, `passkey_required`, `second_factor_required`
 */
export async function ownFactorsChanger(
  desk: Pick<AccountDesk, "reads">,
  request: FastifyRequest,
): ReturnType<typeof ownPerson> {
  const { reads } = desk;
  const { principal } = request;
  const own = await ownPerson(desk, request);
  const { person } = own;
  requireFreshProof(principal, Date.now());
  const session = principal.session && (await reads.session(principal.session.idHash));
  if (!session) throw notSignedIn();
  if (!showsOneFactor(session.means) || !requiresSecondFactor(await reads.security(), person)) return own;
  if ((await reads.passkeys(person.id)) > 0) throw passkeyRequired();
  if (isConfirmed(await reads.totp(person.id)))
    throw new Refusal("second_factor_required", "You have an authenticator app: sign in with its code.");
  return own;
}

export const passkeyRequired = () => new Refusal("passkey_required", "You have a passkey: sign in with it.");
