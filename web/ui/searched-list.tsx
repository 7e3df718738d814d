/** A searchable list that grows on request: to render two thousand rows at once would be slow. */
import { Button, Group, Text, TextInput } from "@mantine/core";
import { useDeferredValue, useEffect, useMemo, useState, type ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import classes from "./list.module.css";

const SHOWN = 50;
const MORE = 200;

type Props<T> = Readonly<{
  /** The accessible name of the list. */
  label: string;
  searchLabel: string;
  things: readonly T[];
  /** Finds those that match a query, which is not empty. */
  find: (text: string) => readonly T[];
  /** The search is offered if there are more than this. */
  searchedFrom?: number;
  /** Other filters, beside the search. */
  filters?: ReactNode;
  /** How many were found, in words. */
  countText?: (count: number) => string;
  /** One that has to be rendered, however far down it is and whatever is searched for. */
  wanted?: T | undefined;
  children: (thing: T) => ReactNode;
}>;

export function SearchedList<T>(props: Props<T>) {
  const { label, searchLabel, things, find, searchedFrom = 0, filters, countText, wanted, children } = props;
  const say = useWords();
  const [search, setSearch] = useState("");
  const [limit, setLimit] = useState(SHOWN);
  const query = useDeferredValue(search);
  const found = useMemo(() => (query.trim() === "" ? things : find(query)), [things, find, query]);
  useEffect(() => {
    if (wanted === undefined) return;
    if (!found.includes(wanted)) setSearch("");
    setLimit((limit) => Math.max(limit, things.indexOf(wanted) + 1));
  }, [wanted, found, things]);
  const shown = found.slice(0, limit);
  return (
    <>
      {(things.length > searchedFrom || filters) && (
        <Group gap="sm" mt="xs">
          {things.length > searchedFrom && (
            <TextInput
              type="search"
              aria-label={searchLabel}
              placeholder={say("frame.search")}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
              className={classes.search}
            />
          )}
          {filters}
        </Group>
      )}
      {countText && (
        <Text size="sm" mt="sm" c="dimmed" role="status">
          {countText(found.length)}
        </Text>
      )}
      {shown.length > 0 && (
        <ul className={classes.rows} aria-label={label}>
          {shown.map(children)}
        </ul>
      )}
      {found.length === 0 && things.length > 0 && <p>{say("frame.nothingFound")}</p>}
      {found.length > shown.length && (
        <Button variant="default" mt="sm" onClick={() => setLimit(limit + MORE)}>
          {say("frame.showMore", { count: Math.min(MORE, found.length - shown.length) })}
        </Button>
      )}
    </>
  );
}
