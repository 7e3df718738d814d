/** Undoing one write, or all writes of one author, with what that would change shown first. */
import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import { undo, undoTrialQuery, type Author, type HistoryItem, type Undoing } from "../api/history.ts";
import { queryClient } from "../api/query-client.ts";
import { useSaving } from "../form/use-saving.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import ui from "../ui/ui.module.css";
import type { WordKey } from "../words/load.ts";
import { useMomentText, useWho, useWords } from "../words/use-words.ts";
import { actionWords } from "./action-words.ts";
import { Trial } from "./trial.tsx";
import { useChangeWords } from "./use-change-words.ts";
import { whyLeftOut } from "./why-left-out.ts";

type Props = Readonly<{ company: string; directory: Directory; onClose: () => void; onDone: () => void }>;

type WriteProps = Props &
  Readonly<{
    item: HistoryItem;
    /** Whether an alert has led here, which calls it "Put back". */
    putsBack: boolean;
  }>;

export function UndoWriteDialog({ item, putsBack, ...props }: WriteProps) {
  const say = useWords();
  const momentText = useMomentText();
  const whoText = useWho();
  const { revision, names, at, action, author } = item;
  const undone = useMemo(() => ({ revision }), [revision]);
  return (
    <Dialog title={say(putsBack ? "history.putBackTitle" : "history.undoTitle")} onClose={props.onClose} wide>
      <Undo
        {...props}
        names={names}
        undone={undone}
        action={say(putsBack ? "history.putBack" : "history.undoIt")}
        done={putsBack ? "history.undone" : "history.takenBack"}
      >
        <Text size="sm" c="dimmed">
          {[actionWords(action, say), momentText(at), whoText(author.name)].join(" · ")}
        </Text>
      </Undo>
    </Dialog>
  );
}

type AuthorProps = Props &
  Readonly<{
    author: Author;
    /** ISO 8601; empty: from the beginning of today. */
    since: string;
  }>;

export function UndoAuthorDialog({ author, since: start, ...props }: AuthorProps) {
  const say = useWords();
  const name = useWho()(author.name);
  const [since, setSince] = useState(() => localText(start === "" ? today() : new Date(start)));
  const moment = new Date(since);
  const isMissing = Number.isNaN(moment.getTime());
  const iso = isMissing ? "" : moment.toISOString();
  const undone = useMemo(() => ({ author: { kind: author.kind, id: author.id }, since: iso }), [author, iso]);
  const field = (
    <TextInput
      type="datetime-local"
      label={say("history.undoSince")}
      value={since}
      onChange={(event) => setSince(event.currentTarget.value)}
      error={isMissing ? say("history.undoSinceMissing") : undefined}
      maw={280}
      data-autofocus
    />
  );
  return (
    <Dialog title={say("history.undoAuthorTitle", { name })} onClose={props.onClose} wide>
      {isMissing ? (
        field
      ) : (
        <Undo {...props} undone={undone} action={say("history.undoIt")} done="history.takenBack">
          {field}
        </Undo>
      )}
    </Dialog>
  );
}

type UndoProps = Props &
  Readonly<{
    undone: Undoing;
    /** What things were called at the time of the write, if it is one. */
    names?: HistoryItem["names"];
    /** The label of the button. */
    action: string;
    /** The message once it is undone. */
    done: WordKey;
    /** What is undone. */
    children: ReactNode;
  }>;

function Undo({ company, directory, names, undone, action, done: message, onClose, onDone, children }: UndoProps) {
  const say = useWords();
  const { data, error, refetch, isFetching } = useQuery(undoTrialQuery(company, undone));
  const words = useChangeWords(directory, names);
  const { busy, errors, save } = useSaving();
  const isNothing = data === undefined || data.changes.length === 0;

  async function confirm(): Promise<void> {
    const done = await save(null, () => undo(company, undone), message);
    // When it is refused, too: what would be undone may be different by now.
    void queryClient.invalidateQueries({ queryKey: ["company", company] });
    if (done) onDone();
  }

  return (
    <Stack>
      {children}
      {error !== null && <FailureNote error={error} again={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <div role="status" aria-busy={isFetching}>
          {"author" in undone && <Text mb="sm">{say("history.undoes", { count: data.undone.length })}</Text>}
          <Trial
            title={say("history.willChange")}
            changes={data.changes.flatMap(words)}
            moreChanges={data.moreChanges}
            nothing={say("history.nothingToUndo")}
            leftOut={data.leftOut.map(({ path, code }) =>
              say("history.leftOutLine", { subject: words({ path })[0]!.subject, why: whyLeftOut(code, say) }),
            )}
            moreLeftOut={data.moreLeftOut}
          />
          {data.next !== null && <Text>{say("history.older")}</Text>}
        </div>
      )}
      {errors.rest !== null && <FailureNote error={errors.rest} />}
      <div className={ui.dialogFoot}>
        <Button variant="default" onClick={onClose}>
          {say("frame.cancel")}
        </Button>
        <Button
          onClick={() => !isNothing && !isFetching && void confirm()}
          aria-disabled={isNothing || isFetching}
          data-disabled={isNothing || isFetching}
          loading={busy}
        >
          {action}
        </Button>
      </div>
    </Stack>
  );
}

function today(): Date {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  return day;
}

/** As a field for a local date and time has it: `2026-11-26T08:00`. */
function localText(moment: Date): string {
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
