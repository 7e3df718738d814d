/** Who asks, and what he may. */
import type { ApiKey } from "./api-key.ts";
import { Refusal } from "../policy/refusal.ts";

/** What a key allows; its companies are null where it holds for all. */
export type Access = Readonly<Pick<ApiKey, "name" | "role" | "sync"> & { companies: ReadonlySet<string> | null }>;

export function reaches(access: Access, company: string): boolean {
  return access.companies === null || access.companies.has(company);
}

/** @throws Refusal 404 of a company that the key is not for: whether it exists is not told */
export function requireCompany(access: Access, company: string): void {
  if (!reaches(access, company)) throw companyUnknown(company);
}

export const companyUnknown = (company: string) =>
  new Refusal("company_unknown", `There is no company “${company}” for this key.`);

/** Throws Refusal 403 where none of the conditions holds. */
export function requireRight(allowed: boolean, what: string): void {
  if (!allowed) throw new Refusal("forbidden", `This key may not ${what}.`);
}

export const isOperator = ({ role }: Access) => role === "operator";

/** Whether people's work is allowed: outgoing numbers, the company's fields, previews. */
export const isAdmin = ({ role }: Access) => role === "operator" || role === "admin";

/** Whether the directory may be read and written. */
export const keepsDirectory = (access: Access) => isAdmin(access) || access.sync;
