/** Time-based one-time passwords (RFC 6238) of authenticator apps: SHA-1, six digits, 30 seconds, as every app has them. */
import { Secret, TOTP } from "otpauth";

const PERIOD_SECONDS = 30;

/** Steps before and after the present one whose codes are taken: RFC 6238, 5.2 recommends one for the delay. */
const WINDOW = 1;

/** 160 bits, as RFC 4226, 4 recommends. */
const SECRET_BYTES = 20;

/** More than six digits with any spaces that an app or a person puts between them. */
const LONGEST_CODE = 32;

/** @param secret Base32 (RFC 4648) */
const totp = (secret: Secret | string, about: Readonly<{ account?: string; issuer?: string }> = {}) =>
  new TOTP({
    secret,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_SECONDS,
    label: about.account ?? "",
    issuer: about.issuer ?? "",
  });

/**
 * @param account whose codes these are, as the app shows it: the e-mail address
 * @param issuer the service, as the app shows it
 * @returns `secret` in Base32, to be stored; `uri` (otpauth:) for the QR code, which contains the secret
 */
export function newTotp(account: string, issuer: string): Readonly<{ secret: string; uri: string }> {
  const secret = new Secret({ size: SECRET_BYTES });
  return { secret: secret.base32, uri: totp(secret, { account, issuer }).toString() };
}

/**
 * A code must be good once only (RFC 6238, 5.2), so the caller stores the step in the statement that compares it:
 * `UPDATE … SET last_step = :step WHERE … AND last_step < :step`.
 *
 * @param nowMs as Date.now()
 * @returns the time step that the code belongs to; null if the code is wrong, too old or too new
 */
export function totpStep(secret: string, code: string, nowMs: number): number | null {
  if (code.length > LONGEST_CODE) return null;
  const token = code.replaceAll(/\s/g, "");
  if (!/^[0-9]{6}$/.test(token)) return null;
  const delta = totp(secret).validate({ token, timestamp: nowMs, window: WINDOW });
  return delta === null ? null : Math.floor(nowMs / 1000 / PERIOD_SECONDS) + delta;
}
