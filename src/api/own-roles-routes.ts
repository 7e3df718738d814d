/** Accepting and refusing the roles that one was offered. Each answers with a session of a new id. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { areOfOneCompany } from "../access/identity-provider.ts";
import { hashOf } from "../access/key-ring.ts";
import type { Person } from "../access/person.ts";
import { isByProvider } from "../access/session.ts";
import { answers, SessionAnswer } from "../contract/answers.ts";
import { AcceptedRole, RefusedRole } from "../contract/people.ts";
import { Refusal } from "../policy/refusal.ts";
import type { PendingRole } from "../settings/own-account.ts";
import type { AccountDesk } from "./account-desk.ts";
import type { App } from "./app-types.ts";
import { answerWith, successor } from "./open-session.ts";
import { ownPerson } from "./own-person.ts";
import { bodyOf, readSmallBodies, SMALL_BODY } from "./small-bodies.ts";

const tags = ["Own account"];
const bodyLimit = SMALL_BODY;
const config = { access: { signedIn: "Everybody keeps their own account" } };

/** Register it in a scope of its own within the one that authenticates. */
export async function ownRolesRoutes(app: App, desk: AccountDesk): Promise<void> {
  readSmallBodies(app);
  app.post(
    "/api/v1/me/roles/accept",
    {
      bodyLimit,
      config,
      schema: {
        tags,
        summary: "Accepts a role that was offered",
        body: AcceptedRole,
        response: answers(SessionAnswer),
      },
    },
    async (request, reply) => {
      const { secret, ...role } = bodyOf(request, AcceptedRole);
      const { person } = await ownPerson(desk, request);
      await requireOwnWord(desk.reads, request, person, role);
      return answered(request, reply, { role, answer: "accept", offer: secret === undefined ? null : hashOf(secret) });
    },
  );

  app.post(
    "/api/v1/me/roles/refuse",
    {
      bodyLimit,
      config,
      schema: {
        tags,
        summary: "Refuses a role that was offered",
        body: RefusedRole,
        response: answers(SessionAnswer),
      },
    },
    (request, reply) => answered(request, reply, { role: bodyOf(request, RefusedRole), answer: "refuse", offer: null }),
  );

  async function answered(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: Readonly<{ role: PendingRole; answer: "accept" | "refuse"; offer: string | null }>,
  ): Promise<SessionAnswer> {
    const { person, author } = await ownPerson(desk, request);
    const { id, opening } = await successor(desk, request, request.principal, { proven: false });
    await desk.jobs.answerRole({ author, opening, person: person.id, ...answer });
    return answerWith(desk, request, reply, id);
  }
}

/**
 * A company's provider speaks for nobody with roles elsewhere: such a role is not accepted by its word, and would end
 * the session.
 * @throws Refusal `forbidden`
 */
async function requireOwnWord(
  reads: AccountDesk["reads"],
  { principal }: FastifyRequest,
  person: Person,
  { role, company }: PendingRole,
): Promise<void> {
  const session = principal.session && (await reads.session(principal.session.idHash));
  if (!session || !isByProvider(session.means)) return;
  const accepted = person.roles.map((held) =>
    held.role.role === role && ("company" in held.role ? held.role.company : undefined) === company
      ? { ...held, acceptedAt: session.createdAt }
      : held,
  );
  if (areOfOneCompany({ ...person, roles: accepted })) return;
  throw new Refusal("forbidden", "Sign in with a password or a passkey to accept a role outside your company.");
}
