/** Finds the person that a cell names. */
import type { Directory } from "../../src/policy/directory.ts";
import { foldedWords } from "../find/fold.ts";

export type Person = Readonly<{ kind: "employee" | "department"; id: string }>;

export type PersonMatch =
  | Readonly<{ kind: "one"; person: Person }>
  | Readonly<{ kind: "several"; candidates: readonly Person[] }>
  | Readonly<{ kind: "none" }>;

/** Finds people by extension, or else by id, or else by the words of the name in any order. */
export function personReader(directory: Directory): (text: string) => PersonMatch {
  const extensions = new Map<string, Person[]>();
  const ids = new Map<string, Person[]>();
  const names = new Map<string, Person[]>();
  for (const { id, name, extension } of directory.employees) {
    const person: Person = { kind: "employee", id };
    if (extension !== null) add(extensions, extension, person);
    add(ids, id, person);
    add(names, nameKey(name), person);
  }
  for (const { id, name } of directory.departments) {
    const person: Person = { kind: "department", id };
    add(ids, id, person);
    add(names, nameKey(name), person);
  }
  const named = (key: string) => (key === "" ? [] : (names.get(key) ?? []));
  return (text) => {
    const [person, ...more] = extensions.get(text) ?? ids.get(text) ?? named(nameKey(text));
    if (!person) return { kind: "none" };
    return more.length === 0 ? { kind: "one", person } : { kind: "several", candidates: [person, ...more] };
  };
}

/** The words of a name in any order. */
export const nameKey = (name: string) => foldedWords(name).toSorted().join(" ");

function add(people: Map<string, Person[]>, key: string, person: Person): void {
  const there = people.get(key);
  if (there) there.push(person);
  else people.set(key, [person]);
}
