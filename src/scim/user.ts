/** A user as an identity provider keeps them with SCIM 2.0 (RFC 7643, 4.1), as far as Callas has a use for it. */

/** One of several addresses or numbers; a user has one of each type. */
export type Entry = Readonly<{
  /** In lower case: `work`, `mobile`. */
  type: string;
  value: string;
  primary: boolean;
}>;

export type TextName =
  | "externalId"
  | "displayName"
  | "title"
  | "formatted"
  | "givenName"
  | "familyName"
  | "department"
  | "employeeNumber"
  | "manager";

export type UserAttributes = Readonly<
  { userName: string; active: boolean; emails: readonly Entry[]; phoneNumbers: readonly Entry[] } & {
    [name in TextName]?: string;
  }
>;

export type ScimUser = Readonly<{
  /** Given by Callas; unique. */
  id: string;
  /** What the provider has sent. */
  attributes: UserAttributes;
  /** The id of their entry in the company's directory; it never changes. */
  employee: string;
  /** The person who signs in as this user; null if the provider has sent no e-mail address for them. */
  person: string | null;
  /** Whether the person is disabled because this user is not active. */
  hasDisabled: boolean;
  /** ISO 8601, UTC. */
  createdAt: string;
  changedAt: string;
}>;

/** `userName` is not case-sensitive (RFC 7643, 4.1.1). */
export const userNameKey = (userName: string): string => userName.toLowerCase();

/** The only characters of addresses that Callas sends mail to: no quoting, no comments, nothing that ends a line. */
const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,190}$)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,10}$/;

/** The address that the person signs in with, in lower case; null if none was sent. */
export function emailOf({ emails, userName }: UserAttributes): string | null {
  const chosen = emails.find(({ primary }) => primary) ?? emails.find(({ type }) => type === "work") ?? emails[0];
  const found = [chosen?.value, userName].find((text) => text !== undefined && EMAIL.test(text));
  return found?.toLowerCase() ?? null;
}

const LONGEST_NAME = 200;

export function nameOf({ displayName, formatted, givenName, familyName, userName }: UserAttributes): string {
  const joined = [givenName, familyName].filter((part) => part !== undefined).join(" ");
  return (displayName ?? formatted ?? (joined || userName)).slice(0, LONGEST_NAME);
}

const WHOLE = /^\d{1,6}$/;
/** RFC 3966, 5.1, and as people write it. */
const AFTER = /(?:;ext=|\bext\.? ?|x)(\d{1,6})$/i;

/** The extension in the phone number at work: digits alone, six at most, or what follows `;ext=`, `ext.` or `x`. */
export function extensionOf({ phoneNumbers }: UserAttributes): string | null {
  const value = phoneNumbers.find(({ type }) => type === "work")?.value.trim() ?? "";
  return WHOLE.test(value) ? value : (AFTER.exec(value)?.[1] ?? null);
}
