/** Outgoing numbers that are given in a list of people: for any device. */
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers, PersonalEntry } from "../../src/policy/outgoing-numbers.ts";
import type { ImportError } from "./import.ts";
import { numberReader } from "./number-cell.ts";
import type { ReadNumber } from "./number-meaning.ts";
import type { Person } from "./person-cell.ts";

/** Null: the person loses the number that they have for any device. */
export type Given = Readonly<{ person: Person; number: string | null }>;

const personKey = ({ kind, id }: Person) => `${kind} ${id}`;

const personOf = (entry: PersonalEntry): Person =>
  "employee" in entry ? { kind: "employee", id: entry.employee } : { kind: "department", id: entry.department };

/** The numbers that people have for any device. */
export function givenNumbers({ personal }: OutgoingNumbers): (person: Person) => string | null {
  const numbers = new Map(
    personal.filter(({ device }) => device === "any").map((entry) => [personKey(personOf(entry)), entry.number]),
  );
  return (person) => numbers.get(personKey(person)) ?? null;
}

/** The document in which these people have these numbers; new entries come last. */
export function withGiven(
  { main, personal, regional, priority }: OutgoingNumbers,
  given: readonly Given[],
): OutgoingNumbers {
  const left = new Map(given.map((one) => [personKey(one.person), one]));
  const kept = personal.flatMap((entry): readonly PersonalEntry[] => {
    const key = personKey(personOf(entry));
    const next = entry.device === "any" ? left.get(key) : undefined;
    if (!next) return [entry];
    left.delete(key);
    return next.number === null ? [] : [{ ...entry, number: next.number }];
  });
  const added = [...left.values()].flatMap(({ person, number }): readonly PersonalEntry[] => {
    if (number === null) return [];
    return [
      person.kind === "employee"
        ? { number, employee: person.id, device: "any" }
        : { number, department: person.id, device: "any" },
    ];
  });
  return { main, personal: [...kept, ...added], regional, priority };
}

type Report = (code: ImportError["code"], text: string) => void;

/**
 * Collects what the cells of a column give.
 * @param directory with the numbers that can be given: those that are on
 */
export function givenReader(directory: Directory, outgoing: OutgoingNumbers, read: ReadNumber) {
  const numberOf = numberReader(directory, (text) => read(text).numbers);
  const has = givenNumbers(outgoing);
  const given: Given[] = [];
  return {
    given: given as readonly Given[],
    /** @param problem is told of a number whose digits are lost; @param note of a cell that is left out */
    read(person: Person, cell: string, problem: Report, note: Report): void {
      const number = cell === "" ? null : found(cell, problem, note);
      if (number !== undefined && number !== has(person)) given.push({ person, number });
    },
  };

  function found(cell: string, problem: Report, note: Report): string | undefined {
    // "Sales <+49301234567>": a name and the number, as PBXs write them.
    const text = /<([^<>]+)>\s*$/.exec(cell)?.[1] ?? cell;
    const match = numberOf(text);
    if (match.kind === "on") return match.number;
    if (match.kind === "unreadable" && match.why === "spreadsheet") problem("rounded", cell);
    else
      note(
        ({ off: "outgoing_off", unknown: "outgoing_unknown", unreadable: "outgoing_not_read" } as const)[match.kind],
        cell,
      );
    return undefined;
  }
}
