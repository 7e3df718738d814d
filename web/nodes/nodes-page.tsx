import { ActionIcon, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { nodesQuery, type ListedNode } from "../api/nodes.ts";
import { findByWords } from "../find/search.ts";
import { Frame } from "../session/frame.tsx";
import { useMay } from "../session/use-may.ts";
import { About } from "../ui/about.tsx";
import { Empty } from "../ui/empty.tsx";
import list from "../ui/list.module.css";
import { Pill } from "../ui/pill.tsx";
import { SearchedList } from "../ui/searched-list.tsx";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useMomentText, useWords } from "../words/use-words.ts";
import { RemoveNode } from "./remove-node.tsx";
import { IconTrash } from "../icons/icons.ts";

/** The call nodes, and what each of them decides from, for operators. */
export function NodesPage() {
  const say = useWords();
  if (!useMay()("nodes.manage")) return <Navigate to="/companies" replace />;
  return (
    <Frame>
      <div className={ui.narrow}>
        <Section title={say("frame.nodes")} guide="nodes">
          <Nodes />
        </Section>
      </div>
    </Frame>
  );
}

const find = (all: readonly ListedNode[]) => findByWords(all, ({ name }) => name);

function Nodes() {
  const say = useWords();
  const { nodes, revision } = useSuspenseQuery(nodesQuery).data;
  const [removed, setRemoved] = useState<string | null>(null);
  const live = nodes.filter((node) => node.revision >= revision).length;
  return (
    <>
      <About isEmpty={nodes.length === 0}>{say("nodes.about")}</About>
      {nodes.length === 0 ? (
        <Empty title={say("nodes.empty")} text={say("nodes.emptyText")} />
      ) : (
        <>
          <Text role="status">{say("nodes.live", { live, nodes: nodes.length })}</Text>
          <SearchedList
            label={say("frame.nodes")}
            searchLabel={say("nodes.search")}
            things={nodes}
            find={find(nodes)}
            searchedFrom={8}
          >
            {(node) => <Row key={node.name} node={node} newest={revision} onRemove={() => setRemoved(node.name)} />}
          </SearchedList>
        </>
      )}
      {removed !== null && <RemoveNode name={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}

type RowProps = Readonly<{
  node: ListedNode;
  /** The revision of the last change. */
  newest: number;
  onRemove: () => void;
}>;

function Row({ node: { name, revision, seenAt }, newest, onRemove }: RowProps) {
  const say = useWords();
  const momentText = useMomentText();
  return (
    <li className={list.row}>
      <div className={list.rowHead}>
        <Text fw={600} style={{ overflowWrap: "anywhere" }}>
          {name}
        </Text>
        {revision >= newest ? (
          <Pill tone="good">{say("nodes.upToDate")}</Pill>
        ) : (
          <Pill tone="warn">
            {revision === 0 ? say("nodes.anew") : say("nodes.behind", { count: newest - revision })}
          </Pill>
        )}
        <span className={list.rowButtons}>
          <ActionIcon variant="subtle" color="gray" aria-label={say("nodes.remove", { name })} onClick={onRemove}>
            <IconTrash size={18} />
          </ActionIcon>
        </span>
      </div>
      <Text size="sm" c="dimmed">
        {say("nodes.seen", { moment: momentText(seenAt) })}
      </Text>
    </li>
  );
}
