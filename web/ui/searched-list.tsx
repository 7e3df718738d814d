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
  /**
   * One that has to be rendered, however far down it is and whatever is searched for. Beyond what is shown it stands
   * after the button for more: to render all that lies between would be slow.
   */
  wanted?: T | undefined;
  /** What tells that a thing is the same after a change. */
  keyOf?: (thing: T) => string;
  children: (thing: T) => ReactNode;
}>;

export function SearchedList<T>(props: Props<T>) {
  const { label, searchLabel, things, find, searchedFrom = 0, filters, countText, wanted, keyOf, children } = props;
  const say = useWords();
  const [search, setSearch] = useState("");
  const [limit, setLimit] = useState(SHOWN);
  /** The keys of those that were wanted last. */
  const [apart, setApart] = useState<readonly string[]>([]);
  const query = useDeferredValue(search);
  const found = useMemo(() => (query.trim() === "" ? things : find(query)), [things, find, query]);
  useEffect(() => {
    if (wanted === undefined || !keyOf) return;
    if (!found.includes(wanted)) setSearch("");
    const key = keyOf(wanted);
    setApart((keys) => (keys.includes(key) ? keys : [...keys, key].slice(-SHOWN)));
  }, [wanted, found, keyOf]);
  const shown = found.slice(0, limit);
  const left = found.slice(limit);
  const shownApart = keyOf && apart.length > 0 ? left.filter((thing) => apart.includes(keyOf(thing))) : [];
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
      {shown.length > 0 && <Rows label={label}>{shown.map(children)}</Rows>}
      {found.length === 0 && things.length > 0 && <p>{say("frame.nothingFound")}</p>}
      {left.length > shownApart.length && (
        <Button variant="default" mt="sm" onClick={() => setLimit(limit + MORE)}>
          {say("frame.showMore", { count: Math.min(MORE, left.length - shownApart.length) })}
        </Button>
      )}
      {shownApart.length > 0 && <Rows label={label}>{shownApart.map(children)}</Rows>}
    </>
  );
}

const Rows = ({ label, children }: Readonly<{ label: string; children: ReactNode }>) => (
  <ul className={classes.rows} aria-label={label}>
    {children}
  </ul>
);
