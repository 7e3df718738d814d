/** Whether a request with a cookie comes from the page itself and not from another site in the same browser. */
import type { IncomingHttpHeaders } from "node:http";

/** By Fetch Metadata (W3C) if sent, else by the Origin (RFC 6454). A client that sends neither is not a browser. */
export function isSameOrigin({ host, origin, "sec-fetch-site": site }: IncomingHttpHeaders): boolean {
  if (typeof site === "string") return site === "same-origin" || site === "none";
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
