import { Button, Text } from "@mantine/core";
import { Link, Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { COMPANIES_PAGE, useAllCompanies, type ListedCompany } from "../api/companies.ts";
import { Frame } from "../session/frame.tsx";
import { countryName } from "../countries/country-name.ts";
import { findByWords } from "../find/search.ts";
import { useCompanies, useHome, useMay } from "../session/use-may.ts";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { Loading } from "../ui/loading.tsx";
import { MorePages } from "../ui/more-pages.tsx";
import { SearchedList } from "../ui/searched-list.tsx";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useLanguage, useWords } from "../words/use-words.ts";
import { NewCompany } from "./new-company.tsx";

/** The companies of the signed-in person. With only one, the person is taken straight to it; an employee, to their own page. */
export function CompaniesPage() {
  const say = useWords();
  const home = useHome();
  const [only, ...others] = useCompanies() ?? [];
  if (home !== "/companies") return <Navigate to={home} replace />;
  if (only !== undefined && others.length === 0)
    return <Navigate to="/companies/$company/outgoing-numbers" params={{ company: only }} replace />;
  return (
    <Frame>
      <div className={ui.narrow}>
        <Section title={say("frame.companies")}>
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
  const listed = useAllCompanies();
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
            label={say("frame.companies")}
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
      <MorePages listed={listed} pageSize={COMPANIES_PAGE} />
      {adding && <NewCompany onClose={() => setAdding(false)} />}
    </>
  );
}

const find = (all: readonly ListedCompany[]) => findByWords(all, ({ id, name }) => `${id} ${name}`);
