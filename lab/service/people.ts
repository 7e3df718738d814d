/** People with sessions, put straight into the store of a running service. */
import { randomBytes, randomUUID } from "node:crypto";
import { hashOf } from "../../src/access/key-ring.ts";
import type { PersonRole } from "../../src/access/person.ts";
import { authorNamed } from "../principals.ts";
import { clientOf, type Ask } from "./client.ts";
import type { TestService } from "./service.ts";
import { storeOf } from "./stored.ts";

const HOUR_MS = 3_600_000;

export type SignedIn = Readonly<{
  person: string;
  name: string;
  /** Sends requests with the cookie of the session, as the page does. */
  ask: Ask;
}>;

/**
 * @param options.accepted whether they have accepted their roles
 */
export async function signedIn(
  service: Pick<TestService, "address" | "dataDir" | "databaseUrl">,
  roles: readonly PersonRole[],
  { expired = false, accepted = true }: Readonly<{ expired?: boolean; accepted?: boolean }> = {},
): Promise<SignedIn> {
  const store = await storeOf(service);
  try {
    const [id, cookie] = [randomUUID(), randomBytes(32).toString("base64url")];
    const now = Date.now();
    const at = new Date(expired ? now - 2 * HOUR_MS : now).toISOString();
    const name = `Person ${id.slice(0, 8)}`;
    await store.writeAccess({ author: authorNamed("test"), action: "person.put" }, (draft) =>
      draft.putPerson({
        id,
        email: `${id}@example.test`,
        name,
        roles: roles.map((role) => ({ role, acceptedAt: accepted ? at : null })),
        password: null,
        createdAt: at,
        createdBy: "test",
        disabledAt: null,
        vouched: false,
      }),
    );
    await store.sessions.put({
      idHash: hashOf(cookie),
      holder: { person: id },
      means: "password",
      createdAt: at,
      authenticatedAt: at,
      expiresAt: new Date(Date.parse(at) + HOUR_MS).toISOString(),
      address: null,
      agent: null,
    });
    return { person: id, name, ask: withCookie(service.address, cookie) };
  } finally {
    await store.close();
  }
}

function withCookie(address: string, id: string): Ask {
  const ask = clientOf(address);
  return (what, body, asked = {}) =>
    ask(what, body, {
      ...asked,
      headers: { cookie: `callas_session=${id}`, origin: address, ...asked.headers },
    });
}
