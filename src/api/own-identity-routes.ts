/** One's own accounts at identity providers. */
import { z } from "zod";
import type { IdentityProvider } from "../access/identity-provider.ts";
import type { Person } from "../access/person.ts";
import { answers } from "../contract/answers.ts";
import { ConnectIdentity, OidcStarted, OwnIdentities } from "../contract/factors.ts";
import { mayBind } from "../settings/identities.ts";
import type { AccountDesk } from "./account-desk.ts";
import type { App } from "./app-types.ts";
import { ownFactorsChanger } from "./may-change-factors.ts";
import { answerWith, successor } from "./open-session.ts";
import { tell } from "./own-account-routes.ts";
import { ownPerson } from "./own-person.ts";
import { providerGone, type ProviderVisits } from "./provider-visits.ts";
import { bodyOf, readSmallBodies, SMALL_BODY } from "./small-bodies.ts";

const URL = "/api/v1/me/identities";
const tags = ["Identity providers"];
const signedIn = { access: { signedIn: "It concerns nothing but the caller's own account" } };

/** Register it in a scope of its own within the one that authenticates. */
export async function ownIdentityRoutes(app: App, desk: AccountDesk, visits: ProviderVisits): Promise<void> {
  const { reads, jobs } = desk;
  readSmallBodies(app);

  app.get(
    URL,
    {
      config: signedIn,
      schema: { tags, summary: "One's own accounts at identity providers", response: answers(OwnIdentities) },
    },
    async (request) => {
      const { person } = await ownPerson(desk, request);
      const items: OwnIdentities["items"] = [];
      for (const { provider: id, subject, createdAt } of await reads.identitiesOf(person.id)) {
        const provider = await reads.provider(id);
        if (provider)
          items.push({ provider: { id, name: provider.name, company: provider.company }, subject, createdAt });
      }
      const offered = (await offeredTo(person)).map(({ id, name }) => ({ id, name }));
      return { items, offered } satisfies OwnIdentities;
    },
  );

  app.post(
    URL,
    {
      bodyLimit: SMALL_BODY,
      config: signedIn,
      schema: {
        tags,
        summary: "Begins to connect one's own account at an identity provider",
        description:
          "The browser goes to `url` and comes back to this service, which sends it on to `/account`, or to " +
          "`/account?connect=CODE`.",
        body: ConnectIdentity,
        response: answers(OidcStarted),
      },
    },
    async (request, reply) => {
      const { provider: id } = bodyOf(request, ConnectIdentity);
      const { person } = await ownFactorsChanger(desk, request);
      const provider = (await offeredTo(person)).find((one) => one.id === id);
      if (!provider) throw providerGone();
      const session = request.principal.session!.idHash;
      return { url: await visits.begin(request, reply, provider, { person: person.id, session }) };
    },
  );

  app.delete(
    `${URL}/:provider`,
    {
      config: signedIn,
      schema: {
        tags,
        summary: "Removes one's own account at an identity provider",
        params: z.object({ provider: z.string() }),
        response: answers(z.strictObject({})),
      },
    },
    async (request, reply) => {
      const { provider } = request.params;
      const { person, author } = await ownFactorsChanger(desk, request);
      const { id, opening } = await successor(desk, request, request.principal, { proven: false });
      await jobs.removeIdentity({ author, opening, person: person.id, provider });
      tell(desk, request, person, "identity_removed");
      await answerWith(desk, request, reply, id);
      return {};
    },
  );

  /** The providers of the person's company at which they have no account. */
  async function offeredTo(person: Person): Promise<readonly IdentityProvider[]> {
    const companies = new Set(person.roles.flatMap(({ role }) => ("company" in role ? [role.company] : [])));
    const theirs = new Set((await reads.identitiesOf(person.id)).map(({ provider }) => provider));
    const providers = await Promise.all([...companies].map((company) => reads.providersOf(company)));
    return providers.flat().filter((provider) => mayBind(provider, person) && !theirs.has(provider.id));
  }
}
