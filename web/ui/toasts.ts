/** Messages about what was done, which go by themselves, and the last of them, which are kept until one signs out. */
import { useSyncExternalStore } from "react";

export type Toast = Readonly<{
  id: number;
  at: Date;
  text: string;
  /** A way to take it back. */
  action?: Readonly<{ label: string; run: () => void }>;
}>;

type Toasts = Readonly<{ shown: readonly Toast[]; kept: readonly Toast[] }>;

/** Messages that are shown at once; older ones make room. */
const SHOWN = 3;
const KEPT = 20;

const NONE: Toasts = { shown: [], kept: [] };

let toasts = NONE;
let last = 0;
const listeners = new Set<() => void>();

function become(next: Toasts): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a message, newest first; not twice, when it was said before. @returns hides it, which it does by itself in time */
export function toast(text: string, action?: Toast["action"]): () => void {
  const one = { id: ++last, at: new Date(), text, ...(action && { action }) };
  const others = toasts.shown.filter((other) => other.text !== text);
  become({ shown: [one, ...others].slice(0, SHOWN), kept: [one, ...toasts.kept].slice(0, KEPT) });
  return () => hideToast(one.id);
}

export function hideToast(id: number): void {
  if (toasts.shown.some((one) => one.id === id))
    become({ ...toasts, shown: toasts.shown.filter((one) => one.id !== id) });
}

/** Whoever signs in next does not see them. */
export const forgetToasts = (): void => become(NONE);

export const currentToasts = (): Toasts => toasts;

export const useToasts = (): Toasts =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentToasts);
