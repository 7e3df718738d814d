/** Stores unsaved changes in the browser. If its storage is full or disabled, they last as long as the page. */
import { draftKey, keptDrafts, parseDraft, serialiseDraft, type StoredDraft } from "./logic/stored-draft.ts";
import { isOpen } from "./tab.ts";

type Key = Pick<StoredDraft, "company" | "tab" | "who">;

export function readDraft(key: Key): StoredDraft | null {
  try {
    return parseDraft(draftKey(key), localStorage.getItem(draftKey(key)));
  } catch {
    return null;
  }
}

/** @returns whether it is stored */
export function storeDraft(draft: Omit<StoredDraft, "at">): boolean {
  try {
    localStorage.setItem(draftKey(draft), serialiseDraft({ ...draft, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(key: Key): void {
  try {
    localStorage.removeItem(draftKey(key));
  } catch {
    // Then nothing is stored.
  }
}

/** Drafts of the same person and company that closed tabs have left, newest first. Forgets those that are outdated. */
export async function draftsLeft({ company, tab, who }: Key): Promise<readonly StoredDraft[]> {
  try {
    const stored = Object.keys(localStorage).map((key) => [key, localStorage.getItem(key) ?? ""] as const);
    const { drafts, outdated } = keptDrafts(stored, Date.now());
    for (const key of outdated) localStorage.removeItem(key);
    const others = drafts.filter((draft) => draft.company === company && draft.who === who && draft.tab !== tab);
    const open = await Promise.all(others.map((draft) => isOpen(draft.tab)));
    return others.filter((_, at) => !open[at]);
  } catch {
    return [];
  }
}
