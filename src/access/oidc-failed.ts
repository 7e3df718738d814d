/** Why signing in at an identity provider failed, for the log: with no secret and nothing of a stranger's own words. */
import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from "openid-client";
import { OutwardFailed } from "../outward/fetch-outward.ts";

export class OidcFailed extends Error {
  override readonly name = "OidcFailed";
  readonly reason: string;

  constructor(reason: string) {
    super(`signing in at the identity provider failed: ${reason}`);
    this.reason = reason;
  }
}

/** OAuth 2.0 (RFC 6749, 4.1.2.1 and 5.2; RFC 6750, 3.1) and OpenID Connect Core, 3.1.2.6. */
const OAUTH_ERRORS: ReadonlySet<string> = new Set([
  "access_denied",
  "account_selection_required",
  "consent_required",
  "insufficient_scope",
  "interaction_required",
  "invalid_client",
  "invalid_grant",
  "invalid_request",
  "invalid_scope",
  "invalid_token",
  "login_required",
  "server_error",
  "temporarily_unavailable",
  "unauthorized_client",
  "unsupported_grant_type",
  "unsupported_response_type",
]);

/** openid-client's own, and those of oauth4webapi, which it wraps in the former or passes on. */
const LIBRARY_ERRORS: ReadonlySet<string> = new Set([
  "ClientError",
  "OperationProcessingError",
  "UnsupportedOperationError",
]);

const MOST_CAUSES = 5;

/**
 * The library's own messages are constant. What the provider or the browser sent is left out: it may hold the code or
 * the client's secret, and could be made to look like lines of the log.
 */
export function reasonOf(error: unknown): string {
  const causes = causesOf(error);
  const outward = causes.find((cause) => cause instanceof OutwardFailed);
  if (outward) return outward.message;
  const failed = causes.find((cause) => cause instanceof OidcFailed);
  if (failed) return failed.reason;
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) return answered(error.error);
  if (error instanceof WWWAuthenticateChallengeError) return answered(error.cause[0]?.parameters.error);
  const library = causes.findLast((cause) => cause instanceof Error && LIBRARY_ERRORS.has(cause.name)) as
    | Error
    | undefined;
  return library?.message ?? "the provider's answer is not as it should be";
}

const answered = (error: string | undefined) =>
  `the provider answers ${error !== undefined && OAUTH_ERRORS.has(error) ? error : "an error that is not OAuth's"}`;

function causesOf(error: unknown): readonly unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause !== undefined && causes.length < MOST_CAUSES;) {
    causes.push(cause);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}
