/** The site that passkeys are bound to. */
import { isIP } from "node:net";

export type Site = Readonly<{
  /** As browsers report it: `https://callas.acme.example`. */
  origin: string;
  /** The relying party's id: the host of the origin. */
  rpId: string;
  /** The name that browsers and authenticators show. */
  name: string;
}>;

/**
 * @param publicUrl the configured address of the page: what a request says of its host is not to be trusted
 * @returns null if browsers have no passkeys there: on a bare IP address, and without TLS other than on this machine
 * (Web Authentication, 5.1.3; Secure Contexts, 3.1)
 */
export function siteOf(publicUrl: string): Site | null {
  if (!URL.canParse(publicUrl)) return null;
  const { protocol, hostname, origin } = new URL(publicUrl);
  const isLocal = hostname === "localhost" || hostname.endsWith(".localhost");
  if (protocol !== "https:" && !(protocol === "http:" && isLocal)) return null;
  if (hostname.startsWith("[") || isIP(hostname) !== 0) return null;
  return { origin, rpId: hostname, name: "Callas" };
}
