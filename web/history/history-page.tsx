import { Button, Text } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useDirectory } from "../api/documents.ts";
import type { Author, HistoryFilter, HistoryItem } from "../api/history.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useMay } from "../session/use-may.ts";
import { Section } from "../ui/section.tsx";
import { useMomentText, useWho, useWords } from "../words/use-words.ts";
import { actionWords } from "./action-words.ts";
import { EarlierDialog } from "./earlier-dialog.tsx";
import { HistoryList } from "./history-list.tsx";
import { isUndoable } from "./is-undoable.ts";
import { OpenedWrite } from "./opened-write.tsx";
import { UndoAuthorDialog, UndoWriteDialog } from "./undo-dialog.tsx";

/** What was changed in a company. */
export function HistoryPage() {
  const say = useWords();
  const company = useCompanyId();
  return (
    <Section title={say("frame.history")} guide="history">
      <History key={company} company={company} />
    </Section>
  );
}

type Opened = Readonly<
  { kind: "undo" | "put back" | "earlier"; item: HistoryItem } | { kind: "undo author"; author: Author; since: string }
>;

function History({ company }: Readonly<{ company: string }>) {
  const say = useWords();
  const momentText = useMomentText();
  const whoText = useWho();
  const { body: directory } = useDirectory(company);
  const { revision } = useSearch({ from: "/companies/$company/history" });
  const may = useMay();
  const mayUndo = may("history.undo", company);
  const mayLookBack = may("outgoing-numbers.read", company);
  const [opened, setOpened] = useState<Opened | null>(null);
  /** The revision that was put back here. */
  const close = () => setOpened(null);

  const actions = (item: HistoryItem) => {
    const what = actionWords(item.action, say);
    const when = momentText(item.at);
    return (
      <>
        {mayLookBack && item.changes.some(({ path }) => path.startsWith("/outgoing-numbers/")) && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={say("history.earlierOf", { when })}
            onClick={() => setOpened({ kind: "earlier", item })}
          >
            {say("history.earlier")}
          </Button>
        )}
        {mayUndo && isUndoable(item) && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={say("history.undoWrite", { what, when })}
            onClick={() => setOpened({ kind: "undo", item })}
          >
            {say("history.undo")}
          </Button>
        )}
      </>
    );
  };
  const authorActions = (author: Author, { since }: HistoryFilter) =>
    mayUndo && (
      <Button variant="default" mb="sm" onClick={() => setOpened({ kind: "undo author", author, since })}>
        {say("history.undoAuthor", { name: whoText(author.name) })}
      </Button>
    );
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {say("history.about")}
      </Text>
      {revision !== undefined && (
        <OpenedWrite
          company={company}
          directory={directory}
          revision={revision}
          mayUndo={mayUndo}
          onPutBack={(item) => setOpened({ kind: "put back", item })}
        />
      )}
      <HistoryList company={company} directory={directory} actions={actions} authorActions={authorActions} />
      {(opened?.kind === "undo" || opened?.kind === "put back") && (
        <UndoWriteDialog
          company={company}
          directory={directory}
          item={opened.item}
          putsBack={opened.kind === "put back"}
          onClose={close}
          onDone={close}
        />
      )}
      {opened?.kind === "undo author" && (
        <UndoAuthorDialog
          company={company}
          directory={directory}
          author={opened.author}
          since={opened.since}
          onClose={close}
          onDone={close}
        />
      )}
      {opened?.kind === "earlier" && (
        <EarlierDialog company={company} directory={directory} item={opened.item} onClose={close} />
      )}
    </>
  );
}
