/** Whether a company shows the numbers that it expects, and what could be expected of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sampleCompany, type SampleCompany } from "../../../lab/companies/sample-company.ts";
import { company, directory, MAIN, SECOND, BERLIN, settings } from "../../../lab/companies/acme.ts";
import { compile } from "../../../src/decide/compile.ts";
import { decide } from "../../../src/decide/decide.ts";
import { Company } from "../../../src/policy/company.ts";
import type { Expectation } from "../../../src/policy/expectations.ts";
import { noQuotas } from "../../../src/policy/quotas.ts";
import { unmetExpectations } from "../../../src/preview/expectations.ts";
import { proposeExpectations } from "../../../src/preview/propose-expectations.ts";

const acme = { company: Company.parse(company), directory, outgoingNumbers: settings };

const unmet = ({ company, directory, outgoingNumbers }: SampleCompany, ...expectations: Expectation[]) =>
  unmetExpectations(compile(company, directory, outgoingNumbers), directory, expectations);

describe("one caller", () => {
  test("a line, a SIM in any form, an employee on a device: what holds is not listed", () => {
    assert.deepEqual(
      unmet(
        acme,
        { line: "ivan-desk", dialled: "810 49 30 1234567", shows: BERLIN },
        { line: "8 (029) 123-45-67", dialled: "80172345678", shows: SECOND },
        { employee: "olga", device: "softphone", dialled: "80172345678", shows: MAIN },
        { line: "ivan-desk", dialled: "202", shows: null },
      ),
      [],
    );
  });

  test("what does not hold is listed with what is shown, and by which rule", () => {
    assert.deepEqual(
      unmet(
        acme,
        { line: "olga-desk", dialled: "112", shows: MAIN },
        { line: "ivan-desk", dialled: "80172345678", shows: MAIN },
        { line: "ivan-desk", dialled: "112", shows: null },
      ),
      [
        { at: 1, shows: MAIN, got: SECOND, decidedBy: { rule: "employee", employee: "ivan", device: "any" } },
        { at: 2, shows: null, got: MAIN, decidedBy: { rule: "emergency" } },
      ],
    );
  });

  test("a line or a person that is gone shows nothing, which is not what “none” means", () => {
    const gone = { got: null, decidedBy: null };
    assert.deepEqual(
      unmet(
        acme,
        { line: "gone-desk", dialled: "112", shows: null },
        { employee: "gone", device: "crm", dialled: "112", shows: MAIN },
      ),
      [
        { at: 0, shows: null, ...gone },
        { at: 1, shows: MAIN, ...gone },
      ],
    );
  });
});

describe("everybody who has a device", () => {
  test("holds if all show it, and where nobody has one", () => {
    assert.deepEqual(
      unmet(
        acme,
        { device: "desk_phone", dialled: "112", shows: MAIN },
        { device: "desk_phone", dialled: "201", shows: null },
        { device: "desk_phone", dialled: "*43", shows: null },
        { device: "crm", dialled: "112", shows: OFF_EVERYWHERE },
      ),
      [],
    );
  });

  test("names the first for whom it does not hold", () => {
    const [home, berlin] = unmet(
      acme,
      { device: "desk_phone", dialled: "80172345678", shows: SECOND },
      // The guest shows main, whatever the regional block says.
      { device: "desk_phone", dialled: "+49301234567", shows: BERLIN },
    );
    assert.deepEqual(home, { at: 0, shows: SECOND, got: MAIN, decidedBy: { rule: "main" }, employee: "olga" });
    assert.equal(berlin!.employee, "gast");
  });

  test("emergency numbers of people and departments count for emergency calls alone", () => {
    const sample = sampleCompany({
      numbers: [MAIN, SECOND, BERLIN],
      employees: [
        { id: "a", lines: "desk_phone a" },
        { id: "b", lines: "desk_phone b", emergencyNumber: SECOND },
        { id: "c", lines: "softphone c" },
      ],
      departments: [{ id: "site", members: ["c"], emergencyNumber: BERLIN }],
    });
    const found = unmet(
      sample,
      { device: "desk_phone", dialled: "112", shows: MAIN },
      { device: "desk_phone", dialled: "+33142278186", shows: MAIN },
      { device: "softphone", dialled: "112", shows: BERLIN },
    );
    assert.deepEqual(found, [{ at: 0, shows: MAIN, got: SECOND, decidedBy: { rule: "emergency" }, employee: "b" }]);
  });

  test("agrees with asking each of them, in random companies", () => {
    const random = randomFrom(7);
    for (let round = 0; round < 200; round++) {
      const sample = randomCompany(random);
      const { company, directory, outgoingNumbers } = sample;
      const compiled = compile(company, directory, outgoingNumbers);
      for (const device of ["desk_phone", "corporate_sim"] as const)
        for (const dialled of ["112", "+49301234567", "+33142278186", "100"])
          for (const shows of [null, ...directory.numbers.map(({ number }) => number)]) {
            const failing = directory.employees
              .filter(({ lines }) => lines.some((line) => line.device === device))
              .some(({ id }) => {
                const decided = decide(compiled, { employee: id, device, dialled });
                return decided.known && decided.decision.callerId !== shows;
              });
            const found = unmet(sample, { device, dialled, shows });
            assert.equal(found.length, failing ? 1 : 0, `round ${round}: ${device} ${dialled} ${shows}`);
          }
    }
  });

  test("with 20,000 people, few of them are looked at for each of 1,000 expectations", () => {
    const numbers = Array.from({ length: 20_000 }, (_, at) => `+37517${1_000_000 + at}`);
    const { company, directory, outgoingNumbers } = sampleCompany({
      numbers,
      employees: numbers.map((_, at) => ({ id: `e${at}`, lines: `desk_phone l${at}`, emergencyNumber: numbers[at]! })),
      personal: numbers.map((number, at) => ({ number, employee: `e${at}` })),
      regional: [{ number: numbers[0]!, country: "DE" }],
    });
    const compiled = compile(company, directory, outgoingNumbers);
    let asked = 0;
    const counted = {
      ...compiled,
      // Every decision that shows a number asks whether it is on.
      numbers: { get: (number: string) => (asked++, compiled.numbers.get(number)) } as typeof compiled.numbers,
    };
    const expectations = ["+49301234567", "112", "+33142278186", "101"].flatMap((dialled) =>
      Array.from({ length: 250 }, () => ({ device: "desk_phone", dialled, shows: numbers[0]! }) as const),
    );
    assert.equal(unmetExpectations(counted, directory, expectations).length, 750);
    assert.ok(asked <= 3 * expectations.length, `${asked} decisions`);
  });
});

describe("proposals", () => {
  const propose = ({ company, directory, outgoingNumbers }: SampleCompany, ...expectations: Expectation[]) =>
    proposeExpectations({
      company,
      directory,
      "outgoing-numbers": outgoingNumbers,
      expectations: { expectations },
      quotas: noQuotas,
    });

  test("all hold now, and there is one for each setting", () => {
    const proposed = propose(acme);
    assert.deepEqual(unmet(acme, ...proposed), []);
    const has = (expectation: Partial<Record<"device" | "employee" | "dialled" | "shows", string>>) =>
      assert.ok(
        proposed.some((one) => Object.entries(expectation).every(([field, value]) => Object(one)[field] === value)),
        JSON.stringify(expectation),
      );
    has({ device: "desk_phone", dialled: "112", shows: MAIN });
    has({ device: "corporate_sim", dialled: "112", shows: MAIN });
    has({ employee: "ivan", device: "desk_phone", shows: BERLIN });
    has({ device: "softphone", shows: BERLIN });
    has({ employee: "ivan", shows: SECOND });
    has({ employee: "olga", device: "desk_phone", shows: MAIN });
  });

  test("what is saved is not proposed again", () => {
    const [first, ...others] = propose(acme);
    assert.deepEqual(propose(acme, first!), others);
  });

  test("a department, a prefix, the home of 911", () => {
    const sample = sampleCompany({
      company: { country: "US" },
      numbers: ["+12125550100", "+12125550101", "+12125550102"],
      employees: [{ id: "ann", lines: "desk_phone ann-desk" }],
      departments: [{ id: "sales", members: ["ann"] }],
      personal: [{ number: "+12125550101", department: "sales" }],
      regional: [{ number: "+12125550102", prefix: "+4989" }],
    });
    const proposed = propose(sample);
    assert.deepEqual(unmet(sample, ...proposed), []);
    assert.ok(proposed.some((one) => one.dialled === "911" && "device" in one && !("employee" in one)));
    assert.ok(proposed.some((one) => one.dialled.startsWith("+4989") && one.shows === "+12125550102"));
    assert.ok(proposed.some((one) => "employee" in one && one.shows === "+12125550101"));
  });

  test("at most fifty, of every kind; none where there is nobody", () => {
    const prefixes = Array.from({ length: 100 }, (_, at) => ({ number: MAIN, prefix: `+49${300 + at}` }));
    const sample = { ...acme, outgoingNumbers: { ...settings, regional: [...prefixes] } };
    const proposed = propose(sample);
    assert.equal(proposed.length, 50);
    assert.ok(proposed.some(({ shows }) => shows === SECOND));
    assert.deepEqual(propose(sampleCompany({ numbers: [MAIN] })), []);
  });
});

const OFF_EVERYWHERE = "+375170000000";

function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

function randomCompany(random: (below: number) => number): SampleCompany {
  const numbers = Array.from({ length: 3 }, (_, at) => ({
    number: `+37517100000${at}`,
    on: at === 0 || random(4) > 0,
  }));
  const number = () => numbers[random(3)]!.number;
  const employees = Array.from({ length: 1 + random(4) }, (_, at) => ({
    id: `e${at}`,
    guest: random(4) === 0,
    extension: random(2) ? `10${at}` : null,
    lines: random(2) ? `desk_phone d${at}, corporate_sim s${at}` : `desk_phone d${at}`,
    ...(random(4) === 0 && { emergencyNumber: number() }),
  }));
  const conditions = ["any", "corporate_sim", "except_corporate_sim"] as const;
  return sampleCompany({
    numbers,
    employees,
    departments: [{ id: "all", members: employees.map(({ id }) => id) }],
    personal: [
      ...employees.flatMap(({ id }) =>
        random(2) ? [{ number: number(), employee: id, device: conditions[random(3)]! }] : [],
      ),
      ...(random(2) ? [{ number: number(), department: "all", device: conditions[random(3)]! }] : []),
    ],
    regional: random(2) ? [{ number: number(), country: "DE" }] : [],
    priority: random(2) ? "regional" : "personal",
  });
}
