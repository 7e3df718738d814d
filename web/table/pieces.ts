/** What a table draws of many rows: rows, and gaps for the rows between them. */

/** `row` is an index; `gap` is how many rows are left out. */
export type Piece = Readonly<{ row: number } | { gap: number; before: number }>;

/** @param drawn indexes in ascending order */
export function pieces(drawn: readonly number[], count: number): readonly Piece[] {
  const found: Piece[] = [];
  let next = 0;
  for (const row of drawn) {
    if (row > next) found.push({ gap: row - next, before: row });
    found.push({ row });
    next = row + 1;
  }
  if (count > next) found.push({ gap: count - next, before: count });
  return found;
}

/** The same indexes with one more, unless it is null, in ascending order. */
export function withRow(drawn: readonly number[], row: number | null, count: number): readonly number[] {
  if (row === null || row >= count || drawn.includes(row)) return drawn;
  return [...drawn, row].sort((a, b) => a - b);
}
