import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { peopleQuery, PEOPLE_PAGE, type ListedPerson } from "../api/people.ts";
import { useAllPages } from "../api/all-pages.ts";
import { findByWords } from "../find/search.ts";
import { useMay } from "../session/use-may.ts";
import { useRoleText } from "../session/role-text.ts";
import { About } from "../ui/about.tsx";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { MorePages } from "../ui/more-pages.tsx";
import { SearchedList } from "../ui/searched-list.tsx";
import { useWords } from "../words/use-words.ts";
import { InvitePerson } from "./invite-person.tsx";
import { NewLink } from "./new-link.tsx";
import { EditPerson } from "./edit-person.tsx";
import { PersonRow, type PersonAction } from "./person-row.tsx";
import { RemovePerson } from "./remove-person.tsx";

type Opened = Readonly<{ kind: "invite" } | { kind: PersonAction; person: ListedPerson }>;

/** @param props.company null: everybody */
export function People({ company }: Readonly<{ company: string | null }>) {
  const say = useWords();
  const roleText = useRoleText();
  const mayManage = useMay()("people.manage", company ?? undefined);
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const query = useMemo(() => peopleQuery(company), [company]);
  const listed = useAllPages(query);
  const all = useMemo(() => listed.data?.pages.flatMap(({ items }) => items) ?? [], [listed.data]);
  const find = findByWords(all, ({ name, email, roles }) => [name, email, ...roles.map(roleText)].join(" "));
  if (listed.isPending) return <Loading />;
  if (listed.data === undefined) return <FailureNote error={listed.error} again={() => void listed.refetch()} />;
  const invite = mayManage && <Button onClick={() => setOpened({ kind: "invite" })}>{say("access.invite")}</Button>;
  return (
    <>
      <About isEmpty={all.length === 0}>{say(company === null ? "access.aboutAll" : "access.about")}</About>
      {all.length === 0 ? (
        <Empty title={say("access.empty")} text={say("access.emptyText")}>
          {invite}
        </Empty>
      ) : (
        <>
          {invite}
          <SearchedList
            label={say("frame.access")}
            searchLabel={say("access.search")}
            things={all}
            find={find}
            countText={(count) => say("access.found", { count })}
          >
            {(person) => (
              <PersonRow
                key={person.id}
                person={person}
                company={company}
                onAction={mayManage ? (kind) => setOpened({ kind, person }) : null}
              />
            )}
          </SearchedList>
        </>
      )}
      <MorePages listed={listed} pageSize={PEOPLE_PAGE} />
      {opened?.kind === "invite" && <InvitePerson company={company} onClose={close} />}
      {opened?.kind === "edit" && <EditPerson person={opened.person} company={company} onClose={close} />}
      {opened?.kind === "link" && <NewLink person={opened.person} onClose={close} />}
      {opened?.kind === "remove" && <RemovePerson person={opened.person} onClose={close} />}
    </>
  );
}
