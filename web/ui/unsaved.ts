/** Whether the current section has unsaved changes, for actions that leave it without navigating: signing out. */
import { useSyncExternalStore } from "react";

let unsaved: string | null = null;
const listeners = new Set<() => void>();

/** @param text what becomes of the changes when the person signs out; null: there are none */
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
