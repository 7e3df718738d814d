/** Companies as they could be saved, and as they become when numbers and people go afterwards; and their calls. */
import type { Call } from "../../src/decide/decision.ts";
import { Company, type Device } from "../../src/policy/company.ts";
import type { CompanyNumber, Department, Employee } from "../../src/policy/directory.ts";
import type { NamedTrunk } from "../../src/policy/trunk.ts";
import type {
  DeviceCondition,
  OutgoingNumbers,
  PersonalEntry,
  RegionalEntry,
} from "../../src/policy/outgoing-numbers.ts";
import { PhoneNumberFormat, countries, phoneUtil } from "../reference/google.ts";
import { distinctNumbers, numberSources, type GeneratedNumber } from "./number-generator.ts";
import { randomDialled } from "./random-dialled.ts";
import { randomDialling } from "./random-dialling.ts";
import { LABELS, TRUNK_IDS, randomMarks, randomReason, randomTrunk } from "./random-trunks.ts";
import { randomOf, type Random } from "./random.ts";
import type { World } from "../reference/decide.ts";

/** A world with what is worth dialling in it, and the trunks that its calls may take. */
export type RandomWorld = World &
  Readonly<{ destinations: readonly string[]; gone: readonly string[]; trunks: readonly NamedTrunk[] }>;

/** Valid numbers of the world to make companies from. */
export type NumberPool = Readonly<{
  all: readonly GeneratedNumber[];
  of: ReadonlyMap<string | null, readonly GeneratedNumber[]>;
}>;

export const numberPool = (seed: number, size = 10_000): NumberPool => {
  const all = [...distinctNumbers(numberSources(), size, randomOf(seed))];
  return { all, of: Map.groupBy(all, ({ home }) => home) };
};

const DEVICES: readonly Device[] = ["desk_phone", "softphone", "mobile_app", "corporate_sim", "crm"];
const CONDITIONS: readonly DeviceCondition[] = ["any", "corporate_sim", "except_corporate_sim"];
const BUSY_COUNTRIES = ["BY", "RU", "KZ", "US", "DE", "GB", "IT", "IN", "BS", "FR", "AU", "KR"];

const byForm = (random: Random): string =>
  `+${1 + random.int(9)}${Array.from({ length: 6 + random.int(9) }, () => random.int(10)).join("")}`;

const unique = <Item>(items: readonly Item[], key: (item: Item) => string): Item[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

const maybeNumber = (number: () => string, random: Random) => (random.chance(0.3) ? { emergencyNumber: number() } : {});

/** The id of a SIM's line is its number, unless the PBX names it otherwise. */
const randomEmployee = (index: number, number: () => string, sim: string | null, random: Random): Employee => {
  const id = `e${index}`;
  const guest = random.chance(0.3);
  const substitution = random.pick([undefined, undefined, "main", "full"] as const);
  return {
    id,
    name: id,
    extension: random.chance(0.2) ? null : random.pick(["20", "1", "55", "10"]) + String(index),
    guest,
    ...(substitution === undefined ? {} : { substitution }),
    ...(random.chance(0.3) ? { withhold: random.chance(0.5) } : {}),
    ...maybeNumber(number, random),
    ...(random.chance(0.4) ? { choice: number() } : {}),
    lines: random
      .some(DEVICES, 0.7)
      .map((device) => ({ id: device === "corporate_sim" && sim !== null ? sim : `${id}-${device}`, device })),
  };
};

const randomPersonal = (
  employees: readonly string[],
  departments: readonly string[],
  number: () => string,
  random: Random,
): PersonalEntry[] => {
  const conditions = () => random.some(CONDITIONS, random.pick([0, 0.3, 0.6]));
  return [
    ...employees.flatMap((employee) => conditions().map((device) => ({ number: number(), employee, device }))),
    ...departments.flatMap((department) => conditions().map((device) => ({ number: number(), department, device }))),
  ];
};

const randomRegional = (dialled: readonly GeneratedNumber[], number: () => string, random: Random): RegionalEntry[] => {
  const prefixes = random
    .some(dialled, 0.5)
    .flatMap(({ e164 }) => [2, 3, 4, 5, 6, 7, 8, 9, 12, 16].map((length) => e164.slice(0, length)))
    .filter(() => random.chance(0.3));
  const far = random.chance(0.2) ? [random.pick(["+7", "+1", "+375", "+9", "+49", "+390", "+123456789012345"])] : [];
  const chosen = random.some(
    dialled.map(({ home }) => home).filter((home) => home !== null),
    0.4,
  );
  return [
    ...unique([...prefixes, ...far], String).map((prefix) => ({ number: number(), prefix })),
    ...unique([...chosen, ...random.some(["RU", "KZ", "US", "DE"], 0.1)], String).map((country) => ({
      number: number(),
      country,
    })),
  ];
};

/**
 * The document could be saved once: no two entries clash. Numbers and people may have gone since.
 * @param people how many; without it, a few
 */
export const randomWorld = (pool: NumberPool, random: Random, people?: number): RandomWorld => {
  const country = random.chance(0.5) ? random.pick(BUSY_COUNTRIES) : random.pick(countries);
  const near = pool.of.get(country) ?? [];
  const anyNumber = (): GeneratedNumber =>
    random.chance(0.5) && near.length > 0 ? random.pick(near) : random.pick(pool.all);

  const own = unique(
    Array.from({ length: random.int(10) }, () => (random.chance(0.8) ? anyNumber().e164 : byForm(random))),
    String,
  );
  const gone = Array.from({ length: 2 }, () => (random.chance(0.5) ? anyNumber().e164 : byForm(random)));
  const onRate = random.pick([0.5, 0.85, 1]);
  const numbers: CompanyNumber[] = own.map((number) => ({
    number,
    label: random.pick(LABELS),
    on: random.chance(onRate),
    ...randomMarks(random),
  }));
  const number = (): string => (random.chance(0.12) || own.length === 0 ? random.pick(gone) : random.pick(own));

  const count = people ?? 1 + random.int(4);
  const sims = unique(
    Array.from({ length: count }, () => anyNumber().e164),
    String,
  );
  const employees = Array.from({ length: count }, (_, index) =>
    randomEmployee(index, number, random.chance(0.5) ? (sims[index] ?? null) : null, random),
  );
  const ids = employees.map(({ id }) => id);
  const departments: Department[] = random
    .shuffle(["sales", "support", "dock"])
    .slice(random.int(4))
    .map((id) => ({ id, name: id, members: random.some(ids, 0.6), ...maybeNumber(number, random) }));

  const dialled = Array.from({ length: 8 }, anyNumber);
  const dialling = randomDialling(country, near, random);
  const emergencyNumber = random.chance(0.5) ? number() : undefined;
  const company = Company.parse({
    name: "company",
    country,
    ...dialling,
    ...(random.chance(0.3) ? { choiceDevices: random.some(DEVICES, 0.4) } : {}),
    ...(random.chance(0.3) ? { withhold: true } : {}),
    ...(emergencyNumber === undefined ? {} : { emergencyNumber }),
    choice: random.pick(["assigned", "assigned", "all", "off"] as const),
    guests: random.pick(["main", "full"] as const),
    ...(random.chance(0.6) ? { forwards: "original" } : {}),
  });
  const outgoing: OutgoingNumbers = {
    main: random.chance(0.05) ? null : number(),
    personal: random.shuffle(
      randomPersonal([...ids, "gone"], [...departments.map(({ id }) => id), "closed"], number, random),
    ),
    regional: random.shuffle(randomRegional(dialled, number, random)),
    priority: random.pick(["regional", "personal"] as const),
  };
  const extensions = employees.map(({ extension }) => extension).filter((extension) => extension !== null);
  return {
    company,
    directory: { numbers, employees, departments },
    outgoing,
    gone,
    trunks: TRUNK_IDS.map((id) => randomTrunk(id, country, random)),
    destinations: [
      ...dialled.map(({ e164 }) => e164),
      ...Array.from({ length: 8 }, () => randomDialled({ country, ...dialling, extensions }, dialled, random)),
      ...random.some(["112", "911", "*31#112", "*100#", "101", "garbage", ...extensions], 0.3),
    ],
  };
};

const asDialled = (e164: string, country: string, random: Random): string => {
  const written = random.pick([
    () => e164,
    () => e164,
    () => e164.slice(1),
    () => `00${e164.slice(1)}`,
    () => `*31#${e164}`,
    () => `tel:${e164.slice(0, 4)}-${e164.slice(4)};ext=1`,
    () => {
      try {
        return phoneUtil.format(phoneUtil.parse(e164, country), PhoneNumberFormat.NATIONAL);
      } catch {
        return e164;
      }
    },
  ]);
  return written();
};

const randomChoice = ({ company, directory, outgoing, gone, destinations }: RandomWorld, random: Random): string => {
  const entries = [...outgoing.personal, ...outgoing.regional].map(({ number }) => number);
  const known = [...entries, ...entries, ...directory.numbers.map(({ number }) => number), ...gone];
  const ofMain = outgoing.main === null ? [] : [outgoing.main];
  return random.pick([
    () => asDialled(random.pick([...known, ...ofMain]), company.country, random),
    () => asDialled(random.pick([...known, ...ofMain]), company.country, random),
    () => asDialled(random.pick([...ofMain, ...gone]), company.country, random),
    () => random.pick(destinations),
    () => random.pick(["", "+", "x", "201", "112", "+0", "+7", byForm(random)]),
  ])();
};

/** The original caller of a forwarded call, as carriers and PBXs name them, and what is no number of anybody. */
const randomForwarder = (world: RandomWorld, random: Random): string => {
  const { company, directory, gone, destinations } = world;
  const own = directory.numbers.map(({ number }) => number);
  const extensions = directory.employees.map(({ extension }) => extension).filter((extension) => extension !== null);
  const e164 = (): string => random.pick([...destinations.slice(0, 8), ...own, ...gone]);
  return random.pick([
    e164,
    e164,
    () => asDialled(e164(), company.country, random),
    () => asDialled(e164(), company.country, random),
    () => `"Somebody" <sip:${e164()}@carrier.example>`,
    () => `sip:${e164()}@carrier.example;user=phone`,
    () => e164().slice(-random.int(9)),
    () => `${e164()}${" ".repeat(64)}`,
    () => byForm(random),
    () => random.pick(destinations),
    () => random.pick(["", "+74951234567", "anonymous", "112", "0", "+", "Restricted", "\u0000", ...extensions]),
  ])();
};

/** A line by its id; a SIM's as a PBX may write its number too. */
const asNamed = (line: string, country: string, random: Random): string =>
  line.startsWith("+") ? asDialled(line, country, random) : line;

export const randomCall = (world: RandomWorld, random: Random, mayChoose = true): Call => {
  const { employees } = world.directory;
  const lines = employees.flatMap((employee) => employee.lines);
  const employee = random.chance(0.02) ? "gone" : random.pick(employees).id;
  const byLine = random.chance(0.5) && lines.length > 0;
  const noLine = random.pick(["no-line", "no-line", random.pick(world.destinations)]);
  const line = random.chance(0.02) || !byLine ? noLine : asNamed(random.pick(lines).id, world.company.country, random);
  const device = random.chance(0.5) ? "softphone" : random.pick(DEVICES);
  return {
    ...(byLine ? { line } : { employee, device }),
    dialled: random.pick(world.destinations),
    ...(mayChoose && random.chance(0.4) ? { chosen: randomChoice(world, random) } : {}),
    ...(random.chance(0.2) ? { privacy: random.chance(0.7) } : {}),
    ...(random.chance(0.4) ? { forwardedFrom: randomForwarder(world, random) } : {}),
    ...randomReason(random),
  };
};
