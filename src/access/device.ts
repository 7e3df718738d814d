/**
 * Device cookies: proof that somebody has signed in to an account with this browser before (OWASP, "Device Cookies").
 * They sign nobody in. They only keep a stranger's wrong passwords from stopping the owner.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Seal } from "./seal.ts";

const PURPOSE = "device cookie";

/** `NONCE.CODE`; the nonce makes each browser's different, so that the tries of each are counted apart. */
const FORM = /^([\w-]{22})\.([\w-]{43})$/;

type Mac = Pick<Seal, "mac">;

/**
 * @param secret made of the key outside the database
 * @param person the id of whoever has just signed in
 * @returns the value of the cookie
 */
export function deviceToken(secret: Mac, person: string): string {
  const nonce = randomBytes(16).toString("base64url");
  return `${nonce}.${codeOf(secret, nonce, person)}`;
}

/** @param token as the browser sent it */
export function isDeviceOf(secret: Mac, token: string | undefined, person: string): boolean {
  const [, nonce, code] = FORM.exec(token ?? "") ?? [];
  if (nonce === undefined || code === undefined) return false;
  return timingSafeEqual(Buffer.from(code), Buffer.from(codeOf(secret, nonce, person)));
}

const codeOf = (secret: Mac, nonce: string, person: string) => secret.mac(PURPOSE, `${nonce} ${person}`);
