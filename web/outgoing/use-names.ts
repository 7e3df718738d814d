import { useNamesIn } from "../directory/names.ts";
import { useDraft } from "./draft-context.ts";

/** Names as the directory of the draft has them. */
export const useNames = () => useNamesIn(useDraft().directory);
