/** Worked examples of emergency numbers, of withheld numbers and of devices on which a number is chosen. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import { compile } from "../../src/decide/compile.ts";
import { decide } from "../../src/decide/decide.ts";
import type { Call } from "../../src/decide/decision.ts";

const MAIN = "+375171110000";
const COMPANY = "+375171110001";
const OWN = "+375171110002";
const MINSK = "+375171110003";
const BREST = "+375171110004";
const OFF = "+375171110005";
const GONE = "+375171119999";

type About = Parameters<typeof sampleCompany>[0];

function decided(about: About, call: Partial<Call> & Readonly<{ dialled: string }>) {
  const { company, directory, outgoingNumbers } = sampleCompany({
    numbers: [MAIN, COMPANY, OWN, MINSK, BREST, { number: OFF, on: false }],
    employees: [{ id: "ivan", lines: "desk_phone desk, softphone soft, mobile_app app" }],
    main: MAIN,
    ...about,
  });
  const found = decide(compile(company, directory, outgoingNumbers), { line: "desk", ...call });
  assert.ok(found.known);
  return found.decision;
}

describe("an emergency call shows", () => {
  const ivan = { id: "ivan", lines: "desk_phone desk" };
  const departments = [
    { id: "minsk", members: ["ivan"], emergencyNumber: MINSK },
    { id: "brest", members: ["ivan"], emergencyNumber: BREST },
  ];
  const company = { emergencyNumber: COMPANY };
  const cases: readonly (readonly [what: string, about: About, shown: string | null, passedOver: readonly string[]])[] =
    [
      [
        "the caller's own emergency number",
        { company, departments, employees: [{ ...ivan, emergencyNumber: OWN }] },
        OWN,
        [],
      ],
      [
        "that of a guest to whom the blocks are closed",
        { company, employees: [{ ...ivan, guest: true, emergencyNumber: OWN }] },
        OWN,
        [],
      ],
      ["that of the first department", { company, departments, employees: [ivan] }, MINSK, []],
      [
        "that of the next department, where the first one's is off",
        { company, departments: [{ ...departments[0]!, emergencyNumber: OFF }, departments[1]!], employees: [ivan] },
        BREST,
        [`${OFF} number_off`],
      ],
      [
        "the company's, where those of the caller are off or gone",
        {
          company,
          departments: [{ ...departments[0]!, emergencyNumber: GONE }],
          employees: [{ ...ivan, emergencyNumber: OFF }],
        },
        COMPANY,
        [`${OFF} number_off`, `${GONE} number_gone`],
      ],
      ["main, where nobody has one", { employees: [ivan] }, MAIN, []],
      ["nothing, where main cannot be shown either", { employees: [ivan], main: OFF }, null, [`${OFF} number_off`]],
    ];
  for (const [what, about, shown, passedOver] of cases)
    test(what, () => {
      const decision = decided(about, { dialled: "112" });
      assert.equal(decision.callerId, shown);
      assert.deepEqual(decision.decidedBy, { rule: shown === null ? "none" : "emergency" });
      assert.deepEqual(
        decision.passedOver.map(({ number, reason }) => `${number} ${reason}`),
        passedOver,
      );
    });
});

describe("the number is withheld", () => {
  const number = "80291112233";
  const cases: readonly (readonly [
    company: boolean,
    own: boolean | undefined,
    asked: boolean | undefined,
    dialled: string,
    is: boolean,
  ])[] = [
    [false, undefined, undefined, number, false],
    [true, undefined, undefined, number, true],
    [true, false, undefined, number, false],
    [false, true, undefined, number, true],
    [true, true, false, number, false],
    [false, false, true, number, true],
    [false, undefined, undefined, `*31#${number}`, true],
    [true, undefined, undefined, `*31#${number}`, false],
    [false, true, undefined, `#31#${number}`, false],
    [true, false, undefined, `*31*${number}`, true],
    [false, undefined, false, `*31#${number}`, true],
    [true, true, true, `*31#${number}`, false],
    [true, true, true, "112", false],
    [true, true, true, "*31#112", false],
  ];
  for (const [withhold, own, asked, dialled, is] of cases)
    test(`${is ? "yes" : "no"}: company ${withhold}, employee ${own}, request ${asked}, dialled ${dialled}`, () => {
      const employees = [{ id: "ivan", lines: "desk_phone desk", ...(own !== undefined && { withhold: own }) }];
      assert.equal(decided({ company: { withhold }, employees }, { dialled, privacy: asked }).privacy, is);
    });

  test("a country's own code shows it, or withholds it, whatever is set", () => {
    const about = { company: { country: "US", withhold: true } };
    assert.equal(decided(about, { dialled: "*82 212 555 0123" }).privacy, false);
    assert.equal(decided(about, { dialled: "*67 212 555 0123" }).privacy, true);
  });

  test("also for a line that is not in the directory, as the company says", () => {
    const { company, directory, outgoingNumbers } = sampleCompany({ numbers: [MAIN], company: { withhold: true } });
    const call = { line: "unknown", dialled: number };
    const found = decide(compile(company, directory, outgoingNumbers), call, { unknownLine: "main" });
    assert.ok(found.known);
    assert.equal(found.decision.privacy, true);
  });
});

describe("a number may be chosen", () => {
  const dialled = "80291112233";
  test("on a softphone, unless the company says otherwise", () => {
    const about = { company: { choice: "all" } as const };
    assert.equal(decided(about, { line: "soft", dialled, chosen: OWN }).callerId, OWN);
    assert.equal(decided(about, { line: "desk", dialled, chosen: OWN }).callerId, MAIN);
  });

  test("on the devices that the company names", () => {
    const about: About = { company: { choice: "all", choiceDevices: ["desk_phone", "mobile_app"] } };
    for (const line of ["desk", "app"]) assert.equal(decided(about, { line, dialled, chosen: OWN }).callerId, OWN);
    const { callerId, passedOver } = decided(about, { line: "soft", dialled, chosen: OWN });
    assert.deepEqual([callerId, passedOver[0]?.reason], [MAIN, "choice_not_allowed"]);
  });
});
