/** Checks answers against the schemas that OpenAPI publishes, strictly: an undescribed field is an error. */
import assert from "node:assert/strict";
import { z } from "zod";
import { ENDPOINTS } from "../../src/api/endpoints.ts";
import { CHOICES } from "../../src/api/choices-route.ts";
import {
  OidcStarted,
  OwnIdentities,
  OwnPasskeys,
  PasskeyCreation,
  PasskeyRequest,
  PasskeyShown,
  ProvidersOffered,
} from "../../src/contract/factors.ts";
import {
  Factors,
  LinkAnswer,
  OwnSessions,
  OwnSignIns,
  RecoveryCodes,
  TotpEnrolled,
} from "../../src/contract/people.ts";
import { ChoicesOffered, DecisionAnswer, ProblemDetails, SessionAnswer } from "../../src/contract/answers.ts";
import { ScimError } from "../../src/contract/scim.ts";

const schemas: readonly (readonly [request: RegExp, schema: z.ZodType])[] = [
  ...ENDPOINTS.map(({ method, url, answer }) => [requestOf(method, url), answer] as const),
  [requestOf("POST", "/api/v1/decisions"), DecisionAnswer] as const,
  [requestOf("GET", CHOICES), ChoicesOffered] as const,
  [requestOf("POST", "/api/v1/session"), SessionAnswer] as const,
  [requestOf("GET", "/api/v1/session"), SessionAnswer] as const,
  [requestOf("DELETE", "/api/v1/session"), z.strictObject({})] as const,
  [requestOf("POST", "/api/v1/session/proof"), SessionAnswer] as const,
  [requestOf("POST", "/api/v1/links/check"), LinkAnswer] as const,
  [requestOf("POST", "/api/v1/links/accept"), SessionAnswer] as const,
  [requestOf("PUT", "/api/v1/me/password"), SessionAnswer] as const,
  [requestOf("GET", "/api/v1/me/factors"), Factors] as const,
  [requestOf("PUT", "/api/v1/me/totp"), TotpEnrolled] as const,
  [requestOf("POST", "/api/v1/me/totp"), RecoveryCodes] as const,
  [requestOf("DELETE", "/api/v1/me/totp"), z.strictObject({})] as const,
  [requestOf("POST", "/api/v1/me/recovery-codes"), RecoveryCodes] as const,
  [requestOf("POST", "/api/v1/me/roles/:answer"), SessionAnswer] as const,
  [requestOf("GET", "/api/v1/sessions"), OwnSessions] as const,
  [requestOf("DELETE", "/api/v1/sessions"), z.strictObject({})] as const,
  [requestOf("DELETE", "/api/v1/sessions/:id"), z.strictObject({})] as const,
  [requestOf("GET", "/api/v1/sign-ins"), OwnSignIns] as const,
  [requestOf("POST", "/api/v1/session/passkey/options"), PasskeyRequest] as const,
  [requestOf("POST", "/api/v1/session/passkey"), SessionAnswer] as const,
  [requestOf("POST", "/api/v1/session/proof/passkey"), SessionAnswer] as const,
  [requestOf("GET", "/api/v1/me/passkeys"), OwnPasskeys] as const,
  [requestOf("POST", "/api/v1/me/passkeys/options"), PasskeyCreation] as const,
  [requestOf("POST", "/api/v1/me/passkeys"), PasskeyShown] as const,
  [requestOf("PATCH", "/api/v1/me/passkeys/:id"), PasskeyShown] as const,
  [requestOf("DELETE", "/api/v1/me/passkeys/:id"), z.strictObject({})] as const,
  [requestOf("GET", "/api/v1/session/providers"), ProvidersOffered] as const,
  [requestOf("POST", "/api/v1/session/oidc"), OidcStarted] as const,
  [requestOf("POST", "/api/v1/session/oidc/code"), SessionAnswer] as const,
  [requestOf("GET", "/api/v1/me/identities"), OwnIdentities] as const,
  [requestOf("DELETE", "/api/v1/me/identities/:provider"), z.strictObject({})] as const,
].filter((pair): pair is readonly [RegExp, z.ZodType] => typeof pair[1] !== "string");

function requestOf(method: string, url: string): RegExp {
  return new RegExp(`^${method} ${url.replaceAll(/:\w+/g, "[^/]+")}$`);
}

/** @param path includes the query */
export function assertContract(method: string, path: string, status: number, body: unknown): void {
  const request = `${method} ${path.split("?")[0]}`;
  const error = path.startsWith("/scim/") ? ScimError : ProblemDetails;
  const schema = status >= 400 ? error : schemas.find(([pattern]) => pattern.test(request))?.[1];
  if (!schema) return;
  const { error: wrong } = schema.safeParse(body);
  assert.equal(wrong && `${request} answered ${status}: ${z.prettifyError(wrong)}`, undefined);
}
