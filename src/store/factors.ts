/** Passkeys, identity providers, and people's accounts there. */
import type { Identity, IdentityProvider } from "../access/identity-provider.ts";
import type { StoredPasskey } from "../access/stored-passkey.ts";
import type { Opening } from "./accounts.ts";

/** The answer to a question that was asked of one browser; the second of two such answers is refused. */
export type Answered = Readonly<{
  /** SHA-256 of what was asked. */
  hash: string;
  /** Until when it could be answered; ISO 8601, UTC. */
  expiresAt: string;
}>;

/** What opens a session with a passkey or at a provider; all or nothing. It has no revision. */
export interface FactorSignIns {
  /**
   * @param passkey with the counter of the signature
   * @returns false if the question was answered before, the passkey is gone, or its counter has passed this one
   */
  signInWithPasskey(
    asked: Readonly<{ answered: Answered; passkey: Pick<StoredPasskey, "id" | "counter">; opening: Opening }>,
  ): Promise<boolean>;
  /**
   * @param identity as it was found before
   * @returns false if the question was answered before, or the person no longer has this identity
   */
  signInWithIdentity(asked: Readonly<{ answered: Answered; identity: Identity; opening: Opening }>): Promise<boolean>;
}

export interface PasskeyReads {
  passkey(id: string): Promise<StoredPasskey | null>;
  /** In the order of their creation. */
  passkeysOf(person: string): Promise<readonly StoredPasskey[]>;
}

export interface Providers {
  provider(id: string): Promise<IdentityProvider | null>;
  /**
   * In the order of their ids, starting after `after`.
   * @param among only those of these companies; null: all
   */
  listProviders(
    after: string | null,
    limit: number,
    among: ReadonlySet<string> | null,
  ): Promise<readonly IdentityProvider[]>;
  /** In the order in which the person got them. */
  identitiesOf(person: string): Promise<readonly Identity[]>;
}

/** Passkeys within a write. */
export interface PasskeyDraft {
  of(person: string): Promise<readonly StoredPasskey[]>;
  /** @returns false if there is one with this id already, of whomever */
  add(passkey: StoredPasskey): Promise<boolean>;
  rename(passkey: StoredPasskey, name: string): Promise<void>;
  remove(passkey: StoredPasskey): Promise<void>;
}

/** Providers and identities within a write. */
export interface ProviderDraft {
  get(id: string): Promise<IdentityProvider | null>;
  of(company: string): Promise<readonly IdentityProvider[]>;
  put(provider: IdentityProvider): Promise<void>;
  /** Removes all identities at a provider, and ends the sessions of the people who had them. */
  forget(id: string): Promise<void>;
  /** Removes it with its identities, as `forget` does. */
  remove(provider: IdentityProvider): Promise<void>;
  identity(provider: string, subject: string): Promise<Identity | null>;
  identitiesOf(person: string): Promise<readonly Identity[]>;
  /** The identity must be new. */
  bind(identity: Identity): Promise<void>;
  unbind(identity: Identity): Promise<void>;
}
