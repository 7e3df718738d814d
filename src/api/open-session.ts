/** Sessions that begin in an answer: with a sign-in, or with a new id in place of an earlier one. */
import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { deviceToken, isDeviceOf } from "../access/device.ts";
import { hashOf } from "../access/key-ring.ts";
import { permissionsOf } from "../access/permission.ts";
import { rolesOf, type Principal } from "../access/principal.ts";
import type { Means, Session } from "../access/session.ts";
import { newSession, type SignedIn } from "../access/sessions.ts";
import type { SignInRecord } from "../access/sign-in.ts";
import type { SessionAnswer } from "../contract/answers.ts";
import { Refusal } from "../policy/refusal.ts";
import type { Opening } from "../store/accounts.ts";
import type { AccountDesk } from "./account-desk.ts";
import { readDeviceCookie, readSessionCookie, setDeviceCookie, setSessionCookie } from "./session-cookie.ts";

/** A session that is not stored yet; `id` is for the cookie. */
export type Beginning = Readonly<{ id: string; opening: Opening }>;

const LONGEST_AGENT = 200;

/** @returns the session of a person who proved who they are with this request, and the row of their sign-in */
export function beginning(
  desk: Pick<AccountDesk, "seal">,
  request: FastifyRequest,
  holder: Session["holder"],
  means: Means,
): Beginning {
  const cookie = readSessionCookie(request);
  const { id, session } = newSession(holder, { means, ...clientOf(request) }, Date.now());
  const signIn = "person" in holder ? signInRecord(desk, request, holder.person, means, "signed_in") : null;
  return { id, opening: { session, former: cookie === undefined ? null : hashOf(cookie), signIn } };
}

/**
 * @param proven whether this request proves who they are; otherwise the session goes on as it was
 * @returns the session that takes the place of the caller's own
 */
export async function successor(
  desk: Pick<AccountDesk, "reads">,
  request: FastifyRequest,
  { session: own }: Pick<Principal, "session">,
  { means, proven }: Readonly<{ means?: Means; proven: boolean }>,
): Promise<Beginning> {
  const former = own && (await desk.reads.session(own.idHash));
  // It was ended meanwhile.
  if (former === null) throw notSignedIn();
  const how = { means: means ?? former.means, ...clientOf(request) };
  const { id, session: fresh } = newSession(former.holder, how, Date.now());
  const { createdAt, authenticatedAt } = former;
  const session: Session = proven ? fresh : { ...fresh, createdAt, authenticatedAt };
  return { id, opening: { session, former: former.idHash, signIn: null } };
}

export function signInRecord(
  { seal }: Pick<AccountDesk, "seal">,
  request: FastifyRequest,
  person: string,
  means: Means,
  outcome: SignInRecord["outcome"],
): SignInRecord {
  const newDevice = !isDeviceOf(seal, readDeviceCookie(request), person);
  return { id: randomUUID(), at: new Date().toISOString(), person, means, outcome, ...clientOf(request), newDevice };
}

/**
 * To be called once the session is stored. Also sets the device cookie of a person who is new in this browser.
 * @returns the answer about who is signed in
 */
export async function answerWith(
  { sessions, seal }: Pick<AccountDesk, "sessions" | "seal">,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
): Promise<SessionAnswer> {
  const signedIn = await sessions.find(id, request.ip);
  // The key or the person was removed meanwhile.
  if (!signedIn) throw notSignedIn();
  setSessionCookie(request, reply, id);
  const { person } = signedIn;
  if (person && !isDeviceOf(seal, readDeviceCookie(request), person.id))
    setDeviceCookie(request, reply, deviceToken(seal, person.id));
  return shownSession(signedIn);
}

/** @throws Refusal `key_required` */
export async function ownSession(
  { sessions }: Pick<AccountDesk, "sessions">,
  request: FastifyRequest,
): Promise<SessionAnswer> {
  const id = readSessionCookie(request);
  const signedIn = id === undefined ? null : await sessions.find(id, request.ip);
  if (!signedIn) throw notSignedIn();
  return shownSession(signedIn);
}

export const notSignedIn = () => new Refusal("key_required", "Nobody is signed in.");

function shownSession({ principal, person, means, expiresAt, mustEnrol }: SignedIn): SessionAnswer {
  const { kind, id, name } = principal;
  const { authenticatedAt } = principal.session!;
  const pending = person?.roles.flatMap(({ role, acceptedAt }) => (acceptedAt === null ? [role] : [])) ?? [];
  return {
    who: { kind, id, name },
    roles: [...rolesOf(principal)],
    permissions: [...permissionsOf(principal)],
    means,
    authenticatedAt,
    mustEnrol,
    pendingRoles: pending,
    expiresAt,
  };
}

const clientOf = ({ ip, headers }: FastifyRequest) => ({
  address: ip,
  agent: headers["user-agent"]?.slice(0, LONGEST_AGENT) ?? null,
});
