import { useNamesIn } from "../directory/names.ts";
import { useDraft } from "./draft-context.ts";

/** Names from the draft's directory. */
export const useNames = () => useNamesIn(useDraft().directory);
