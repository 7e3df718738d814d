/** What the service says about settings that are not saved. */
import { queryOptions } from "@tanstack/react-query";
import type { Decision } from "../../src/decide/decision.ts";
import type { Effect } from "../../src/preview/effect.ts";
import type { Place } from "../../src/preview/place.ts";
import type { Device } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import type { Problem, Warning } from "../../src/policy/problem.ts";
import { companyPath } from "./documents.ts";
import { identityOf } from "./identity-of.ts";
import { request } from "./request.ts";

export type { Effect, Place };

export type CheckAnswer = Readonly<{
  revision: number;
  errors: readonly Problem[];
  warnings: readonly Warning[];
  effect: Effect;
}>;

export type PrefixAnswer =
  | Readonly<{ prefix: string; countries: readonly string[]; beats: readonly Place[]; losesTo: readonly Place[] }>
  | Readonly<{ prefix: null; error: Readonly<{ code: string; readings: readonly string[] }> }>;

export type PreviewAnswer = Decision & Readonly<{ revision: number; errors: readonly Problem[] }>;

type Asked = Readonly<{ company: string; employee: string; device: Device; dialled: string }>;

const of = (company: string, what: string) => companyPath(company, `/outgoing-numbers/${what}`);

export async function checkUnsaved(company: string, document: OutgoingNumbers, signal: AbortSignal) {
  return (await request<CheckAnswer>("POST", of(company, "check"), { body: document, signal })).body;
}

/** How a prefix is matched that somebody types, and what it beats and loses to among the settings. */
export const prefixQuery = (company: string, text: string, settings: OutgoingNumbers) =>
  queryOptions({
    queryKey: ["company", company, "prefix", text, identityOf(settings.regional)],
    queryFn: async ({ signal }) =>
      (await request<PrefixAnswer>("POST", of(company, "prefix"), { body: { text, settings }, signal })).body,
  });

/** Which number a call shows under unsaved settings, with the way to it. */
export async function previewCall(asked: Asked, settings: OutgoingNumbers, signal: AbortSignal) {
  const body = { ...asked, explain: true, settings };
  return (await request<PreviewAnswer>("POST", "decisions/preview", { body, signal })).body;
}
