/** The data that decides calls, read synchronously on this machine: no promise, no network, no other thread. */
import type { ApiKey } from "../access/api-key.ts";
import type { Link } from "../access/link.ts";
import type { Identity, IdentityProvider } from "../access/identity-provider.ts";
import type { Person } from "../access/person.ts";
import type { SecuritySettings } from "../access/second-factors.ts";
import type { Session } from "../access/session.ts";
import type { DecidingDocuments } from "../policy/documents.ts";
import type { SignInRecord } from "../access/sign-in.ts";
import type { StoredPasskey } from "../access/stored-passkey.ts";
import type { TotpFactor } from "../access/totp-factor.ts";
import type { NamedTrunk } from "../policy/trunk.ts";
import type { Changes, Position, StartOver } from "./feed.ts";
import type { CallNode } from "./nodes.ts";

/**
 * A company in the form that calls are decided from: the documents of a small company, or the core of a large one,
 * whose people are read bucket by bucket (decide/buckets.ts).
 */
export type DecisionForm = Readonly<
  { revision: number; /** Characters of JSON. */ size: number } & (
    | { kind: "documents"; documents: DecidingDocuments }
    | { kind: "core"; core: string }
  )
>;

/** What calls are decided from, and the keys of who may ask: also on a call node. All methods may throw a StorageError. */
export interface DecidingCopy {
  position(): Position;
  changesSince(position: Position, limit: number): Changes | StartOver;
  company(id: string): DecisionForm | null;
  /**
   * One bucket of a large company; its text is empty if it contains nobody.
   * @returns null if the company no longer has this revision; its core has to be read again
   */
  bucket(id: string, revision: number, bucket: number): Readonly<{ text: string }> | null;
  /** Ids of companies in order, starting after `after`. */
  ids(after: string | null, limit: number): readonly string[];
  /** In the order of their ids, without those that cannot be read: they must not stop calls over the others. */
  trunks(): readonly NamedTrunk[];
  /** @param hash of a key, see access/key-ring.ts */
  key(hash: string): ApiKey | null;
  close(): void;
}

/** All methods may throw a StorageError. */
export interface LocalCopy extends DecidingCopy {
  /** The head of the chain of the history. */
  historyHead(): string;
  /** A call node: null if it was never listed. `removed` is the revision of the write that took it off the list. */
  node(name: string): (CallNode & Readonly<{ removed: number | null }>) | null;
  /** The call nodes that are listed, in the order of their names. */
  nodes(): readonly CallNode[];
  /** The revision of the last write that took a number from a company. */
  freed(): number;
  session(idHash: string): Session | null;
  person(id: string): Person | null;
  /** @param email in lower case */
  personByEmail(email: string): Person | null;
  /** Of a person or of a key, see {@link Session}; the one that began last comes first. */
  sessionsOf(holder: Session["holder"]): readonly Session[];
  /**
   * Newest first.
   * @param before the id of a sign-in; those after it in this order are returned
   */
  signInsOf(person: string, before: string | null, limit: number): readonly SignInRecord[];
  /** @param hash of the secret */
  link(hash: string): Link | null;
  totp(person: string): TotpFactor | null;
  companyName(id: string): string | null;
  /** How many are left. */
  recoveryCodes(person: string): number;
  passkeys(person: string): number;
  passkey(id: string): StoredPasskey | null;
  passkeysOf(person: string): readonly StoredPasskey[];
  provider(id: string): IdentityProvider | null;
  /** Ordered by name. */
  providersOf(company: string): readonly IdentityProvider[];
  /** The providers that may speak for e-mail addresses of a domain, ordered by name; at most 50. */
  providersFor(domain: string): readonly IdentityProvider[];
  identity(provider: string, subject: string): Identity | null;
  identitiesOf(person: string): readonly Identity[];
  security(): SecuritySettings;
}
