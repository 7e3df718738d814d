/** Calls over trunks with the habits of real carriers: test/fixtures/trunk-calls.json, by Callas and by the reference. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { z } from "zod";
import { compile } from "../../src/decide/compile.ts";
import { Company } from "../../src/policy/company.ts";
import { CompanyNumber, Department, Employee } from "../../src/policy/directory.ts";
import { FORWARD_REASONS } from "../../src/policy/forward-reason.ts";
import { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { Trunk, type NamedTrunk } from "../../src/policy/trunk.ts";
import { decideOverTrunksSlowly } from "../reference/over-trunks.ts";
import { answerOverTrunks } from "./answer.ts";

const TextOrNull = z.string().nullable();

const Shown = z.strictObject({
  callerId: TextOrNull,
  from: z
    .strictObject({ user: z.string(), host: z.string(), display: TextOrNull.default(null) })
    .nullable()
    .default(null),
  assertedIdentity: TextOrNull.default(null),
  called: TextOrNull,
  diversion: TextOrNull.default(null),
  historyInfo: TextOrNull.default(null),
  privacy: TextOrNull.default(null),
});

const TrunkCase = z.strictObject({
  about: z.string(),
  company: z.string(),
  /** Numbers that are turned off after the settings were saved. */
  turnOff: z.array(z.string()).default([]),
  call: z.strictObject({
    line: z.string(),
    dialled: z.string(),
    chosen: z.string().optional(),
    privacy: z.boolean().optional(),
    forwardedFrom: z.string().optional(),
    forwardReason: z.enum(FORWARD_REASONS).optional(),
  }),
  unknownLine: z.enum(["refuse", "main"]).default("refuse"),
  trunks: z.array(z.string()).min(1),
  rule: z.string(),
  attestation: z.enum(["A", "B", "C"]).nullable(),
  passedOver: z.array(z.string()).default([]),
  main: TextOrNull.optional(),
  shown: z.array(Shown),
});

const Fixture = z.strictObject({
  about: z.string(),
  trunks: z.record(z.string(), Trunk),
  companies: z.record(
    z.string(),
    z.strictObject({
      company: Company,
      numbers: z.array(CompanyNumber),
      employees: z.array(Employee),
      departments: z.array(Department),
      settings: OutgoingNumbers,
    }),
  ),
  cases: z.array(TrunkCase),
});

const fixture = Fixture.parse(
  JSON.parse(readFileSync(new URL("../fixtures/trunk-calls.json", import.meta.url), "utf8")),
);

const trunkNamed = (id: string): NamedTrunk => ({ id, ...(fixture.trunks[id] ?? assert.fail(`no trunk ${id}`)) });

const worldOf = (name: string, turnOff: readonly string[]) => {
  const { company, numbers, employees, departments, settings } =
    fixture.companies[name] ?? assert.fail(`no company ${name}`);
  const on = numbers.map((each) => ({ ...each, on: each.on && !turnOff.includes(each.number) }));
  return { company, directory: { numbers: on, employees, departments }, outgoing: settings };
};

/** An answer in the words of the fixture. */
const inWords = (answer: ReturnType<typeof answerOverTrunks>) => {
  if ("unknown" in answer) return assert.fail(`unknown ${answer.unknown}`);
  const { decision, main, presentations } = answer;
  return {
    rule: decision.decidedBy.rule,
    attestation: decision.attestation ?? null,
    passedOver: decision.passedOver.map(({ rule, number, reason }) => `${rule} ${number} ${reason}`),
    main,
    shown: presentations,
  };
};

for (const company of Object.keys(fixture.companies)) {
  describe(`a company in ${company}`, () => {
    for (const each of fixture.cases.filter((known) => known.company === company)) {
      const { about, call, trunks, unknownLine, turnOff, shown, rule, attestation, passedOver } = each;
      test(`${call.line} calls ${call.dialled} over ${trunks.join(", ")}: ${about}`, () => {
        const world = worldOf(company, turnOff);
        const main = each.main === undefined ? world.outgoing.main : each.main;
        const named = trunks.map(trunkNamed);
        const presentations = shown.map((presentation, at) => ({ trunk: trunks[at], ...presentation }));
        const expected = { rule, attestation, passedOver, main, shown: presentations };
        const byReference = decideOverTrunksSlowly(world, call, named, { unknownLine });
        assert.deepEqual(inWords(byReference), expected, "the reference");
        const compiled = compile(world.company, world.directory, world.outgoing);
        assert.deepEqual(inWords(answerOverTrunks(compiled, call, named, unknownLine)), expected);
      });
    }
  });
}

test("each company and each trunk of the fixture has a case", () => {
  const named = new Set(fixture.cases.flatMap(({ company, trunks }) => [company, ...trunks]));
  assert.deepEqual(
    [...Object.keys(fixture.companies), ...Object.keys(fixture.trunks)].filter((name) => !named.has(name)),
    [],
  );
});
