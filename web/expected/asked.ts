/** The question that stands before a change which would break what must stay true. */
import { useSyncExternalStore } from "react";
import type { Breaking } from "../api/change.ts";

export type Asked = Breaking & Readonly<{ answer: (goesAhead: boolean) => void }>;

/** Questions wait for each other: the dialog shows one at a time. */
let waiting: readonly Asked[] = [];
const listeners = new Set<() => void>();

function wait(next: readonly Asked[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog; resolves once the person has answered whether the change is made all the same. */
export function askPerson(breaking: Breaking): Promise<boolean> {
  return new Promise((resolve) => {
    const asked: Asked = {
      ...breaking,
      answer: (goesAhead) => {
        wait(waiting.filter((one) => one !== asked));
        resolve(goesAhead);
      },
    };
    wait([...waiting, asked]);
  });
}

/** The question to show; null if there is none. */
export const useAsked = (): Asked | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting[0] ?? null,
  );
