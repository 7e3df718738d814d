import type { Granted, Permission } from "./permissions.ts";

type Role = Readonly<{ role: "operator" | "admin"; companies: readonly string[] | null }>;

const OF_ADMIN: readonly Permission[] = [
  "company.read",
  "company.write",
  "directory.read",
  "directory.write",
  "outgoing-numbers.read",
  "outgoing-numbers.write",
  "history.read",
  "decisions.make",
];

const OF_OPERATOR: readonly Permission[] = [
  ...OF_ADMIN,
  "companies.list",
  "company.create",
  "company.remove",
  "company.open-to-guests",
  "directory.numbers",
  "directory.open-to-guests",
  "keys.manage",
  "backup.make",
];

/** The permissions of a role, for a service that answers a role and no permissions. */
export function permissionsOfRole({ role, companies }: Role): readonly Granted[] {
  if (role === "operator") return OF_OPERATOR.map((permission) => ({ permission, company: null }));
  const own = (companies ?? []).flatMap((company) => OF_ADMIN.map((permission) => ({ permission, company })));
  return [{ permission: "companies.list", company: null }, ...own];
}
