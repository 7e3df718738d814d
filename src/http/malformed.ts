/** What a schema refuses, in the words of an answer: JSON Pointers and stable codes. */
import type { z } from "zod";
import type { FormProblem } from "../policy/problem.ts";
import { Refusal } from "../policy/refusal.ts";

/**
 * @param where prefixes the pointers, for schemas of a part
 * @returns the data in the schema's form
 * @throws Refusal `malformed` that names every field that is wrong
 */
export function parse<Schema extends z.ZodType>(schema: Schema, data: unknown, where = ""): z.infer<Schema> {
  const parsed = schema.safeParse(data, { reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => inputErrors(issue, where));
  throw new Refusal("malformed", `${errors[0]?.path || "The body"}: ${errors[0]?.message}`, { problems: errors });
}

type Issue = z.core.$ZodIssue;

function inputErrors(issue: Issue, where: string): FormProblem[] {
  const path = where + issue.path.map((part) => `/${escapePointer(String(part))}`).join("");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: `${path}/${escapePointer(key)}`,
      code: "unknown_field",
      message: "There is no such field.",
    }));
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // Of several forms, the one that was meant is the one that least is wrong with.
    const nearest = issue.errors.reduce((a, b) => (b.length < a.length ? b : a));
    return nearest.flatMap((inner) => inputErrors(inner, path));
  }
  if (issue.input === undefined) return [{ path, code: "required", message: "This field is required." }];
  return [{ path, code: "invalid", message: issue.message }];
}

/** RFC 6901, 3. */
const escapePointer = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");
