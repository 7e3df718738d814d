import { Anchor, Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import { exportAddress, historyQuery, type Author, type HistoryFilter, type HistoryItem } from "../api/history.ts";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { Loading } from "../ui/loading.tsx";
import { useWords } from "../words/use-words.ts";
import { actionWords } from "./action-words.ts";
import { HistoryFilters } from "./history-filters.tsx";
import { ToldList } from "./told-list.tsx";
import { useChangeWords } from "./use-change-words.ts";
import { WhoAndWhen } from "./who-and-when.tsx";
import classes from "./history.module.css";

const NO_FILTER: HistoryFilter = { author: "", document: "", since: "", until: "" };

/** Changes of a write that are shown at once. */
const FIRST = 6;

/** A page of the service may be empty although there are more; so many are asked for without being told to. */
const PAGES = 10;

type Props = Readonly<{
  /** Null: everything. */
  company: string | null;
  directory: Directory;
  /** What can be done with a write. */
  actions: (item: HistoryItem) => ReactNode;
  /** What can be done with all writes of an author, while only theirs are shown. */
  authorActions?: (author: Author, filter: HistoryFilter) => ReactNode;
}>;

/** Who changed what, newest first, with filters. */
export function HistoryList({ company, directory, actions, authorActions }: Props) {
  const say = useWords();
  const [filter, setFilter] = useState(NO_FILTER);
  const [authors, setAuthors] = useState<ReadonlyMap<string, Author>>(new Map());
  const written = useInfiniteQuery(historyQuery(company, filter));
  const { data, error, hasNextPage, isFetching, fetchNextPage } = written;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const pages = data?.pages.length ?? 0;

  useEffect(() => {
    if (items.length === 0 && hasNextPage && !isFetching && error === null && pages < PAGES) void fetchNextPage();
  }, [items, hasNextPage, isFetching, error, pages, fetchNextPage]);

  // Those of earlier answers can still be chosen when only one's writes are shown.
  useEffect(() => {
    setAuthors((known) => {
      const found = items
        .filter(({ author }) => !known.has(author.id))
        .map(({ author }) => [author.id, author] as const);
      return found.length === 0 ? known : new Map([...known, ...found]);
    });
  }, [items]);

  const chosen = authors.get(filter.author);
  return (
    <>
      <HistoryFilters filter={filter} onChange={setFilter} authors={[...authors.values()]} ofAll={company === null} />
      <div className={classes.links}>
        {(["csv", "json"] as const).map((format) => (
          <Anchor key={format} href={exportAddress(company, format, filter)} download size="sm">
            {say(`history.${format}`)}
          </Anchor>
        ))}
      </div>
      {chosen && authorActions?.(chosen, filter)}
      {data === undefined && error === null && <Loading />}
      {items.length > 0 && (
        <ul className={list.rows} aria-label={say("frame.history")}>
          {items.map((item) => (
            <Row
              key={item.revision}
              item={item}
              directory={directory}
              onAuthor={
                filter.author === item.author.id ? null : () => setFilter({ ...filter, author: item.author.id })
              }
            >
              {actions(item)}
            </Row>
          ))}
        </ul>
      )}
      {data !== undefined && items.length === 0 && !hasNextPage && (
        <Empty title={say("history.empty")} text={say("history.emptyText")} />
      )}
      {error !== null && (
        <FailureNote error={error} again={() => void (data === undefined ? written.refetch() : fetchNextPage())} />
      )}
      {hasNextPage && error === null && (
        <Button variant="default" mt="sm" onClick={() => void fetchNextPage()} loading={written.isFetchingNextPage}>
          {say("history.more")}
        </Button>
      )}
    </>
  );
}

type RowProps = Readonly<{
  item: HistoryItem;
  directory: Directory;
  /** Null: only theirs are shown. */
  onAuthor: (() => void) | null;
  children: ReactNode;
}>;

function Row({ item, directory, onAuthor, children }: RowProps) {
  const say = useWords();
  const words = useChangeWords(directory, item.names, item.changes);
  const told = useMemo(() => item.changes.flatMap(words), [item, words]);
  return (
    <li className={list.row}>
      <div className={list.rowHead}>
        <Text fw={600} component="h2" size="md">
          {actionWords(item.action, say)}
        </Text>
        <span className={list.rowButtons}>{children}</span>
      </div>
      <WhoAndWhen item={item} onAuthor={onAuthor} />
      {told.length === 0 ? <Text size="sm">{say("history.noChanges")}</Text> : <ToldList told={told} first={FIRST} />}
    </li>
  );
}
