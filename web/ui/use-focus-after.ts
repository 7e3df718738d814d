import { useCallback, useDeferredValue, useEffect, useState } from "react";

type Find = () => HTMLElement | null | undefined;

/**
 * Moves the focus when the focused element is about to be unmounted, such as a button that removes its own row:
 * otherwise the focus is lost.
 * @returns takes a function that finds the next element, called once the page shows what the same event changed,
 *   deferred values included; not called if the person has moved the focus by then
 */
export function useFocusAfter(): (find: Find) => void {
  const [next, setNext] = useState<Readonly<{ find: Find; from: Element | null }> | null>(null);
  const due = useDeferredValue(next);
  useEffect(() => {
    const at = document.activeElement;
    if (due && (at === due.from || at === document.body)) due.find()?.focus();
  }, [due]);
  return useCallback((find) => setNext({ find, from: document.activeElement }), []);
}
