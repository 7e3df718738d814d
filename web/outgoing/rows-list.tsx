import { useCallback, type ReactNode } from "react";
import { foldedWords } from "../find/fold.ts";
import { SearchedList } from "../ui/searched-list.tsx";
import { useWords } from "../words/use-words.ts";
import type { Target } from "./logic/document.ts";
import { useSpotlight } from "./spotlight.tsx";

/** The number of rows from which a search is offered. */
const SEARCHED_FROM = 8;

type Props<Row> = Readonly<{
  label: string;
  rows: readonly Row[];
  /** The text that a row is found by. */
  textOf: (row: Row) => string;
  children: (row: Row) => ReactNode;
}>;

export function RowsList<Row extends Readonly<{ key: string; targets: readonly Target[] }>>(props: Props<Row>) {
  const { label, rows, textOf, children } = props;
  const say = useWords();
  const { focusTarget } = useSpotlight();
  const find = useCallback((query: string) => foundRows(rows, textOf, query), [rows, textOf]);
  return (
    <SearchedList
      label={label}
      searchLabel={say("outgoing.searchIn", { block: label })}
      things={rows}
      find={find}
      searchedFrom={SEARCHED_FROM}
      wanted={focusTarget === null ? undefined : rows.find(({ targets }) => targets.includes(focusTarget))}
      keyOf={keyOf}
    >
      {children}
    </SearchedList>
  );
}

const keyOf = ({ key }: Readonly<{ key: string }>) => key;

/** Finds rows by the words of their text, or by any run of the number's digits. */
function foundRows<Row>(rows: readonly Row[], textOf: (row: Row) => string, query: string): readonly Row[] {
  const digits = query.replace(/\D/g, "");
  const words = foldedWords(query);
  const isNumber = digits.length > 1 && digits.length >= query.replace(/[\s+()-]/g, "").length;
  return rows.filter((row) => {
    const text = foldedWords(textOf(row));
    return isNumber
      ? text.some((word) => word.includes(digits))
      : words.every((word) => text.some((is) => is.startsWith(word)));
  });
}
