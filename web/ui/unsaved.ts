/** Whether the current section has unsaved changes, for actions that leave it without navigating: signing out. */
import { useSyncExternalStore } from "react";

/** What becomes of the changes, by the form that has them: a section may have several. */
const reported = new Map<string, string>();
const listeners = new Set<() => void>();

/** @param text what becomes of the form's changes when the person signs out; null: there are none */
export function reportUnsaved(form: string, text: string | null): void {
  if (text === null) reported.delete(form);
  else reported.set(form, text);
  for (const listener of listeners) listener();
}

export const useUnsaved = (): string | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => reported.values().next().value ?? null,
  );
