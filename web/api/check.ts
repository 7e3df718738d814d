/** What the service says about unsaved settings. */
import { queryOptions } from "@tanstack/react-query";
import type {
  CheckAnswer,
  PrefixAnswer,
  PreviewAnswer,
  PreviewsAnswer,
  ShownAnswer,
} from "../../src/contract/answers.ts";
import type { Device } from "../../src/policy/company.ts";
import type { ForwardReason } from "../../src/policy/forward-reason.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { companyPath } from "./documents.ts";
import { identityOf } from "./identity-of.ts";
import { queryClient } from "./query-client.ts";
import { request } from "./request.ts";

export type { CheckAnswer, PrefixAnswer, PreviewAnswer };
/** The decision about a call, without what is said once of several. */
export type Decided = PreviewsAnswer["previews"][number];
export type Effect = CheckAnswer["effect"];
export type Place = ShownAnswer["places"][number];

export type Caller = Readonly<{
  company: string;
  employee: string;
  device: Device;
  chosen?: string;
  forwardedFrom?: string;
  forwardReason?: ForwardReason;
  trunk?: string;
}>;
type Call = Caller & Readonly<{ dialled: string }>;

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

/**
 * How the service reads a prefix as it is typed, and which settings it beats and loses to.
 * @param settings by default, the saved ones
 */
export const prefixQuery = (company: string, text: string, settings?: OutgoingNumbers) =>
  queryOptions({
    queryKey: ["company", company, "prefix", text, settings && identityOf(settings.regional)],
    queryFn: async ({ signal }) =>
      (await request<PrefixAnswer>("POST", settingsPath(company, "prefix"), { body: { text, settings }, signal })).body,
  });

/** Prefixes that are read at once; the browser keeps other requests waiting behind them. */
const AT_ONCE = 4;

/** How the service reads each of these texts. */
export const prefixesQuery = (company: string, texts: readonly string[]) =>
  queryOptions({
    queryKey: ["company", company, "prefixes", texts],
    queryFn: async (): Promise<ReadonlyMap<string, PrefixAnswer>> => {
      const answers = new Map<string, PrefixAnswer>();
      for (let at = 0; at < texts.length; at += AT_ONCE)
        await Promise.all(
          texts.slice(at, at + AT_ONCE).map(async (text) => {
            answers.set(text, await queryClient.ensureQueryData(prefixQuery(company, text)));
          }),
        );
      return answers;
    },
  });

/** Which number a call shows under unsaved settings, with the trace of the decision. */
export const previewQuery = (call: Call, settings: OutgoingNumbers) =>
  queryOptions({
    queryKey: ["company", call.company, "preview", call, identityOf(settings)],
    queryFn: async ({ signal }) => {
      const body = { ...call, explain: true, settings };
      return (await request<PreviewAnswer>("POST", "decisions/preview", { body, signal })).body;
    },
    gcTime: 30_000,
  });

/** The same for several texts that are dialled. */
export const previewsQuery = (caller: Caller, dialled: readonly string[], settings: OutgoingNumbers) =>
  queryOptions({
    queryKey: ["company", caller.company, "previews", caller, dialled, identityOf(settings)],
    queryFn: async ({ signal }) => {
      const body = { ...caller, dialled, explain: true, settings };
      return (await request<PreviewsAnswer>("POST", "decisions/previews", { body, signal })).body;
    },
    gcTime: 30_000,
  });
