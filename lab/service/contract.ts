/** Checks answers against the schemas that OpenAPI publishes, strictly: an undescribed field is an error. */
import assert from "node:assert/strict";
import { z } from "zod";
import { ENDPOINTS } from "../../src/api/endpoints.ts";
import { DecisionAnswer, ProblemDetails, SessionAnswer } from "../../src/contract/answers.ts";

const schemas: readonly (readonly [request: RegExp, schema: z.ZodType])[] = [
  ...ENDPOINTS.map(({ method, url, answer }) => [requestOf(method, url), answer] as const),
  [requestOf("POST", "/api/v1/decisions"), DecisionAnswer] as const,
  [requestOf("POST", "/api/v1/session"), SessionAnswer] as const,
  [requestOf("GET", "/api/v1/session"), SessionAnswer] as const,
  [requestOf("DELETE", "/api/v1/session"), z.strictObject({})] as const,
].filter((pair): pair is readonly [RegExp, z.ZodType] => typeof pair[1] !== "string");

function requestOf(method: string, url: string): RegExp {
  return new RegExp(`^${method} ${url.replaceAll(/:\w+/g, "[^/]+")}$`);
}

/** @param path includes the query */
export function assertContract(method: string, path: string, status: number, body: unknown): void {
  const request = `${method} ${path.split("?")[0]}`;
  const schema = status >= 400 ? ProblemDetails : schemas.find(([pattern]) => pattern.test(request))?.[1];
  if (!schema) return;
  const { error } = schema.safeParse(body);
  assert.equal(error && `${request} answered ${status}: ${z.prettifyError(error)}`, undefined);
}
