import { Alert } from "@mantine/core";
import { useSynchronisation } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
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
    <Alert color="gray" variant="outline" mb="md" title={say("directory.kept")} c="var(--mantine-color-text)">
      {say("directory.keptText", { when, who: whoText(synchronisedBy ?? "") })}
    </Alert>
  );
}
