/** A table with its search, its filters, the choice of its columns, and what can be done with many rows at once. */
import { Button, TextInput } from "@mantine/core";
import { useDeferredValue, useMemo, useRef, useState, type ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { shownColumns, type Column } from "./column.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { ALL_DRAWN, DataTable } from "./data-table.tsx";
import { useHiddenColumns } from "./hidden-columns.ts";
import classes from "./table.module.css";
import { useFindHere } from "./use-find-here.ts";
import { useIsPhone } from "./use-is-phone.ts";
import type { Table } from "./use-table.ts";

type Props<T> = Readonly<{
  /** The choice of columns is kept under this name. */
  name: string;
  label: string;
  searchLabel: string;
  table: Table<T>;
  columns: readonly Column<T>[];
  /** What a row is about. */
  nameOf: (thing: T) => string;
  filters?: ReactNode;
  /** How many there are, in words. */
  countText: (count: number) => string;
  /** Buttons for what can be done with the ticked rows; null: nothing can. */
  bulk: ReactNode;
}>;

export function TableView<T>(props: Props<T>) {
  const { name, label, searchLabel, table, columns, nameOf, filters, countText, bulk } = props;
  const say = useWords();
  const [hidden, setHidden] = useHiddenColumns(name, columns);
  const hiddenInTable = useDeferredValue(hidden);
  const shown = useMemo(() => shownColumns(columns, hiddenInTable), [columns, hiddenInTable]);
  const isPhone = useIsPhone();
  const [isUnfolded, setUnfolded] = useState(false);
  const { rows, total, search, setSearch, chosen, tickAll } = table;
  const field = useRef<HTMLInputElement>(null);
  useFindHere(field, total > ALL_DRAWN);
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          ref={field}
          type="search"
          aria-label={searchLabel}
          placeholder={say("frame.search")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          className={classes.search}
        />
        {filters && isPhone && (
          <Button variant="default" aria-expanded={isUnfolded} onClick={() => setUnfolded(!isUnfolded)}>
            {say("table.filters")}
          </Button>
        )}
        {(!isPhone || isUnfolded) && filters}
        <span className={classes.count} role="status">
          {rows.length === total ? countText(total) : say("table.found", { found: rows.length, all: total })}
        </span>
        <ColumnsMenu columns={columns} hidden={hidden} onChange={setHidden} />
      </div>
      <DataTable label={label} table={table} columns={shown} nameOf={nameOf} canTick={bulk !== null} />
      {bulk !== null && (
        <BulkBar count={chosen.length} onClear={() => tickAll(false)}>
          {bulk}
        </BulkBar>
      )}
    </>
  );
}
