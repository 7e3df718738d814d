/** The state of a table: what is searched for, its order, and the ticked rows. */
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import type { Column } from "./column.ts";
import type { Sort } from "./sort.ts";
import { ticked, tickedRange, type Ticks } from "./ticks.ts";
import { useSorted } from "./use-sorted.ts";

type About<T> = Readonly<{
  /** All rows, in the order that they have without being sorted. */
  things: readonly T[];
  idOf: (thing: T) => string;
  columns: readonly Column<T>[];
  sortedAtFirst: Sort | null;
  /** Finds those that match a query, which is not empty. */
  find: (query: string) => Iterable<T>;
  /** Whether a row passes the filters; identical as long as they are. */
  passes: (thing: T) => boolean;
}>;

export type Tick = (id: string, isTicked: boolean, isRange: boolean) => void;

export type Table<T> = Readonly<{
  idOf: (thing: T) => string;
  /** How many there are, found or not. */
  total: number;
  rows: readonly T[];
  search: string;
  setSearch: (text: string) => void;
  sort: Sort | null;
  setSort: (sort: Sort) => void;
  /** Those of the rows that are found; others stay ticked, but nothing is done with them. */
  chosen: readonly T[];
  ticks: Ticks;
  /** Stays identical. `isRange`: all rows from the last one that was ticked. */
  tick: Tick;
  tickAll: (isTicked: boolean) => void;
}>;

const NONE: Ticks = new Set();

export function useTable<T>({ things, idOf, columns, sortedAtFirst, find, passes }: About<T>): Table<T> {
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState(sortedAtFirst);
  const [ticks, setTicks] = useState(NONE);
  const query = useDeferredValue(search);
  const sorted = useSorted(things, columns, useDeferredValue(sort));
  const passesInTable = useDeferredValue(passes);
  const rows = useMemo(() => {
    const found = query.trim() === "" ? null : new Set(find(query));
    return sorted.filter((thing) => (found === null || found.has(thing)) && passesInTable(thing));
  }, [sorted, query, find, passesInTable]);
  const chosen = useMemo(
    // A filter that was just chosen holds for what is done, also before it is seen in the table.
    () => (ticks.size === 0 ? [] : rows.filter((thing) => ticks.has(idOf(thing)) && passes(thing))),
    [rows, ticks, idOf, passes],
  );

  const order = useRef<readonly T[]>(rows);
  order.current = rows;
  const last = useRef<string | null>(null);
  const tick = useCallback<Tick>(
    (id, isTicked, isRange) => {
      const from = isRange ? last.current : null;
      last.current = id;
      setTicks((ticks) =>
        from === null ? ticked(ticks, id, isTicked) : tickedRange(ticks, order.current.map(idOf), from, id, isTicked),
      );
    },
    [idOf],
  );
  const tickAll = (isTicked: boolean) => {
    last.current = null;
    setTicks(isTicked ? new Set(rows.filter(passes).map(idOf)) : NONE);
  };
  return { idOf, total: things.length, rows, search, setSearch, sort, setSort, chosen, ticks, tick, tickAll };
}
