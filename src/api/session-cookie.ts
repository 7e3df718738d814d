/** The cookies of a browser: the id of its session, and the proof that somebody has signed in with it before. */
import type { FastifyReply, FastifyRequest } from "fastify";

const SESSION = "callas_session";
const DEVICE = "callas_device";
/** Over HTTPS, this prefix keeps neighbouring hosts from setting the cookie (RFC 6265bis, 4.1.3.2). */
const HOST = "__Host-";

/** Browsers keep no cookie longer (RFC 6265bis, 5.5). */
const DEVICE_SECONDS = 400 * 24 * 60 * 60;

/** Over HTTPS only the cookie that a neighbouring host cannot set. */
export const readSessionCookie = (request: FastifyRequest) => read(request, SESSION);

export const setSessionCookie = (request: FastifyRequest, reply: FastifyReply, id: string) =>
  set(request, reply, SESSION, id);

/** See access/device.ts. */
export const readDeviceCookie = (request: FastifyRequest) => read(request, DEVICE);

export const setDeviceCookie = (request: FastifyRequest, reply: FastifyReply, token: string) =>
  set(request, reply, DEVICE, token, { maxAge: DEVICE_SECONDS });

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  for (const name of [SESSION, HOST + SESSION])
    if (request.cookies[name] !== undefined) reply.clearCookie(name, { ...ATTRIBUTES, secure: name.startsWith(HOST) });
}

const ATTRIBUTES = { httpOnly: true, sameSite: "strict", path: "/" } as const;

function read(request: FastifyRequest, name: string): string | undefined {
  return request.cookies[isSecure(request) ? HOST + name : name];
}

function set(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  value: string,
  more: Readonly<{ maxAge?: number }> = {},
): void {
  const secure = isSecure(request);
  reply.setCookie(secure ? HOST + name : name, value, { ...ATTRIBUTES, secure, ...more });
}
/**
 * Whether the browser uses HTTPS, to this service or to a proxy in front of it. Unlike an address, this is believed of
 * every client, so that the cookie is Secure behind a proxy that CALLAS_TRUSTED_PROXIES does not name: a client that
 * lies about it harms nobody else, and gets a cookie that its own browser does not send.
 */
export function isSecure({ protocol, headers }: FastifyRequest): boolean {
  const forwarded = /(?:^|[;,\s])proto="?([a-z]+)/i.exec(headers.forwarded ?? "")?.[1];
  const [first] = String(headers["x-forwarded-proto"] ?? "").split(",");
  return [protocol, forwarded, first?.trim()].some((scheme) => scheme?.toLowerCase() === "https");
}
