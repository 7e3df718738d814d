/** The columns of a table. */
import type { ReactNode } from "react";

export type Column<T> = Readonly<{
  id: string;
  heading: string;
  /** Of buttons, which need no heading but to those who cannot see them. */
  isHeadingHidden?: true;
  /** The least width that it needs, in rem. */
  width: number;
  /** Its part of the width that is left over; without it, none. */
  grows?: number;
  /** Its width on a phone's screen, in rem; the first column has what is left. */
  phoneWidth?: number;
  cell: (thing: T) => ReactNode;
  /** What it is sorted by; without it, it cannot be sorted. */
  sortBy?: (thing: T) => string | number;
  /** The whole text of a cell that may be cut off. */
  text?: (thing: T) => string;
  /** Shown from the start; the first column always is. */
  isOffered?: "shown" | "hidden";
  /** On a phone's screen: a column as well, or in the second line of the first one; otherwise not there. */
  onPhone?: "column" | "line";
}>;

/** The first column is always shown; the others as they were chosen. */
export const shownColumns = <T>(columns: readonly Column<T>[], hidden: ReadonlySet<string>): readonly Column<T>[] =>
  columns.filter(({ id, isOffered }) => isOffered === undefined || !hidden.has(id));

/** What of these columns a phone's screen has beside one another, and what in the second line of a row. */
export function onPhone<T>(
  columns: readonly Column<T>[],
): Readonly<{ beside: readonly Column<T>[]; line: readonly Column<T>[] }> {
  return {
    beside: columns.filter(({ onPhone }, at) => at === 0 || onPhone === "column"),
    line: columns.filter(({ onPhone }, at) => at > 0 && onPhone === "line"),
  };
}
