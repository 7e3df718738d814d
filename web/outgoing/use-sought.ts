import { useEffect, useRef, type RefObject } from "react";
import { useDraft } from "./draft-context.ts";
import type { Target } from "./logic/document.ts";

/** What is sought by this name, or as this target, takes the focus and so comes into sight: see `goTo`. */
export function useSought<Part extends HTMLElement>(name: Target): RefObject<Part | null> {
  const { sought, reached } = useDraft();
  const part = useRef<Part>(null);
  useEffect(() => {
    if (sought !== name) return;
    part.current?.focus();
    reached();
  }, [sought, reached, name]);
  return part;
}
