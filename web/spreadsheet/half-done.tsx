import { Button, Stack } from "@mantine/core";
import { failureWords } from "../api/request-failed.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Loading } from "../ui/loading.tsx";
import { Note } from "../ui/note.tsx";
import ui from "../ui/ui.module.css";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import { countsText, type Counts } from "./counts.ts";
import type { Kind } from "./kinds.ts";

type Props = Readonly<{
  kind: Kind;
  /** What is saved of the list. */
  counts: Counts;
  /** Why the outgoing numbers are not; null: they are on their way. */
  failure: unknown;
  busy: boolean;
  onAgain: () => void;
  onClose: () => void;
}>;

/** Says what of an import is saved while its outgoing numbers are not, and offers to go on. */
export function HalfDone({ kind, counts, failure, busy, onAgain, onClose }: Props) {
  const say = useWords();
  const done = countsText("sheet.done", counts, say);
  const { key, values } = failureWords(failure);
  // Without a failure, the person was asked and decided against what the numbers would break.
  const problem = failure === null ? sentence(say("problem.expectation_broken")) : say(key, values);
  return (
    <Dialog title={say(`sheet.importOf.${kind}`)} onClose={onClose}>
      <Stack>
        {busy && failure === null ? (
          <Loading />
        ) : (
          <Note tone="error" role="alert">
            {say("sheet.halfDone", { counts: done, problem })}
          </Note>
        )}
        <div className={ui.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {say("frame.close")}
          </Button>
          <Button onClick={onAgain} loading={busy} data-autofocus>
            {say("sheet.saveOutgoing")}
          </Button>
        </div>
      </Stack>
    </Dialog>
  );
}
