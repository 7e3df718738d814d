/** What the headers of a phone say about a number, read as far as a question needs it. */

/**
 * The user of the first URI in a header such as P-Preferred-Identity or Diversion, without its parameters:
 * `"Ivan" <sip:+375171234567;phone-context=x@pbx>` → `+375171234567`. `tel:` URIs too.
 * @returns undefined if there is no such URI
 */
export function userOfHeader(header: string): string | undefined {
  const found = /(?:^|[<\s])(?:sips?|tel):([^@;>,?\s]+)/i.exec(header);
  if (found === null) return undefined;
  const [, user = ""] = found;
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

/** The reason of a Diversion header (RFC 5806), in lower case. */
export function reasonOfDiversion(header: string): string | undefined {
  return /;\s*reason\s*=\s*"?([a-z-]+)/i.exec(header)?.[1]?.toLowerCase();
}

/**
 * Whether a Privacy header (RFC 3323) withholds the number.
 * @returns undefined if it says nothing about that
 */
export function privacyOfHeader(header: string): boolean | undefined {
  const values = header.toLowerCase().split(/[;,\s]+/);
  if (values.some((value) => value === "id" || value === "user" || value === "header")) return true;
  return values.includes("none") ? false : undefined;
}
