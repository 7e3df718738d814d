/** Which columns of a table fit its width, and how wide each is. */
import type { Column } from "./column.ts";

/** The column of checkboxes. */
export const TICK_WIDTH = 2.5;

export type Fitted<T> = Readonly<{
  column: Column<T>;
  /** In rem. */
  width: number;
}>;

/**
 * What is left over goes to the columns that grow. If there is too little space, the last of those that can be chosen
 * are left out, one by one.
 * @param available in rem
 */
export function fitColumns<T>(columns: readonly Column<T>[], available: number): readonly Fitted<T>[] {
  let fitting = columns;
  const needed = () => fitting.reduce((sum, { width }) => sum + width, 0);
  while (needed() > available) {
    const last = fitting.findLastIndex(({ isOffered, onPhone }) => isOffered !== undefined && onPhone !== "column");
    if (last === -1) break;
    fitting = fitting.toSpliced(last, 1);
  }
  const left = Math.max(0, available - needed());
  const parts = fitting.reduce((sum, { grows = 0 }) => sum + grows, 0);
  return fitting.map((column) => ({
    column,
    width: column.width + (parts === 0 ? 0 : (left * (column.grows ?? 0)) / parts),
  }));
}
