/** Links that are good once: what one is for, and accepting it, which sets a password and signs in. */
import { randomUUID } from "node:crypto";
import { hashOf } from "../access/key-ring.ts";
import type { Link } from "../access/link.ts";
import { hashPassword } from "../access/passwords.ts";
import type { Person } from "../access/person.ts";
import { isConfirmed } from "../access/totp-factor.ts";
import { answers, SessionAnswer } from "../contract/answers.ts";
import { AcceptLink, LinkAnswer, LinkBody } from "../contract/people.ts";
import { Refusal, type RefusalCode } from "../policy/refusal.ts";
import { linkUsed } from "../settings/own-account.ts";
import type { AccountDesk } from "./account-desk.ts";
import type { App, Hook } from "./app-types.ts";
import { requireOwnPage } from "./authenticate.ts";
import { requireSecondFactor } from "./check-credentials.ts";
import { countingWrong } from "./count-wrong.ts";
import { answerWith, beginning } from "./open-session.ts";
import { tell } from "./own-account-routes.ts";
import { requireStrong } from "./require-strong.ts";
import { bodyOf, readSmallBodies, SMALL_BODY } from "./small-bodies.ts";

const tags = ["People"];
const security: [] = [];
const config = { access: { open: "The secret of the link decides" } };

/** What counts like a wrong key. */
const WRONG: ReadonlySet<RefusalCode> = new Set(["link_used", "malformed"]);

/** Register it in its own scope, because it reads bodies itself. */
export async function linkRoutes(app: App, desk: AccountDesk, countWrongKey: Hook): Promise<void> {
  const { reads, jobs, events } = desk;
  const counting = countingWrong(countWrongKey, WRONG);
  readSmallBodies(app);
  app.addHook("onRequest", async (request) => requireOwnPage(request));

  app.post(
    "/api/v1/links/check",
    {
      bodyLimit: SMALL_BODY,
      config,
      schema: { tags, security, summary: "What a link is for", body: LinkBody, response: answers(LinkAnswer) },
    },
    (request, reply) =>
      counting(request, reply, async () => {
        const { kind, expiresAt, person } = await found(bodyOf(request, LinkBody).secret);
        const isInvitation = kind === "invitation";
        const pending = person?.roles.flatMap(({ role, acceptedAt }) => (acceptedAt === null ? [role] : [])) ?? [];
        return {
          kind,
          email: person?.email ?? null,
          name: person?.name ?? null,
          roles: kind === "setup" ? [{ role: "operator" as const }] : isInvitation ? pending : [],
          needsCode: await asksForCode(kind, person),
          expiresAt,
        } satisfies LinkAnswer;
      }),
  );

  app.post(
    "/api/v1/links/accept",
    {
      bodyLimit: SMALL_BODY,
      config,
      schema: {
        tags,
        security,
        summary: "Sets a password with a link, which is then used up, and signs in",
        body: AcceptLink,
        response: answers(SessionAnswer),
      },
    },
    (request, reply) =>
      counting(request, reply, async () => {
        const asked = bodyOf(request, AcceptLink);
        const { kind, person: invited } = await found(asked.secret);
        const person = invited ? { ...invited, name: asked.name ?? invited.name } : firstOperator(asked);
        if (invited && asked.email !== undefined) throw unknownField("/email");
        await requireStrong(desk, asked.password, person, "/password");
        const means = (await asksForCode(kind, invited))
          ? await requireSecondFactor(desk, request, person, asked.code)
          : ("link" as const);
        const password = await hashPassword(asked.password);
        const { id, opening } = beginning(desk, request, { person: person.id }, means);
        const author = { kind: "person", id: person.id, name: person.name, address: request.ip } as const;
        await jobs.acceptLink({ author, opening, hash: hashOf(asked.secret), person, password });
        const answer = await answerWith(desk, request, reply, id);
        events.record("link_accepted", { by: person.name, address: request.ip });
        if (kind === "reset") tell(desk, request, person, "password_changed");
        if (kind === "recovery") tell(desk, request, person, "recovered");
        return answer;
      }),
  );

  /** @throws Refusal `link_used` */
  async function found(
    secret: string,
  ): Promise<Readonly<Pick<Link, "kind" | "expiresAt"> & { person: Person | null }>> {
    const link = await reads.link(hashOf(secret));
    if (link === null || Date.parse(link.expiresAt) <= Date.now()) throw linkUsed();
    const { kind, expiresAt } = link;
    if (link.person === null) return { kind, expiresAt, person: null };
    const person = await reads.person(link.person);
    if (person === null || person.disabledAt !== null) throw linkUsed();
    return { kind, expiresAt, person };
  }

  async function asksForCode(kind: Link["kind"], person: Person | null): Promise<boolean> {
    return person !== null && kind !== "recovery" && isConfirmed(await reads.totp(person.id));
  }
}

function firstOperator({ email, name }: Readonly<{ email?: string | undefined; name?: string | undefined }>): Person {
  if (email === undefined) throw required("/email");
  if (name === undefined) throw required("/name");
  return {
    id: randomUUID(),
    email,
    name,
    roles: [{ role: { role: "operator" }, acceptedAt: null }],
    password: null,
    createdAt: new Date().toISOString(),
    createdBy: name,
    disabledAt: null,
    vouched: false,
  };
}

const required = (path: string) =>
  new Refusal("malformed", `${path}: This field is required.`, {
    problems: [{ path, code: "required", message: "This field is required." }],
  });

const unknownField = (path: string) =>
  new Refusal("malformed", `${path}: The e-mail address is that of the invitation.`, {
    problems: [{ path, code: "unknown_field", message: "The e-mail address is that of the invitation." }],
  });
