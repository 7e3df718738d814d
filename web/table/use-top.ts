import { useLayoutEffect, useState, type RefObject } from "react";

/**
 * How far an element is from the top of the document, in CSS pixels; 0 until it is drawn. It is read when the document
 * has changed its height: while the page is rendered, the browser would have to lay it out once more for it.
 */
export function useTop(ref: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => ref.current && setTop(Math.round(ref.current.getBoundingClientRect().top + window.scrollY));
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [ref]);
  return top;
}
