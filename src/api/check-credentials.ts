/** Checks a password and a second factor, and counts what is wrong. */
import type { FastifyRequest } from "fastify";
import { checkPassword, hashPassword } from "../access/passwords.ts";
import type { Person } from "../access/person.ts";
import type { Means } from "../access/session.ts";
import { Refusal } from "../policy/refusal.ts";
import type { AccountDesk } from "./account-desk.ts";
import { languageOf } from "./language.ts";
import { signInRecord } from "./open-session.ts";
import { MEANS_WITH, type FactorShown } from "./second-factor.ts";
import { readDeviceCookie } from "./session-cookie.ts";

export type Credentials = Readonly<{ password: string; code?: string | undefined }>;

/**
 * Whoever does not exist takes as long, and gets the same answer, as a wrong password.
 * @param account what was typed as the e-mail address, in lower case
 * @returns the means that the credentials show
 * @throws Refusal `credentials_wrong`, `second_factor_required`, `too_many_requests`
 */
export async function checkCredentials(
  desk: AccountDesk,
  request: FastifyRequest,
  person: Person | null,
  account: string,
  { password, code }: Credentials,
): Promise<Readonly<{ person: Person; means: Means }>> {
  const attempt = attemptOf(request, person?.id ?? account);
  requireTry(desk, attempt);
  const stored = person?.disabledAt === null ? person.password : null;
  const { good, outdated } = await checkPassword(password, stored);
  if (!good || person === null) {
    refused(desk, request, person, "password");
    desk.attempts.wrong(attempt);
    throw credentialsWrong();
  }
  const means = await requireSecondFactor(desk, request, person, code);
  // Only now: a right password must not forgive wrong codes.
  desk.attempts.right(attempt);
  if (outdated && stored !== null)
    await desk.jobs.renewHash({ person: person.id, from: stored, to: await hashPassword(password) });
  return { person, means };
}

/**
 * For somebody who is signed in and has shown their second factor.
 * @throws Refusal `credentials_wrong`, `too_many_requests`
 */
export async function checkPasswordAlone(
  desk: AccountDesk,
  request: FastifyRequest,
  person: Person,
  password: string,
): Promise<void> {
  const attempt = attemptOf(request, person.id);
  requireTry(desk, attempt);
  if ((await checkPassword(password, person.password)).good) return;
  refused(desk, request, person, "password");
  desk.attempts.wrong(attempt);
  throw credentialsWrong();
}

/**
 * Asks for a code if the person has an app.
 * @returns what a sign-in with a password and this code counts as
 * @throws Refusal `credentials_wrong`, `second_factor_required`, `too_many_requests`
 */
export async function requireSecondFactor(
  desk: AccountDesk,
  request: FastifyRequest,
  person: Person,
  code: string | undefined,
): Promise<Means> {
  const attempt = attemptOf(request, person.id);
  requireTry(desk, attempt);
  const shown: FactorShown = await desk.secondFactor(person.id, code);
  switch (shown) {
    case "missing":
      throw new Refusal(
        "second_factor_required",
        "Send the code of your authenticator app, or a recovery code, as code.",
      );
    case "wrong":
      refused(desk, request, person, "password+totp");
      desk.attempts.wrong(attempt);
      throw credentialsWrong();
    case "recovery-code":
      desk.postman.sendNotice(
        "recovery_code_used",
        languageOf(request),
        { name: person.name, address: person.email },
        {
          at: new Date().toISOString(),
          address: request.ip,
        },
      );
      return MEANS_WITH[shown];
    case "none":
    case "totp":
      return MEANS_WITH[shown];
  }
}

const credentialsWrong = () =>
  new Refusal("credentials_wrong", "The e-mail address, the password or the code is not right.");

const attemptOf = (request: FastifyRequest, account: string) => ({
  address: request.ip,
  account,
  device: readDeviceCookie(request),
});

function requireTry({ attempts }: AccountDesk, attempt: ReturnType<typeof attemptOf>): void {
  const limited = attempts.mayTry(attempt);
  if (limited)
    throw new Refusal("too_many_requests", "Too many attempts went wrong; wait a while.", { retryAfter: limited.wait });
}

/** Does not wait for the row, which only people who exist have: the time would tell. */
function refused(desk: AccountDesk, request: FastifyRequest, person: Person | null, means: Means): void {
  if (person === null) return;
  void desk.jobs.noteRefusal(signInRecord(desk, request, person.id, means, "refused")).catch(() => {});
}
