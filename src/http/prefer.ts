/** How a client wants a change handled: the preference `handling` (RFC 7240, 4.4). */

const LONGEST_HEADER = 1000;

/** One preference: a token and perhaps a value, a token too or quoted (RFC 7240, 2). Parameters are left aside. */
const HANDLING = /^\s*handling\s*=\s*(?:"([^"]*)"|([^\s;"]+))\s*(?:;|$)/i;

/** Of several, the first counts (RFC 7240, 2); a value that is not known is ignored. */
export function readHandling(prefer: string | readonly string[] | undefined): "strict" | "lenient" {
  const header = [prefer ?? []].flat().join();
  if (header.length > LONGEST_HEADER) return "lenient";
  for (const preference of header.split(",")) {
    const [, quoted, token] = HANDLING.exec(preference) ?? [];
    const value = quoted ?? token;
    if (value !== undefined) return value.toLowerCase() === "strict" ? "strict" : "lenient";
  }
  return "lenient";
}
