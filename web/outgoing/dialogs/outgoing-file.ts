/** Reads a file of outgoing numbers whose heads may be in any language of the page. */
import { queryOptions, skipToken } from "@tanstack/react-query";
import type { Encoding } from "../../spreadsheet/decode.ts";
import { fileColumns, unknownHeads, type FileColumn } from "../../spreadsheet/file-columns.ts";
import { fileTable } from "../../spreadsheet/file-table.ts";
import { MOST_BYTES, MOST_ROWS } from "../../spreadsheet/limits.ts";
import { matchHeads, type Choices } from "../../spreadsheet/match-columns.ts";
import { sheetOf, type Sheet } from "../../spreadsheet/sheet.ts";
import { headOf } from "../../spreadsheet/table.ts";
import { titleKey } from "../../spreadsheet/title-key.ts";
import { FILE_ERRORS } from "../../spreadsheet/file-errors.ts";
import { LANGUAGES } from "../../words/language.ts";
import { loadWords, type WordKey } from "../../words/load.ts";
import { sayIn, type Say } from "../../words/say.ts";
import { OUTGOING_SUBJECTS, outgoingTitles, type OutgoingColumn } from "../logic/outgoing-sheet.ts";

/** Why a file is not read. */
const REFUSALS = {
  ...FILE_ERRORS,
  no_number: "lists.noNumberColumn",
  no_subject: "lists.noSubjectColumn",
} as const satisfies Record<string, WordKey>;

type OutgoingReading = Readonly<{
  /** The columns that have a heading. */
  columns: readonly FileColumn[];
  /** Headings of columns that are not read. */
  unknown: readonly string[];
}> &
  (
    | Readonly<{ refused: (typeof REFUSALS)[keyof typeof REFUSALS] }>
    | Readonly<{ refused: null; sheet: Sheet<OutgoingColumn>; languages: readonly Say[] }>
  );

export type OutgoingFile = Readonly<{
  /** Null: a workbook, which has no choice of encoding. */
  encoding: Encoding | null;
  /** Reads the columns as these choices say. */
  columns: (choices?: Choices) => OutgoingReading;
}>;

/** @param wanted the encoding that a person has chosen */
export async function readOutgoingFile(bytes: Uint8Array, wanted?: Encoding): Promise<OutgoingFile> {
  const languages = await Promise.all(LANGUAGES.map(async (language) => sayIn(language, await loadWords(language))));
  const known = new Map(outgoingTitles(languages).map(([title, column]) => [titleKey(title), column]));
  const countKnown = (row: readonly string[]) => row.filter((cell) => known.has(titleKey(cell))).length;
  const file = await fileTable(bytes, countKnown, wanted);
  const { encoding } = file;
  if (file.fault !== null) {
    const refused = REFUSALS[file.fault];
    return { encoding, columns: () => ({ refused, columns: [], unknown: [] }) };
  }
  const { table } = file;
  return {
    encoding,
    columns: (choices) => {
      const fields = matchHeads(headOf(table), known, choices);
      const columns = fileColumns(table, fields);
      const reading = { columns, unknown: unknownHeads(columns) };
      const sheet = sheetOf<OutgoingColumn>(table, fields, () => false);
      const fault = faultOf(sheet);
      return fault ? { ...reading, refused: REFUSALS[fault] } : { ...reading, refused: null, sheet, languages };
    },
  };
}

function faultOf(sheet: Sheet<OutgoingColumn>): keyof typeof REFUSALS | null {
  if (!sheet.has("number") && !sheet.has("label")) return "no_number";
  if (!OUTGOING_SUBJECTS.some(sheet.has)) return "no_subject";
  if (sheet.rows.length === 0) return "empty";
  return sheet.rows.length > MOST_ROWS ? "too_many_rows" : null;
}

/** The content of the chosen file; disabled while there is none. */
export const outgoingFileQuery = (file: File | null, encoding: Encoding | undefined) =>
  queryOptions({
    queryKey: ["outgoing-file", file?.name, file?.lastModified, file?.size, encoding],
    queryFn:
      file === null
        ? skipToken
        : async () => readOutgoingFile(new Uint8Array(await file.slice(0, MOST_BYTES + 1).arrayBuffer()), encoding),
    gcTime: 0,
    // The parts of it are functions.
    structuralSharing: false,
  });
