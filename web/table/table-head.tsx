import { VisuallyHidden } from "@mantine/core";
import { useMemo } from "react";
import { useWords } from "../words/use-words.ts";
import type { Column } from "./column.ts";
import { pressed } from "./sort.ts";
import classes from "./table.module.css";
import { howMany } from "./ticks.ts";
import type { Table } from "./use-table.ts";
import { IconArrowDown, IconArrowUp } from "../icons/icons.ts";

type Props<T> = Readonly<{ table: Table<T>; columns: readonly Column<T>[]; canTick: boolean }>;

export function TableHead<T>({ table, columns, canTick }: Props<T>) {
  const say = useWords();
  const { rows, idOf, ticks, tickAll, sort, setSort } = table;
  const ticked = useMemo(() => howMany(ticks, rows.map(idOf)), [ticks, rows, idOf]);
  return (
    <thead>
      <tr aria-rowindex={1}>
        {canTick && (
          <th scope="col" className={classes.tick}>
            <label>
              <input
                type="checkbox"
                aria-label={say("table.tickAll", { count: rows.length })}
                ref={(box) => {
                  if (box) box.indeterminate = ticked === "some";
                }}
                checked={ticked === "all"}
                onChange={() => tickAll(ticked === "none")}
              />
            </label>
          </th>
        )}
        {columns.map(({ id, heading, isHeadingHidden, sortBy }) => {
          const isSorted = sort?.column === id;
          const Arrow = sort?.isDescending ? IconArrowDown : IconArrowUp;
          return (
            <th
              key={id}
              scope="col"
              aria-sort={isSorted ? (sort.isDescending ? "descending" : "ascending") : undefined}
            >
              {sortBy === undefined ? (
                isHeadingHidden ? (
                  <VisuallyHidden>{heading}</VisuallyHidden>
                ) : (
                  heading
                )
              ) : (
                <button type="button" className={classes.heading} onClick={() => setSort(pressed(sort, id))}>
                  {heading}
                  {isSorted && <Arrow size={14} aria-hidden />}
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
