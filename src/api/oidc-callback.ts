/**
 * Where a provider sends browsers back to: an address of its own for each, so that the answer of one is not taken for
 * another's (RFC 9700, 4.4.2.2).
 * @param publicUrl the configured address of the page
 */
export function callbackOf(publicUrl: string, provider: string): Readonly<{ path: string; url: string }> {
  const path = `/api/v1/session/oidc/${encodeURIComponent(provider)}/callback`;
  return { path, url: `${publicUrl}${path}` };
}
