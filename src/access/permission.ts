/** The permissions of each role: one table, which is enforced, printed in docs/http.md and sent to the page. */
import { excerpt } from "../policy/excerpt.ts";
import { Refusal } from "../policy/refusal.ts";
import { reaches, type Principal } from "./principal.ts";

/** The columns of the table; `sync` is a PBX that keeps the directory in sync. */
export const HOLDERS = ["operator", "admin", "sync", "pbx"] as const;
export type Holder = (typeof HOLDERS)[number];

const EVERYBODY: readonly Holder[] = HOLDERS;
const KEEPERS: readonly Holder[] = ["operator", "admin", "sync"];
const PEOPLE: readonly Holder[] = ["operator", "admin"];
const OPERATOR: readonly Holder[] = ["operator"];

/** `does` completes "This key may not …". */
type Row = Readonly<{ does: string; holders: readonly Holder[] }>;

export const PERMISSIONS = {
  "decisions.make": { does: "ask for decisions", holders: EVERYBODY },
  "companies.list": { does: "list companies", holders: KEEPERS },
  "company.read": { does: "read the company", holders: KEEPERS },
  "company.write": { does: "change the company", holders: PEOPLE },
  "company.create": { does: "create a company", holders: OPERATOR },
  "company.remove": { does: "remove a company", holders: OPERATOR },
  "company.open-to-guests": { does: "open the blocks to the company's guests", holders: OPERATOR },
  "directory.read": { does: "read the directory", holders: KEEPERS },
  "directory.write": { does: "change the directory", holders: KEEPERS },
  "directory.numbers": { does: "give a company a number or take one away", holders: ["operator", "sync"] },
  "directory.open-to-guests": { does: "open the blocks to a guest", holders: OPERATOR },
  "outgoing-numbers.read": { does: "read the outgoing numbers", holders: PEOPLE },
  "outgoing-numbers.write": { does: "change the outgoing numbers", holders: PEOPLE },
  "history.read": { does: "read the history", holders: PEOPLE },
  "keys.manage": { does: "list, make and revoke keys", holders: OPERATOR },
  "backup.make": { does: "make a backup", holders: OPERATOR },
} as const satisfies Readonly<Record<string, Row>>;

export type Permission = keyof typeof PERMISSIONS;

const CONCERNS_NONE: ReadonlySet<Permission> = new Set([
  "companies.list",
  "company.create",
  "keys.manage",
  "backup.make",
]);

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as readonly Permission[];

function holderOf({ role, sync }: Principal): Holder {
  return role === "pbx" && sync ? "sync" : role;
}

/** @param company the company concerned; without it, the result says whether the role has the permission at all */
export function may(principal: Principal, permission: Permission, company?: string): boolean {
  const { holders }: Row = PERMISSIONS[permission];
  return holders.includes(holderOf(principal)) && (company === undefined || reaches(principal, company));
}

/**
 * @throws Refusal `forbidden` if the role does not have the permission for any company, `company_unknown` if the
 * company is not one of the principal's, so that nobody learns whether it exists
 */
export function requirePermission(principal: Principal, permission: Permission, company?: string): void {
  if (!may(principal, permission)) throw new Refusal("forbidden", `This key may not ${PERMISSIONS[permission].does}.`);
  if (company !== undefined && !reaches(principal, company)) throw companyUnknown(company);
}

export const companyUnknown = (company: string) =>
  new Refusal("company_unknown", `This key has no company “${excerpt(company)}”.`);

/** A null company means every company that the principal has access to. */
export type Granted = Readonly<{ permission: Permission; company: string | null }>;

/** With more companies than this, permissions are listed once for all companies, not for each. */
const MOST_LISTED = 100;

/** The principal's permissions, in the form sent to the page. */
export function permissionsOf(principal: Principal): readonly Granted[] {
  const { companies } = principal;
  const listed = companies === null || companies.size > MOST_LISTED ? [null] : [...companies].sort();
  return PERMISSION_NAMES.filter((permission) => may(principal, permission)).flatMap((permission) =>
    CONCERNS_NONE.has(permission) ? { permission, company: null } : listed.map((company) => ({ permission, company })),
  );
}
