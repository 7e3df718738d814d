/** A table whose head stays in sight. Many rows are drawn only as they are scrolled to. */
import { useCallback, useEffect, useMemo, useRef, type FocusEvent } from "react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useIsPainted } from "../ui/use-is-painted.ts";
import { useWords } from "../words/use-words.ts";
import { onPhone, type Column } from "./column.ts";
import { fitColumns, TICK_WIDTH } from "./fit-columns.ts";
import { pieces, withRow } from "./pieces.ts";
import { TableHead } from "./table-head.tsx";
import { TableRow } from "./table-row.tsx";
import classes from "./table.module.css";
import { useIsPhone } from "./use-is-phone.ts";
import { useTop } from "./use-top.ts";
import { useWidth } from "./use-width.ts";
import type { Table } from "./use-table.ts";

/** Up to this many rows, all are drawn: the browser's search finds them. Beyond, the search of the table does. */
export const ALL_DRAWN = 60;

/** Rows that are drawn above and below those in sight, so that the keyboard can go on to them. */
const BEYOND = 8;

/** In rem. Rows are exactly this high (table.module.css). */
const ROW = { wide: 2.5, phone: 3.5 };

type Props<T> = Readonly<{
  label: string;
  table: Table<T>;
  columns: readonly Column<T>[];
  nameOf: (thing: T) => string;
  canTick: boolean;
}>;

export function DataTable<T>({ label, table, columns, nameOf, canTick }: Props<T>) {
  const say = useWords();
  const isPhone = useIsPhone();
  const rem = useMemo(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16, []);
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  // At first without its rows but as high as with them, so that the page is scrolled to where it was.
  const isPainted = useIsPainted();
  const { beside, line, widths } = useMemo(() => {
    if (isPhone) {
      const { beside, line } = onPhone(columns);
      return { beside, line, widths: beside.map(({ phoneWidth }, at) => (at === 0 ? undefined : phoneWidth)) };
    }
    const available = width === null ? Infinity : width / rem - (canTick ? TICK_WIDTH : 0);
    const fitted = fitColumns(columns, available);
    return { beside: fitted.map(({ column }) => column), line: NO_LINE, widths: fitted.map(({ width }) => width) };
  }, [columns, isPhone, width, rem, canTick]);
  const { rows, idOf, ticks, tick } = table;
  const isLong = rows.length > ALL_DRAWN;
  const body = useRef<HTMLTableSectionElement>(null);
  /** The row that has the focus: it stays drawn, or the focus would be lost. */
  const focused = useRef<number | null>(null);
  const height = (isPhone ? ROW.phone : ROW.wide) * rem;
  const virtual = useWindowVirtualizer({
    count: rows.length,
    enabled: isLong,
    estimateSize: useCallback(() => height, [height]),
    overscan: BEYOND,
    scrollMargin: useTop(body),
    useFlushSync: false,
  });
  // It keeps the sizes that it has estimated.
  useEffect(() => virtual.measure(), [virtual, height]);
  const drawn = !isPainted
    ? []
    : isLong
      ? withRow(
          virtual.getVirtualItems().map(({ index }) => index),
          focused.current,
          rows.length,
        )
      : rows.keys().toArray();
  const noteFocus = ({ target }: FocusEvent) => {
    const at = target.closest<HTMLElement>("[data-at]")?.dataset["at"];
    focused.current = at === undefined ? null : Number(at);
  };

  return (
    <div ref={frame}>
      <table className={classes.table} aria-label={label} aria-rowcount={rows.length + 1}>
        <colgroup>
          {canTick && <col className={classes.tickColumn} />}
          {beside.map(({ id }, place) => (
            <col key={id} style={{ width: inRem(widths[place]) }} />
          ))}
        </colgroup>
        <TableHead table={table} columns={beside} canTick={canTick} />
        <tbody ref={body} onFocus={noteFocus} onBlur={() => (focused.current = null)}>
          {pieces(drawn, rows.length).map((piece) => {
            if ("gap" in piece)
              return (
                <tr key={`before ${piece.before}`} aria-hidden>
                  <td
                    className={classes.gap}
                    colSpan={beside.length + Number(canTick)}
                    style={{ height: piece.gap * height }}
                  />
                </tr>
              );
            const thing = rows[piece.row]!;
            const id = idOf(thing);
            return (
              <TableRow
                key={id}
                thing={thing}
                id={id}
                name={nameOf(thing)}
                at={piece.row}
                beside={beside}
                line={line}
                isTicked={ticks.has(id)}
                onTick={canTick ? tick : null}
              />
            );
          })}
          {rows.length === 0 && (
            <tr>
              <td colSpan={beside.length + Number(canTick)}>{say("frame.nothingFound")}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

const NO_LINE: readonly never[] = [];

/** Infinity, until the table's width is known, is none. */
const inRem = (width: number | undefined) => (width === undefined || width === Infinity ? undefined : `${width}rem`);
