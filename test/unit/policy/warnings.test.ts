/** What is worth a warning, each thing once: docs/rules.md, «What is worth a warning». */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Company } from "../../../src/policy/company.ts";
import type { Directory, Employee } from "../../../src/policy/directory.ts";
import type { OutgoingNumbers, PersonalEntry, RegionalEntry } from "../../../src/policy/outgoing-numbers.ts";
import { warnings } from "../../../src/policy/warnings.ts";

const [A, B, OFF, GONE] = ["+375171234561", "+375171234562", "+375171234563", "+375171234564"];

const home = Company.parse({ name: "Acme", country: "BY" });

const person = (id: string, more: Partial<Employee> = {}): Employee => ({
  id,
  name: id,
  extension: null,
  guest: false,
  lines: [],
  ...more,
});

const people: Directory = {
  numbers: [
    { number: A, label: "", on: true },
    { number: B, label: "", on: true },
    { number: OFF, label: "", on: false },
  ],
  employees: [person("ivan"), person("olga"), person("gast", { guest: true })],
  departments: [
    { id: "sales", name: "Sales", members: ["ivan"] },
    { id: "support", name: "Support", members: ["ivan", "olga"] },
    { id: "partners", name: "Partners", members: ["gast"] },
    { id: "nobody", name: "Nobody", members: [] },
  ],
};

type Case = Readonly<{
  company?: Partial<Company>;
  directory?: Partial<Directory>;
  main?: string | null;
  personal?: readonly PersonalEntry[];
  regional?: readonly RegionalEntry[];
  priority?: OutgoingNumbers["priority"];
  /** `CODE DOCUMENT PATH OTHERS…`, of the outgoing numbers where no document is named. */
  warns: readonly string[];
}>;

const employee = (employee: string, device: PersonalEntry["device"] = "any", number = A): PersonalEntry => ({
  number,
  employee,
  device,
});
const department = (department: string, device: PersonalEntry["device"] = "any", number = A): PersonalEntry => ({
  number,
  department,
  device,
});
const country = (country: string, number = A): RegionalEntry => ({ number, country });
const prefix = (prefix: string, number = A): RegionalEntry => ({ number, prefix });
const prefixes = (start: string, ...numbers: string[]) =>
  Array.from({ length: 10 }, (_, digit) => prefix(`${start}${digit}`, numbers[digit % numbers.length] ?? B));

const cases: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  nothing: {
    "of an empty company": { main: null, directory: { numbers: [], employees: [], departments: [] }, warns: [] },
    "of entries that all decide something": {
      personal: [employee("ivan"), employee("olga", "corporate_sim"), department("support", "any", B)],
      regional: [country("DE"), prefix("+4930", B), prefix("+7495")],
      warns: [],
    },
    "of personal entries first, while somebody has none": {
      priority: "personal",
      personal: [employee("ivan")],
      regional: [country("DE")],
      warns: [],
    },
    "of regional entries of a company without people": {
      directory: { employees: [], departments: [] },
      priority: "personal",
      regional: [country("DE"), prefix("+7495")],
      warns: [],
    },
  },
  numbers: {
    "the main number is off": { main: OFF, warns: ["number_off /main"] },
    "the main number is gone": { main: GONE, warns: ["number_gone /main"] },
    "entries whose number is off, said once": {
      personal: [employee("ivan", "any", OFF), department("support", "any", OFF)],
      regional: [country("DE", OFF), prefix("+7495", OFF)],
      warns: ["number_off /personal/0", "number_off /personal/1", "number_off /regional/0", "number_off /regional/1"],
    },
    "entries whose number is gone, said once": {
      personal: [employee("ivan", "any", GONE)],
      regional: [country("DE", GONE), prefix("+7495", GONE)],
      warns: ["number_gone /personal/0", "number_gone /regional/0", "number_gone /regional/1"],
    },
    "the emergency number is off": {
      company: { emergencyNumber: OFF },
      warns: ["emergency_number_off company /emergencyNumber"],
    },
    "the emergency number is gone": {
      company: { emergencyNumber: GONE },
      warns: ["emergency_number_off company /emergencyNumber"],
    },
    "the emergency number is on: nothing": { company: { emergencyNumber: B }, warns: [] },
    "an emergency number of an employee or a department is off or gone": {
      directory: {
        employees: [
          person("ivan", { emergencyNumber: OFF }),
          person("olga", { emergencyNumber: B }),
          person("gast", { emergencyNumber: GONE }),
        ],
        departments: [
          { id: "sales", name: "Sales", members: [], emergencyNumber: A },
          { id: "support", name: "Support", members: [], emergencyNumber: OFF },
        ],
      },
      warns: [
        "emergency_number_off directory /departments/1/emergencyNumber",
        "emergency_number_off directory /employees/0/emergencyNumber",
        "emergency_number_off directory /employees/2/emergencyNumber",
      ],
    },
  },
  people: {
    "an employee who is gone": { personal: [employee("left")], warns: ["employee_gone /personal/0"] },
    "a department that is gone": { personal: [department("closed")], warns: ["department_gone /personal/0"] },
    "an employee who is gone, with a number that is gone": {
      personal: [employee("left", "any", GONE)],
      warns: ["number_gone /personal/0", "employee_gone /personal/0"],
    },
    "an extension that calls emergency services": {
      directory: {
        employees: [person("ivan", { extension: "201" }), person("olga", { extension: "102" })],
        departments: [],
      },
      warns: ["extension_is_emergency directory /employees/1/extension"],
    },
    "an extension that is an emergency number of the company": {
      company: { emergencyNumbers: ["201"] },
      directory: { employees: [person("ivan", { extension: "201" })], departments: [] },
      warns: ["extension_is_emergency directory /employees/0/extension"],
    },
  },
  SIMs: {
    "whose id is no number": {
      directory: {
        employees: [
          person("ivan", {
            lines: [
              { id: "+375291234567", device: "corporate_sim" },
              { id: "80291234567", device: "desk_phone" },
            ],
          }),
          person("olga", { lines: [{ id: "sim-of-olga", device: "corporate_sim" }] }),
        ],
        departments: [],
      },
      warns: ["sim_not_e164 directory /employees/1/lines/0"],
    },
  },
  "an outside line": {
    "that extensions begin with": {
      company: { outsideLine: "9" },
      directory: {
        employees: [
          person("ivan", { extension: "901" }),
          person("olga", { extension: "201" }),
          person("gast", { extension: "9" }),
        ],
        departments: [],
      },
      warns: ["outside_line_hides company /outsideLine /employees/0/extension /employees/2/extension"],
    },
    "that none begin with: nothing": {
      company: { outsideLine: "90" },
      directory: { employees: [person("ivan", { extension: "9" }), person("olga")], departments: [] },
      warns: [],
    },
    "that hides short numbers of the country": {
      company: { country: "CH", outsideLine: "1" },
      warns: ["outside_line_hides company /outsideLine"],
    },
    "that short numbers begin with, though nothing is hidden": {
      company: { country: "AE", outsideLine: "9" },
      warns: [],
    },
    "as offices in the United States have it: nothing": { company: { country: "US", outsideLine: "9" }, warns: [] },
    "that is the trunk prefix": {
      company: { outsideLine: "8" },
      warns: ["outside_line_is_trunk_prefix company /outsideLine"],
    },
    "that only begins like the trunk prefix": { company: { outsideLine: "80" }, warns: [] },
    "of a country without a trunk prefix": { company: { country: "PL", outsideLine: "0" }, warns: [] },
  },
  "personal entries that never decide": {
    "a department's, all of whose members have their own": {
      personal: [employee("ivan"), employee("olga"), department("support", "any", B)],
      warns: ["never_decides /personal/2 /personal/0 /personal/1"],
    },
    "not while one member has none for some device": {
      personal: [employee("ivan"), employee("olga", "corporate_sim"), department("support", "any", B)],
      warns: [],
    },
    "a department's for one device, where the members' own are for that device": {
      personal: [
        employee("ivan", "corporate_sim"),
        employee("olga", "corporate_sim"),
        department("support", "corporate_sim", B),
      ],
      warns: ["never_decides /personal/2 /personal/0 /personal/1"],
    },
    "a department's, whose only member is decided by a higher one": {
      personal: [department("partners", "any", B), department("sales"), department("support", "any", A)],
      directory: {
        departments: [
          ...people.departments.slice(0, 1),
          { id: "support", name: "S", members: ["ivan"] },
          people.departments[2]!,
        ],
      },
      company: { guests: "full" },
      warns: ["never_decides /personal/2 /personal/1"],
    },
    "a department's without members": {
      personal: [department("nobody")],
      warns: ["never_decides /personal/0"],
    },
    "any, beside both specific conditions": {
      personal: [employee("ivan"), employee("ivan", "corporate_sim", B), employee("ivan", "except_corporate_sim", B)],
      warns: ["never_decides /personal/0 /personal/1 /personal/2"],
    },
    "any, beside one specific condition: not": {
      personal: [employee("ivan"), employee("ivan", "corporate_sim", B)],
      warns: [],
    },
    "any, beside both specific conditions, one of them off: not": {
      personal: [employee("ivan"), employee("ivan", "corporate_sim", OFF), employee("ivan", "except_corporate_sim", B)],
      warns: ["number_off /personal/1"],
    },
    "a department's any, beside both specific conditions": {
      personal: [
        department("support"),
        department("support", "corporate_sim", B),
        department("support", "except_corporate_sim", B),
      ],
      warns: ["never_decides /personal/0 /personal/1 /personal/2"],
    },
    "a guest's, whose blocks are closed": {
      personal: [employee("gast")],
      warns: ["never_decides /personal/0"],
    },
    "a department's, with none but such guests": {
      personal: [department("partners")],
      warns: ["never_decides /personal/0"],
    },
    "a guest's, opened for the company: not": { company: { guests: "full" }, personal: [employee("gast")], warns: [] },
    "a guest's, opened for him: not": {
      directory: { employees: [person("gast", { guest: true, substitution: "full" })], departments: [] },
      personal: [employee("gast")],
      warns: [],
    },
    "a guest's, closed for him in a company that is open": {
      company: { guests: "full" },
      directory: { employees: [person("gast", { guest: true, substitution: "main" })], departments: [] },
      personal: [employee("gast")],
      warns: ["never_decides /personal/0"],
    },
  },
  "departments that differ": {
    "for a member of both": {
      personal: [department("support", "any", B), department("sales")],
      warns: ["departments_differ /personal/0 /personal/1"],
    },
    "not with one number": {
      personal: [department("support"), department("sales")],
      warns: [],
    },
    "not for one who has his own": {
      personal: [department("support", "any", B), department("sales"), employee("ivan")],
      warns: ["never_decides /personal/1 /personal/2"],
    },
    "not where the higher one's number is off": {
      personal: [department("support", "any", B), department("sales", "any", OFF)],
      warns: ["number_off /personal/1"],
    },
    "not on different devices": {
      personal: [department("support", "except_corporate_sim", B), department("sales", "corporate_sim")],
      warns: [],
    },
  },
  directions: {
    "a country beside the prefix of its whole calling code": {
      regional: [country("DE"), prefix("+49", B)],
      warns: ["never_decides /regional/0 /regional/1"],
    },
    "a country beside a prefix that is off: not": {
      regional: [country("DE"), prefix("+49", OFF)],
      warns: ["number_off /regional/1"],
    },
    "a country beside a part of its calling code: not": {
      regional: [country("DE"), prefix("+4930", B)],
      warns: [],
    },
    "several countries of one calling code": {
      regional: [country("RU"), country("KZ"), prefix("+7", B)],
      warns: ["never_decides /regional/0 /regional/2", "never_decides /regional/1 /regional/2"],
    },
    "a country of a shared calling code, by the leading digits of its numbers": {
      regional: [country("JM"), country("KZ"), country("US"), prefix("+1876", B), prefix("+1658", B), prefix("+77", B)],
      warns: ["never_decides /regional/0 /regional/3 /regional/4", "never_decides /regional/1 /regional/5"],
    },
    "a country of a shared calling code, one of whose leading digits is left: not": {
      regional: [country("JM"), prefix("+1876", B)],
      warns: [],
    },
    "a prefix whose ten next digits all have their own": {
      regional: [prefix("+7495"), ...prefixes("+7495", B)],
      warns: [`never_decides /regional/0 ${Array.from({ length: 10 }, (_, at) => `/regional/${at + 1}`).join(" ")}`],
    },
    "a prefix of which nine digits have their own: not": {
      regional: [prefix("+7495"), ...prefixes("+7495", B).slice(1)],
      warns: [],
    },
    "a prefix that no number starts with": {
      regional: [prefix("+49030"), prefix("+375495"), prefix("+49", B)],
      warns: ["prefix_impossible /regional/0", "prefix_impossible /regional/1"],
    },
    "a prefix of no country, said once": {
      regional: [prefix("+210"), prefix("+999123")],
      warns: ["prefix_no_country /regional/0", "prefix_no_country /regional/1"],
    },
    "regional entries, where everybody's personal ones come first": {
      priority: "personal",
      personal: [employee("ivan"), employee("olga", "any", B)],
      regional: [country("DE"), prefix("+7495")],
      warns: ["never_decides /regional/0 /personal/0 /personal/1", "never_decides /regional/1 /personal/0 /personal/1"],
    },
    "not where an own guest is open and has none": {
      company: { guests: "full" },
      priority: "personal",
      personal: [employee("ivan"), employee("olga", "any", B)],
      regional: [country("DE")],
      warns: [],
    },
    "regional entries, where all employees are guests that are closed": {
      directory: { employees: [person("gast", { guest: true })], departments: [] },
      regional: [country("DE")],
      warns: ["never_decides /regional/0"],
    },
    "a prefix whose next shorter one has the same number": {
      regional: [prefix("+4930"), prefix("+49"), prefix("+493012")],
      warns: ["prefix_redundant /regional/0 /regional/1", "prefix_redundant /regional/2 /regional/0"],
    },
    "not where a shorter one between them has another": {
      regional: [prefix("+493012"), prefix("+49"), prefix("+4930", B)],
      warns: [],
    },
    "the home country": { regional: [country("BY", B)], warns: ["country_is_home /regional/0"] },
    "a country of another home: not": { company: { country: "DE" }, regional: [country("BY", B)], warns: [] },
  },
};

for (const [about, group] of Object.entries(cases))
  describe(about, () => {
    for (const [name, { company, directory, warns, ...outgoing }] of Object.entries(group))
      test(name, () => {
        const found = warnings(
          { ...home, ...company },
          { ...people, ...directory },
          {
            main: A,
            priority: "regional",
            ...outgoing,
            personal: [...(outgoing.personal ?? [])],
            regional: [...(outgoing.regional ?? [])],
          },
        );
        const told = found.map(({ code, document, path, others = [] }) =>
          [code, ...(document === "outgoing-numbers" ? [] : [document]), path, ...[...others].sort()].join(" "),
        );
        assert.deepEqual(told.sort(), [...warns].map(sortOthers).sort());
        for (const { message } of found) assert.ok(message.length > 0);
      });
  });

test("at most 200 of one code and 1,000 in all", () => {
  const directory = {
    ...people,
    employees: Array.from({ length: 300 }, (_, at) => person(`e${at}`)),
  };
  const found = warnings(home, directory, {
    main: OFF,
    priority: "regional",
    personal: [
      ...Array.from({ length: 300 }, (_, at) => employee(`left${at}`)),
      ...Array.from({ length: 300 }, (_, at) => department(`closed${at}`)),
      ...Array.from({ length: 300 }, (_, at) => employee(`e${at}`, "any", OFF)),
      ...Array.from({ length: 300 }, (_, at) => employee(`e${at}`, "any", GONE)),
    ],
    regional: [
      ...Array.from({ length: 300 }, (_, at) => prefix(`+999${at}`)),
      ...Array.from({ length: 300 }, (_, at) => prefix(`+4903${at}`)),
    ],
  });
  const counts = new Map<string, number>();
  for (const { code } of found) counts.set(code, (counts.get(code) ?? 0) + 1);
  assert.deepEqual(Object.fromEntries(counts), {
    number_off: 200,
    number_gone: 200,
    employee_gone: 200,
    department_gone: 200,
    prefix_no_country: 200,
  });
  assert.equal(found.length, 1_000);
});

test("what explains an entry counts beyond the bound too", () => {
  const found = warnings(home, people, {
    main: A,
    priority: "regional",
    personal: Array.from({ length: 300 }, (_, at) => employee(`left${at}`)),
    regional: [],
  });
  assert.deepEqual(new Set(found.map(({ code }) => code)), new Set(["employee_gone"]));
  assert.equal(found.length, 200);
});

test("an outside line's warning names some of what it hides", () => {
  const employees = Array.from({ length: 30 }, (_, at) => person(`e${at}`, { extension: String(9000 + at) }));
  const none = { main: A, priority: "regional", personal: [], regional: [] } as const;
  const messageOf = (company: Partial<Company>, directory: Partial<Directory>) => {
    const [found, ...rest] = warnings(
      { ...home, ...company },
      { ...people, ...directory },
      { ...none, personal: [], regional: [] },
    );
    assert.deepEqual([found?.code, rest], ["outside_line_hides", []]);
    return found!;
  };
  const hidden = messageOf({ outsideLine: "9" }, { employees, departments: [] });
  assert.match(hidden.message, /\(9000, 9001, 9002 and more\)/);
  assert.equal(hidden.others!.length, 20);
  assert.equal(hidden.numbers, undefined);
  const short = messageOf({ country: "CH", outsideLine: "1" }, {});
  assert.match(short.message, /\(1410, 1411, 1414 and more\)/);
  assert.deepEqual([short.numbers, short.others], [["1410", "1411", "1414"], undefined]);
});

test("an outside line in front of a million short numbers takes no long search", () => {
  const company = { ...home, country: "AU", outsideLine: "1" };
  const before = process.cpuUsage();
  warnings(company, people, { main: A, priority: "regional", personal: [], regional: [] });
  const { user } = process.cpuUsage(before);
  assert.ok(user < 1_000_000, `${user} microseconds`);
});

test("at most twenty others are named", () => {
  const employees = Array.from({ length: 30 }, (_, at) => person(`e${at}`));
  const [found, ...rest] = warnings(
    home,
    { ...people, employees, departments: [{ id: "all", name: "All", members: employees.map(({ id }) => id) }] },
    {
      main: A,
      priority: "regional",
      personal: [department("all", "any", B), ...employees.map(({ id }) => employee(id))],
      regional: [],
    },
  );
  assert.equal(found?.code, "never_decides");
  assert.deepEqual(
    found.others,
    Array.from({ length: 20 }, (_, at) => `/personal/${at + 1}`),
  );
  assert.deepEqual(rest, []);
});

/** Whichever comes first among the others says nothing. */
function sortOthers(warning: string): string {
  const words = warning.split(" ");
  const fixed = words[1]!.startsWith("/") ? 2 : 3;
  return [...words.slice(0, fixed), ...words.slice(fixed).sort()].join(" ");
}
