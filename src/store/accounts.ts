/** What is kept of people's sign-ins. Nothing here has a revision, is in the feed or in the history. */
import type { Link } from "../access/link.ts";
import type { Session } from "../access/session.ts";
import type { SignInRecord } from "../access/sign-in.ts";
import type { TotpFactor } from "../access/totp-factor.ts";

/** A session that begins. */
export type Opening = Readonly<{
  session: Session;
  /** The hash of the session that it takes the place of. */
  former: string | null;
  /** Null for keys, and where an existing session gets a new id. */
  signIn: SignInRecord | null;
}>;

export interface Accounts {
  /** Opens the session and notes the sign-in in one transaction. */
  openSession(opening: Opening): Promise<void>;
  /** @param means what was tried */
  noteRefusal(refused: SignInRecord): Promise<void>;
  /** @returns whether the step was later than the last one used, so that each code is good once */
  claimTotpStep(person: string, step: number): Promise<boolean>;
  /** @returns whether there was such a code; it is gone now */
  useRecoveryCode(person: string, hash: string): Promise<boolean>;
  /**
   * Takes the place of one that is not confirmed.
   * @returns false if the person has one that is
   */
  enrolTotp(factor: TotpFactor): Promise<boolean>;
  /**
   * Stores the link with which the first operator signs in, in place of an earlier one.
   * @returns false if an operator can sign in already, or has a valid key
   */
  offerSetup(link: Link): Promise<boolean>;
  /** Stores another hash of the same password, unless the password was changed meanwhile. */
  renewHash(asked: Readonly<{ person: string; from: string; to: string }>): Promise<void>;
  /** Notes when keys were last used, by their ids. */
  noteKeysUsed(uses: readonly Readonly<{ id: string; at: string }>[]): Promise<void>;
  /** The time of the last sign-in of each of these people, by their ids, and whether they have a second factor. */
  signInsOf(
    people: readonly string[],
  ): Promise<ReadonlyMap<string, Readonly<{ lastSignInAt: string | null; secondFactor: boolean; canSignIn: boolean }>>>;
}
