import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import { writeQuery, type HistoryItem } from "../api/history.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { Part } from "../ui/part.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { actionWords } from "./action-words.ts";
import { isUndoable } from "./is-undoable.ts";
import { ToldList } from "./told-list.tsx";
import { useChangeWords } from "./use-change-words.ts";
import { WhoAndWhen } from "./who-and-when.tsx";
import classes from "./history.module.css";

/** Changes that are listed at once. */
const FIRST = 100;

type Props = Readonly<{
  company: string;
  directory: Directory;
  revision: number;
  mayUndo: boolean;
  onPutBack: (item: HistoryItem) => void;
}>;

/** The write to which an alert has led, above all others, however long ago it was. */
export function OpenedWrite({ company, revision, ...props }: Props) {
  const say = useWords();
  const { data, error, refetch } = useQuery(writeQuery(company, revision));
  return (
    <div className={classes.opened}>
      <Part title={say("history.opened")}>
        {data === undefined && error === null && <Loading />}
        {error !== null && <FailureNote error={error} again={() => void refetch()} />}
        {data === null && <Text>{say("history.openedGone")}</Text>}
        {data && <Opened item={data} {...props} />}
        <Text size="sm">
          <Link to="/companies/$company/history" params={{ company }} className={ui.link}>
            {say("history.openedClose")}
          </Link>
        </Text>
      </Part>
    </div>
  );
}

type OpenedProps = Readonly<{ item: HistoryItem }> & Omit<Props, "company" | "revision">;

function Opened({ item, directory, mayUndo, onPutBack }: OpenedProps) {
  const say = useWords();
  const words = useChangeWords(directory, item.names, item.changes);
  const told = useMemo(() => item.changes.flatMap(words), [item, words]);
  return (
    <>
      <div>
        <Text fw={600}>{actionWords(item.action, say)}</Text>
        <WhoAndWhen item={item} />
      </div>
      {told.length === 0 ? <Text size="sm">{say("history.noChanges")}</Text> : <ToldList told={told} first={FIRST} />}
      {mayUndo && !isUndoable(item) && (
        <Text size="sm" c="dimmed">
          {say("history.openedElsewhere")}
        </Text>
      )}
      {mayUndo && isUndoable(item) && (
        <Button onClick={() => onPutBack(item)} style={{ alignSelf: "start" }}>
          {say("history.putBack")}
        </Button>
      )}
    </>
  );
}
