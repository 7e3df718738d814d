/** What whoever is signed in may do, as the service grants it. */

export type Permission =
  | "decisions.make"
  | "companies.list"
  | "company.read"
  | "company.write"
  | "company.create"
  | "company.remove"
  | "company.open-to-guests"
  | "directory.read"
  | "directory.write"
  | "directory.numbers"
  | "directory.open-to-guests"
  | "outgoing-numbers.read"
  | "outgoing-numbers.write"
  | "history.read"
  | "keys.manage"
  | "backup.make";

/** `company`: its id; null: every company, or what concerns none. */
export type Granted = Readonly<{ permission: Permission; company: string | null }>;

/** Whether somebody may do this, in this company where it concerns one. */
export type May = (permission: Permission, company?: string) => boolean;

export const mayWith =
  (granted: readonly Granted[]): May =>
  (permission, company) =>
    granted.some((one) => one.permission === permission && (one.company === null || one.company === company));

/** The companies that somebody may look at; null: all of them. */
export function companiesOf(granted: readonly Granted[]): readonly string[] | null {
  const read = granted.filter(({ permission }) => permission === "company.read").map(({ company }) => company);
  return read.includes(null) ? null : read.filter((company) => company !== null);
}
