/** Worked examples: a company, and who is shown what when he calls whom. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { z } from "zod";
import { compile } from "../../src/decide/compile.ts";
import { decide } from "../../src/decide/decide.ts";
import { Company } from "../../src/policy/company.ts";
import { CompanyNumber, Department, Employee } from "../../src/policy/directory.ts";
import { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";

const ExpectedCall = z.strictObject({
  line: z.string(),
  dialled: z.string(),
  chosen: z.string().optional(),
  callerId: z.string().nullable(),
  rule: z.string(),
});

const Fixture = z.strictObject({
  about: z.string(),
  directory: z.strictObject({
    numbers: z.array(CompanyNumber),
    employees: z.array(Employee),
    departments: z.array(Department),
  }),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      country: z.string(),
      turnOff: z.array(z.string()).default([]),
      settings: OutgoingNumbers,
      calls: z.array(ExpectedCall),
    }),
  ),
});

const fixture = Fixture.parse(
  JSON.parse(readFileSync(new URL("../fixtures/outgoing-numbers.json", import.meta.url), "utf8")),
);

for (const { name, country, turnOff, settings, calls } of fixture.cases) {
  const company = Company.parse({ name, country });
  const numbers = fixture.directory.numbers.map((each) => ({ ...each, on: each.on && !turnOff.includes(each.number) }));
  const compiled = compile(company, { ...fixture.directory, numbers }, settings);

  describe(name, () => {
    for (const { line, dialled, chosen, callerId, rule } of calls) {
      const choice = chosen === undefined ? "" : `, having chosen ${chosen}`;
      test(`${line} calls ${dialled}${choice}: ${callerId ?? "nothing"} is shown, by ${rule}`, () => {
        const decided = decide(compiled, { line, dialled, chosen });
        assert.ok(decided.known);
        const { decision } = decided;
        assert.deepEqual({ callerId: decision.callerId, rule: decision.decidedBy.rule }, { callerId, rule });
      });
    }
  });
}
