/** Endpoints of the history: who changed what, whether that is still what was recorded, and undoing it. */
import { z } from "zod";
import { ID } from "../policy/id.ts";
import { warnings } from "../policy/warnings.ts";
import { HistoryAnswer, HistoryHeadAnswer, HistoryVerifyAnswer, UndoneAnswer } from "../contract/history.ts";
import { existing } from "../settings/read-company.ts";
import { unmetIn } from "../settings/watch-expectations.ts";
import { undoAuthor, undoRevision, type Undone } from "../settings/undo.ts";
import type { HistoryAsked } from "../store/history.ts";
import type { Desk } from "./desk.ts";
import { endpoint, type Reply } from "./endpoint.ts";
import { entryText, exportHistory } from "./export-history.ts";
import { onlyOne } from "./only-one.ts";
import { CompanyParams, DryRun, Limit } from "./parameters.ts";
import { asUnmet } from "./unmet.ts";

const tag = "History";
const url = "/api/v1/companies/:company/history";
const all = "/api/v1/history";

/** The most bytes of changes in one answer, unless a single write has more. */
const PAGE_BYTES = 1024 * 1024;

const Time = z.iso.datetime({ offset: true }).transform((time) => new Date(time).toISOString());
const Revision = z.coerce.number().int().min(1);

const filter = {
  author: z.string().max(200).optional().meta({ description: "The id of a key or a person" }),
  document: z.string().regex(ID).optional().meta({
    description:
      "What was changed: `company`, `directory`, `outgoing-numbers`, `expectations`, `keys`, `people`, `trunks`…",
  }),
  since: Time.optional(),
  until: Time.optional(),
};
const Query = z.strictObject({ before: Revision.optional(), limit: Limit, ...filter });

const Export = z.strictObject({ format: z.enum(["csv", "json"]).default("csv"), ...filter });

const next = "`next` is the `before` of the next page, which may have fewer items or none; null is the last page.";

async function page({ store }: Desk, asked: Omit<HistoryAsked, "bytes">): Promise<Reply> {
  const { entries, next } = await store.history({ ...asked, bytes: PAGE_BYTES });
  return { text: `{"items":[${entries.map(entryText).join()}],"next":${next}}` };
}

const verifying = onlyOne("Another verification is running: try again in a minute.");

export const historyEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "Who changed what in a company, with old and new values, newest first",
    permissions: ["history.read"],
    description: next,
    params: CompanyParams,
    query: Query,
    answer: HistoryAnswer,
    async run(desk, { params: { company }, query }) {
      existing(await desk.store.text(company, "company"), company);
      return page(desk, { company, ...query });
    },
  }),
  endpoint({
    method: "GET",
    url: `${url}/export`,
    tag,
    summary: "The history of a company as a file",
    permissions: ["history.read"],
    params: CompanyParams,
    query: Export,
    answer: "application/octet-stream",
    async run(desk, { params: { company }, query }) {
      existing(await desk.store.text(company, "company"), company);
      return exportHistory(desk, { company, ...query });
    },
  }),
  endpoint({
    method: "POST",
    url: `${url}/:revision/undo`,
    tag,
    summary: "Takes back what one write changed, as far as it still stands",
    permissions: ["history.read", "history.undo"],
    params: CompanyParams.extend({ revision: Revision }),
    query: DryRun,
    answer: UndoneAnswer,
    async run(desk, { principal, params: { company, revision }, query: { dryRun } }) {
      return undone(desk, await undoRevision(desk.store, { principal, company, dryRun }, revision), dryRun);
    },
  }),
  endpoint({
    method: "POST",
    url: `${url}/undo`,
    tag,
    summary: "Takes back all writes of one author since a time, as far as they still stand",
    permissions: ["history.read", "history.undo"],
    description: "`next` is the `before` to send for older writes, where there are too many at once.",
    params: CompanyParams,
    query: DryRun,
    body: z.strictObject({
      author: z.strictObject({ kind: z.enum(["key", "person", "system"]), id: z.string().max(200) }),
      since: Time,
      before: z.number().int().min(1).optional(),
    }),
    answer: UndoneAnswer,
    async run(desk, { principal, params: { company }, query: { dryRun }, body }) {
      return undone(desk, await undoAuthor(desk.store, { principal, company, dryRun }, body), dryRun);
    },
  }),
  endpoint({
    method: "GET",
    url: all,
    tag,
    summary: "Who changed what in the whole store, removed companies, trunks, keys and people included",
    permissions: ["history.read-all"],
    description: next,
    query: Query.extend({ company: z.string().optional() }),
    answer: HistoryAnswer,
    run: (desk, { query: { company = null, ...query } }) => page(desk, { company, removed: true, ...query }),
  }),
  endpoint({
    method: "GET",
    url: `${all}/export`,
    tag,
    summary: "The whole history as a file",
    permissions: ["history.read-all"],
    query: Export.extend({ company: z.string().optional() }),
    answer: "application/octet-stream",
    run: (desk, { query: { company = null, ...query } }) => exportHistory(desk, { company, removed: true, ...query }),
  }),
  endpoint({
    method: "GET",
    url: `${all}/head`,
    tag,
    summary: "The head of the chain of the history, to be kept elsewhere",
    permissions: ["history.read-all"],
    answer: HistoryHeadAnswer,
    run: async ({ store }) => ({ body: { head: await store.historyHead() } }),
  }),
  endpoint({
    method: "GET",
    url: `${all}/verify`,
    tag,
    summary: "Whether every row of the history is as it was written, and in its place",
    permissions: ["history.read-all"],
    query: z.strictObject({
      head: z
        .string()
        .regex(/^\d{1,15}\.[\w-]{0,43}$/, "a revision, a dot and a code")
        .optional()
        .meta({ description: "An earlier head: with it, an end that was cut off is found" }),
    }),
    answer: HistoryVerifyAnswer,
    run: async ({ store }, { query }) => ({ body: await verifying(() => store.verifyHistory(query.head ?? null)) }),
  }),
];

function undone({ warningsOf }: Desk, { stored, documents, ...about }: Undone, isDryRun: boolean): Reply {
  if (!isDryRun) return { body: { ...about, warnings: warningsOf(stored) } };
  const { company, directory, "outgoing-numbers": outgoing, expectations } = documents;
  const unmet = unmetIn(documents, expectations.expectations).map(asUnmet);
  return { body: { ...about, warnings: warnings(company, directory, outgoing), expectations: unmet } };
}
