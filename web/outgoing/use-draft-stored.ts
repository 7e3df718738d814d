import { useEffect, useState } from "react";
import type { ShownDraft } from "./draft-context.ts";
import { forgetDraft, storeDraft } from "./draft-storage.ts";
import { documentOf } from "./logic/document.ts";

/**
 * Stores the unsaved changes in the browser after they have been drawn: to write thousands of entries would keep the
 * person waiting for their edit. If the page goes before that, they are written then.
 * @param drawn the newest draft that is drawn
 * @returns whether they survive a reload
 */
export function useDraftStored(now: ShownDraft, drawn: ShownDraft, tab: string, who: string): boolean {
  const [isStored, setStored] = useState(true);
  const { company, saved, present, conflict, changes } = drawn;
  useEffect(
    () => setStored(keep({ company, saved, present, conflict, changes }, tab, who)),
    [company, tab, who, saved, present, conflict, changes],
  );
  const isClean = now.changes.length === 0;
  useEffect(() => {
    // What has been saved must not be offered to the next tab.
    if (isClean) forgetDraft({ company, tab, who });
  }, [isClean, company, tab, who]);
  useEffect(() => {
    if (now === drawn) return;
    const keepNow = () => void keep(now, tab, who);
    window.addEventListener("pagehide", keepNow);
    return () => window.removeEventListener("pagehide", keepNow);
  }, [now, drawn, tab, who]);
  return isStored;
}

type Kept = Pick<ShownDraft, "company" | "saved" | "present" | "conflict" | "changes">;

/** @returns false if there is something to store, and it cannot be stored */
function keep({ company, saved, present, conflict, changes }: Kept, tab: string, who: string): boolean {
  if (changes.length === 0) {
    forgetDraft({ company, tab, who });
    return true;
  }
  const overlaps = conflict?.overlaps ?? [];
  return storeDraft({ company, who, tab, revision: saved.revision, base: documentOf(saved), present, overlaps });
}
