/** Browsers for tests: they keep cookies, and people come in by invitations. */
import assert from "node:assert/strict";
import { clientOf, type Ask } from "./client.ts";
import type { TestService } from "./service.ts";

/** Good enough for everybody here. */
export const PASSWORD = "wandering-otter-87-lamps";

type PersonRoleAsked = Readonly<Record<string, string>>;

export const secretOf = (link: unknown): string => String(link).split("#")[1]!;

/** A browser: it keeps its cookies. */
export type Browser = Ask & Readonly<{ cookies: () => string; forget: (name: string) => void }>;

export function browserOf(address: string): Browser {
  const ask = clientOf(address);
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const browse: Ask = async (what, body, asked = {}) => {
    const cookie = cookies();
    const headers = { ...(cookie !== "" && { cookie }), ...asked.headers };
    const answer = await ask(what, body, { ...asked, headers });
    for (const set of answer.headers["set-cookie"] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      if (value === "") jar.delete(name!);
      else jar.set(name!, value!);
    }
    return answer;
  };
  return Object.assign(browse, { cookies, forget: (name: string) => void jar.delete(name) });
}

export type Known = Readonly<{ id: string; email: string; browser: Browser }>;

let made = 0;

/** Invites a person, who accepts and is signed in. */
export async function personWith(service: TestService, ...roles: PersonRoleAsked[]): Promise<Known> {
  const email = `person-${++made}@people.example`;
  const invited = await service.operator("POST people", { email, name: `Person ${made}`, roles });
  assert.equal(invited.status, 200, invited.text);
  const browser = browserOf(service.address);
  const accepted = await browser("POST links/accept", { secret: secretOf(invited.body["link"]), password: PASSWORD });
  assert.equal(accepted.status, 200, accepted.text);
  return { id: String(invited.body["id"]), email, browser };
}
