/** The columns of a file, with what each is read as. */
import { headOf, type Table } from "./table.ts";

export type FileColumn = Readonly<{
  /** From 0. */
  place: number;
  title: string;
  /** The first cell below the head that is filled. */
  example: string;
  /** Null: it is not read. */
  field: string | null;
}>;

/**
 * Those that have a heading.
 * @param fields by place; null: the column is not read
 */
export function fileColumns(table: Table, fields: readonly (string | null)[]): readonly FileColumn[] {
  const below = table.rows.slice(table.headAt + 1);
  return headOf(table).flatMap((title, place): readonly FileColumn[] =>
    title === ""
      ? []
      : [{ place, title, example: below.find((row) => row[place])?.[place] ?? "", field: fields[place] ?? null }],
  );
}

/** The headings of columns that are not read. */
export const unknownHeads = (columns: readonly FileColumn[]): readonly string[] =>
  columns.flatMap(({ field, title }) => (field === null ? [title] : []));
