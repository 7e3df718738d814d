import { Button, Checkbox, Text } from "@mantine/core";
import { Navigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useAllPages } from "../api/all-pages.ts";
import { keysQuery, type ListedKey } from "../api/keys.ts";
import { findByWords } from "../find/search.ts";
import { Frame } from "../session/frame.tsx";
import { useMay } from "../session/use-may.ts";
import { About } from "../ui/about.tsx";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { Loading } from "../ui/loading.tsx";
import { Pill } from "../ui/pill.tsx";
import { SearchedList } from "../ui/searched-list.tsx";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useMomentText, useWho, useWords } from "../words/use-words.ts";
import { NewKey } from "./new-key.tsx";
import { RevokeKey } from "./revoke-key.tsx";

/** The keys with which programs ask, for operators. */
export function KeysPage() {
  const say = useWords();
  if (!useMay()("keys.manage")) return <Navigate to="/companies" replace />;
  return (
    <Frame>
      <div className={ui.narrow}>
        <Section title={say("frame.keys")} guide="keys">
          <Keys />
        </Section>
      </div>
    </Frame>
  );
}

const hasEnded = ({ revokedAt, expiresAt }: ListedKey) =>
  revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= Date.now());

const find = (all: readonly ListedKey[]) =>
  findByWords(all, ({ name, companies, createdBy }) => [name, createdBy, ...(companies ?? [])].join(" "));

function Keys() {
  const say = useWords();
  const [opened, setOpened] = useState<"new" | ListedKey | null>(null);
  const [withEnded, setWithEnded] = useState(false);
  const close = () => setOpened(null);
  const listed = useAllPages(keysQuery);
  const all = useMemo(() => listed.data?.pages.flatMap(({ keys }) => keys) ?? [], [listed.data]);
  const shown = useMemo(() => (withEnded ? all : all.filter((key) => !hasEnded(key))), [all, withEnded]);
  if (listed.isPending) return <Loading />;
  if (listed.data === undefined) return <FailureNote error={listed.error} again={() => void listed.refetch()} />;
  const add = <Button onClick={() => setOpened("new")}>{say("keys.add")}</Button>;
  return (
    <>
      <About isEmpty={all.length === 0}>{say("keys.about")}</About>
      {all.length === 0 ? (
        <Empty title={say("keys.empty")}>{add}</Empty>
      ) : (
        <>
          {add}
          <SearchedList
            label={say("frame.keys")}
            searchLabel={say("keys.search")}
            things={shown}
            find={find(shown)}
            searchedFrom={8}
            filters={
              all.some(hasEnded) && (
                <Checkbox
                  label={say("keys.withEnded")}
                  checked={withEnded}
                  onChange={(event) => setWithEnded(event.currentTarget.checked)}
                />
              )
            }
          >
            {(key) => <Row key={key.id} shown={key} onRevoke={() => setOpened(key)} />}
          </SearchedList>
        </>
      )}
      {listed.isError && <FailureNote error={listed.error} again={() => void listed.fetchNextPage()} />}
      {opened === "new" && <NewKey onClose={close} />}
      {opened !== null && opened !== "new" && <RevokeKey revoked={opened} onClose={close} />}
    </>
  );
}

function Row({ shown, onRevoke }: Readonly<{ shown: ListedKey; onRevoke: () => void }>) {
  const say = useWords();
  const who = useWho();
  const momentText = useMomentText();
  const { name, role, companies, sync, createdAt, createdBy, revokedAt, expiresAt, addresses, lastUsedAt } = shown;
  return (
    <li className={list.row}>
      <div className={list.rowHead}>
        <Text fw={600}>{name}</Text>
        <Text size="sm">
          {[
            say(sync ? "keys.role.sync" : `keys.role.${role}`),
            companies === null ? say("frame.allCompanies") : companies.join(", "),
          ].join(" · ")}
        </Text>
        {hasEnded(shown) && <Pill>{say(revokedAt === null ? "keys.expired" : "keys.revoked")}</Pill>}
        {!hasEnded(shown) && (
          <span className={list.rowButtons}>
            <Button variant="default" size="sm" aria-label={say("keys.revokeOne", { name })} onClick={onRevoke}>
              {say("keys.revoke")}
            </Button>
          </span>
        )}
      </div>
      <Text size="sm" c="dimmed">
        {[
          lastUsedAt === null ? say("keys.neverUsed") : say("keys.used", { moment: momentText(lastUsedAt) }),
          say("keys.made", { moment: momentText(createdAt), who: who(createdBy) }),
          revokedAt !== null && say("keys.revokedAt", { moment: momentText(revokedAt) }),
          revokedAt === null && expiresAt !== null && say("keys.until", { moment: momentText(expiresAt) }),
          addresses !== null && say("keys.from", { addresses: addresses.join(", ") }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
    </li>
  );
}
