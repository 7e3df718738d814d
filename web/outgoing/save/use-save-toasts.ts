import { useEffect, useState } from "react";
import { toast } from "../../ui/toasts.ts";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { documentOf } from "../logic/document.ts";

/**
 * What is said of the changes that are gone from the bar: until there are others.
 * @returns undoes all changes, which can be taken back
 */
export function useSaveToasts(): () => void {
  const say = useWords();
  const { saved, present, groups, status, edit } = useDraft();
  const isIdle = groups.length === 0;
  const isSaved = isIdle && status === "saved";
  const [discarded, setDiscarded] = useState<Readonly<{ document: typeof present; revision: number }> | null>(null);
  useEffect(() => {
    if (isSaved) return toast(say("saving.saved"));
  }, [isSaved, say]);
  useEffect(() => {
    if (!isIdle) setDiscarded(null);
  }, [isIdle]);
  useEffect(() => {
    // What somebody else has saved since is not put back to what it was.
    if (discarded?.revision !== saved.revision || !isIdle) return;
    return toast(say("saving.discarded"), {
      label: say("outgoing.restore"),
      run: () => edit(() => discarded.document),
    });
  }, [discarded, saved.revision, isIdle, edit, say]);
  return () => {
    setDiscarded({ document: present, revision: saved.revision });
    edit(() => documentOf(saved));
  };
}
