/** The template of a list: its heads, and a row that shows how it is filled in. */
import { LANGUAGES } from "../words/language.ts";
import { loadWords, type WordKey } from "../words/load.ts";
import { sayIn, type Say } from "../words/say.ts";
import { columnKey, columnsOf, type Kind } from "./kinds.ts";

/** The column whose cell tells the example from a real row. */
const MARKED: Readonly<Record<Kind, string>> = { employees: "name", departments: "name", numbers: "label" };

const markKey = (kind: Kind) => `sheet.example.${kind}` as WordKey;

/** Cells of the example besides the marked one, which are the same in every language. */
const CELLS: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  employees: { extension: "201", desk_phone: "201", corporate_sim: "+375 29 123-45-67", outgoing: "+375 17 123-45-67" },
  departments: { members: "201; 202" },
  numbers: { number: "+375 17 123-45-67" },
};

/** The heads and the example as cells, in the reader's language. Identifiers are left out: they are given. */
export function templateCells(kind: Kind, say: Say): readonly (readonly string[])[] {
  const columns = columnsOf(kind).filter((column) => column !== "id");
  const words: Readonly<Record<string, string>> = {
    [MARKED[kind]]: say(markKey(kind)),
    departments: say("sheet.example.departmentName"),
    guest: say("common.no"),
    on: say("common.yes"),
  };
  return [
    columns.map((column) => say(columnKey(kind, column))),
    columns.map((column) => words[column] ?? CELLS[kind][column] ?? ""),
  ];
}

/** Finds the example in a file that was made of the template, in any language. */
export async function exampleFinder(kind: Kind): Promise<(cells: readonly string[]) => boolean> {
  const marks = await Promise.all(
    LANGUAGES.map(async (language) => sayIn(language, await loadWords(language))(markKey(kind))),
  );
  return (cells) => cells.some((cell) => marks.includes(cell));
}
