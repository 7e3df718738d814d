import type { Directory } from "../../src/policy/directory.ts";
import type { Problem } from "../../src/policy/problem.ts";
import { companyPath } from "../api/documents.ts";
import { Failure } from "../api/failure.ts";
import { request } from "../api/request.ts";

export type CheckAnswer = Readonly<{
  errors: readonly (Problem | Readonly<{ path: string; code: string; other?: string }>)[];
}>;

/** What the service has against it, whether by its form or by its rules. */
export async function checkDirectory(company: string, body: Directory, signal: AbortSignal): Promise<CheckAnswer> {
  try {
    return (await request<CheckAnswer>("POST", companyPath(company, "/directory/check"), { body, signal })).body;
  } catch (error) {
    if (error instanceof Failure && error.problem.errors) return { errors: error.problem.errors };
    throw error;
  }
}
