import { memo, type ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import type { Column } from "./column.ts";
import classes from "./table.module.css";
import type { Tick } from "./use-table.ts";

/** Props of unchanged rows stay identical while others change. */
type Props<T> = Readonly<{
  thing: T;
  id: string;
  /** What the row is about, for the accessible name of its checkbox. */
  name: string;
  /** From 0, among all rows that are found. */
  at: number;
  beside: readonly Column<T>[];
  /** In a second line of the first column. */
  line: readonly Column<T>[];
  isTicked: boolean;
  /** Null: rows cannot be ticked. */
  onTick: Tick | null;
}>;

export const TableRow = memo(function TableRow<T>({ thing, id, name, at, beside, line, isTicked, onTick }: Props<T>) {
  const say = useWords();
  return (
    <tr aria-rowindex={at + 2} data-at={at} data-ticked={isTicked || undefined}>
      {onTick !== null && (
        <td className={classes.tick}>
          <label>
            <input
              type="checkbox"
              aria-label={say("table.tick", { name })}
              checked={isTicked}
              onChange={(event) =>
                onTick(
                  id,
                  event.currentTarget.checked,
                  event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey,
                )
              }
            />
          </label>
        </td>
      )}
      {beside.map((column, place) =>
        place === 0 ? (
          <th key={column.id} scope="row" title={column.text?.(thing)}>
            {column.cell(thing)}
            {line.length > 0 && <div className={classes.line}>{lineOf(line, thing)}</div>}
          </th>
        ) : (
          <td key={column.id} title={column.text?.(thing)}>
            {column.cell(thing)}
          </td>
        ),
      )}
    </tr>
  );
}) as <T>(props: Props<T>) => ReactNode;

const lineOf = <T,>(line: readonly Column<T>[], thing: T) =>
  line.map((column) => (
    <span key={column.id} className={classes.part}>
      {column.cell(thing)}
    </span>
  ));
