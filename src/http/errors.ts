/** The HTTP answer to a refusal: status, title and body (RFC 9457). */
import type { Problems } from "../policy/problem-list.ts";
import type { Refusal, RefusalCode } from "../policy/refusal.ts";

export const ERRORS: Readonly<Record<RefusalCode, readonly [status: number, title: string]>> = {
  malformed: [400, "The request is not well formed"],
  key_required: [401, "A valid API key is required"],
  credentials_wrong: [401, "The sign-in is not right"],
  second_factor_required: [401, "A code is required"],
  proof_required: [401, "A fresh proof of who you are is required"],
  passkey_required: [401, "A passkey is required"],
  sign_in_expired: [401, "The sign-in has expired"],
  forbidden: [403, "The key's role does not allow this"],
  not_invited: [403, "Nobody here has this account"],
  not_found: [404, "Not found"],
  company_unknown: [404, "There is no such company"],
  employee_unknown: [404, "There is no such employee"],
  department_unknown: [404, "There is no such department"],
  number_unknown: [404, "There is no such number"],
  line_unknown: [404, "There is no such line"],
  key_unknown: [404, "There is no such key"],
  trunk_unknown: [404, "There is no such trunk"],
  revision_unknown: [404, "The history has no such revision"],
  resource_unknown: [404, "There is no such resource of SCIM"],
  guest_request_unknown: [404, "There is no such request"],
  person_unknown: [404, "There is no such person"],
  node_unknown: [404, "There is no such node"],
  offer_link_required: [403, "The role is accepted with the link of the offer"],
  role_unknown: [404, "There is no such role"],
  session_unknown: [404, "There is no such session"],
  factor_unknown: [404, "There is no such second factor"],
  identity_unknown: [404, "There is no such account"],
  provider_unknown: [404, "There is no such identity provider"],
  number_taken: [409, "The number belongs to another company"],
  number_resting: [409, "Call nodes may still decide by the company that had the number"],
  start_over: [409, "The changes since that revision are not known here"],
  number_is_main: [409, "The number is the company's main number"],
  guest_request_open: [409, "A request of the company is open"],
  email_taken: [409, "Another person has the e-mail address"],
  last_operator: [409, "The last operator cannot be removed"],
  factor_exists: [409, "There is such a second factor already"],
  user_conflict: [409, "Another user has the name"],
  last_way_in: [409, "It is the only way to sign in"],
  link_used: [410, "The link is not valid"],
  revision_conflict: [412, "Someone else saved in the meantime"],
  body_too_large: [413, "The body is too large"],
  expectation_failed: [417, "The expectation cannot be met"],
  invalid_company: [422, "The company cannot be saved"],
  invalid_directory: [422, "The directory cannot be saved"],
  invalid_settings: [422, "The outgoing numbers cannot be saved"],
  invalid_expectations: [422, "The expectations cannot be saved"],
  expectation_broken: [422, "An expectation that held would no longer hold"],
  invalid_choice: [422, "The number cannot be chosen"],
  invalid_guest_request: [422, "The request cannot be sent"],
  invalid_person: [422, "The person cannot be saved"],
  role_conflict: [422, "The roles exclude each other"],
  password_weak: [422, "The password is too easy to guess"],
  mail_not_set_up: [422, "No mail server is set up"],
  passkey_refused: [422, "The passkey cannot be taken"],
  passkeys_not_offered: [422, "There are no passkeys at this address"],
  invalid_provider: [422, "The identity provider cannot be saved"],
  too_many_entries: [422, "There are too many entries"],
  precondition_required: [428, "If-Match is required"],
  too_many_requests: [429, "Too many requests"],
  quota_exceeded: [429, "The company's quota is used up"],
  internal: [500, "Something went wrong in Callas"],
  provider_failed: [502, "The identity provider signs nobody in"],
  revision_not_reached: [503, "This node does not have the revision yet"],
  storage_unavailable: [503, "The database is currently unavailable"],
  storage_full: [507, "The database's disk is full"],
};

export const NOT_FOUND = "No page, asset or endpoint has this address.";

/** The limit for request bodies, in bytes, unless the route sets another. */
export const BODY_LIMIT = 1024 * 1024;

export const PROBLEM_JSON = "application/problem+json; charset=utf-8";

/** RFC 7644, 8.1. */
export const SCIM_JSON = "application/scim+json; charset=utf-8";

export function statusOf(code: RefusalCode): number {
  return ERRORS[code][0];
}

/** Problems in the form of an answer. */
export function asErrors({ problems, more }: Problems) {
  return { errors: problems, ...(more > 0 && { more }) };
}

/** The body of the answer to a refused request. */
export function problemOf({ code, message, details }: Refusal): Readonly<Record<string, unknown>> {
  const [status, title] = ERRORS[code];
  const { problems, more = 0, extra } = details;
  return {
    type: `urn:callas:error:${code}`,
    title,
    status,
    detail: message,
    code,
    ...(problems && { errors: problems }),
    ...(more > 0 && { more }),
    ...extra,
  };
}
