import { Alert } from "@mantine/core";
import { useSynchronisation } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useMomentText, useWho, useWords } from "../words/use-words.ts";

/** Whether people and departments are changed at the PBX and only read here. */
export const useIsKeptByPbx = () => useSynchronisation(useCompanyId()).keptByPbx;

/** Why nothing can be changed here, and how fresh it is. */
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
