/** What the page points out: the entries of the test call, and the element that takes the focus next. */
import { VisuallyHidden } from "@mantine/core";
import {
  createContext,
  useCallback,
  useContext,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from "react";
import { provided } from "../ui/provided.ts";
import type { Target } from "./logic/document.ts";

/** Notes that can be focused, besides the targets of the document. */
export const CONFLICT = "conflict";
export const FAILURE = "failure";

type Spotlight = Readonly<{
  /** The entries that played a part in the test call. */
  highlighted: ReadonlySet<Target>;
  /** What scrolls into view and takes the focus; null: nothing. */
  focusTarget: Target | null;
  /** What was just added or changed, which is marked for a moment. */
  fresh: Target | null;
}>;

/** They stay identical: a component that only calls these is not rendered when the spotlight moves. */
type Controls = Readonly<{
  highlight: (targets: ReadonlySet<Target>) => void;
  focus: (target: Target) => void;
  /** To be called once it has the focus. */
  revealed: () => void;
  /** Focuses what was just added or changed, marks it, and has it read out. */
  show: (target: Target, text: string) => void;
  /** Has a text read out. */
  announce: (text: string) => void;
}>;

/** How long something counts as fresh. */
const FRESH_MS = 2500;

const SpotlightContext = createContext<Spotlight | null>(null);
const ControlsContext = createContext<Controls | null>(null);

const NOTHING: ReadonlySet<Target> = new Set();

export function SpotlightProvider({ children }: Readonly<{ children: ReactNode }>) {
  const [highlighted, highlight] = useState(NOTHING);
  const [wanted, focus] = useState<Target | null>(null);
  const [shown, setShown] = useState<Target | null>(null);
  // Both wait for the rows of the draft, which follow an edit; what has the focus is given up at once.
  const later = useDeferredValue(wanted);
  const focusTarget = later === wanted ? wanted : null;
  const fresh = useDeferredValue(shown);
  /** Counted, so that the same text is read out again. */
  const [said, setSaid] = useState({ text: "", times: 0 });
  const revealed = useCallback(() => focus(null), []);
  const announce = useCallback((text: string) => setSaid(({ times }) => ({ text, times: times + 1 })), []);
  const show = useCallback(
    (target: Target, text: string) => {
      focus(target);
      setShown(target);
      announce(text);
    },
    [announce],
  );
  useEffect(() => {
    if (fresh === null) return;
    const over = setTimeout(() => setShown((shown) => (shown === fresh ? null : shown)), FRESH_MS);
    return () => clearTimeout(over);
  }, [fresh]);
  const spotlight = useMemo(() => ({ highlighted, focusTarget, fresh }), [highlighted, focusTarget, fresh]);
  const controls = useMemo(() => ({ highlight, focus, revealed, show, announce }), [revealed, show, announce]);
  return (
    <ControlsContext value={controls}>
      <SpotlightContext value={spotlight}>
        {children}
        <VisuallyHidden role="status">
          <span key={said.times}>{said.text}</span>
        </VisuallyHidden>
      </SpotlightContext>
    </ControlsContext>
  );
}

export const useSpotlight = (): Spotlight => provided(useContext(SpotlightContext), "SpotlightProvider");
export const useSpotlightControls = (): Controls => provided(useContext(ControlsContext), "SpotlightProvider");

/** A ref whose element takes the focus when {@link Controls.focus} asks for this target. */
export function useFocusTarget<Part extends HTMLElement>(target: Target): RefObject<Part | null> {
  const { focusTarget } = useSpotlight();
  const { revealed } = useSpotlightControls();
  const part = useRef<Part>(null);
  useEffect(() => {
    if (focusTarget !== target) return;
    part.current?.focus();
    revealed();
  }, [focusTarget, revealed, target]);
  return part;
}
