/** Turns the issues of a schema into the errors of an answer: JSON Pointers and stable codes. */
import type { z } from "zod";
import { excerpt } from "../policy/excerpt.ts";
import { escapePointer } from "../policy/json-pointer.ts";
import type { FormProblem } from "../policy/problem.ts";
import { MOST_PROBLEMS } from "../policy/problem-list.ts";
import { Refusal } from "../policy/refusal.ts";
import { boundIssues } from "./bounded-issues.ts";

/**
 * @param where prefixes the pointers, for schemas of a part
 * @returns the data in the schema's form
 * @throws Refusal `malformed` that lists the wrong fields, a hundred at most
 */
export function parse<Schema extends z.ZodType>(schema: Schema, data: unknown, where = ""): z.infer<Schema> {
  const parsed = boundIssues(schema).safeParse(data, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => formProblems(issue, where)).slice(0, MOST_PROBLEMS);
  // How many elements of a list are wrong is not known: they were not looked at.
  const more = parsed.error.issues.reduce((more, issue) => more + unnamedKeys(issue), 0);
  throw new Refusal("malformed", `${problems[0]?.path || "The body"}: ${problems[0]?.message}`, { problems, more });
}

/**
 * @returns the parsed body; undefined if there is none
 * @throws Refusal `malformed`
 */
export function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    throw new Refusal("malformed", "The body is not JSON.");
  }
}

type Issue = z.core.$ZodIssue;

function formProblems(issue: Issue, where: string): FormProblem[] {
  const path = where + issue.path.map((part) => `/${escapePointer(String(part))}`).join("");
  if (issue.code === "unrecognized_keys")
    return issue.keys.slice(0, MOST_PROBLEMS).map((key) => ({
      path: `${path}/${escapePointer(excerpt(key))}`,
      code: "unknown_field",
      message: "There is no such field.",
    }));
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // Of several forms, the sender most likely meant the one with the fewest errors.
    const nearest = issue.errors.reduce((a, b) => (b.length < a.length ? b : a));
    return nearest.flatMap((inner) => formProblems(inner, path));
  }
  if (issue.input === undefined) return [{ path, code: "required", message: "This field is required." }];
  return [{ path, code: "invalid", message: issue.message }];
}

const unnamedKeys = (issue: Issue) =>
  issue.code === "unrecognized_keys" ? Math.max(0, issue.keys.length - MOST_PROBLEMS) : 0;
