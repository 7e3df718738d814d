import { useCallback, useEffect, useRef } from "react";

/**
 * Moves the focus when the focused element is about to be unmounted, such as a button that removes its own row:
 * otherwise the focus is lost.
 * @returns takes a function that finds the next element, called after the page has been rendered
 */
export function useFocusAfter(): (find: () => HTMLElement | null | undefined) => void {
  const next = useRef<(() => HTMLElement | null | undefined) | null>(null);
  useEffect(() => {
    next.current?.()?.focus();
    next.current = null;
  });
  return useCallback((find) => {
    next.current = find;
  }, []);
}
