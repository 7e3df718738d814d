/** A list that is searched, and grows as it is asked for more: two thousand rows at once would be slow. */
import { Button, Group, Text, TextInput } from "@mantine/core";
import { useDeferredValue, useEffect, useMemo, useState, type ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import classes from "./list.module.css";

const SHOWN = 50;
const MORE = 200;

type Props<T> = Readonly<{
  /** Of the list. */
  label: string;
  searchLabel: string;
  things: readonly T[];
  /** Those that a text finds; it is asked for a text only. */
  find: (text: string) => readonly T[];
  /** A search is offered where there are more. */
  searchedFrom?: number;
  /** Other filters, beside the search. */
  filters?: ReactNode;
  /** What was found, in words. */
  countText?: (count: number) => string;
  /** One that has to come into sight, however far down it stands and whatever is searched for. */
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
