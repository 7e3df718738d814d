/** What Callas says of its SCIM (RFC 7643, 5 to 7; RFC 7644, 4). */
import { ENTERPRISE, USER } from "./kept.ts";

/** Users on one page of a list. */
export const MOST_LISTED = 200;

const CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
const RESOURCE_TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
const SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema";

export function serviceProviderConfig(base: string): object {
  const no = { supported: false };
  return {
    schemas: [CONFIG],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MOST_LISTED },
    changePassword: no,
    sort: no,
    etag: no,
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "Bearer",
        description: "A PBX key made with sync",
        specUri: "https://www.rfc-editor.org/rfc/rfc6750",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
  };
}

export function resourceTypes(base: string) {
  return [
    {
      schemas: [RESOURCE_TYPE],
      id: "User",
      name: "User",
      endpoint: "/Users",
      description: "An employee of the company, who may also sign in",
      schema: USER,
      schemaExtensions: [{ schema: ENTERPRISE, required: false }],
      meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/User` },
    },
  ];
}

export function schemas(base: string) {
  return [
    schema(base, USER, "User", [
      { ...attribute("userName"), required: true, uniqueness: "server" },
      { ...attribute("externalId"), caseExact: true },
      complex("name", [attribute("formatted"), attribute("givenName"), attribute("familyName")]),
      attribute("displayName"),
      attribute("title"),
      { ...attribute("active"), type: "boolean" },
      { ...complex("emails", ENTRY), multiValued: true },
      { ...complex("phoneNumbers", ENTRY), multiValued: true },
    ]),
    schema(base, ENTERPRISE, "EnterpriseUser", [
      attribute("department"),
      attribute("employeeNumber"),
      complex("manager", [attribute("value")]),
    ]),
  ];
}

function schema(base: string, id: string, name: string, attributes: readonly object[]) {
  return {
    schemas: [SCHEMA],
    id,
    name,
    attributes,
    meta: { resourceType: "Schema", location: `${base}/Schemas/${id}` },
  };
}

const attribute = (name: string) => ({
  name,
  type: "string",
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: "readWrite",
  returned: "default",
  uniqueness: "none",
});

const complex = (name: string, subAttributes: readonly object[]) => ({
  ...attribute(name),
  type: "complex",
  subAttributes,
});

const ENTRY = [attribute("type"), attribute("value"), { ...attribute("primary"), type: "boolean" }];
