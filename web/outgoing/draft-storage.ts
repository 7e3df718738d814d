/** Stores unsaved changes in the browser. If its storage is full or disabled, they last as long as the page. */
import { draftKey, parseDraft, serialiseDraft, type StoredDraft } from "./logic/stored-draft.ts";

/** Identifies this tab across reloads: a tab deletes only the draft that it stored itself. */
const tab = ((): string => {
  const made = Math.random().toString(36).slice(2);
  try {
    const known = sessionStorage.getItem("callas/tab") ?? made;
    sessionStorage.setItem("callas/tab", known);
    return known;
  } catch {
    return made;
  }
})();

export function readDraft(company: string, who: string): StoredDraft | null {
  try {
    return parseDraft(localStorage.getItem(draftKey(company, who)), company, who);
  } catch {
    return null;
  }
}

/** @returns whether it is stored */
export function storeDraft(draft: Omit<StoredDraft, "tab">): boolean {
  try {
    localStorage.setItem(draftKey(draft.company, draft.who), serialiseDraft({ ...draft, tab }));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(company: string, who: string): void {
  if (readDraft(company, who)?.tab === tab) localStorage.removeItem(draftKey(company, who));
}
