/** Search for people and numbers in lists and pickers. An index is built once per directory. */
import type { CompanyNumber, Department, Directory, Employee } from "../../src/policy/directory.ts";
import { foldedWords } from "./fold.ts";
import { oncePer } from "./once-per.ts";

/** Words, each preceded by a space: the search for a word that begins with `iv` looks for ` iv`. */
type Words = string;

export type PeopleIndex = Readonly<{
  /** `departments`: the names of the employee's departments. */
  employees: readonly Readonly<{ employee: Employee; name: Words; extension: Words; departments: Words }>[];
  departments: readonly Readonly<{ department: Department; words: Words }>[];
}>;

export type FoundPeople = Readonly<{ employees: readonly Employee[]; departments: readonly Department[] }>;

const wordsOf = (...texts: readonly string[]): Words =>
  texts
    .flatMap(foldedWords)
    .map((word) => ` ${word}`)
    .join("");

const matches = (words: Words, query: readonly string[]) => query.every((word) => words.includes(` ${word}`));

/** Finds things by the beginnings of words of a text about each of them; every word of the search has to fit. */
export const findByWords =
  <T>(things: readonly T[], textOf: (thing: T) => string) =>
  (text: string): readonly T[] => {
    const query = foldedWords(text);
    return things.filter((thing) => matches(wordsOf(textOf(thing)), query));
  };

export const peopleIndex = oncePer((directory: Directory): PeopleIndex => {
  const departments = directory.departments.map((department) => ({ department, words: wordsOf(department.name) }));
  const byMember = new Map<string, Words>();
  for (const { department, words } of departments)
    for (const member of department.members) byMember.set(member, (byMember.get(member) ?? "") + words);
  return {
    departments,
    employees: directory.employees.map((employee) => ({
      employee,
      name: wordsOf(employee.name),
      extension: wordsOf(employee.extension ?? ""),
      departments: byMember.get(employee.id) ?? "",
    })),
  };
});

/**
 * Finds people by the beginnings of words of their name, extension or department; every word of the text has to fit.
 * Those of just this extension or name come first, then those found by name and extension alone, otherwise in the
 * directory's order. An empty text finds everybody.
 */
export function searchPeople(index: PeopleIndex, text: string): FoundPeople {
  return { employees: searchEmployees(index, text), departments: searchDepartments(index, text) };
}

function searchEmployees(index: PeopleIndex, text: string): readonly Employee[] {
  const query = foldedWords(text);
  if (query.length === 0) return index.employees.map(({ employee }) => employee);
  const whole = wordsOf(text);
  const exact: Employee[] = [];
  const own: Employee[] = [];
  const other: Employee[] = [];
  for (const { employee, name, extension, departments } of index.employees)
    if (name === whole || extension === whole) exact.push(employee);
    else if (matches(name + extension, query)) own.push(employee);
    else if (departments !== "" && matches(name + extension + departments, query)) other.push(employee);
  return [...exact, ...own, ...other];
}

/** Finds departments by the beginnings of words of their name. */
export function searchDepartments({ departments }: PeopleIndex, text: string): readonly Department[] {
  const query = foldedWords(text);
  return departments.filter(({ words }) => matches(words, query)).map(({ department }) => department);
}

export type NumbersIndex = readonly Readonly<{ number: CompanyNumber; digits: string; words: Words }>[];

/** How well a number fits: a label that a person reads says more than digits that happen to be in it. */
type Fit = "label" | "label words" | "digits";

export const numbersIndex = oncePer(({ numbers }: Directory): NumbersIndex =>
  numbers.map((number) => ({ number, digits: number.number.slice(1), words: wordsOf(number.label) })),
);

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
 * their label. The best come first: those of just this label, then those with its words, then those with its digits.
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
  const label = wordsOf(text);
  const fitOf = ({ digits, words }: NumbersIndex[number]): Fit | null => {
    if (query.length > 0 && words === label) return "label";
    if (matches(words, query)) return "label words";
    return runs.some((run) => digits.includes(run)) && matches(words, letters) ? "digits" : null;
  };
  const found = Map.groupBy(index, fitOf);
  const fits = ["label", "label words", "digits"] as const;
  return fits.flatMap((fit) => found.get(fit) ?? []).map(({ number }) => number);
}
