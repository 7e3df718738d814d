/** What the service says about unsaved settings. */
import { queryOptions } from "@tanstack/react-query";
import type { CheckAnswer, PrefixAnswer, PreviewAnswer, ShownAnswer } from "../../src/contract/answers.ts";
import type { Device } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { companyPath } from "./documents.ts";
import { identityOf } from "./identity-of.ts";
import { request } from "./request.ts";

export type { CheckAnswer, PrefixAnswer, PreviewAnswer };
export type Effect = CheckAnswer["effect"];
export type Place = ShownAnswer["places"][number];

type Call = Readonly<{ company: string; employee: string; device: Device; dialled: string }>;

const settingsPath = (company: string, what: string) => companyPath(company, `/outgoing-numbers/${what}`);

/** The key of all checks of a company. */
export const checkKey = (company: string) => ["company", company, "check"];

/** The errors, warnings and effect of an unsaved document, with the document that they are about. */
export const checkQuery = (company: string, revision: number, document: OutgoingNumbers) =>
  queryOptions({
    queryKey: [...checkKey(company), revision, identityOf(document)],
    queryFn: async ({ signal }) => ({
      document,
      answer: (await request<CheckAnswer>("POST", settingsPath(company, "check"), { body: document, signal })).body,
    }),
    gcTime: 60_000,
  });

/** How the service reads a prefix as it is typed, and which settings it beats and loses to. */
export const prefixQuery = (company: string, text: string, settings: OutgoingNumbers) =>
  queryOptions({
    queryKey: ["company", company, "prefix", text, identityOf(settings.regional)],
    queryFn: async ({ signal }) =>
      (await request<PrefixAnswer>("POST", settingsPath(company, "prefix"), { body: { text, settings }, signal })).body,
  });

/** Which number a call shows under unsaved settings, with the trace of the decision. */
export const previewQuery = (call: Call, settings: OutgoingNumbers) =>
  queryOptions({
    queryKey: ["company", call.company, "preview", call.employee, call.device, call.dialled, identityOf(settings)],
    queryFn: async ({ signal }) => {
      const body = { ...call, explain: true, settings };
      return (await request<PreviewAnswer>("POST", "decisions/preview", { body, signal })).body;
    },
    gcTime: 30_000,
  });
