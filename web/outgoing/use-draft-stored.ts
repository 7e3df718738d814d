import { useEffect, useState } from "react";
import type { ShownDraft } from "./draft-context.ts";
import { forgetDraft, storeDraft } from "./draft-storage.ts";
import { documentOf } from "./logic/document.ts";

/**
 * Stores the unsaved changes in the browser.
 * @param shown what is drawn already: writing thousands of entries would keep the person waiting for their edit
 * @returns whether they survive a reload
 */
export function useDraftStored({ company, saved, present, conflict, changes }: ShownDraft, tab: string, who: string) {
  const [isStored, setStored] = useState(true);
  useEffect(() => {
    if (changes.length === 0) return forgetDraft({ company, tab, who });
    const overlaps = conflict?.overlaps ?? [];
    const { revision } = saved;
    setStored(storeDraft({ company, who, tab, revision, base: documentOf(saved), present, overlaps }));
  }, [company, who, tab, saved, present, conflict, changes]);
  return isStored;
}
