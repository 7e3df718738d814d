/** What the section that is shown has not saved, for what leaves it without an address: signing out. */
import { useSyncExternalStore } from "react";

let unsaved: string | null = null;
const listeners = new Set<() => void>();

/** @param text what becomes of it; null: there is nothing */
export function reportUnsaved(text: string | null): void {
  unsaved = text;
  for (const listener of listeners) listener();
}

export const useUnsaved = (): string | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => unsaved,
  );
