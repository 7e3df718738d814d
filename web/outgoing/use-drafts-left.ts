import { useCallback, useEffect, useState } from "react";
import { draftsLeft, forgetDraft } from "./draft-storage.ts";
import type { StoredDraft } from "./logic/stored-draft.ts";

const NONE: readonly StoredDraft[] = [];

/** What closed tabs have left. It is looked for again whenever the tab is looked at. */
export function useDraftsLeft(company: string, tab: string, who: string) {
  const [left, setLeft] = useState(NONE);
  const look = useCallback(async () => setLeft(await draftsLeft({ company, tab, who })), [company, tab, who]);
  useEffect(() => {
    void look();
    const onVisible = () => void (document.visibilityState === "visible" && look());
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, [look]);
  const forgetLeft = useCallback((stored: StoredDraft) => {
    forgetDraft(stored);
    setLeft((left) => left.filter((one) => one !== stored));
  }, []);
  return { left, forgetLeft };
}
