/** Logs: above `debug` nothing in them tells who called or was called. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { pino } from "pino";
import type { Answer, DecideCall } from "../../src/decide/decide-call.ts";
import { logged } from "../../src/log.ts";

const answer: Extract<Answer, { known: true }> = {
  known: true,
  revision: 7,
  lineKnown: true,
  country: "BY",
  main: null,
  trunk: undefined,
  decision: {
    callerId: null,
    decidedBy: { rule: "none" },
    destination: { kind: "unrecognised", e164: null, country: null, digits: null },
    privacy: false,
    passedOver: [],
  },
};

const linesOf = async (dialled: string, decide: DecideCall, level = "info"): Promise<Record<string, unknown>[]> => {
  const lines: string[] = [];
  const log = pino({ level, base: null }, { write: (line: string) => void lines.push(line) });
  logged(log, "http", decide)({ company: "acme", call: { line: "ivan-desk", dialled }, unknownLine: "refuse" });
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

const masks: Readonly<Record<string, string>> = {
  "": "",
  "2911": "××××",
  "8029123": "×××××××",
  "80291234": "802×××××",
  "+375291234567": "+375×××××××××",
  "*31#+375291234567": "×".repeat(17),
  "sip:ivan.petrov@example.com;user=phone": "×".repeat(20),
};

for (const [dialled, mask] of Object.entries(masks))
  test(`“${dialled}” is logged as “${mask}” where no number can be shown`, async () => {
    const [line, ...rest] = await linesOf(dialled, () => answer);
    const { level, time: _, ...said } = line!;
    assert.deepEqual(said, {
      door: "http",
      company: "acme",
      dialled: mask,
      revision: 7,
      msg: "no number can be shown",
    });
    assert.equal(level, 40);
    assert.deepEqual(rest, []);
  });

test("a call that shows a number is logged at debug only, whole", async () => {
  const shown: Answer = {
    ...answer,
    decision: { ...answer.decision, callerId: "+375171234567", decidedBy: { rule: "main" } },
  };
  assert.deepEqual(await linesOf("80291234567", () => shown), []);
  const [line] = await linesOf("80291234567", () => shown, "debug");
  assert.equal((line!["question"] as { call: { dialled: string } }).call.dialled, "80291234567");
});
