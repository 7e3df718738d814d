/** The outgoing numbers as shown on the page, unsaved changes included, and the ways to change them. */
import { createContext, useContext } from "react";
import type { Company } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import type { CheckAnswer } from "../api/check.ts";
import type { GoneNames } from "../api/gone-names.ts";
import { provided } from "../ui/provided.ts";
import type { ChangeGroup } from "./logic/change-groups.ts";
import type { Change } from "./logic/changes.ts";
import type { Target } from "./logic/document.ts";
import type { DraftState } from "./logic/draft.ts";
import type { ProblemsByTarget } from "./logic/pointers.ts";
import type { StoredDraft } from "./logic/stored-draft.ts";

export type Draft = Omit<DraftState, "discarded"> &
  Readonly<{
    company: string;
    fields: Company;
    directory: Directory;
    /** Whether the person may change them; without it, there is nothing unsaved. */
    mayEdit: boolean;
    /** Those of whom entries are left although they are gone. */
    goneNames: GoneNames;
    edit: (next: (present: OutgoingNumbers) => OutgoingNumbers) => void;
    /** What rows are compared with: the saved entries, and those that were added and removed again. */
    base: OutgoingNumbers;
    remove: (targets: readonly Target[]) => void;
    restore: (targets: readonly Target[]) => void;
    changes: readonly Change[];
    /** The same as a person counts them. */
    groups: readonly ChangeGroup[];
    /** Whether they survive a reload. */
    isStored: boolean;
    /** What closed tabs have left unsaved, newest first. */
    left: readonly StoredDraft[];
    /** Goes on with it here, in place of this tab's own changes. */
    continueLeft: (stored: StoredDraft) => void;
    forgetLeft: (stored: StoredDraft) => void;
    /** The newest answer about `present`; the previous one while the next is on its way. */
    check: CheckAnswer | null;
    /** Why there is no answer; null: there is one, or it is on its way. */
    checkFailure: unknown;
    problems: ProblemsByTarget;
    save: () => Promise<void>;
    takeTheirs: (target: Target) => void;
    dismissConflict: () => void;
  }>;

/** What is shown of it: what saves it, or gives it up, reads the draft as it is. */
export type ShownDraft = Omit<
  Draft,
  "save" | "takeTheirs" | "dismissConflict" | "continueLeft" | "forgetLeft" | "isStored"
>;

export const DraftContext = createContext<Draft | null>(null);
export const ShownDraftContext = createContext<ShownDraft | null>(null);

/** The draft as it is: for what saves, changes or counts it. */
export const useDraft = (): Draft => provided(useContext(DraftContext), "DraftProvider");

/**
 * The draft for what shows it, which has hundreds of rows: after an edit, a dialog closes and the next input is taken
 * before they are drawn.
 */
export const useShownDraft = (): ShownDraft => provided(useContext(ShownDraftContext), "DraftProvider");
