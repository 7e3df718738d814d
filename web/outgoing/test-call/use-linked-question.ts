import { useMemo, useSyncExternalStore } from "react";
import { questionIn, type Question } from "./question.ts";

/** The question in the address of the page; null: there is none. */
export function useLinkedQuestion(): Question | null {
  const fragment = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => questionIn(fragment), [fragment]);
}

/** An address that is pasted over one of the same page does not load it again. */
function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}
