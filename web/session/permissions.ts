/** What the signed-in person may do. */

import type { Granted, Permission } from "../../src/access/permission.ts";

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

export type Home = "/companies" | "/me";

/** Who is nothing but an employee begins at their own page. */
export function homeOf(granted: readonly Granted[]): Home {
  const may = (wanted: Permission) => granted.some(({ permission }) => permission === wanted);
  return may("me.read") && !may("companies.list") ? "/me" : "/companies";
}
