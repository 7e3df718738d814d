/** A change of a company is sent strictly first, and again without if the person wants what it breaks. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { askBeforeBreakingBy, change, isDeclined } from "../../web/api/change.ts";
import { RequestFailed } from "../../web/api/request-failed.ts";

const BROKEN = {
  code: "expectation_broken",
  detail: "",
  errors: [{ path: "/expectations/3", code: "expectation_broken", message: "…", got: null }],
};

type Sent = Readonly<{ path: string; method: string | undefined; prefer: string | null; body: unknown }>;

let sent: Sent[] = [];
let answers: readonly (readonly [status: number, body: object])[] = [];

beforeEach(() => {
  sent = [];
  mock.method(globalThis, "fetch", (path: string, { method, headers, body }: RequestInit) => {
    const [status, answer] = answers[sent.length]!;
    sent.push({ path, method, prefer: new Headers(headers).get("prefer"), body: JSON.parse(body as string) });
    return Promise.resolve(Response.json(answer, { status }));
  });
});
afterEach(() => mock.restoreAll());

const save = () => change<{ revision: number }>("acme", "PUT", "/directory", { body: { a: 1 }, ifMatch: '"5"' });
const strictly = { path: "/api/v1/companies/acme/directory", method: "PUT", prefer: "handling=strict", body: { a: 1 } };

test("a change that breaks nothing is sent once", async () => {
  askBeforeBreakingBy(() => assert.fail("nobody is asked"));
  answers = [[200, { revision: 6 }]];
  assert.equal((await save()).body.revision, 6);
  assert.deepEqual(sent, [strictly]);
});

test("if it breaks something, the person is told what, and it is sent again if they want it all the same", async () => {
  const asked: unknown[] = [];
  askBeforeBreakingBy((breaking) => Promise.resolve(asked.push(breaking) > 0));
  answers = [
    [422, BROKEN],
    [200, { revision: 6 }],
  ];
  assert.equal((await save()).body.revision, 6);
  assert.deepEqual(asked, [{ company: "acme", problem: BROKEN }]);
  assert.deepEqual(sent, [strictly, { ...strictly, prefer: null }]);
});

test("if they do not want it, nothing is sent again, and nothing more is said", async () => {
  askBeforeBreakingBy(() => Promise.resolve(false));
  answers = [[422, BROKEN]];
  await assert.rejects(save(), (error) => isDeclined(error));
  assert.equal(sent.length, 1);
});

test("any other refusal is one: nobody is asked", async () => {
  askBeforeBreakingBy(() => assert.fail("nobody is asked"));
  answers = [[412, { code: "revision_conflict", detail: "" }]];
  await assert.rejects(save(), (error) => error instanceof RequestFailed && error.status === 412 && !isDeclined(error));
});
