/**
 * What one browser was asked, kept by that browser until it answers: sealed, so that it can neither read nor change
 * it. Nothing is stored for those who never answer.
 */
import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Seal } from "../access/seal.ts";
import { isSecure } from "./session-cookie.ts";

/**
 * Over HTTPS, this prefix keeps neighbouring hosts from setting the cookie, so that nobody is signed in as another. It
 * needs the path `/` (RFC 6265bis, 4.1.3.2), so the name tells the paths apart.
 */
const HOST = "__Host-";

export type Kept<T> = Readonly<{ value: T; /** ISO 8601, UTC. */ expiresAt: string }>;

export type SealedCookie<T> = Readonly<{
  set: (request: FastifyRequest, reply: FastifyReply, path: string, value: T) => void;
  /** @returns null if there is none, or it has expired, or was made for another path */
  read: (request: FastifyRequest, path: string) => Kept<T> | null;
  clear: (request: FastifyRequest, reply: FastifyReply, path: string) => void;
}>;

export type SealedCookieOptions<T> = Readonly<{
  name: string;
  seconds: number;
  /** `lax`: also sent when another site sends the browser here. */
  sameSite: "lax" | "strict";
  schema: z.ZodType<T>;
  seal: Seal;
}>;

export function sealedCookie<T>({ name, seconds, sameSite, schema, seal }: SealedCookieOptions<T>): SealedCookie<T> {
  const Contents = z.strictObject({ value: schema, expiresAt: z.string() });
  const nameFor = (request: FastifyRequest, path: string) =>
    isSecure(request) ? `${HOST}${name}-${hash("sha256", path).slice(0, 16)}` : name;
  const attributesFor = (request: FastifyRequest, path: string) => {
    const secure = isSecure(request);
    return { httpOnly: true, sameSite, path: secure ? "/" : path, secure } as const;
  };
  const purpose = (path: string) => `cookie ${name} of ${path}`;

  return {
    set(request, reply, path, value) {
      const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
      const text = seal.seal(JSON.stringify({ value, expiresAt }), purpose(path));
      reply.setCookie(nameFor(request, path), text, { ...attributesFor(request, path), maxAge: seconds });
    },
    read(request, path) {
      const text = seal.open(request.cookies[nameFor(request, path)] ?? "", purpose(path));
      if (text === null) return null;
      const kept = Contents.parse(JSON.parse(text)) as Kept<T>;
      return Date.parse(kept.expiresAt) > Date.now() ? kept : null;
    },
    clear: (request, reply, path) => void reply.clearCookie(nameFor(request, path), attributesFor(request, path)),
  };
}
