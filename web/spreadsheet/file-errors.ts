import type { WordKey } from "../words/load.ts";

/** Why a file is not read at all, whatever list it holds. */
export const FILE_ERRORS = {
  xls: "sheet.error.xls",
  ods: "sheet.error.ods",
  no_table: "sheet.error.noTable",
  damaged: "sheet.error.damaged",
  too_large: "sheet.error.tooLarge",
  too_large_unpacked: "sheet.error.tooLargeUnpacked",
  too_many_rows: "sheet.error.tooManyRows",
  too_many_columns: "sheet.error.tooManyColumns",
  empty: "sheet.error.empty",
} as const satisfies Record<string, WordKey>;
