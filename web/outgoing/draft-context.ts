/** The outgoing numbers as they stand on the page, unsaved changes included, and what can be done to them. */
import { createContext, useContext } from "react";
import type { Company } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import type { CheckAnswer } from "../api/check.ts";
import type { SavedOutgoingNumbers } from "../api/documents.ts";
import type { Change } from "./logic/changes.ts";
import type { Target } from "./logic/document.ts";
import type { ProblemsByTarget } from "./logic/pointers.ts";
import type { Overlap } from "./logic/rebase.ts";

/** Somebody else saved in between; my changes lie over his state, unsaved. */
export type Conflict = Readonly<{
  savedAt: string | null;
  savedBy: string | null;
  overlaps: readonly Overlap[];
  /** How many targets he has changed, overlaps among them; null where it is no longer known. */
  theirs: number | null;
}>;

export type Draft = Readonly<{
  company: string;
  fields: Company;
  directory: Directory;
  /** What the changes are counted from. */
  saved: SavedOutgoingNumbers;
  /** What the page shows. */
  present: OutgoingNumbers;
  edit: (next: (present: OutgoingNumbers) => OutgoingNumbers) => void;
  /** What rows are shown against: what is saved, and what was added and taken away again. */
  base: OutgoingNumbers;
  /** Takes entries away; what never was saved can be restored as well, until something is saved. */
  remove: (targets: readonly Target[]) => void;
  restore: (targets: readonly Target[]) => void;
  changes: readonly Change[];
  /** Whether they survive a reload. */
  isKept: boolean;
  /** The newest answer about `present`; the one before it while the next is on the way. */
  check: CheckAnswer | null;
  /** Why there is no answer. */
  checkFailure: unknown;
  problems: ProblemsByTarget;
  save: () => Promise<void>;
  status: "idle" | "saving" | "saved";
  /** Why the last save did not go through. */
  failure: unknown;
  conflict: Conflict | null;
  takeTheirs: (overlap: Overlap) => void;
  dismissConflict: () => void;
  /** What played a part in the test call. */
  lit: ReadonlySet<Target>;
  light: (targets: ReadonlySet<Target>) => void;
  /** An entry that was asked for: its row comes into sight and takes the focus. */
  sought: Target | null;
  goTo: (target: Target) => void;
  /** It is in sight. */
  reached: () => void;
}>;

export const DraftContext = createContext<Draft | null>(null);

export function useDraft(): Draft {
  const draft = useContext(DraftContext);
  if (!draft) throw new Error("only below DraftProvider");
  return draft;
}
