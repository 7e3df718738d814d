import type { FastifyRequest } from "fastify";
import type { Person } from "../access/person.ts";
import type { Author } from "../access/author.ts";
import { Refusal } from "../policy/refusal.ts";
import type { AccountDesk } from "./account-desk.ts";
import { notSignedIn } from "./open-session.ts";

/**
 * @returns the person who is signed in, and what the history says of them
 * @throws Refusal `forbidden` for a key, which has no account
 */
export async function ownPerson(
  { reads }: Pick<AccountDesk, "reads">,
  { principal }: FastifyRequest,
): Promise<Readonly<{ person: Person; author: Author }>> {
  if (principal.kind !== "person") throw new Refusal("forbidden", "A key has no account: sign in as a person.");
  const person = await reads.person(principal.id);
  if (person === null) throw notSignedIn();
  const { kind, id, name, address } = principal;
  return { person, author: { kind, id, name, address } };
}
