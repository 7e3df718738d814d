import { isIP } from "node:net";
import { reachOf } from "../outward/address.ts";

/**
 * OpenID Connect Core 1.0, 2: https, without a query or a fragment. What a name resolves to is checked when it is asked.
 * @returns what is wrong, in a sentence; null: nothing
 */
export function issuerProblem(issuer: string, allowPrivate: boolean): string | null {
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return "An address with https://.";
  if (url.username !== "" || url.password !== "" || /[?#]/.test(issuer))
    return "An issuer has no user, password, query or fragment.";
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol === "http:" && !(allowPrivate && isHere))
    return "An address with https://, as its word is worth no more than the connection.";
  if (!allowPrivate && (isHere || isPrivateLiteral(url.hostname)))
    return "A private address is allowed with CALLAS_PRIVATE_ADDRESSES=allow.";
  return null;
}

function isPrivateLiteral(hostname: string): boolean {
  const literal = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(literal) !== 0 && reachOf(literal) !== "public";
}
