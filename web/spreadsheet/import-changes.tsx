/** What an import changes, as a table. */
import { Button, Text, Title } from "@mantine/core";
import { useId, useState } from "react";
import { writePhone } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";
import { countsOf, countsText } from "./counts.ts";
import type { Change } from "./import.ts";
import classes from "./import-dialog.module.css";
import { columnKey, columnsOf, phonesOf, type Kind } from "./kinds.ts";

/** Rows that are shown at first. */
const SHOWN = 100;

/** Rows that are added to them at once: the browser takes a while for many. */
const MORE = 1000;

/** What names the thing is in a column of its own. */
const NAMES: Readonly<Record<Kind, string>> = { employees: "name", departments: "name", numbers: "number" };

export function Changes({ kind, changes }: Readonly<{ kind: Kind; changes: readonly Change[] }>) {
  const say = useWords();
  const title = useId();
  const [shown, setShown] = useState(SHOWN);
  if (changes.length === 0) return <Text>{say("sheet.nothing")}</Text>;
  const columns = columnsIn(kind, changes);
  const left = changes.length - shown;
  return (
    <>
      <Title order={3} id={title}>
        {say("sheet.willChange")}
      </Title>
      <Text size="sm">{countsText("sheet.counts", countsOf(changes), say)}</Text>
      <div className={classes.scroller} role="region" tabIndex={0} aria-labelledby={title}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{say("sheet.change")}</th>
              <th scope="col">{say(columnKey(kind, NAMES[kind]))}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {say(columnKey(kind, column))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, shown).map((change, at) => (
              <Row key={at} kind={kind} change={change} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && (
        <Button variant="default" size="compact-md" mt="xs" onClick={() => setShown(shown + MORE)}>
          {say("frame.showMore", { count: Math.min(left, MORE) })}
        </Button>
      )}
    </>
  );
}

/** The columns in which something is added or changed, besides the name; the identifier of new people is given. */
function columnsIn(kind: Kind, changes: readonly Change[]): readonly string[] {
  const used = new Set(
    changes.flatMap((change) =>
      change.kind === "removed"
        ? []
        : change.fields.flatMap(({ column }) => (column === "id" && change.kind === "added" ? [] : [column])),
    ),
  );
  return columnsOf(kind).filter((column) => used.has(column) && column !== NAMES[kind]);
}

type RowProps = Readonly<{ kind: Kind; change: Change; columns: readonly string[] }>;

function Row({ kind, change, columns }: RowProps) {
  const say = useWords();
  const fieldOf = (column: string) => change.fields.find((field) => field.column === column);
  const cell = (column: string) => {
    const field = fieldOf(column);
    return field && change.kind !== "removed" ? <Cell kind={kind} {...field} isNew={change.kind === "added"} /> : null;
  };
  return (
    <tr>
      <td>
        <span className={classes.mark} data-kind={change.kind}>
          {say(`sheet.change.${change.kind}`)}
        </span>
      </td>
      <th scope="row">{(change.kind === "changed" && cell(NAMES[kind])) || written(kind, NAMES[kind], change.name)}</th>
      {columns.map((column) => (
        <td key={column}>{cell(column)}</td>
      ))}
    </tr>
  );
}

type CellProps = Readonly<{ kind: Kind; column: string; from: string; to: string; isNew: boolean }>;

function Cell({ kind, column, from, to, isNew }: CellProps) {
  const [before, after] = [from, to].map((text) => written(kind, column, text) || "—");
  if (isNew) return after;
  return (
    <>
      <span className={classes.was}>{before}</span> → {after}
    </>
  );
}

/** Phone numbers as their country writes them. */
function written(kind: Kind, column: string, text: string): string {
  const isPhone = phonesOf(kind)[columnsOf(kind).indexOf(column)];
  const shown = isPhone ? text.replace(/\+\d{3,15}(?=$|;)/g, writePhone) : text;
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown;
}
