import { useSynchronisation } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { Note } from "../ui/note.tsx";
import ui from "../ui/ui.module.css";
import { useMomentText, useWho, useWords } from "../words/use-words.ts";

/** Whether people and departments are kept by the PBX and cannot be changed on the page. */
export const useIsKeptByPbx = () => useSynchronisation(useCompanyId()).keptByPbx;

/** Says why nothing can be changed here, and when it was last synchronised. */
export function KeptByPbx() {
  const say = useWords();
  const momentText = useMomentText();
  const whoText = useWho();
  const { keptByPbx, synchronisedAt, synchronisedBy } = useSynchronisation(useCompanyId());
  if (!keptByPbx || synchronisedAt === null) return null;
  const when = momentText(synchronisedAt);
  return (
    <div className={ui.above}>
      <Note tone="hint" title={say("directory.kept")}>
        {say("directory.keptText", { when, who: whoText(synchronisedBy ?? "") })}
      </Note>
    </div>
  );
}
