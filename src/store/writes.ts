import type { ApiKey } from "../access/api-key.ts";
import type { Author } from "../access/author.ts";
import type { Link } from "../access/link.ts";
import type { Person } from "../access/person.ts";
import type { SecuritySettings } from "../access/second-factors.ts";
import type { TotpFactor } from "../access/totp-factor.ts";
import type { Change } from "../policy/changes.ts";
import type { DocumentKind, Documents } from "../policy/documents.ts";
import type { GuestRequest } from "../policy/guest-request.ts";
import type { Watching } from "../policy/watching.ts";
import type { Trunk } from "../policy/trunk.ts";
import type { Opening } from "./accounts.ts";
import type { Answered, PasskeyDraft, ProviderDraft } from "./factors.ts";
import type { Saved, StoredCompany } from "./company.ts";
import type { ScimDraft } from "./scim.ts";

/** How a write is recorded. */
export type WriteRecord = Readonly<{
  author: Author;
  /** The action, such as `directory.put`. */
  action: string;
  /** For a write of keys and people: the company in whose history it is listed. */
  company?: string;
  /** Set for a PBX that keeps the directory in sync: the time is noted even if nothing changed. */
  synchronised?: boolean;
  /** Set for a write that the company's quota of saves does not hold up. */
  countsNot?: boolean;
}>;

/** Keys and people within a write. What companies share is locked when the first of these is called. */
export interface AccessDraft {
  readonly passkeys: PasskeyDraft;
  readonly providers: ProviderDraft;
  /** @returns false if this question was answered before */
  answer(answered: Answered): Promise<boolean>;
  /** Keys that are limited to companies and name this one. */
  keysNaming(company: string): Promise<readonly ApiKey[]>;
  key(id: string): Promise<ApiKey | null>;
  /**
   * With the links that a key has made, once it is revoked.
   * @param change what the history records; by default the whole key without its hash
   */
  putKey(key: ApiKey, change?: Change): Promise<void>;
  person(id: string): Promise<Person | null>;
  /** @param email in lower case */
  personByEmail(email: string): Promise<Person | null>;
  /** Everybody with a role in the company, whether they have accepted it or not. */
  peopleOf(company: string): Promise<readonly Person[]>;
  /** The ids of operators who have accepted the role, are not disabled, and have a way to sign in. */
  operatorsWhoCanSignIn(): Promise<readonly string[]>;
  /** With the links of theirs that are dead then (access/dead-links.ts). */
  putPerson(person: Person): Promise<void>;
  /** Removes a person with their sessions, factors, links, and the links that they made for others. */
  removePerson(id: string): Promise<void>;
  /** @param but the hash of a session that goes on */
  endSessions(person: string, but?: string): Promise<void>;
  /** Opens a session and notes the sign-in. */
  openSession(opening: Opening): Promise<void>;
  /** Takes the place of the person's other links. The history gets its kind, not its hash. */
  putLink(link: Link): Promise<void>;
  /**
   * Uses a link up.
   * @returns null if it is unknown, used or expired
   */
  takeLink(hash: string): Promise<Link | null>;
  /**
   * Turns an enrolled app into a factor.
   * @returns false if it was confirmed, replaced or removed meanwhile
   */
  confirmTotp(factor: TotpFactor, step: number): Promise<boolean>;
  /** In place of all earlier ones. */
  putRecoveryCodes(person: string, hashes: readonly string[]): Promise<void>;
  /**
   * Removes the app with the recovery codes.
   * @returns false if there was none that had been confirmed
   */
  removeTotp(person: string): Promise<boolean>;
  /** Removes the app, the recovery codes and the passkeys. */
  removeFactors(person: string): Promise<void>;
  security(): Promise<SecuritySettings>;
  putSecurity(settings: SecuritySettings): Promise<void>;
  /** Records a change that nothing else records, such as a new passkey. */
  record(change: Change): void;
  /**
   * Removes a call node from the list; until it has started over, it is told to.
   * @returns false if it is not listed
   */
  removeNode(name: string): Promise<boolean>;
}

/** One company within a write. Its documents are stored at the end of the write. */
export interface CompanyDraft extends AccessDraft {
  /** The current state, read after the company was locked; null if there is no such company. */
  readonly before: StoredCompany | null;
  /** The company's users of an identity provider. */
  readonly scim: ScimDraft;
  watching(): Promise<Saved<Watching>>;
  putWatching(watching: Watching): Promise<void>;
  put<Kind extends DocumentKind>(kind: Kind, body: Documents[Kind]): void;
  remove(): void;
  /** The documents as the write leaves them so far; null if there is no such company then. */
  after(): Documents | null;
  /** Those of the numbers that other companies own, with the owner of each. */
  ownersBesides(numbers: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Those of the numbers that rest, with the names of the nodes that each waits for: see {@link Nodes}. */
  restingNumbers(numbers: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The latest request to open the blocks to guests. */
  guestRequest(): Promise<GuestRequest | null>;
  putGuestRequest(request: GuestRequest): Promise<void>;
  /** The ids of all trunks; none of them is removed before the end of this write. */
  trunkIds(): Promise<ReadonlySet<string>>;
}

/** One trunk within a write. The change is stored at the end of the write. */
export interface TrunkDraft {
  /** The current state; null if there is no such trunk. Its body is null if it cannot be read. */
  readonly before: Saved<Trunk | null> | null;
  /** How many trunks there are. */
  count(): Promise<number>;
  /** Whether numbers carry the trunk. */
  isCarried(): Promise<boolean>;
  put(body: Trunk): void;
  remove(): void;
}

export type Written<T> = Readonly<{
  result: T;
  /** Null if nothing changed: the write has no revision and left no trace. */
  revision: number | null;
  /** The new state of the company; null if it was removed, and for writes of keys, people and trunks. */
  stored: StoredCompany | null;
}>;

/**
 * Each write stores documents, history and feed in one transaction under one revision of the whole store. The company
 * is locked before anything of it is read, so two writes of one company never start from the same state, with any
 * database and any number of processes. Keys, people and trunks share one lock, which is taken after that of a company. If
 * `work` throws, nothing is written.
 * @throws StorageError if the database fails
 */
export interface Writes {
  writeCompany<T>(company: string, record: WriteRecord, work: (draft: CompanyDraft) => Promise<T>): Promise<Written<T>>;
  writeAccess<T>(record: WriteRecord, work: (draft: AccessDraft) => Promise<T>): Promise<Written<T>>;
  writeTrunk<T>(trunk: string, record: WriteRecord, work: (draft: TrunkDraft) => Promise<T>): Promise<Written<T>>;
}
