import type { Weakness } from "../access/password-strength.ts";
import type { Person } from "../access/person.ts";
import { Refusal } from "../policy/refusal.ts";
import type { AccountDesk } from "./account-desk.ts";

const MESSAGES: Readonly<Record<Weakness, string>> = {
  too_short: "The password has fewer than 8 characters.",
  too_long: "The password has more than 128 characters.",
  guessable: "The password is easy to guess: it is made of common words, names, dates or the person's own.",
};

/**
 * @param path of the password in the body
 * @throws Refusal `password_weak`, `too_many_requests`
 */
export async function requireStrong(
  { weakness, reads }: Pick<AccountDesk, "weakness" | "reads">,
  password: string,
  person: Pick<Person, "email" | "name" | "roles">,
  path: string,
): Promise<void> {
  const found = await weakness(password, await ownWords(reads, person));
  if (found === null) return;
  const message = MESSAGES[found];
  throw new Refusal("password_weak", message, { problems: [{ path, code: "invalid", message }] });
}

/** The most companies whose names are looked up. */
const MOST_COMPANIES = 5;

async function ownWords(
  reads: AccountDesk["reads"],
  { email, name, roles }: Pick<Person, "email" | "name" | "roles">,
): Promise<string[]> {
  const companies = new Set(roles.flatMap(({ role }) => ("company" in role ? [role.company] : [])));
  const named = [...companies].slice(0, MOST_COMPANIES).map(async (id) => [id, (await reads.companyName(id)) ?? id]);
  return [email, name, ...(await Promise.all(named)).flat()];
}
