import { useNamesIn } from "../directory/names.ts";
import { useShownDraft } from "./draft-context.ts";

/** Names from the draft's directory, and of those who were in it. */
export function useNames() {
  const { directory, goneNames } = useShownDraft();
  return useNamesIn(directory, goneNames);
}
