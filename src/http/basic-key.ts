/** RFC 7617, 2: user name and password in base64. */
const BASIC = /^basic +([A-Za-z0-9+/=_-]+) *$/i;

/**
 * The header `Authorization` with the password of Basic as a Bearer key: what can only fetch a URL often has no other
 * way to send a key. The user name is ignored; any other header stays as it is.
 */
export function basicAsBearer(header: string | undefined): string | undefined {
  const encoded = header === undefined ? undefined : BASIC.exec(header)?.[1];
  if (encoded === undefined) return header;
  const pair = Buffer.from(encoded, "base64").toString();
  return `Bearer ${pair.slice(pair.indexOf(":") + 1)}`;
}
