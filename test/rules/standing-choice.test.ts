/** Laws of the standing choice, for every company and every call, and worked examples. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import { compile } from "../../src/decide/compile.ts";
import { findCaller } from "../../src/decide/decide.ts";
import type { Call, Decision } from "../../src/decide/decision.ts";
import type { Company } from "../../src/policy/company.ts";
import type { CompanyNumber, Employee } from "../../src/policy/directory.ts";
import type { World } from "../reference/decide.ts";
import { answerOf } from "./answer.ts";
import { inEveryWorld, spokeOften } from "./every-world.ts";
import { randomCall, type RandomWorld } from "./random-company.ts";
import type { Random } from "./random.ts";

const CALLS = 10;

/** The answer, and the standing choice of the caller on the device of the call. */
type Told = Readonly<{ decision: Decision; call: Call; choice: string | null; onChoiceDevice: boolean }>;

const withoutChoices = (world: World): World => ({
  ...world,
  directory: {
    ...world.directory,
    employees: world.directory.employees.map(({ choice: _, ...employee }) => employee),
  },
});

const compiledOf = ({ company, directory, outgoing }: World) => compile(company, directory, outgoing);

function* toldIn(world: RandomWorld, random: Random, mayChoose: boolean): Generator<Told> {
  const company = compiledOf(world);
  for (let times = 0; times < CALLS; times += 1) {
    const call = randomCall(world, random, mayChoose);
    const decision = answerOf(company, call);
    const found = findCaller(company, call);
    if ("unknown" in decision || found === undefined) continue;
    const { caller, device } = found;
    const onChoiceDevice = device !== null && world.company.choiceDevices.includes(device);
    yield { decision, call, choice: caller.choice, onChoiceDevice };
  }
}

describe("a standing choice", () => {
  test("counts as if it were chosen for the call, where the call names none", () => {
    let compared = 0;
    let chosen = 0;
    inEveryWorld((world, random) => {
      const without = compiledOf(withoutChoices(world));
      for (const { decision, call, choice, onChoiceDevice } of toldIn(world, random, false)) {
        if (choice === null || !onChoiceDevice) continue;
        assert.deepEqual(decision, answerOf(without, { ...call, chosen: choice }), JSON.stringify(call));
        compared += 1;
        if (decision.decidedBy.rule === "chosen") chosen += 1;
      }
      return 1;
    });
    spokeOften(compared, 2_000);
    spokeOften(chosen, 300);
  });

  test("changes nothing where the call names a number, and nothing on other devices", () => {
    let compared = 0;
    inEveryWorld((world, random) => {
      const without = compiledOf(withoutChoices(world));
      for (const { decision, call, choice, onChoiceDevice } of toldIn(world, random, true)) {
        if (choice === null || (onChoiceDevice && call.chosen === undefined)) continue;
        assert.deepEqual(decision, answerOf(without, call), JSON.stringify(call));
        compared += 1;
      }
      return 1;
    });
    spokeOften(compared, 2_000);
  });

  test("never changes an emergency call, an internal call or a service code", () => {
    let compared = 0;
    inEveryWorld((world, random) => {
      const without = compiledOf(withoutChoices(world));
      const extension = world.directory.employees.find((employee) => employee.extension !== null)?.extension;
      for (const { call } of toldIn(world, random, false))
        for (const dialled of ["112", "*31#112", "*100#", extension ?? "112"]) {
          const decision = answerOf(compiledOf(world), { ...call, dialled });
          if ("unknown" in decision) continue;
          if (!["emergency", "internal", "service_code"].includes(decision.destination.kind)) continue;
          assert.deepEqual(decision, answerOf(without, { ...call, dialled }), JSON.stringify(call));
          compared += 1;
        }
      return 1;
    });
    spokeOften(compared, 10_000);
  });

  test("is shown only where the employee may choose it and it is on", () => {
    let shown = 0;
    let refused = 0;
    inEveryWorld((world, random) => {
      const { company, directory, outgoing } = world;
      const on = new Set(directory.numbers.filter((number) => number.on).map(({ number }) => number));
      const teamsOf = (id: string) => directory.departments.filter(({ members }) => members.includes(id));
      const mayChoose = ({ id, guest, substitution }: Employee): Set<string | null> => {
        if (company.choice === "off") return new Set();
        if (guest && (substitution ?? company.guests) === "main") return new Set([outgoing.main]);
        if (company.choice === "all") return new Set(on);
        const teams = new Set(teamsOf(id).map((team) => team.id));
        const personal = outgoing.personal.filter((entry) =>
          "employee" in entry ? entry.employee === id : teams.has(entry.department),
        );
        return new Set([outgoing.main, ...[...personal, ...outgoing.regional].map(({ number }) => number)]);
      };
      const compiled = compiledOf(world);
      for (const employee of directory.employees)
        for (const device of company.choiceDevices) {
          const dialled = random.pick(world.destinations);
          const decision = answerOf(compiled, { employee: employee.id, device, dialled });
          assert.ok(!("unknown" in decision));
          if (decision.decidedBy.rule === "chosen") {
            assert.ok(decision.callerId !== null && on.has(decision.callerId));
            assert.ok(mayChoose(employee).has(decision.callerId), JSON.stringify({ employee, dialled }));
            shown += 1;
          }
          refused += decision.passedOver.filter(({ rule }) => rule === "chosen").length;
        }
      return 1;
    });
    spokeOften(shown, 300);
    spokeOften(refused, 300);
  });
});

const [MAIN, OWN, OTHER, FOREIGN] = ["+375171110000", "+375171110001", "+375171110002", "+493012345678"];

type Given = Readonly<{
  company?: Partial<Company>;
  employee?: Partial<Omit<Employee, "lines">>;
  numbers?: readonly (string | (Pick<CompanyNumber, "number"> & Partial<CompanyNumber>))[];
  call?: Partial<Pick<Call, "chosen" | "privacy">>;
  device?: "softphone" | "desk_phone";
}>;

function answered({ company, employee, numbers, call, device = "softphone" }: Given): string[] {
  const sample = sampleCompany({
    company: company ?? {},
    numbers: numbers ?? [MAIN, OWN, OTHER, FOREIGN],
    employees: [{ id: "ivan", choice: OWN, ...employee }],
    personal: [{ number: OWN, employee: "ivan", device: "corporate_sim" }],
    regional: [{ number: FOREIGN, country: "DE" }],
  });
  const compiled = compile(sample.company, sample.directory, sample.outgoingNumbers);
  const decision = answerOf(compiled, { employee: "ivan", device, dialled: "+4930123456", ...call });
  assert.ok(!("unknown" in decision));
  const { callerId, decidedBy, passedOver } = decision;
  return [
    `${callerId} ${decidedBy.rule}`,
    ...passedOver.map(({ rule, number, reason }) => `${rule} ${number} ${reason}`),
  ];
}

describe("the standing choice of an employee", () => {
  const cases: readonly (readonly [what: string, given: Given, expected: readonly string[]])[] = [
    ["is shown on a softphone, before the blocks", {}, [`${OWN} chosen`]],
    ["gives way to a number chosen for the call", { call: { chosen: MAIN } }, [`${MAIN} chosen`]],
    [
      "gives way to a choice that is refused too",
      { call: { chosen: OTHER } },
      [`${FOREIGN} country`, `chosen ${OTHER} choice_not_allowed`],
    ],
    ["is not looked at on a desk phone", { device: "desk_phone" }, [`${FOREIGN} country`]],
    [
      "counts on the company's other devices for choosing",
      { device: "desk_phone", company: { choiceDevices: ["desk_phone"] } },
      [`${OWN} chosen`],
    ],
    [
      "is passed over once its number is off",
      { numbers: [MAIN, { number: OWN, on: false }, FOREIGN] },
      [`${FOREIGN} country`, `chosen ${OWN} number_off`],
    ],
    [
      "is passed over once its number is gone",
      { numbers: [MAIN, FOREIGN] },
      [`${FOREIGN} country`, `chosen ${OWN} number_gone`],
    ],
    [
      "that may not be chosen is passed over",
      { employee: { choice: OTHER } },
      [`${FOREIGN} country`, `chosen ${OTHER} choice_not_allowed`],
    ],
    [
      "counts where every number may be chosen",
      { employee: { choice: OTHER }, company: { choice: "all" } },
      [`${OTHER} chosen`],
    ],
    [
      "is passed over where choosing is off",
      { company: { choice: "off" } },
      [`${FOREIGN} country`, `chosen ${OWN} choice_not_allowed`],
    ],
    [
      "of a guest to whom the blocks are closed is passed over",
      { employee: { guest: true } },
      [`${MAIN} main`, `chosen ${OWN} choice_not_allowed`],
    ],
  ];
  for (const [what, given, expected] of cases) test(what, () => assert.deepEqual(answered(given), expected));
});
