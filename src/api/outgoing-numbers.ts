/** A company's outgoing numbers: the document that the page shows and saves. */
import { z } from "zod";
import { OutgoingNumbersAnswer, OutgoingNumbersWritten } from "../contract/answers.ts";
import { EarlierOutgoingNumbers, RestoredAnswer } from "../contract/history.ts";
import { OutgoingNumbers } from "../policy/outgoing-numbers.ts";
import { changes, type Change } from "../policy/changes.ts";
import type { Warning } from "../policy/problem.ts";
import { warnings } from "../policy/warnings.ts";
import { earlierOutgoingNumbers } from "../settings/earlier-outgoing-numbers.ts";
import { readCompany } from "../settings/read-company.ts";
import { restoreOutgoingNumbers, type Restored } from "../settings/restore-outgoing-numbers.ts";
import { saveOutgoingNumbers } from "../settings/save-outgoing-numbers.ts";
import { unmetIn } from "../settings/watch-expectations.ts";
import { bodiesOf, type StoredCompany } from "../store/company.ts";
import type { Desk } from "./desk.ts";
import { endpoint, type Reply } from "./endpoint.ts";
import { CompanyParams, DryRun } from "./parameters.ts";
import { asUnmet } from "./unmet.ts";

const url = "/api/v1/companies/:company/outgoing-numbers";
const tag = "Outgoing numbers";

export const outgoingNumbersEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "The outgoing numbers, with their warnings",
    permissions: ["outgoing-numbers.read"],
    params: CompanyParams,
    answer: OutgoingNumbersAnswer,
    async run(desk, { params }) {
      return answered(desk, await readCompany(desk.store, params.company));
    },
  }),
  endpoint({
    method: "PUT",
    url,
    tag,
    summary: "Saves the outgoing numbers if they still have the revision in If-Match",
    permissions: ["outgoing-numbers.write"],
    needsPrecondition: true,
    params: CompanyParams,
    body: OutgoingNumbers,
    answer: OutgoingNumbersWritten,
    async run(desk, { principal, precondition, params, body }) {
      return answered(desk, await saveOutgoingNumbers(desk.store, principal, params.company, body, precondition));
    },
  }),
  endpoint({
    method: "GET",
    url: `${url}/revisions/:revision`,
    tag,
    summary: "The outgoing numbers as they were at an earlier revision",
    permissions: ["outgoing-numbers.read", "history.read"],
    params: CompanyParams.extend({ revision: z.coerce.number().int().min(1) }),
    answer: EarlierOutgoingNumbers,
    async run({ store }, { params: { company, revision } }) {
      const { body, ...saved } = await earlierOutgoingNumbers(store, company, revision);
      return { body: { ...body, ...saved } };
    },
  }),
  endpoint({
    method: "POST",
    url: `${url}/restore`,
    tag,
    summary: "Saves earlier outgoing numbers again, without what could not be saved today",
    permissions: ["outgoing-numbers.write", "history.read"],
    needsPrecondition: true,
    params: CompanyParams,
    query: DryRun,
    body: z.strictObject({ revision: z.number().int().min(1) }),
    answer: RestoredAnswer,
    async run(desk, { principal, precondition, params, query: { dryRun }, body: { revision } }) {
      const asked = { precondition, dryRun };
      return restored(
        desk,
        await restoreOutgoingNumbers(desk.store, principal, params.company, revision, asked),
        dryRun,
      );
    },
  }),
];

/** The most changes that the answer lists. */
const MOST_CHANGES = 100;

function restored({ warningsOf }: Desk, { before, after, leftOut }: Restored, isDryRun: boolean): Reply {
  const { company, directory, "outgoing-numbers": saved } = after;
  // What is not saved must not be remembered as the state of the company.
  const found = isDryRun ? warnings(company.body, directory.body, saved.body) : warningsOf(after);
  const { body, revision, savedAt, savedBy } = saved;
  const changed: readonly Change[] = changes(before["outgoing-numbers"].body, body);
  return {
    body: {
      ...body,
      revision,
      savedAt,
      savedBy,
      warnings: found.map(asSeenHere),
      changes: changed.slice(0, MOST_CHANGES),
      moreChanges: Math.max(0, changed.length - MOST_CHANGES),
      leftOut: leftOut.problems.map(({ path, code }) => ({ path, code })),
      moreLeftOut: leftOut.more,
      // After a write, those that do not hold are added to its answer.
      ...(isDryRun && { expectations: unmetIn(bodiesOf(after), after.expectations.body.expectations).map(asUnmet) }),
    },
    etag: revision,
  };
}

function answered({ warningsOf }: Desk, stored: StoredCompany): Reply {
  const { body, revision, savedAt, savedBy } = stored["outgoing-numbers"];
  const warnings = warningsOf(stored).map(asSeenHere);
  return { body: { ...body, revision, savedAt, savedBy, warnings }, etag: revision };
}

/** Paths point into this document; a warning about another document gets an empty path. */
export function asSeenHere(warning: Warning): Warning {
  return warning.document === "outgoing-numbers" ? warning : { ...warning, path: "" };
}
