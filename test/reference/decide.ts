/**
 * docs/rules.md, "A decision", read slowly: plain lists, looked through anew for every call.
 * It answers the whole decision but the trace.
 */
import type {
  Attestation,
  Call,
  DecidedBy,
  Decision,
  PassedOver,
  PassedOverReason,
} from "../../src/decide/decision.ts";
import type { Company, Device } from "../../src/policy/company.ts";
import type { Directory, Employee } from "../../src/policy/directory.ts";
import type { DeviceCondition, OutgoingNumbers, PersonalEntry } from "../../src/policy/outgoing-numbers.ts";
import type { NamedTrunk } from "../../src/policy/trunk.ts";
import { clean } from "./clean.ts";
import { subscriberNumber } from "./subscriber.ts";
import { understandSlowly, type ReferenceHome, type Understood } from "./understand.ts";

/** All that a decision depends on. */
export type World = Readonly<{ company: Company; directory: Directory; outgoing: OutgoingNumbers }>;

export type Unknown = Readonly<{ unknown: "line" | "employee" }>;

export type SlowOptions = Readonly<{
  /** The trunk that the call takes. */
  trunk?: NamedTrunk | undefined;
  /** What becomes of a call from a line that is not in the directory: `main` treats it as that of a closed guest. */
  unknownLine?: "refuse" | "main";
  /** May be given where texts repeat and a remembered answer saves time. */
  understand?: typeof understandSlowly;
}>;

/** A number that would be the answer if it can be used, and the rule that names it. */
type Candidate = Readonly<{ number: string; decidedBy: DecidedBy; rule: PassedOver["rule"] }>;

/** Null where the number may be shown. */
export const whyNot = (
  number: string,
  directory: Directory,
  trunk: NamedTrunk | undefined,
): Exclude<PassedOverReason, "choice_not_allowed"> | null => {
  const own = directory.numbers.find((each) => each.number === number);
  if (own === undefined) return "number_gone";
  if (!own.on) return "number_off";
  const refused = trunk?.accepts === "marked" && own.trunks?.includes(trunk.id) !== true;
  return refused ? "trunk_refuses" : null;
};

/** `device` is null for a line that is not in the directory. */
type Caller = Readonly<{ employee: Employee; device: Device | null; known: boolean }>;

const NOBODY: Employee = { id: "", name: "", extension: null, guest: true, substitution: "main", lines: [] };

const ofLine = (id: string, directory: Directory): Caller | null => {
  for (const employee of directory.employees) {
    for (const line of employee.lines) {
      if (line.id === id) return { employee, device: line.device, known: true };
    }
  }
  return null;
};

const callerOf = (call: Call, { company, directory }: World, unknownLine: "refuse" | "main"): Caller | Unknown => {
  if ("line" in call) {
    const caller = ofLine(call.line, directory);
    if (caller !== null) return caller;
    const number = subscriberNumber(call.line, company);
    const ofSim = number === null ? null : ofLine(number, directory);
    if (ofSim !== null) return ofSim;
    return unknownLine === "main" ? { employee: NOBODY, device: null, known: false } : { unknown: "line" };
  }
  const employee = directory.employees.find(({ id }) => id === call.employee);
  return employee === undefined ? { unknown: "employee" } : { employee, device: call.device, known: true };
};

const fits = (condition: DeviceCondition, device: Device | null): boolean => {
  if (condition === "any") return true;
  return condition === "corporate_sim" ? device === "corporate_sim" : device !== "corporate_sim";
};

/** The entries that fit the device, the one with a specific condition before `any`. */
const fitting = <Entry extends PersonalEntry>(entries: readonly Entry[], device: Device | null): Entry[] => {
  const there = entries.filter((entry) => fits(entry.device, device));
  return [...there.filter((entry) => entry.device !== "any"), ...there.filter((entry) => entry.device === "any")];
};

const departmentsOf = (employee: Employee, directory: Directory): string[] =>
  directory.departments.filter(({ members }) => members.includes(employee.id)).map(({ id }) => id);

const entriesOfEmployee = (employee: Employee, outgoing: OutgoingNumbers) =>
  outgoing.personal.filter((entry) => "employee" in entry).filter((entry) => entry.employee === employee.id);

const entriesOfDepartment = (department: string, outgoing: OutgoingNumbers) =>
  outgoing.personal.filter((entry) => "department" in entry).filter((entry) => entry.department === department);

const personalBlock = (employee: Employee, device: Device | null, { directory, outgoing }: World): Candidate[] => [
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
const choosable = (employee: Employee, device: Device | null, { company, directory, outgoing }: World): string[] => {
  if (device === null || !company.choiceDevices.includes(device) || company.choice === "off") return [];
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

/** What the emergency call of an employee may show, before main. */
const emergencyNumbers = (employee: Employee, { company, directory }: World): string[] =>
  [
    employee.emergencyNumber,
    ...directory.departments
      .filter(({ members }) => members.includes(employee.id))
      .map(({ emergencyNumber }) => emergencyNumber),
    company.emergencyNumber,
  ].filter((number) => number !== undefined);

/** Whether the number is withheld: what the call says goes before what is set. */
const isWithheld = (
  call: Call,
  employee: Employee,
  company: Company,
  { destination, privacy }: Understood,
): boolean => {
  if (destination.kind === "emergency") return false;
  const setting = employee.withhold ?? company.withhold;
  if (privacy === "withhold") return true;
  if (privacy === "show") return false;
  if (privacy === "switch") return !setting;
  return call.privacy ?? setting;
};

/** The number that was meant, and why it cannot be had; null where it can. */
const choose = (
  chosen: string,
  allowed: readonly string[],
  read: string | null,
  { company, directory }: World,
  trunk: NamedTrunk | undefined,
): { number: string; refused: PassedOverReason | null } => {
  const { text } = clean(chosen, company.country) ?? { text: "" };
  const asE164 = /^\+[1-9][0-9]{6,14}$/.test(text) ? text : null;
  if (asE164 !== null && allowed.includes(asE164)) return { number: asE164, refused: whyNot(asE164, directory, trunk) };
  if (read !== null && allowed.includes(read)) return { number: read, refused: whyNot(read, directory, trunk) };
  return { number: read ?? asE164 ?? chosen, refused: "choice_not_allowed" };
};

/** The original caller's number, where a call over this trunk keeps it. */
const keptCaller = (call: Call, company: Company, trunk: NamedTrunk | undefined): string | null => {
  if (company.forwards !== "original" || trunk?.foreign !== true || call.forwardedFrom === undefined) return null;
  return subscriberNumber(call.forwardedFrom, company);
};

/** What the operator vouches for; failing that, whether the caller is known. */
const attest = (
  shown: string | null,
  forwarded: boolean,
  { numbers }: Directory,
  callerKnown: boolean,
): Attestation => {
  if (!forwarded && numbers.some(({ number, confirmed }) => number === shown && confirmed === true)) return "A";
  return callerKnown && shown !== null ? "B" : "C";
};

export const decideSlowly = (
  world: World,
  call: Call,
  { trunk, unknownLine = "refuse", understand = understandSlowly }: SlowOptions = {},
): Decision | Unknown => {
  const { company, directory, outgoing } = world;
  const caller = callerOf(call, world, unknownLine);
  if ("unknown" in caller) return caller;
  const { employee, device, known } = caller;

  const home: ReferenceHome = {
    ...company,
    extensions: new Set(directory.employees.map(({ extension }) => extension).filter((each) => each !== null)),
  };
  const understood = understand(call.dialled, home, device);
  const { destination } = understood;
  const passedOver: PassedOver[] = [];

  const answer = (callerId: string | null, decidedBy: DecidedBy, diversion: string | null): Decision => ({
    callerId,
    decidedBy,
    destination,
    privacy: isWithheld(call, employee, company, understood),
    passedOver,
    ...(destination.kind === "internal" ? { extension: employee.extension } : {}),
    ...(destination.kind === "internal" || destination.kind === "service_code"
      ? {}
      : { attestation: attest(callerId, decidedBy.rule === "forwarded", directory, known) }),
    ...(call.forwardedFrom === undefined ? {} : { diversion }),
  });

  type Shown = Readonly<{ number: string | null; decidedBy: DecidedBy }>;

  const firstUsable = (candidates: readonly Candidate[]): Shown => {
    for (const { number, rule, decidedBy } of candidates) {
      const reason = whyNot(number, directory, trunk);
      if (reason === null) return { number, decidedBy };
      passedOver.push({ rule, number, reason });
    }
    return { number: null, decidedBy: { rule: "none" } };
  };

  if (destination.kind === "internal") return answer(null, { rule: "internal" }, null);
  if (destination.kind === "service_code") return answer(null, { rule: "service_code" }, null);

  const main = outgoing.main === null ? [] : [outgoing.main];
  if (destination.kind === "emergency") {
    const { number, decidedBy } = firstUsable([
      ...emergencyNumbers(employee, world).map((own): Candidate => ({
        number: own,
        rule: "emergency",
        decidedBy: { rule: "emergency" },
      })),
      ...main.map((own): Candidate => ({ number: own, rule: "main", decidedBy: { rule: "emergency" } })),
    ]);
    return answer(number, decidedBy, number);
  }

  /** Steps 3 to 6: one of the company's own numbers. */
  const ownNumber = (): Shown => {
    const standing = device !== null && company.choiceDevices.includes(device) ? employee.choice : undefined;
    const chosen = call.chosen ?? standing;
    if (chosen !== undefined) {
      const read = understand(chosen, home, device).destination.e164;
      const { number, refused } = choose(chosen, choosable(employee, device, world), read, world, trunk);
      if (refused === null) return { number, decidedBy: { rule: "chosen" } };
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

  const own = ownNumber();
  const kept = keptCaller(call, company, trunk);
  return kept === null
    ? answer(own.number, own.decidedBy, own.number)
    : answer(kept, { rule: "forwarded" }, own.number);
};
