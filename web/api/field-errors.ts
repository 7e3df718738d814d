/** The errors of a form's fields, as the service reports them. */
import { PROBLEM_CODES, type ProblemCode } from "../../src/policy/problem.ts";
import type { WordKey } from "../words/load.ts";
import { sentence } from "../words/sentence.ts";
import type { Say } from "../words/use-words.ts";
import { RequestFailed } from "./request-failed.ts";

export type FieldErrors = Readonly<{
  /** Sentences by JSON Pointer, relative to the form's object: `/extension`, `/lines/2/id`. */
  fields: ReadonlyMap<string, string>;
  /** An error that concerns none of the fields and is shown above the form; null: there is none. */
  rest: unknown;
}>;

export const NO_ERRORS: FieldErrors = { fields: new Map(), rest: null };

/** @param pointer of the form's object within the request body: `/employees/5`; empty: it is the body; null: no form */
export function errorsOf(error: unknown, pointer: string | null, say: Say): FieldErrors {
  const fields = new Map<string, string>();
  for (const { path, code, other } of error instanceof RequestFailed ? (error.problem.errors ?? []) : []) {
    const at = pointer === null ? undefined : [path, clashing(path, other)].find((at) => at?.startsWith(`${pointer}/`));
    if (at !== undefined) fields.set(at.slice(pointer!.length), sentence(errorText(say, at, code)));
  }
  return { fields, rest: fields.size > 0 ? null : error };
}

/** The service reports the second of two clashing objects; the form's may be the first. */
export const clashing = (path: string, other: string | undefined) =>
  other === undefined ? undefined : other + path.slice(path.lastIndexOf("/"));

const known: ReadonlySet<string> = new Set(PROBLEM_CODES);

const FORMS: Readonly<Record<string, WordKey>> = {
  id: "field.id",
  email: "field.email",
  // Its length is checked before it is sent.
  password: "field.guessable",
  addresses: "field.addresses",
  issuer: "field.issuer",
  domains: "field.domains",
  name: "field.name",
  extension: "field.extension",
  number: "field.number",
  label: "field.label",
  areaCode: "field.areaCode",
  outsideLine: "field.outsideLine",
  emergencyNumbers: "field.emergencyNumbers",
  trunkCodes: "field.trunkCodes",
  domain: "field.domain",
  url: "field.url",
  strip: "field.strip",
  prepend: "field.prepend",
  fallbackIdentity: "field.fallbackIdentity",
};

/** An error of a field in the reader's language, to be used within a sentence. */
export function errorText(say: Say, path: string, code: string): string {
  if (known.has(code)) return say(`problem.${code as ProblemCode}`);
  // An item of a list is named by its place: /emergencyNumbers/2.
  const field = path.split("/").findLast((part) => !/^\d+$/.test(part));
  return say(FORMS[field ?? ""] ?? "field.other");
}
