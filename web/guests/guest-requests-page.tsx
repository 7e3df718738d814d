import { Text } from "@mantine/core";
import { Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { useAllPages } from "../api/all-pages.ts";
import { guestRequestsQuery, type ListedRequest } from "../api/guests.ts";
import { BreakingQuestion } from "../expected/breaking-question.tsx";
import { findByWords } from "../find/search.ts";
import { Frame } from "../session/frame.tsx";
import { useMay } from "../session/use-may.ts";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { SearchedList } from "../ui/searched-list.tsx";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { GrantRequest } from "./grant-request.tsx";
import { RefuseRequest } from "./refuse-request.tsx";
import { RequestRow, type Answered } from "./request-row.tsx";

/** The open requests of all companies to open the numbers to their guests, for support and operators. */
export function GuestRequestsPage() {
  const say = useWords();
  if (!useMay()("guests.answer")) return <Navigate to="/companies" replace />;
  return (
    <>
      <Frame>
        <div className={ui.narrow}>
          <Section title={say("frame.guestRequests")} guide="guest-requests">
            <Text size="sm" c="dimmed" mb="sm">
              {say("guests.about")}
            </Text>
            <Requests />
          </Section>
        </div>
      </Frame>
      <BreakingQuestion />
    </>
  );
}

/** From how many requests on there is a search. */
const SEARCHED = 10;

type Opened = Readonly<{ kind: Answered; asked: ListedRequest }>;

function Requests() {
  const say = useWords();
  const listed = useAllPages(guestRequestsQuery);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [done, setDone] = useState("");
  if (listed.isPending) return <Loading />;
  if (listed.data === undefined) return <FailureNote error={listed.error} again={() => void listed.refetch()} />;
  const all = listed.data.pages.flatMap(({ requests }) => requests);
  const close = () => setOpened(null);
  const closeDone = (text: string) => {
    setDone(text);
    close();
  };
  return (
    <>
      <Text size="sm" fw={600} role="status">
        {done}
      </Text>
      {all.length === 0 ? (
        <Empty title={say("guests.none")} text={say("guests.noneText")} />
      ) : (
        <SearchedList
          label={say("frame.guestRequests")}
          searchLabel={say("companies.search")}
          searchedFrom={SEARCHED}
          things={all}
          find={findByWords(all, ({ company, companyName }) => `${company} ${companyName}`)}
        >
          {(asked) => <RequestRow key={asked.company} asked={asked} onAnswer={(kind) => setOpened({ kind, asked })} />}
        </SearchedList>
      )}
      {listed.isError && <FailureNote error={listed.error} again={() => void listed.fetchNextPage()} />}
      {opened?.kind === "grant" && (
        <GrantRequest
          asked={opened.asked}
          onClose={close}
          onDone={() => closeDone(say("guests.granted", { company: opened.asked.companyName }))}
        />
      )}
      {opened?.kind === "refuse" && (
        <RefuseRequest
          asked={opened.asked}
          onClose={close}
          onDone={() => closeDone(say("guests.refused", { company: opened.asked.companyName }))}
        />
      )}
    </>
  );
}
