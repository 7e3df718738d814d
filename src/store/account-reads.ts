/** What the thread that serves HTTP reads itself, through a connection of its own. */
import type { Identity, IdentityProvider } from "../access/identity-provider.ts";
import type { Link } from "../access/link.ts";
import type { Session } from "../access/session.ts";
import type { SignInRecord } from "../access/sign-in.ts";
import type { TotpFactor } from "../access/totp-factor.ts";
import type { PasskeyReads, Providers } from "./factors.ts";
import type { History } from "./history.ts";
import type { Nodes } from "./nodes.ts";
import type { People } from "./people.ts";

/** What is read while somebody signs in or uses the page. */
export interface AccountReads
  extends
    PasskeyReads,
    Pick<People, "person" | "personByEmail" | "security">,
    Pick<Providers, "provider" | "identitiesOf"> {
  session(idHash: string): Promise<Session | null>;
  /** Of a person or of a key, see {@link Session}; the one that began last comes first. */
  sessionsOf(holder: Session["holder"]): Promise<readonly Session[]>;
  /**
   * Newest first.
   * @param before the id of a sign-in; those after it in this order are returned
   */
  signInsOf(person: string, before: string | null, limit: number): Promise<readonly SignInRecord[]>;
  /** @param hash of the secret */
  link(hash: string): Promise<Link | null>;
  totp(person: string): Promise<TotpFactor | null>;
  companyName(id: string): Promise<string | null>;
  /** How many are left. */
  recoveryCodes(person: string): Promise<number>;
  passkeys(person: string): Promise<number>;
  /** Ordered by name. */
  providersOf(company: string): Promise<readonly IdentityProvider[]>;
  /** The providers that may speak for e-mail addresses of a domain, ordered by name; at most 50. */
  providersFor(domain: string): Promise<readonly IdentityProvider[]>;
  identity(provider: string, subject: string): Promise<Identity | null>;
}

export type Reads = AccountReads &
  Pick<Nodes, "node" | "listNodes" | "freed"> &
  Pick<History, "historyHead"> &
  Readonly<{ close: () => Promise<void> }>;
