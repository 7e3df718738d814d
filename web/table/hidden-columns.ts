/** Which columns of a table are hidden: kept in this browser. */
import { useMemo, useState } from "react";
import type { Column } from "./column.ts";

type Columns = readonly Pick<Column<never>, "id" | "isOffered">[];

const keyOf = (table: string) => `callas.table.${table}`;

/** @param stored a text from the store, which may be of another version, or null */
export function readHidden(stored: string | null, columns: Columns): ReadonlySet<string> {
  const atFirst = columns.filter(({ isOffered }) => isOffered === "hidden").map(({ id }) => id);
  const chosen = parse(stored);
  if (chosen === null) return new Set(atFirst);
  // A column that was not there when they chose is as it is at first.
  return new Set([
    ...columns.filter(({ id }) => chosen[id] === false).map(({ id }) => id),
    ...atFirst.filter((id) => chosen[id] !== true),
  ]);
}

export const writtenHidden = (hidden: ReadonlySet<string>, columns: Columns): string =>
  JSON.stringify(
    Object.fromEntries(columns.filter(({ isOffered }) => isOffered).map(({ id }) => [id, !hidden.has(id)])),
  );

function parse(stored: string | null): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(stored ?? "null");
    return typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

export function useHiddenColumns(
  table: string,
  columns: Columns,
): readonly [ReadonlySet<string>, (hidden: ReadonlySet<string>) => void] {
  const [chosen, setChosen] = useState(() => read(keyOf(table)));
  const hidden = useMemo(() => readHidden(chosen, columns), [chosen, columns]);
  return [
    hidden,
    (next) => {
      const written = writtenHidden(next, columns);
      setChosen(written);
      keep(keyOf(table), written);
    },
  ];
}

/** A browser may refuse to keep anything. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice holds for this visit.
  }
}
