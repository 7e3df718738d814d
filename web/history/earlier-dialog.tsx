/** The outgoing numbers as they were before or after a write, compared with now; they can be put back. */
import { Button, Group, Radio, Stack } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { etagOf, outgoingNumbersQuery } from "../api/documents.ts";
import { earlierQuery, restore, restoreTrialQuery, type HistoryItem } from "../api/history.ts";
import { queryClient } from "../api/query-client.ts";
import { useSaving } from "../form/use-saving.ts";
import { useMay } from "../session/use-may.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import ui from "../ui/ui.module.css";
import { useMomentText, useWords } from "../words/use-words.ts";
import { EarlierNumbers } from "./earlier-numbers.tsx";
import { entryPath } from "./entry-path.ts";
import { Trial } from "./trial.tsx";
import { useChangeWords } from "./use-change-words.ts";
import { whyLeftOut } from "./why-left-out.ts";

type Props = Readonly<{ company: string; directory: Directory; item: HistoryItem; onClose: () => void }>;

export function EarlierDialog({ company, directory, item, onClose }: Props) {
  const say = useWords();
  const when = useMomentText()(item.at);
  const [side, setSide] = useState<"before" | "after">("before");
  const revision = side === "before" ? item.revision - 1 : item.revision;
  const earlier = useQuery(earlierQuery(company, revision));
  return (
    <Dialog title={say("history.earlierTitle")} onClose={onClose} wide>
      <Stack>
        <Radio.Group aria-label={say("history.earlierTitle")} value={side} onChange={(side) => setSide(side)}>
          <Group gap="md">
            <Radio value="before" label={say("history.before", { when })} data-autofocus />
            <Radio value="after" label={say("history.after", { when })} />
          </Group>
        </Radio.Group>
        {earlier.error !== null && <FailureNote error={earlier.error} />}
        {earlier.data === undefined && earlier.error === null && <Loading />}
        {earlier.data !== undefined && (
          <Compared
            company={company}
            directory={directory}
            names={item.names}
            revision={revision}
            earlier={earlier.data}
            onClose={onClose}
          />
        )}
      </Stack>
    </Dialog>
  );
}

type ComparedProps = Readonly<{
  company: string;
  directory: Directory;
  names: HistoryItem["names"];
  revision: number;
  earlier: OutgoingNumbers;
  onClose: () => void;
}>;

function Compared({ company, directory, names, revision, earlier, onClose }: ComparedProps) {
  const say = useWords();
  const mayPutBack = useMay()("outgoing-numbers.write", company);
  const now = useQuery({ ...outgoingNumbersQuery(company), staleTime: 0 });
  const etag = now.data?.etag ?? "";
  const trial = useQuery({
    ...restoreTrialQuery(company, revision, etag),
    enabled: mayPutBack && etag !== "",
    placeholderData: keepPreviousData,
  });
  const words = useChangeWords(directory, names);
  const { busy, errors, save } = useSaving();
  const { data } = trial;
  const isNothing = data === undefined || data.changes.length === 0;

  async function putBack(): Promise<void> {
    const done = await save(
      null,
      async () => {
        const { body } = await restore(company, revision, etag);
        const { changes: _, moreChanges: __, leftOut: ___, moreLeftOut: ____, ...saved } = body;
        queryClient.setQueryData(outgoingNumbersQuery(company).queryKey, { body: saved, etag: etagOf(saved.revision) });
      },
      "history.undone",
    );
    // When it is refused, too: somebody else may have saved in between, and then it is compared anew.
    void queryClient.invalidateQueries({ queryKey: ["company", company] });
    if (done) onClose();
  }

  return (
    <>
      <EarlierNumbers document={earlier} words={words} />
      {trial.error !== null && <FailureNote error={trial.error} again={() => void now.refetch()} />}
      {mayPutBack && data === undefined && trial.error === null && <Loading />}
      {data !== undefined && (
        <div role="status" aria-busy={trial.isFetching}>
          <Trial
            title={say("history.comparedWithNow")}
            changes={data.changes
              .map((change) => ({ ...change, path: `/outgoing-numbers${change.path}` }))
              .flatMap(words)}
            moreChanges={data.moreChanges}
            nothing={say("history.sameAsNow")}
            leftOut={data.leftOut.map(({ path, code }) =>
              say("history.leftOutLine", {
                subject: words({ path: `/outgoing-numbers${entryPath(earlier, path)}` })[0]!.subject,
                why: whyLeftOut(code, say),
              }),
            )}
            moreLeftOut={data.moreLeftOut}
          />
        </div>
      )}
      {errors.rest !== null && <FailureNote error={errors.rest} />}
      <div className={ui.dialogFoot}>
        <Button variant="default" onClick={onClose}>
          {say("frame.close")}
        </Button>
        {mayPutBack && (
          <Button
            onClick={() => !isNothing && !trial.isFetching && void putBack()}
            aria-disabled={isNothing || trial.isFetching}
            data-disabled={isNothing || trial.isFetching}
            loading={busy}
          >
            {say("history.putBack")}
          </Button>
        )}
      </div>
    </>
  );
}
