/** A person who may sign in to the page. */

export type PersonRole = Readonly<
  | { role: "operator" | "support" }
  | { role: "admin"; company: string }
  | {
      role: "employee";
      company: string;
      /** The id of the employee in the company's directory. */
      employee: string;
    }
>;

export type HeldRole = Readonly<{
  role: PersonRole;
  /** Null until the person accepts: a role given to somebody who has an account already. ISO 8601, UTC. */
  acceptedAt: string | null;
  /**
   * SHA-256 of the secret that came with the offer. While nobody vouches for the account, the role is accepted with
   * this secret alone; absent: it needs none.
   */
  offer?: string;
}>;

export type Person = Readonly<{
  id: string;
  /** In lower case; unique. */
  email: string;
  name: string;
  roles: readonly HeldRole[];
  /** A PHC string; null until the person sets one, or if they sign in by other means alone. */
  password: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  createdBy: string;
  /** Set by a directory of another system: the person cannot sign in. */
  disabledAt: string | null;
  /**
   * Whether the password was set with a link that an operator has made: they vouch that the account is of whoever has
   * the e-mail address. An admin may have made one for the address of a stranger, to wait for what others offer them.
   */
  vouched: boolean;
}>;

export const acceptedRoles = (roles: readonly HeldRole[]): readonly PersonRole[] =>
  roles.flatMap(({ role, acceptedAt }) => (acceptedAt === null ? [] : [role]));

/** The roles once the person has come by an invitation: what was offered with a secret of its own waits for that. */
export const withInvitation = (roles: readonly HeldRole[], at: string): readonly HeldRole[] =>
  roles.map((held) => (held.acceptedAt === null && held.offer === undefined ? { ...held, acceptedAt: at } : held));

/** The same for the same role, with its company and its employee. */
export const roleKey = (role: PersonRole): string =>
  JSON.stringify([role.role, "company" in role && role.company, "employee" in role && role.employee]);

export const isSameRole = (a: PersonRole, b: PersonRole): boolean => roleKey(a) === roleKey(b);

/** The company of these roles, if they are all of one. */
export function companyOf(roles: readonly PersonRole[]): string | undefined {
  const companies = new Set(roles.map((role) => ("company" in role ? role.company : null)));
  const [only] = companies;
  return companies.size === 1 ? (only ?? undefined) : undefined;
}
