import type { FastifyRequest } from "fastify";
import { LANGUAGES, type Language } from "../policy/language.ts";

/** The language that the browser asks for first, if mail is written in it. */
export function languageOf({ headers }: FastifyRequest): Language {
  const first = /^\s*([a-z]+)\b/i.exec(headers["accept-language"] ?? "")?.[1]?.toLowerCase();
  return LANGUAGES.find((language) => language === first) ?? "en";
}
