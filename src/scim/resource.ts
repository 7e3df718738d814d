/** Users as they are answered. */
import { ENTERPRISE, USER } from "./kept.ts";
import type { Entry, ScimUser, TextName, UserAttributes } from "./user.ts";

const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** @param base the address of the company's SCIM, without a slash at its end */
export function userResource({ id, attributes, createdAt, changedAt }: ScimUser, base: string): object {
  const { userName, active, emails, phoneNumbers, manager } = attributes;
  const name = picked(attributes, ["formatted", "givenName", "familyName"]);
  const enterprise = {
    ...picked(attributes, ["department", "employeeNumber"]),
    ...(manager !== undefined && { manager: { value: manager } }),
  };
  const hasEnterprise = Object.keys(enterprise).length > 0;
  return {
    schemas: hasEnterprise ? [USER, ENTERPRISE] : [USER],
    id,
    ...picked(attributes, ["externalId"]),
    userName,
    ...(Object.keys(name).length > 0 && { name }),
    ...picked(attributes, ["displayName", "title"]),
    active,
    ...(emails.length > 0 && { emails: emails.map(entryShown) }),
    ...(phoneNumbers.length > 0 && { phoneNumbers: phoneNumbers.map(entryShown) }),
    ...(hasEnterprise && { [ENTERPRISE]: enterprise }),
    meta: { resourceType: "User", created: createdAt, lastModified: changedAt, location: `${base}/Users/${id}` },
  };
}

const entryShown = ({ primary, ...entry }: Entry) => ({ ...entry, ...(primary && { primary }) });

function picked(attributes: UserAttributes, names: readonly TextName[]): Readonly<Record<string, string>> {
  const found = names.map((name) => [name, attributes[name]] as const);
  return Object.fromEntries(found.filter((pair): pair is readonly [TextName, string] => pair[1] !== undefined));
}

export function listResponse(resources: readonly object[], totalResults: number, startIndex: number): object {
  return { schemas: [LIST], totalResults, startIndex, itemsPerPage: resources.length, Resources: resources };
}
