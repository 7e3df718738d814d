/** The permissions of each role: one table, which is enforced, printed in docs/http.md and sent to the page. */
import { excerpt } from "../policy/excerpt.ts";
import { Refusal } from "../policy/refusal.ts";
import { reaches, type Principal } from "./principal.ts";

/** The columns of the table; `sync` is a PBX that keeps the directory in sync, `node` a call node. */
export const HOLDERS = ["operator", "support", "admin", "employee", "sync", "pbx", "node"] as const;
export type Holder = (typeof HOLDERS)[number];

const CALLERS: readonly Holder[] = ["operator", "admin", "sync", "pbx"];
const READERS: readonly Holder[] = ["operator", "support", "admin", "sync"];
const WATCHERS: readonly Holder[] = ["operator", "support", "admin"];
const KEEPERS: readonly Holder[] = ["operator", "admin", "sync"];
const ADMINS: readonly Holder[] = ["operator", "admin"];
const SUPPORT: readonly Holder[] = ["operator", "support"];
const OPERATOR: readonly Holder[] = ["operator"];
const EMPLOYEE: readonly Holder[] = ["employee"];
/** Whoever may send a whole company, or a whole employee; what differs is checked once more. */
const COMPANY_SAVERS: readonly Holder[] = ["operator", "support", "admin"];
const EMPLOYEE_SAVERS: readonly Holder[] = ["operator", "support", "admin", "sync"];

/** `does` completes "You may not …". */
type Row = Readonly<{ does: string; holders: readonly Holder[] }>;

export const PERMISSIONS = {
  "decisions.make": { does: "ask for decisions", holders: CALLERS },
  "companies.list": { does: "list companies", holders: READERS },
  "company.read": { does: "read the company", holders: READERS },
  "company.save": { does: "save the company or open its blocks", holders: COMPANY_SAVERS },
  "company.write": { does: "change the company", holders: ADMINS },
  "company.create": { does: "create a company", holders: OPERATOR },
  "company.remove": { does: "remove a company", holders: OPERATOR },
  "company.open-to-guests": { does: "open the blocks to the company's guests", holders: SUPPORT },
  "directory.read": { does: "read the directory", holders: READERS },
  "employee.save": { does: "save an employee or open the blocks to one", holders: EMPLOYEE_SAVERS },
  "directory.write": { does: "change the directory", holders: KEEPERS },
  "directory.synchronise": { does: "keep the directory in sync", holders: ["sync"] },
  "directory.numbers": { does: "give a company a number or take one away", holders: ["operator", "sync"] },
  "directory.open-to-guests": { does: "open the blocks to a guest", holders: SUPPORT },
  "directory.withhold": { does: "set who withholds their number", holders: ADMINS },
  "directory.choose": { does: "set the standing choice of an employee", holders: ADMINS },
  "directory.confirm": { does: "confirm that a number is the company's", holders: OPERATOR },
  "directory.trunks": { does: "set the trunks of a number", holders: OPERATOR },
  "scim.provision": { does: "keep people over SCIM", holders: ["operator", "sync"] },
  "guests.read": { does: "see to which guests the blocks are open", holders: WATCHERS },
  "guests.request": { does: "ask support to open the blocks to guests", holders: ADMINS },
  "guests.answer": { does: "list and answer requests for guests", holders: SUPPORT },
  "me.read": { does: "see what your own calls show", holders: EMPLOYEE },
  "me.write": { does: "choose or withhold the number of your own calls", holders: EMPLOYEE },
  "outgoing-numbers.read": { does: "read the outgoing numbers", holders: WATCHERS },
  "outgoing-numbers.write": { does: "change the outgoing numbers", holders: ADMINS },
  "quotas.read": { does: "see the company's quotas", holders: WATCHERS },
  "quotas.manage": { does: "set the company's quotas", holders: OPERATOR },
  "watching.manage": { does: "set who is told of changes", holders: ADMINS },
  "expectations.read": { does: "read the expectations", holders: WATCHERS },
  "expectations.write": { does: "change the expectations", holders: ADMINS },
  "history.read": { does: "read the history", holders: WATCHERS },
  "history.undo": { does: "undo writes of the history", holders: ADMINS },
  "history.read-all": { does: "read and verify the history of everything", holders: OPERATOR },
  "people.read": { does: "see people and their roles", holders: WATCHERS },
  "people.manage": { does: "invite, change and remove people", holders: ADMINS },
  "providers.read": { does: "see identity providers", holders: WATCHERS },
  "providers.manage": { does: "make, change and remove identity providers", holders: OPERATOR },
  "trunks.manage": { does: "list, try, change and remove trunks", holders: OPERATOR },
  "security.manage": { does: "require second factors", holders: OPERATOR },
  "keys.manage": { does: "list, make and revoke keys", holders: OPERATOR },
  "feed.follow": { does: "follow the feed", holders: ["operator", "node"] },
  "nodes.manage": { does: "list and remove call nodes", holders: OPERATOR },
  "backup.make": { does: "make a backup", holders: OPERATOR },
} as const satisfies Readonly<Record<string, Row>>;

export type Permission = keyof typeof PERMISSIONS;

const CONCERNS_NONE: ReadonlySet<Permission> = new Set([
  "companies.list",
  "company.create",
  "history.read-all",
  "me.read",
  "me.write",
  "providers.manage",
  "trunks.manage",
  "security.manage",
  "keys.manage",
  "feed.follow",
  "nodes.manage",
  "backup.make",
]);

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as readonly Permission[];

/** @param company the company concerned; without it, the result says whether any role has the permission at all */
export function may({ grants }: Principal, permission: Permission, company?: string): boolean {
  const { holders }: Row = PERMISSIONS[permission];
  return grants.some(
    ({ holder, companies }) =>
      holders.includes(holder) && (company === undefined || companies === null || companies.has(company)),
  );
}

/**
 * @throws Refusal `forbidden` if no role of the principal has the permission there, `company_unknown` if the company
 * is not one of theirs, so that nobody learns whether it exists
 */
export function requirePermission(principal: Principal, permission: Permission, company?: string): void {
  if (may(principal, permission, company)) return;
  if (company !== undefined && may(principal, permission) && !reaches(principal, company))
    throw companyUnknown(company);
  throw new Refusal("forbidden", `You may not ${PERMISSIONS[permission].does}.`);
}

export const companyUnknown = (company: string) =>
  new Refusal("company_unknown", `There is no company “${excerpt(company)}” that you may see.`);

/** The companies in which the principal has a permission; null means every company. */
export function companiesWith({ grants }: Principal, permission: Permission): ReadonlySet<string> | null {
  const { holders }: Row = PERMISSIONS[permission];
  const found = grants.filter(({ holder }) => holders.includes(holder)).map(({ companies }) => companies);
  const named = found.filter((companies) => companies !== null);
  if (named.length < found.length) return null;
  return named.length === 1 ? named[0]! : new Set(named.flatMap((companies) => [...companies]));
}

/** A null company means every company that the principal has access to. */
export type Granted = Readonly<{ permission: Permission; company: string | null }>;

/** With more companies than this, permissions are listed once for all companies, not for each. */
const MOST_LISTED = 100;

/** The principal's permissions, in the form sent to the page. */
export function permissionsOf(principal: Principal): readonly Granted[] {
  return PERMISSION_NAMES.filter((permission) => may(principal, permission)).flatMap((permission): Granted[] => {
    if (CONCERNS_NONE.has(permission)) return [{ permission, company: null }];
    const companies = companiesWith(principal, permission);
    if (companies === null || companies.size > MOST_LISTED) return [{ permission, company: null }];
    return [...companies].sort().map((company) => ({ permission, company }));
  });
}
