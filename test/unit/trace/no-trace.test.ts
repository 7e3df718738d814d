/** Without a collector, calls do not pay for traces. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { DecideCall } from "../../../src/decide/decide-call.ts";
import { openTrace } from "../../../src/trace/open-trace.ts";
import { during, NO_TRACE } from "../../../src/trace/trace.ts";
import { tracedDecisions } from "../../../src/trace/trace-decisions.ts";
import { tracedRequests } from "../../../src/trace/trace-requests.ts";

const failed = () => assert.fail("nothing is sent");

test("what decides and what listens stay as they are", async () => {
  const trace = await openTrace(undefined, failed);
  assert.equal(trace, NO_TRACE);
  const decide: DecideCall = () => ({ known: false, code: "company_unknown" });
  assert.equal(tracedDecisions(trace, "http", decide), decide);
  const listener = () => {};
  assert.equal(tracedRequests(trace, listener), listener);
});

test("work is done, and nothing goes on elsewhere", async () => {
  assert.equal(await during(NO_TRACE, { name: "work" }, async () => NO_TRACE.headers()), null);
  await assert.rejects(
    during(NO_TRACE, { name: "work" }, async () => {
      throw new Error("as it was thrown");
    }),
    /as it was thrown/,
  );
});
