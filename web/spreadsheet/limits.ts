/** Bounds of a file that is imported. */

/** Larger files are refused and not read to the end. */
export const MOST_BYTES = 5 * 1024 * 1024;

export const MOST_ROWS = 50_000;

export const MOST_COLUMNS = 256;

/** Characters of a cell: as many as a spreadsheet allows. */
export const MOST_IN_CELL = 32_767;
