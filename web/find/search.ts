/** Search for people and numbers in lists and pickers. An index is built once per directory. */
import type { CompanyNumber, Department, Directory, Employee } from "../../src/policy/directory.ts";
import { foldedWords } from "./fold.ts";

/** Words, each preceded by a space: the search for a word that begins with `iv` looks for ` iv`. */
type Words = string;

export type PeopleIndex = Readonly<{
  /** `words`: name and extension. `departments`: the names of the employee's departments. */
  employees: readonly Readonly<{ employee: Employee; words: Words; departments: Words }>[];
  departments: readonly Readonly<{ department: Department; words: Words }>[];
}>;

export type FoundPeople = Readonly<{ employees: readonly Employee[]; departments: readonly Department[] }>;

const wordsOf = (...texts: readonly string[]): Words =>
  texts
    .flatMap(foldedWords)
    .map((word) => ` ${word}`)
    .join("");

const matches = (words: Words, query: readonly string[]) => query.every((word) => words.includes(` ${word}`));

const peopleIndexes = new WeakMap<Directory, PeopleIndex>();

export function peopleIndex(directory: Directory): PeopleIndex {
  const known = peopleIndexes.get(directory) ?? makePeopleIndex(directory);
  peopleIndexes.set(directory, known);
  return known;
}

function makePeopleIndex(directory: Directory): PeopleIndex {
  const departments = directory.departments.map((department) => ({ department, words: wordsOf(department.name) }));
  const byMember = new Map<string, Words>();
  for (const { department, words } of departments)
    for (const member of department.members) byMember.set(member, (byMember.get(member) ?? "") + words);
  return {
    departments,
    employees: directory.employees.map((employee) => ({
      employee,
      words: wordsOf(employee.name, employee.extension ?? ""),
      departments: byMember.get(employee.id) ?? "",
    })),
  };
}

/**
 * Finds people by the beginnings of words of their name, extension or department; every word of the text has to fit.
 * Those found by name and extension alone come first, otherwise in the directory's order. An empty text finds
 * everybody.
 */
export function searchPeople(index: PeopleIndex, text: string): FoundPeople {
  const query = foldedWords(text);
  const departments = index.departments.filter(({ words }) => matches(words, query));
  const found = index.employees.filter(({ words, departments }) => matches(words + departments, query));
  const { own = [], other = [] } = Object.groupBy(found, ({ words }) => (matches(words, query) ? "own" : "other"));
  return {
    employees: [...own, ...other].map(({ employee }) => employee),
    departments: departments.map(({ department }) => department),
  };
}

export type NumbersIndex = readonly Readonly<{ number: CompanyNumber; digits: string; words: Words }>[];

export const numbersIndex = ({ numbers }: Directory): NumbersIndex =>
  numbers.map((number) => ({ number, digits: number.number.slice(1), words: wordsOf(number.label) }));

/**
 * The digits of a query, and what is left of them in E.164. Some countries write a zero between the trunk prefix and
 * the area code. A single digit would find too much.
 */
const runsOf = (digits: string, dialledBefore: readonly string[]): readonly string[] => [
  digits,
  ...dialledBefore
    .filter((prefix) => digits.startsWith(prefix))
    .map((prefix) => digits.slice(prefix.length))
    .flatMap((rest) => [rest, rest.replace(/^0+/, "")])
    .filter((rest) => rest.length > 1),
];

/**
 * Finds numbers by any run of their digits, as it is written (`44 55`) or dialled (`8 017 123`), and by the words of
 * their label.
 * @param dialledBefore trunk and international prefixes, which E.164 does not have: `8`, `810`
 */
export function searchNumbers(
  index: NumbersIndex,
  text: string,
  dialledBefore: readonly string[],
): readonly CompanyNumber[] {
  const query = foldedWords(text);
  const isDigits = (word: string) => /^\d+$/.test(word);
  const runs = runsOf(query.filter(isDigits).join(""), dialledBefore);
  const letters = query.filter((word) => !isDigits(word));
  return index
    .filter(
      ({ digits, words }) =>
        matches(words, query) || (runs.some((run) => digits.includes(run)) && matches(words, letters)),
    )
    .map(({ number }) => number);
}
