/** Errors in the form of SCIM (RFC 7644, 3.12). */
import { Refusal } from "../policy/refusal.ts";

type ScimType = "invalidFilter" | "invalidPath" | "invalidValue" | "invalidSyntax" | "uniqueness";

const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

export function refused(scimType: ScimType, detail: string): Refusal {
  return new Refusal(scimType === "uniqueness" ? "user_conflict" : "malformed", detail, { extra: { scimType } });
}

export const resourceUnknown = (what: string) => new Refusal("resource_unknown", `There is no ${what} with this id.`);

/** The body of an answer. `code` is Callas's own word for it, as in all its errors. */
export function scimErrorOf({ code, message, details }: Refusal, status: number): Readonly<Record<string, unknown>> {
  const scimType = details.extra?.["scimType"] ?? (code === "malformed" ? "invalidSyntax" : undefined);
  return {
    schemas: [ERROR],
    status: String(status),
    ...(scimType !== undefined && { scimType }),
    detail: message,
    code,
  };
}
