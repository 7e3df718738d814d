/** The attributes that are kept: a table of paths. Whatever else a provider sends is accepted and forgotten. */
import type { TextName } from "./user.ts";

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

export type ListName = "emails" | "phoneNumbers";

export type Kept =
  | Readonly<{ kind: "userName" | "active" }>
  | Readonly<{ kind: "text"; name: TextName }>
  | Readonly<{ kind: "list"; name: ListName }>;

const text = (name: TextName): Kept => ({ kind: "text", name });
const enterprise = (attribute: string) => `${ENTERPRISE}:${attribute}`.toLowerCase();

/** By path in lower case: names of attributes are not case-sensitive (RFC 7643, 2.1). */
export const KEPT: ReadonlyMap<string, Kept> = new Map<string, Kept>([
  ["username", { kind: "userName" }],
  ["active", { kind: "active" }],
  ["externalid", text("externalId")],
  ["displayname", text("displayName")],
  ["title", text("title")],
  ["name.formatted", text("formatted")],
  ["name.givenname", text("givenName")],
  ["name.familyname", text("familyName")],
  ["emails", { kind: "list", name: "emails" }],
  ["phonenumbers", { kind: "list", name: "phoneNumbers" }],
  [enterprise("department"), text("department")],
  [enterprise("employeeNumber"), text("employeeNumber")],
  [enterprise("manager"), text("manager")],
  [enterprise("manager.value"), text("manager")],
]);

/** Attributes with attributes of their own, and what stands between the two names. */
export const CONTAINERS: ReadonlyMap<string, string> = new Map([
  ["name", "."],
  [ENTERPRISE.toLowerCase(), ":"],
]);
