/** A company's identity provider, and the accounts that people have there. */
import { acceptedRoles, companyOf, type Person, type PersonRole } from "./person.ts";

export type IdentityProvider = Readonly<{
  id: string;
  /** It signs in people of this company alone. */
  company: string;
  name: string;
  /** As {@link OidcProvider} takes it. */
  issuer: string;
  clientId: string;
  /** Sealed for {@link secretPurpose}. */
  clientSecret: string;
  /**
   * In lower case, in order. The operator has confirmed that the provider gives e-mail addresses in them only to
   * those whom they belong to.
   */
  domains: readonly string[];
  /** Whether whoever signs in there has shown a second factor, also where the provider does not say so. */
  trustsFactor: boolean;
  /** ISO 8601, UTC. */
  createdAt: string;
  createdBy: string;
}>;

/** A person's account at a provider. */
export type Identity = Readonly<{
  provider: string;
  /** The provider's name for the person; nobody else gets it there (OpenID Connect Core 1.0, 2). */
  subject: string;
  /** The person's id. */
  person: string;
  /** ISO 8601, UTC. */
  createdAt: string;
}>;

/** Of one company. */
export const MOST_PROVIDERS = 10;

/** Of one provider. */
export const MOST_DOMAINS = 50;

/** @param provider its id */
export const secretPurpose = (provider: string) => `client secret of ${provider}`;

/** Whether all roles are of one company, whose own provider may then speak for the person who holds them. */
export function areWithin(company: string, roles: readonly PersonRole[]): boolean {
  return roles.every((role) => "company" in role && role.company === company);
}

/** Whether a provider may speak for the person at all, by the roles that they have accepted. */
export function areOfOneCompany({ roles }: Person): boolean {
  const accepted = acceptedRoles(roles);
  return accepted.length === 0 || companyOf(accepted) !== undefined;
}

/** @param email as {@link OidcIdentity} has it */
export const domainOf = (email: string) => email.slice(email.lastIndexOf("@") + 1);
