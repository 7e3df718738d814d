/** What the signed-in person may do. */

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

/** `company`: an id; null: every company, or a permission that concerns none. */
export type Granted = Readonly<{ permission: Permission; company: string | null }>;

/** Whether the person may do this, in this company if it concerns one. */
export type May = (permission: Permission, company?: string) => boolean;

export const mayWith =
  (granted: readonly Granted[]): May =>
  (permission, company) =>
    granted.some((one) => one.permission === permission && (one.company === null || one.company === company));

/** The ids of the companies that the person may read; null: all of them. */
export function companiesOf(granted: readonly Granted[]): readonly string[] | null {
  const read = granted.filter(({ permission }) => permission === "company.read").map(({ company }) => company);
  return read.includes(null) ? null : read.filter((company) => company !== null);
}
