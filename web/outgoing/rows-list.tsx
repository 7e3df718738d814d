import { Button, TextInput } from "@mantine/core";
import { useDeferredValue, useState, type ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import { useDraft } from "./draft-context.ts";
import type { Target } from "./logic/document.ts";
import { foldedWords } from "../find/fold.ts";
import classes from "./outgoing.module.css";

/** Rows that are shown before more are asked for; a search is offered where there are more than a few. */
const SHOWN = 100;
const SEARCHED_FROM = 8;

type Props<Row> = Readonly<{
  label: string;
  rows: readonly Row[];
  /** What a row is found by. */
  textOf: (row: Row) => string;
  children: (row: Row) => ReactNode;
}>;

export function RowsList<Row extends Readonly<{ targets: readonly Target[] }>>(props: Props<Row>) {
  const { label, rows, textOf, children } = props;
  const say = useWords();
  const { sought } = useDraft();
  const [search, setSearch] = useState("");
  const [limit, setLimit] = useState(SHOWN);
  const asked = useDeferredValue(search);
  const digits = asked.replace(/\D/g, "");
  const words = foldedWords(asked);
  const found =
    asked.trim() === ""
      ? rows
      : rows.filter((row) => {
          const text = foldedWords(textOf(row));
          const isNumber = digits.length > 1 && digits.length >= asked.replace(/[\s+()-]/g, "").length;
          return isNumber
            ? text.some((word) => word.includes(digits))
            : words.every((word) => text.some((is) => is.startsWith(word)));
        });
  const at = sought === null ? -1 : found.findIndex(({ targets }) => targets.includes(sought));
  const shown = found.slice(0, Math.max(limit, at + 1));

  return (
    <>
      {rows.length > SEARCHED_FROM && (
        <TextInput
          type="search"
          aria-label={say("outgoing.searchIn", { block: label })}
          placeholder={say("frame.search")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ul className={classes.rows} aria-label={label}>
        {shown.map(children)}
      </ul>
      {found.length === 0 && rows.length > 0 && <p>{say("frame.nothingFound")}</p>}
      {found.length > shown.length && (
        <Button variant="default" mt="sm" onClick={() => setLimit(limit + 400)}>
          {say("frame.showMore", { count: Math.min(400, found.length - shown.length) })}
        </Button>
      )}
    </>
  );
}
