/** What the page points out: the entries of the test call, and the element that takes the focus next. */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { RefObject } from "react";
import type { Target } from "./logic/document.ts";

/** Notes that can be focused, besides the targets of the document. */
export const CONFLICT = "conflict";
export const FAILURE = "failure";

type Spotlight = Readonly<{
  /** The entries that played a part in the test call. */
  highlighted: ReadonlySet<Target>;
  highlight: (targets: ReadonlySet<Target>) => void;
  /** What scrolls into view and takes the focus; null: nothing. */
  focusTarget: Target | null;
  focus: (target: Target) => void;
  /** To be called once it has the focus. */
  revealed: () => void;
}>;

const SpotlightContext = createContext<Spotlight | null>(null);

const NOTHING: ReadonlySet<Target> = new Set();

export function SpotlightProvider({ children }: Readonly<{ children: ReactNode }>) {
  const [highlighted, highlight] = useState(NOTHING);
  const [focusTarget, focus] = useState<Target | null>(null);
  const revealed = useCallback(() => focus(null), []);
  const spotlight = useMemo(
    () => ({ highlighted, highlight, focusTarget, focus, revealed }),
    [highlighted, focusTarget, revealed],
  );
  return <SpotlightContext value={spotlight}>{children}</SpotlightContext>;
}

export function useSpotlight(): Spotlight {
  const spotlight = useContext(SpotlightContext);
  if (!spotlight) throw new Error("only below SpotlightProvider");
  return spotlight;
}

/** A ref whose element takes the focus when {@link Spotlight.focus} asks for this target. */
export function useFocusTarget<Part extends HTMLElement>(target: Target): RefObject<Part | null> {
  const { focusTarget, revealed } = useSpotlight();
  const part = useRef<Part>(null);
  useEffect(() => {
    if (focusTarget !== target) return;
    part.current?.focus();
    revealed();
  }, [focusTarget, revealed, target]);
  return part;
}
