import { Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { COMPANIES_PAGE, companiesQuery, type ListedCompany } from "../api/companies.ts";
import { Frame } from "../page/frame.tsx";
import { TopBar } from "../session/top-bar.tsx";
import { countryName } from "../countries/country-name.ts";
import { foldedWords } from "../find/fold.ts";
import { useCompanies, useMay } from "../session/use-may.ts";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { Loading } from "../ui/loading.tsx";
import { SearchedList } from "../ui/searched-list.tsx";
import { Section } from "../ui/section.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import classes from "./companies-page.module.css";
import { NewCompany } from "./new-company.tsx";

/** Pages that are fetched without being asked for. */
const PAGES = 20;

/** The companies of the signed-in person. With only one, the person is taken straight to it. */
export function CompaniesPage() {
  const say = useWords();
  const [only, ...others] = useCompanies() ?? [];
  if (only !== undefined && others.length === 0)
    return <Navigate to="/companies/$company/outgoing-numbers" params={{ company: only }} replace />;
  return (
    <Frame header={<TopBar />}>
      <div className={classes.main}>
        <Section title={say("companies.title")}>
          <Companies />
        </Section>
      </div>
    </Frame>
  );
}

function Companies() {
  const say = useWords();
  const language = useLanguage();
  const mayCreate = useMay()("company.create");
  const [adding, setAdding] = useState(false);
  const listed = useInfiniteQuery(companiesQuery);
  const { hasNextPage, isFetching, isError, fetchNextPage } = listed;
  const pages = listed.data?.pages.length ?? 0;
  // Fetch further pages at once, so that a search finds all companies; beyond the limit, on request only.
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && pages < PAGES) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, pages, fetchNextPage]);
  if (listed.isPending) return <Loading />;
  if (listed.data === undefined) return <FailureNote error={listed.error} again={() => void listed.refetch()} />;
  const all = listed.data.pages.flat();
  const add = mayCreate && <Button onClick={() => setAdding(true)}>{say("companies.add")}</Button>;
  return (
    <>
      {all.length === 0 ? (
        <Empty
          title={say(mayCreate ? "companies.empty" : "companies.none")}
          text={say(mayCreate ? "companies.emptyText" : "companies.noneText")}
        >
          {add}
        </Empty>
      ) : (
        <>
          {add}
          <SearchedList
            label={say("companies.title")}
            searchLabel={say("companies.search")}
            things={all}
            find={find(all)}
          >
            {({ id, name, country }) => (
              <li key={id} className={list.row}>
                <div className={list.rowHead}>
                  <Link to="/companies/$company/outgoing-numbers" params={{ company: id }} className={list.name}>
                    {name}
                  </Link>
                  <Text size="sm" c="dimmed">{`${id} · ${countryName(country, language)}`}</Text>
                </div>
              </li>
            )}
          </SearchedList>
        </>
      )}
      {listed.isError && <FailureNote error={listed.error} again={() => void listed.fetchNextPage()} />}
      {listed.hasNextPage && (
        <Button
          variant="default"
          mt="sm"
          onClick={() => void listed.fetchNextPage()}
          loading={listed.isFetchingNextPage}
        >
          {say("companies.next", { count: COMPANIES_PAGE })}
        </Button>
      )}
      {adding && <NewCompany onClose={() => setAdding(false)} />}
    </>
  );
}

/** Finds companies whose name or id has words that begin with those of the query. */
const find = (all: readonly ListedCompany[]) => (text: string) => {
  const query = foldedWords(text);
  return all.filter(({ id, name }) => {
    const words = foldedWords(`${id} ${name}`);
    return query.every((word) => words.some((is) => is.startsWith(word)));
  });
};
