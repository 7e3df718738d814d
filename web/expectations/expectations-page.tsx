import { ActionIcon, Button, Checkbox, Group, Text } from "@mantine/core";
import { usePrefetchQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { expectationKey } from "../../src/policy/expectation-key.ts";
import { companyQuery, directoryQuery, useDirectory } from "../api/documents.ts";
import { expectationsQuery, unmetQuery, type Expectation, type Unmet } from "../api/expectations.ts";
import { Holding } from "../expected/holding.tsx";
import { useExpectationWords } from "../expected/use-expectation-words.ts";
import { findByWords } from "../find/search.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useMay } from "../session/use-may.ts";
import { About } from "../ui/about.tsx";
import { Empty } from "../ui/empty.tsx";
import list from "../ui/list.module.css";
import { SearchedList } from "../ui/searched-list.tsx";
import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";
import { ExpectationDialog } from "./expectation-dialog.tsx";
import { ProposedDialog } from "./proposed-dialog.tsx";
import { RemoveExpectation } from "./remove-expectation.tsx";
import { IconSettings, IconTrash } from "../icons/icons.ts";

export function ExpectationsPage() {
  const say = useWords();
  const company = useCompanyId();
  usePrefetchQuery(companyQuery(company));
  usePrefetchQuery(directoryQuery(company));
  usePrefetchQuery(unmetQuery(company));
  return (
    <Section title={say("frame.expectations")} guide="expectations">
      <Expectations key={company} company={company} />
    </Section>
  );
}

type Opened = Readonly<{ kind: "new" } | { kind: "proposed" } | { kind: "edit" | "remove"; expectation: Expectation }>;

function Expectations({ company }: Readonly<{ company: string }>) {
  const say = useWords();
  const mayWrite = useMay()("expectations.write", company);
  const { body: directory } = useDirectory(company);
  const { expectations } = useSuspenseQuery(expectationsQuery(company)).data.body;
  const checked = useSuspenseQuery(unmetQuery(company)).data;
  const words = useExpectationWords(directory);
  const [onlyUnmet, setOnlyUnmet] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);

  /** Of those that were checked: one that has just been saved may not be among them yet. */
  const results = useMemo(
    () => new Map(checked.results.map(({ expectation, unmet }) => [expectationKey(expectation), unmet])),
    [checked],
  );
  const unmetOf = (expectation: Expectation) => results.get(expectationKey(expectation));
  const unmet = expectations.filter((expectation) => unmetOf(expectation));
  const things = onlyUnmet ? unmet : expectations;
  const find = useMemo(
    () => findByWords(things, (one) => `${words.whole(one)} ${one.dialled} ${one.note ?? ""}`),
    [things, words],
  );

  const buttons = mayWrite && (
    <Group mb="sm">
      <Button onClick={() => setOpened({ kind: "new" })}>{say("expect.add")}</Button>
      <Button variant="default" onClick={() => setOpened({ kind: "proposed" })}>
        {say("expect.propose")}
      </Button>
    </Group>
  );
  return (
    <>
      <About isEmpty={expectations.length === 0}>{say("expect.about")}</About>
      {expectations.length === 0 ? (
        <Empty title={say("expect.empty")} text={say("expect.emptyText")}>
          {buttons}
        </Empty>
      ) : (
        <>
          {buttons}
          <SearchedList
            label={say("frame.expectations")}
            searchLabel={say("expect.search")}
            things={things}
            find={find}
            searchedFrom={8}
            filters={
              <Checkbox
                label={say("expect.onlyUnmet", { count: unmet.length })}
                checked={onlyUnmet}
                onChange={(event) => setOnlyUnmet(event.currentTarget.checked)}
              />
            }
            countText={(count) => (onlyUnmet && count === 0 ? say("expect.allHold") : say("expect.found", { count }))}
          >
            {(expectation) => (
              <Row
                key={`${expectationKey(expectation)} ${expectations.indexOf(expectation)}`}
                expectation={expectation}
                unmet={unmetOf(expectation)}
                words={words}
                onEdit={mayWrite ? () => setOpened({ kind: "edit", expectation }) : null}
                onRemove={mayWrite ? () => setOpened({ kind: "remove", expectation }) : null}
              />
            )}
          </SearchedList>
        </>
      )}
      {opened?.kind === "new" && <ExpectationDialog company={company} before={null} onClose={close} />}
      {opened?.kind === "edit" && <ExpectationDialog company={company} before={opened.expectation} onClose={close} />}
      {opened?.kind === "remove" && (
        <RemoveExpectation company={company} expectation={opened.expectation} words={words} onClose={close} />
      )}
      {opened?.kind === "proposed" && <ProposedDialog company={company} words={words} onClose={close} />}
    </>
  );
}

type RowProps = Readonly<{
  expectation: Expectation;
  /** Null: it holds; undefined: it is being checked. */
  unmet: Unmet | null | undefined;
  words: ReturnType<typeof useExpectationWords>;
  /** Null: the person may only look. */
  onEdit: (() => void) | null;
  onRemove: (() => void) | null;
}>;

function Row({ expectation, unmet, words, onEdit, onRemove }: RowProps) {
  const say = useWords();
  const { note } = expectation;
  const call = say("expect.call", { caller: words.caller(expectation), dialled: words.dialled(expectation) });
  return (
    <li className={list.row}>
      <div className={list.rowHead}>
        <Holding isMet={unmet === undefined ? null : unmet === null} />
        <Text fw={600}>{call}</Text>
        {onEdit && onRemove && (
          <span className={list.rowButtons}>
            <ActionIcon variant="subtle" color="gray" aria-label={say("expect.edit", { call })} onClick={onEdit}>
              <IconSettings size={18} />
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label={say("expect.remove", { call })} onClick={onRemove}>
              <IconTrash size={18} />
            </ActionIcon>
          </span>
        )}
      </div>
      <Text size="sm">{say("expect.shows", { number: words.number(expectation.shows) })}</Text>
      {unmet && (
        <Text size="sm" c="var(--mantine-color-error)">
          {words.unmet(unmet)}
        </Text>
      )}
      {note !== undefined && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
    </li>
  );
}
