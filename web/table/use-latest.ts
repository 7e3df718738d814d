import { useCallback, useEffect, useRef } from "react";

/** A function that stays identical and calls the newest one: rows of a table are drawn anew only when they change. */
export function useLatest<Given extends readonly unknown[]>(
  newest: (...given: Given) => void,
): (...given: Given) => void {
  const ref = useRef(newest);
  useEffect(() => {
    ref.current = newest;
  });
  return useCallback((...given) => ref.current(...given), []);
}
