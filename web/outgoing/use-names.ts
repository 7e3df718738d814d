import { useNamesIn } from "../directory/names.ts";
import { useDraft } from "./draft-context.ts";

/** Names from the draft's directory, and of those who were in it. */
export function useNames() {
  const { directory, goneNames } = useDraft();
  return useNamesIn(directory, goneNames);
}
