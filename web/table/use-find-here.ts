import { useEffect, type RefObject } from "react";

/**
 * The browser finds only the rows that are drawn. While a table has more of them, its shortcut goes to the search of the
 * table, and when it is pressed there once more, to that of the browser.
 */
export function useFindHere(search: RefObject<HTMLInputElement | null>, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      const field = search.current;
      const isFind = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyF";
      // A dialog over the table has its own texts.
      if (!isFind || field === null || field === document.activeElement || isInDialog(event.target)) return;
      event.preventDefault();
      field.focus();
      field.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [search, isOn]);
}

const isInDialog = (target: EventTarget | null) =>
  target instanceof Element && target.closest("[role=dialog]") !== null;
