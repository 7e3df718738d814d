import { AppShell, Button, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { part, request } from "../api/request.ts";
import { TopBar } from "../app/top-bar.tsx";
import { countryName } from "../countries/countries.ts";
import { foldedWords } from "../find/fold.ts";
import { useSession } from "../session/session.ts";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { Section } from "../ui/section.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import classes from "./companies-page.module.css";

const PAGE = 1000;

type Listed = Readonly<{ id: string; name: string; country: string }>;

/** The companies of whoever is signed in; who has one only is taken there. */
export function CompaniesPage() {
  const say = useWords();
  const { session } = useSession();
  const [only, ...others] = session?.companies ?? [];
  if (only !== undefined && others.length === 0)
    return <Navigate to="/companies/$company/outgoing-numbers" params={{ company: only }} replace />;
  return (
    <AppShell header={{ height: 56 }} padding={{ base: "sm", sm: "lg" }}>
      <AppShell.Header>
        <TopBar />
      </AppShell.Header>
      <AppShell.Main className={classes.main}>
        <Section title={say("companies.title")}>
          <Companies />
        </Section>
      </AppShell.Main>
    </AppShell>
  );
}

function Companies() {
  const say = useWords();
  const language = useLanguage();
  const { session } = useSession();
  const [search, setSearch] = useState("");
  const listed = useInfiniteQuery({
    queryKey: ["companies"],
    initialPageParam: "",
    queryFn: async ({ pageParam, signal }) => {
      const after = pageParam === "" ? "" : `&after=${part(pageParam)}`;
      const { body } = await request<{ companies: Listed[] }>("GET", `companies?limit=${PAGE}${after}`, { signal });
      return body.companies;
    },
    getNextPageParam: (last) => (last.length < PAGE ? undefined : last.at(-1)!.id),
  });
  if (listed.isPending) return <Loading />;
  if (listed.isError) return <FailureNote error={listed.error} again={() => void listed.refetch()} />;
  const all = listed.data.pages.flat();
  if (all.length === 0)
    return session?.role === "operator" ? (
      <Empty title={say("companies.empty")} text={say("companies.emptyText")} />
    ) : (
      <Empty title={say("companies.none")} text={say("companies.noneText")} />
    );
  const asked = foldedWords(search);
  const found = all.filter(({ id, name }) => {
    const words = foldedWords(`${id} ${name}`);
    return asked.every((word) => words.some((is) => is.startsWith(word)));
  });
  return (
    <>
      <TextInput
        type="search"
        label={say("companies.search")}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ul className={classes.list}>
        {found.slice(0, 200).map(({ id, name, country }) => (
          <li key={id}>
            <Link to="/companies/$company/outgoing-numbers" params={{ company: id }} className={classes.link}>
              {name}
            </Link>
            <span className={classes.about}>{`${id} · ${countryName(country, language)}`}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p>{say("frame.nothingFound")}</p>}
      {listed.hasNextPage && (
        <Button variant="default" onClick={() => void listed.fetchNextPage()} loading={listed.isFetchingNextPage}>
          {say("frame.showMore", { count: PAGE })}
        </Button>
      )}
    </>
  );
}
