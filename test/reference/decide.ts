/**
 * docs/rules.md, "A decision", read slowly: plain lists, looked through anew for every call.
 * It answers the whole decision but the trace.
 */
import type { Call, DecidedBy, Decision, PassedOver, PassedOverReason } from "../../src/decide/decision.ts";
import type { Company } from "../../src/policy/company.ts";
import type { Device, Directory, Employee } from "../../src/policy/directory.ts";
import type { DeviceCondition, OutgoingNumbers, PersonalEntry } from "../../src/policy/outgoing-numbers.ts";
import { clean } from "./clean.ts";
import { understandSlowly, type ReferenceHome, type Understood } from "./understand.ts";

/** All that a decision depends on. */
export type World = Readonly<{ company: Company; directory: Directory; outgoing: OutgoingNumbers }>;

export type Unknown = Readonly<{ unknown: "line" | "employee" }>;

type Understand = (dialled: string, home: ReferenceHome) => Understood;

/** A number that would be the answer if it can be used, and the rule that names it. */
type Candidate = Readonly<{ number: string; decidedBy: DecidedBy; rule: PassedOver["rule"] }>;

const whyNot = (number: string, directory: Directory): Exclude<PassedOverReason, "choice_not_allowed"> | null => {
  const own = directory.numbers.find((each) => each.number === number);
  if (own === undefined) return "number_gone";
  return own.on ? null : "number_off";
};

const callerOf = (call: Call, directory: Directory): { employee: Employee; device: Device } | Unknown => {
  if ("line" in call) {
    for (const employee of directory.employees) {
      for (const line of employee.lines) {
        if (line.id === call.line) return { employee, device: line.device };
      }
    }
    return { unknown: "line" };
  }
  const employee = directory.employees.find(({ id }) => id === call.employee);
  return employee === undefined ? { unknown: "employee" } : { employee, device: call.device };
};

const fits = (condition: DeviceCondition, device: Device): boolean => {
  if (condition === "any") return true;
  return condition === "corporate_sim" ? device === "corporate_sim" : device !== "corporate_sim";
};

/** The entries that fit the device, the one with a specific condition before `any`. */
const fitting = <Entry extends PersonalEntry>(entries: readonly Entry[], device: Device): Entry[] => {
  const there = entries.filter((entry) => fits(entry.device, device));
  return [...there.filter((entry) => entry.device !== "any"), ...there.filter((entry) => entry.device === "any")];
};

const departmentsOf = (employee: Employee, directory: Directory): string[] =>
  directory.departments.filter(({ members }) => members.includes(employee.id)).map(({ id }) => id);

const entriesOfEmployee = (employee: Employee, outgoing: OutgoingNumbers) =>
  outgoing.personal.filter((entry) => "employee" in entry).filter((entry) => entry.employee === employee.id);

const entriesOfDepartment = (department: string, outgoing: OutgoingNumbers) =>
  outgoing.personal.filter((entry) => "department" in entry).filter((entry) => entry.department === department);

const personalBlock = (employee: Employee, device: Device, { directory, outgoing }: World): Candidate[] => [
  ...fitting(entriesOfEmployee(employee, outgoing), device).map((entry): Candidate => ({
    number: entry.number,
    rule: "employee",
    decidedBy: { rule: "employee", employee: entry.employee, device: entry.device },
  })),
  ...departmentsOf(employee, directory).flatMap((department) =>
    fitting(entriesOfDepartment(department, outgoing), device).map((entry): Candidate => ({
      number: entry.number,
      rule: "department",
      decidedBy: { rule: "department", department: entry.department, device: entry.device },
    })),
  ),
];

const regionalBlock = ({ destination }: Understood, outgoing: OutgoingNumbers): Candidate[] => {
  const { e164, country } = destination;
  const prefixes = outgoing.regional
    .filter((entry) => "prefix" in entry)
    .filter((entry) => e164 !== null && e164.startsWith(entry.prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  const countries = outgoing.regional
    .filter((entry) => "country" in entry)
    .filter((entry) => country !== null && entry.country === country);
  return [
    ...prefixes.map((entry): Candidate => ({
      number: entry.number,
      rule: "prefix",
      decidedBy: { rule: "prefix", prefix: entry.prefix },
    })),
    ...countries.map((entry): Candidate => ({
      number: entry.number,
      rule: "country",
      decidedBy: { rule: "country", country: entry.country },
    })),
  ];
};

const isClosedGuest = (employee: Employee, company: Company): boolean =>
  employee.guest && (employee.substitution ?? company.guests) === "main";

/** The numbers that may be chosen, off and gone ones included. */
const choosable = (employee: Employee, device: Device, { company, directory, outgoing }: World): string[] => {
  if (device !== "softphone" || company.choice === "off") return [];
  const main = outgoing.main === null ? [] : [outgoing.main];
  if (isClosedGuest(employee, company)) return main;
  const assigned = [
    ...main,
    ...entriesOfEmployee(employee, outgoing).map(({ number }) => number),
    ...departmentsOf(employee, directory)
      .flatMap((department) => entriesOfDepartment(department, outgoing))
      .map(({ number }) => number),
    ...outgoing.regional.map(({ number }) => number),
  ];
  return company.choice === "all" ? [...assigned, ...directory.numbers.map(({ number }) => number)] : assigned;
};

/** The number that was meant, and why it cannot be had; null where it can. */
const choose = (
  chosen: string,
  allowed: readonly string[],
  read: string | null,
  directory: Directory,
): { number: string; refused: PassedOverReason | null } => {
  const cleaned = clean(chosen);
  const asE164 = cleaned !== null && /^\+[1-9][0-9]{6,14}$/.test(cleaned) ? cleaned : null;
  if (asE164 !== null && allowed.includes(asE164)) return { number: asE164, refused: whyNot(asE164, directory) };
  if (read !== null && allowed.includes(read)) return { number: read, refused: whyNot(read, directory) };
  return { number: read ?? asE164 ?? chosen, refused: "choice_not_allowed" };
};

/** `understand` may be given where texts repeat and a remembered answer saves time. */
export const decideSlowly = (
  world: World,
  call: Call,
  understand: Understand = understandSlowly,
): Decision | Unknown => {
  const { company, directory, outgoing } = world;
  const caller = callerOf(call, directory);
  if ("unknown" in caller) return caller;
  const { employee, device } = caller;

  const home: ReferenceHome = {
    country: company.country,
    areaCode: company.areaCode,
    extensions: new Set(directory.employees.map(({ extension }) => extension).filter((each) => each !== null)),
  };
  const understood = understand(call.dialled, home);
  const { destination } = understood;
  const passedOver: PassedOver[] = [];

  const answer = (callerId: string | null, decidedBy: DecidedBy): Decision => ({
    callerId,
    decidedBy,
    destination,
    privacy: destination.kind !== "emergency" && (call.privacy === true || understood.privacy),
    passedOver,
    ...(destination.kind === "internal" ? { extension: employee.extension } : {}),
    ...(call.forwardedFrom === undefined ? {} : { diversion: callerId }),
  });

  const firstUsable = (candidates: readonly Candidate[]): Decision => {
    for (const { number, rule, decidedBy } of candidates) {
      const reason = whyNot(number, directory);
      if (reason === null) return answer(number, decidedBy);
      passedOver.push({ rule, number, reason });
    }
    return answer(null, { rule: "none" });
  };

  if (destination.kind === "internal") return answer(null, { rule: "internal" });
  if (destination.kind === "service_code") return answer(null, { rule: "service_code" });

  const main = outgoing.main === null ? [] : [outgoing.main];
  if (destination.kind === "emergency") {
    const emergency = company.emergencyNumber === undefined ? [] : [company.emergencyNumber];
    return firstUsable([
      ...emergency.map((number): Candidate => ({ number, rule: "emergency", decidedBy: { rule: "emergency" } })),
      ...main.map((number): Candidate => ({ number, rule: "main", decidedBy: { rule: "emergency" } })),
    ]);
  }

  if (call.chosen !== undefined) {
    const read = understand(call.chosen, home).destination.e164;
    const { number, refused } = choose(call.chosen, choosable(employee, device, world), read, directory);
    if (refused === null) return answer(number, { rule: "chosen" });
    passedOver.push({ rule: "chosen", number, reason: refused });
  }

  const personal = personalBlock(employee, device, world);
  const regional = regionalBlock(understood, outgoing);
  const inOrder = outgoing.priority === "personal" ? [...personal, ...regional] : [...regional, ...personal];
  return firstUsable([
    ...(isClosedGuest(employee, company) ? [] : inOrder),
    ...main.map((number): Candidate => ({ number, rule: "main", decidedBy: { rule: "main" } })),
  ]);
};
