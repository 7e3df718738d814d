/** Keys and people within a write: stored at once, in the transaction of the write. */
import type { ApiKey } from "../../access/api-key.ts";
import { deadLinks, type DeadLinks } from "../../access/dead-links.ts";
import type { Link } from "../../access/link.ts";
import type { HeldRole, Person } from "../../access/person.ts";
import type { SecuritySettings } from "../../access/second-factors.ts";
import type { TotpFactor } from "../../access/totp-factor.ts";
import { changes, type Change } from "../../policy/changes.ts";
import type { Opening } from "../accounts.ts";
import type { Answered, PasskeyDraft, ProviderDraft } from "../factors.ts";
import type { AccessDraft } from "../writes.ts";
import type { Sql } from "./engine.ts";
import { confirmTotp, deleteFactors, deleteTotp, storeRecoveryCodes } from "./sql-factors.ts";
import { useChallenge } from "./sql-challenges.ts";
import { readKey, readKeysNaming, storeKey } from "./sql-keys.ts";
import { deleteLinks, deleteLinksBy, storeLink, takeLink } from "./sql-links.ts";
import { sqlPasskeyDraft } from "./sql-passkeys.ts";
import { removeNode } from "./sql-nodes.ts";
import { deletePerson, operatorsWhoCanSignIn, readPeopleOf, readPerson, storePerson } from "./sql-people.ts";
import { sqlProviderDraft } from "./sql-providers.ts";
import { readSecurity, storeSecurity } from "./sql-settings.ts";
import { openSession } from "./sql-sign-ins.ts";

export class SqlAccessDraft implements AccessDraft {
  /** What the history records. */
  readonly changes: Change[] = [];
  /** The ids of the keys that were stored. */
  readonly keys: string[] = [];
  readonly passkeys: PasskeyDraft;
  readonly providers: ProviderDraft;
  protected readonly sql: Sql;
  readonly #lock: () => Promise<void>;

  /** @param lock is called before anything that companies share is read */
  constructor(sql: Sql, lock: () => Promise<void>) {
    this.sql = sql;
    this.#lock = lock;
    const [shared, record] = [() => this.shared(), (change: Change) => this.record(change)];
    this.passkeys = sqlPasskeyDraft(shared, record);
    this.providers = sqlProviderDraft(shared, record);
  }

  /** The database, once what companies share is locked. */
  protected async shared(): Promise<Sql> {
    await this.#lock();
    return this.sql;
  }

  record(change: Change): void {
    this.changes.push(change);
  }

  async answer(answered: Answered): Promise<boolean> {
    return useChallenge(await this.shared(), answered, new Date().toISOString());
  }

  async keysNaming(company: string): Promise<readonly ApiKey[]> {
    return readKeysNaming(await this.shared(), company);
  }

  async key(id: string): Promise<ApiKey | null> {
    return readKey(await this.shared(), id);
  }

  async putKey(key: ApiKey, change?: Change): Promise<void> {
    await storeKey(await this.shared(), key);
    this.keys.push(key.id);
    if (key.revokedAt !== null) await deleteLinksBy(this.sql, key.id);
    const { hash: _, lastUsedAt: _used, ...told } = key;
    this.record(change ?? { path: `/keys/${key.id}`, to: told });
  }

  async removeNode(name: string): Promise<boolean> {
    return removeNode(await this.shared(), name);
  }

  async person(id: string): Promise<Person | null> {
    return readPerson(await this.shared(), "id", id);
  }

  async personByEmail(email: string): Promise<Person | null> {
    return readPerson(await this.shared(), "email", email);
  }

  async peopleOf(company: string): Promise<readonly Person[]> {
    return readPeopleOf(await this.shared(), company);
  }

  async operatorsWhoCanSignIn(): Promise<readonly string[]> {
    return operatorsWhoCanSignIn(await this.shared());
  }

  async putPerson(person: Person): Promise<void> {
    const before = await this.person(person.id);
    await storePerson(this.sql, person);
    const { ofPerson, byPerson } = before === null ? NO_LINKS : deadLinks(before, person);
    if (ofPerson) await deleteLinks(this.sql, person.id);
    if (byPerson) await deleteLinksBy(this.sql, person.id);
    this.#recordPerson(before, person);
  }

  async removePerson(id: string): Promise<void> {
    const before = await this.person(id);
    if (before === null) return;
    await deletePerson(this.sql, id);
    await deleteLinksBy(this.sql, id);
    this.#recordPerson(before, null);
  }

  async endSessions(person: string, but?: string): Promise<void> {
    let ended = (await this.shared()).deleteFrom("session").where("person", "=", person);
    if (but !== undefined) ended = ended.where("id_hash", "!=", but);
    await ended.execute();
  }

  async openSession(opening: Opening): Promise<void> {
    await openSession(await this.shared(), opening);
  }

  async putLink(link: Link): Promise<void> {
    await storeLink(await this.shared(), link);
    const { kind, expiresAt } = link;
    this.record({ path: `/people/${link.person}/link`, to: { kind, expiresAt } });
  }

  async takeLink(hash: string): Promise<Link | null> {
    return takeLink(await this.shared(), hash, new Date().toISOString());
  }

  async confirmTotp(factor: TotpFactor, step: number): Promise<boolean> {
    const confirmed = await confirmTotp(await this.shared(), factor, step, new Date().toISOString());
    if (confirmed) this.record({ path: `/people/${factor.person}/totp`, to: true });
    return confirmed;
  }

  async putRecoveryCodes(person: string, hashes: readonly string[]): Promise<void> {
    await storeRecoveryCodes(await this.shared(), person, hashes);
    this.record({ path: `/people/${person}/recoveryCodes` });
  }

  async removeTotp(person: string): Promise<boolean> {
    const removed = await deleteTotp(await this.shared(), person);
    if (removed) this.record({ path: `/people/${person}/totp`, from: true });
    return removed;
  }

  async removeFactors(person: string): Promise<void> {
    await deleteFactors(await this.shared(), person);
    this.record({ path: `/people/${person}/secondFactors`, from: true });
  }

  async security(): Promise<SecuritySettings> {
    return readSecurity(await this.shared());
  }

  async putSecurity(settings: SecuritySettings): Promise<void> {
    const before = await this.security();
    await storeSecurity(this.sql, settings);
    for (const change of changes(before, settings)) this.record({ ...change, path: `/security${change.path}` });
  }

  #recordPerson(before: Person | null, after: Person | null): void {
    const path = `/people/${(after ?? before)!.id}`;
    for (const change of changes(before && shown(before), after && shown(after)))
      this.record({ ...change, path: path + change.path });
    if (after !== null && (before?.password ?? null) !== after.password) this.record({ path: `${path}/password` });
  }
}

const NO_LINKS: DeadLinks = { ofPerson: false, byPerson: false };

/** A person as the history shows them; each role has a path of its own. */
function shown({ id: _, password: _hash, vouched: _vouched, roles, ...person }: Person): object {
  return { ...person, roles: Object.fromEntries(roles.map(namedRole)) };
}

function namedRole({ role, acceptedAt }: HeldRole): [string, object] {
  const { role: name, ...place } = role;
  const path = "company" in place ? `${name} of ${place.company}` : name;
  return [path, { ...("employee" in place && { employee: place.employee }), accepted: acceptedAt !== null }];
}
