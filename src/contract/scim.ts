/** What travels over SCIM (RFC 7643, RFC 7644). Bodies are read by scim/, which forgives what providers get wrong. */
import { z } from "zod";
import { ENTERPRISE } from "../scim/kept.ts";

/** Operations of one PATCH. */
const MOST_OPERATIONS = 100;

export const SentUser = z.looseObject({}).meta({ description: "A user (RFC 7643, 4.1); what is not kept is ignored" });

export const SentPatch = z
  .looseObject({
    Operations: z
      .array(
        z.looseObject({
          op: z.string().max(20),
          path: z.string().optional(),
          value: z.unknown().optional(),
        }),
      )
      .max(MOST_OPERATIONS),
  })
  .meta({ description: "RFC 7644, 3.5.2" });

const Meta = z.strictObject({
  resourceType: z.string(),
  location: z.string(),
  created: z.iso.datetime().exactOptional(),
  lastModified: z.iso.datetime().exactOptional(),
});
const Text = z.string().exactOptional();
const Entries = z
  .array(z.strictObject({ type: z.string(), value: z.string(), primary: z.literal(true).exactOptional() }))
  .exactOptional();

export const UserResource = z.strictObject({
  schemas: z.array(z.string()),
  id: z.string(),
  externalId: Text,
  userName: z.string(),
  name: z.strictObject({ formatted: Text, givenName: Text, familyName: Text }).exactOptional(),
  displayName: Text,
  title: Text,
  active: z.boolean(),
  emails: Entries,
  phoneNumbers: Entries,
  [ENTERPRISE]: z
    .strictObject({
      department: Text,
      employeeNumber: Text,
      manager: z.strictObject({ value: z.string() }).exactOptional(),
    })
    .exactOptional(),
  meta: Meta,
});

export const listOf = (resource: z.ZodType) =>
  z.strictObject({
    schemas: z.array(z.string()),
    totalResults: z.int().min(0),
    startIndex: z.int().min(1),
    itemsPerPage: z.int().min(0),
    Resources: z.array(resource),
  });

/** A document that describes the service: RFC 7643, 5 to 7. */
export const Description = z.looseObject({ schemas: z.array(z.string()), meta: Meta });

export const ScimError = z
  .strictObject({
    schemas: z.array(z.string()),
    status: z.string(),
    scimType: Text,
    detail: z.string(),
    code: z.string().meta({ description: "A stable error code of Callas" }),
  })
  .meta({ description: "An error (RFC 7644, 3.12)" });

export const scimAnswers = (schema: z.ZodType) => ({ 200: schema, "4xx": ScimError, "5xx": ScimError });
