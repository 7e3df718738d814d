/** Finds the person that a cell of a list of outgoing numbers names. */
import type { Directory } from "../../../src/policy/directory.ts";
import { foldedWords } from "../../find/fold.ts";
import { personReader, type Person, type PersonMatch } from "../../spreadsheet/person-cell.ts";

/**
 * As {@link personReader}, or else by a part of the name: at least one whole word of it, and initials. "Ivanov A" is
 * "Ivanov Aleksei Petrovich".
 */
export function personNamed(directory: Directory): (text: string) => PersonMatch {
  const whole = personReader(directory);
  const named = (kind: Person["kind"]) => (thing: Readonly<{ id: string; name: string }>) => ({
    person: { kind, id: thing.id },
    words: foldedWords(thing.name),
  });
  const people = [...directory.employees.map(named("employee")), ...directory.departments.map(named("department"))];
  const byWord = Map.groupBy(
    people.flatMap(({ person, words }) => [...new Set(words)].map((word) => ({ word, person, words }))),
    ({ word }) => word,
  );
  return (text) => {
    const match = whole(text);
    if (match.kind !== "none") return match;
    const query = foldedWords(text);
    const longest = query.toSorted((a, b) => b.length - a.length)[0] ?? "";
    if (longest.length < 2 || /^\d+$/.test(longest)) return match;
    const [person, ...more] = (byWord.get(longest) ?? [])
      .filter(({ words }) => query.every((word) => words.some((name) => isMeant(word, name))))
      .map(({ person }) => person);
    if (!person) return match;
    return more.length === 0 ? { kind: "one", person } : { kind: "several", candidates: [person, ...more] };
  };
}

const isMeant = (word: string, name: string) => word === name || (word.length === 1 && name.startsWith(word));
