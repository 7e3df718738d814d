/** The cookie that holds the id of a session. */
import type { FastifyReply, FastifyRequest } from "fastify";

const NAME = "callas_session";
/** Over HTTPS, this name keeps neighbouring hosts from setting the cookie (RFC 6265bis, 4.1.3.2). */
const HOST_NAME = `__Host-${NAME}`;

/** Over HTTPS only the cookie that a neighbouring host cannot set. */
export function readSessionCookie(request: FastifyRequest): string | undefined {
  return request.cookies[isSecure(request) ? HOST_NAME : NAME];
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, id: string): void {
  const secure = isSecure(request);
  reply.setCookie(secure ? HOST_NAME : NAME, id, { ...ATTRIBUTES, secure });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  for (const name of [NAME, HOST_NAME])
    if (request.cookies[name] !== undefined) reply.clearCookie(name, { ...ATTRIBUTES, secure: name === HOST_NAME });
}

const ATTRIBUTES = { httpOnly: true, sameSite: "strict", path: "/" } as const;

/**
 * Whether the browser uses HTTPS, to this service or to a proxy in front of it. A client that lies about this
 * gets a cookie that its browser does not send.
 */
function isSecure({ protocol, headers }: FastifyRequest): boolean {
  const forwarded = /(?:^|[;,\s])proto="?([a-z]+)/i.exec(headers.forwarded ?? "")?.[1];
  const [first] = String(headers["x-forwarded-proto"] ?? "").split(",");
  return [protocol, forwarded, first?.trim()].some((scheme) => scheme?.toLowerCase() === "https");
}
