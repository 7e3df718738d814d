/** Whether a request with a cookie comes from the page itself, and not from another site in the same browser. */
import type { IncomingHttpHeaders } from "node:http";

/** Fetch Metadata (W3C) where the browser sends it, else the Origin (RFC 6454); what has neither is no browser. */
export function isSameOrigin({ host, origin, "sec-fetch-site": site }: IncomingHttpHeaders): boolean {
  if (typeof site === "string") return site === "same-origin" || site === "none";
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
