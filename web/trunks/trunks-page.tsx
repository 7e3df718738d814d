import { ActionIcon, Button, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { trunksQuery, type NamedTrunk } from "../api/trunks.ts";
import { findByWords } from "../find/search.ts";
import { Frame } from "../session/frame.tsx";
import { useMay } from "../session/use-may.ts";
import { About } from "../ui/about.tsx";
import { Empty } from "../ui/empty.tsx";
import list from "../ui/list.module.css";
import { SearchedList } from "../ui/searched-list.tsx";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useLanguage, useWords } from "../words/use-words.ts";
import { useExamples } from "./examples.tsx";
import { RemoveTrunk } from "./remove-trunk.tsx";
import { EditTrunk, NewTrunk } from "./trunk-dialog.tsx";
import { formText } from "./trunk-words.ts";
import classes from "./trunks.module.css";
import { IconSettings, IconTrash } from "../icons/icons.ts";

/** The operator's connections to carriers. Others have no such section. */
export function TrunksPage() {
  const say = useWords();
  if (!useMay()("trunks.manage")) return <Navigate to="/companies" replace />;
  return (
    <Frame>
      <div className={ui.narrow}>
        <Section title={say("frame.trunks")} guide="trunks">
          <Trunks />
        </Section>
      </div>
    </Frame>
  );
}

type Opened = Readonly<{ kind: "new" } | { kind: "edit" | "remove"; trunk: NamedTrunk }>;

function Trunks() {
  const say = useWords();
  const { data: trunks } = useSuspenseQuery(trunksQuery);
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const add = <Button onClick={() => setOpened({ kind: "new" })}>{say("trunks.add")}</Button>;
  return (
    <>
      <About isEmpty={trunks.length === 0}>{say("trunks.about")}</About>
      {trunks.length === 0 ? (
        <Empty title={say("trunks.empty")} text={say("trunks.emptyText")}>
          {add}
        </Empty>
      ) : (
        <>
          {add}
          <SearchedList
            label={say("frame.trunks")}
            searchLabel={say("trunks.search")}
            things={trunks}
            find={find(trunks)}
            searchedFrom={8}
          >
            {(trunk) => (
              <Row
                key={trunk.id}
                trunk={trunk}
                onEdit={() => setOpened({ kind: "edit", trunk })}
                onRemove={() => setOpened({ kind: "remove", trunk })}
              />
            )}
          </SearchedList>
        </>
      )}
      {opened?.kind === "new" && <NewTrunk onClose={close} />}
      {opened?.kind === "edit" && <EditTrunk id={opened.trunk.id} onClose={close} />}
      {opened?.kind === "remove" && <RemoveTrunk trunk={opened.trunk} onClose={close} />}
    </>
  );
}

type RowProps = Readonly<{ trunk: NamedTrunk; onEdit: () => void; onRemove: () => void }>;

function Row({ trunk: { id, name, domain, shown, called, accepts }, onEdit, onRemove }: RowProps) {
  const say = useWords();
  const language = useLanguage();
  const [shownExample] = useExamples({ shown });
  const [calledExample] = useExamples({ called });
  return (
    <li className={list.row}>
      <div className={list.rowHead}>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">{`${id} · ${domain}`}</Text>
        <span className={list.rowButtons}>
          <ActionIcon variant="subtle" color="gray" aria-label={say("trunks.edit", { name })} onClick={onEdit}>
            <IconSettings size={18} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={say("directory.remove", { name })} onClick={onRemove}>
            <IconTrash size={18} />
          </ActionIcon>
        </span>
      </div>
      <dl className={classes.facts}>
        <Fact name={say("trunks.shows")}>
          {formText(shown, say, language)}
          {shownExample && <Example written={shownExample.written} />}
        </Fact>
        <Fact name={say("trunks.calls")}>
          {formText(called, say, language)}
          {calledExample && <Example written={calledExample.written} />}
        </Fact>
        <Fact name={say("trunks.acceptsWhich")}>{say(`trunks.accepts.${accepts}`)}</Fact>
      </dl>
    </li>
  );
}

const Fact = ({ name, children }: Readonly<{ name: string; children: ReactNode }>) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Example = ({ written }: Readonly<{ written: string }>) => (
  <Text size="sm" c="dimmed" className="phone">
    {written}
  </Text>
);

const find = (all: readonly NamedTrunk[]) => findByWords(all, ({ id, name, domain }) => `${id} ${name} ${domain}`);
