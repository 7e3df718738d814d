/** Companies that save all the time: their names, their people, and numbers that wander between them. */
import { Company } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { Trunk } from "../../src/policy/trunk.ts";
import { nameOf, prefixOf } from "./saves-made.ts";

export const COMPANIES = 12;
export const WANDERING = 6;

export const idOf = (at: number) => `c${at}`;
export const placeOf = (id: string) => Number(id.slice(1));
export const lineOf = (at: number) => `line-${at}`;
const mainOf = (at: number) => `+37517${1_000_000 + at}`;
export const wanderingNumber = (which: number) => `+37517${2_000_000 + which}`;
/** Calls to Berlin show a wandering number, where the company has it. */
export const prefixFor = (which: number) => `+4930${which + 1}`;
export const dialledFor = (which: number) => `${prefixFor(which)}2345678`;

/** The people of the first company, which is decided in parts. */
const PEOPLE = 120;

export const companyBody = (mark: number): Company =>
  Company.parse({ name: nameOf(mark), country: "BY", areaCode: "17" });

/** @param has the wandering numbers of the company */
export function directoryBody(at: number, mark: number, has: Iterable<number>): Directory {
  const numbers = [mainOf(at), ...[...has].sort((a, b) => a - b).map(wanderingNumber)];
  const people = at === 0 ? Array.from({ length: PEOPLE }, (_, nth) => employee(`p${nth}`, `Person ${nth}`, [])) : [];
  return {
    numbers: numbers.map((number) => ({ number, label: "", on: true, confirmed: true })),
    employees: [employee("e", nameOf(mark), [{ id: lineOf(at), device: "desk_phone" }]), ...people],
    departments: [],
  };
}

const employee = (id: string, name: string, lines: Directory["employees"][number]["lines"]) => ({
  id,
  name,
  extension: null,
  guest: false,
  lines,
});

/** @param entries the wandering numbers that have an entry, whether they are there or not */
export function outgoingBody(at: number, mark: number, entries: Iterable<number>): OutgoingNumbers {
  const wandering = [...entries]
    .sort((a, b) => a - b)
    .map((which) => ({ number: wanderingNumber(which), prefix: prefixFor(which) }));
  return {
    main: mainOf(at),
    personal: [],
    regional: [{ number: mainOf(at), prefix: prefixOf(mark) }, ...wandering],
    priority: "regional",
  };
}

export const trunkBody = (mark: number): Trunk => Trunk.parse({ name: nameOf(mark), domain: "carrier.example" });
