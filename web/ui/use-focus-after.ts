import { useCallback, useEffect, useRef } from "react";

/**
 * What has the focus when it is taken from the page, such as the button that removes its own row, loses it to nothing.
 * @returns takes where the focus goes once the page has changed; asked then, as it may be new
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
