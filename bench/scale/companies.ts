/**
 * Companies as a provider has them: mostly small, and one in a thousand with 5,000 people. The same place always makes
 * the same company, and no number belongs to two.
 */
import { sampleCompany, type SampleCompany } from "../../lab/companies/sample-company.ts";

/** Numbers are made for so many. */
export const MOST_COMPANIES = 1_000_000;

/** Of each, the one in the middle is large. */
const ONE_LARGE_IN = 1000;
const PEOPLE_OF_LARGE = 5000;
const NUMBERS_OF_LARGE = 200;
/** Of the others. */
const MEAN_PEOPLE = 10;
const MOST_PEOPLE = 150;
const MOST_NUMBERS = 8;

const FIRST_NAMES = ["Anna", "Ivan", "Olga", "Jürgen", "Дарья", "Pavel", "Мария", "Tom", "Zoë", "Алексей"];
const LAST_NAMES = ["Novak", "Петрова", "Schmidt", "Kowalska", "Иванов", "Meyer", "Sidorenko", "Lange"];
const ABROAD = ["PL", "FR", "IT", "LT", "LV", "ES"];
const PREFIXES = ["+7495", "+7812", "+380", "+4420", "+431", "+4122", "+420"];

export const idAt = (at: number) => `c${String(at).padStart(7, "0")}`;

/** A number from 0 to 1 that depends on the place alone. */
function chance(at: number, salt: number): number {
  let mixed = Math.imul(at ^ Math.imul(salt, 0x9e3779b9), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

const isLarge = (at: number) => at % ONE_LARGE_IN === ONE_LARGE_IN / 2;

export function peopleAt(at: number): number {
  if (isLarge(at)) return PEOPLE_OF_LARGE;
  const more = -Math.log(1 - chance(at, 1)) * (MEAN_PEOPLE - 0.5);
  return Math.min(MOST_PEOPLE, 1 + Math.floor(more));
}

/** The line of somebody who calls. */
export const lineOf = (person: number) => `p${person}-desk`;

const isGerman = (at: number) => at % 2 === 0;

/** Each has a room of its own: eight numbers in Berlin or Minsk, or two hundred in Munich. */
function numbersAt(at: number): readonly string[] {
  const count = isLarge(at) ? NUMBERS_OF_LARGE : Math.min(MOST_NUMBERS, 1 + Math.floor(peopleAt(at) / 3));
  const [begin, first] = isLarge(at)
    ? ["+4989", 10_000_000 + Math.floor(at / ONE_LARGE_IN) * NUMBERS_OF_LARGE]
    : isGerman(at)
      ? ["+4930", 10_000_000 + (at >> 1) * MOST_NUMBERS]
      : ["+37517", 2_000_000 + (at >> 1) * MOST_NUMBERS];
  return Array.from({ length: count }, (_, nth) => `${begin}${first + nth}`);
}

/** @param at from 0, below {@link MOST_COMPANIES} */
export function companyAt(at: number): SampleCompany {
  const people = peopleAt(at);
  const numbers = numbersAt(at);
  const number = (nth: number) => numbers[nth % numbers.length]!;
  const mobile = (nth: number) => (isGerman(at) ? `+49151${10_000_000 + nth}` : `+37529${1_000_000 + nth}`);
  const employees = Array.from({ length: people }, (_, nth) => ({
    id: `p${nth}`,
    name: `${FIRST_NAMES[(at + nth) % FIRST_NAMES.length]!} ${LAST_NAMES[(at + 3 * nth) % LAST_NAMES.length]!}`,
    extension: String(1000 + nth),
    lines: `desk_phone ${lineOf(nth)}${nth % 3 === 0 ? `, corporate_sim ${mobile(nth)}` : ""}`,
  }));
  const teams = people < 4 ? 0 : Math.ceil(people / 50);
  const departments = Array.from({ length: teams }, (_, team) => ({
    id: `d${team}`,
    name: `Team ${team}`,
    members: employees.filter((_, nth) => nth % teams === team).map(({ id }) => id),
  }));
  const regional = isLarge(at)
    ? Array.from({ length: 200 }, (_, nth) => ({ number: number(nth), prefix: `+7${300 + nth}` }))
    : [
        ...ABROAD.slice(0, Math.floor(chance(at, 2) * 4)).map((country, nth) => ({ number: number(nth), country })),
        ...PREFIXES.slice(0, Math.floor(chance(at, 3) * 3)).map((prefix, nth) => ({ number: number(nth), prefix })),
      ];
  return sampleCompany({
    company: { name: `Company ${at}`, country: isGerman(at) ? "DE" : "BY", areaCode: isGerman(at) ? "30" : "17" },
    numbers: numbers.map((number, nth) => ({ number, label: nth === 0 ? "Office" : `Desk ${nth}` })),
    employees,
    departments,
    personal: [
      ...employees.filter((_, nth) => nth % 4 === 1).map(({ id }, nth) => ({ number: number(nth), employee: id })),
      ...departments.slice(0, 20).map(({ id }, nth) => ({ number: number(nth + 1), department: id })),
    ],
    regional,
  });
}
