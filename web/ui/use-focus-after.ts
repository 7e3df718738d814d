import { startTransition, useCallback, useEffect, useState } from "react";

type Find = () => HTMLElement | null | undefined;

/**
 * Moves the focus when the focused element is about to be unmounted, such as a button that removes its own row:
 * otherwise the focus is lost.
 * @returns takes a function that finds the next element; called after the page has been rendered, also with what the
 *   same event changes in a transition
 */
export function useFocusAfter(): (find: Find) => void {
  const [next, setNext] = useState<Readonly<{ find: Find }> | null>(null);
  useEffect(() => next?.find()?.focus(), [next]);
  return useCallback((find) => startTransition(() => setNext({ find })), []);
}
