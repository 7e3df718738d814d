/** The draft of the outgoing numbers: its state, and the events that change it. */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type { OutgoingNumbers } from "../../../src/policy/outgoing-numbers.ts";
import type { SavedOutgoingNumbers } from "../../api/documents.ts";
import type { Conflict } from "../../form/save-over.ts";
import { groupChanges } from "./change-groups.ts";
import { changesBetween } from "./changes.ts";
import { documentOf, type Entry, type Target } from "./document.ts";
import { removeTargets, restoreTargets, withDiscarded } from "./edit.ts";
import type { StoredDraft } from "./stored-draft.ts";
import { rebase, type Overlap } from "./rebase.ts";

/** `theirs`: how many changes they have made, overlaps included; null if it is no longer known. */
type SettingsConflict = Conflict<Overlap> & Readonly<{ theirs: number | null }>;

export type DraftState = Readonly<{
  /** What the changes are based on. */
  saved: SavedOutgoingNumbers;
  /** What the page shows. */
  present: OutgoingNumbers;
  /** Entries that were added and removed again. */
  discarded: readonly Entry[];
  conflict: SettingsConflict | null;
  status: "idle" | "saving" | "saved";
  /** Why the last save did not go through. */
  failure: unknown;
}>;

export type DraftEvent =
  /** The person edits; `edit` returns the next document. */
  | Readonly<{ type: "edit"; edit: (present: OutgoingNumbers) => OutgoingNumbers }>
  /** Entries are removed. Those that never were saved can be restored, too, until something is saved. */
  | Readonly<{ type: "remove"; targets: readonly Target[] }>
  | Readonly<{ type: "restore"; targets: readonly Target[] }>
  /** Takes over the draft of a closed tab, in place of the present document. */
  | Readonly<{ type: "continue"; stored: StoredDraft }>
  /** The service answered with the saved document, which may be somebody else's. */
  | Readonly<{ type: "served"; document: SavedOutgoingNumbers }>
  | Readonly<{ type: "saving" }>
  /** `sent` is saved as `document`. */
  | Readonly<{ type: "saved"; sent: OutgoingNumbers; document: SavedOutgoingNumbers }>
  /** Somebody else has saved `document` first. */
  | Readonly<{ type: "overtaken"; document: SavedOutgoingNumbers }>
  /** The save was refused; its errors stand at their entries, or the person was asked and decided against it. */
  | Readonly<{ type: "refused" }>
  | Readonly<{ type: "failed"; failure: unknown }>
  /** Theirs is taken for one overlap. */
  | Readonly<{ type: "take theirs"; target: Target }>
  | Readonly<{ type: "dismiss conflict" }>;

/**
 * The initial state.
 * @param stored the draft that this browser has stored, if any
 */
export function begin(served: SavedOutgoingNumbers, stored: StoredDraft | null): DraftState {
  const fresh: DraftState = {
    saved: served,
    present: documentOf(served),
    discarded: [],
    conflict: null,
    status: "idle",
    failure: null,
  };
  if (!stored) return fresh;
  const { overlaps, revision, base, present } = stored;
  const { savedAt, savedBy } = served;
  const conflict = overlaps.length > 0 ? { savedAt, savedBy, overlaps, theirs: null } : null;
  const before = { ...fresh, saved: { ...served, ...base, revision }, present, conflict };
  return revision === served.revision ? { ...before, saved: served } : rebaseOnto(before, served);
}

/** Returns the next state, and changes nothing in place. */
export function reduce(state: DraftState, event: DraftEvent): DraftState {
  switch (event.type) {
    case "edit":
      return edited(state, { present: event.edit(state.present) });
    case "remove":
      return edited(state, removed(state, event.targets));
    case "restore": {
      const base = withDiscarded(state.saved, state.discarded);
      const there = new Set([...base.personal, ...base.regional].map(targetKey));
      // Whoever presses twice restores once: by then, what was never saved is not discarded any more.
      const targets = event.targets.filter((target) => there.has(target));
      return edited(state, { present: restoreTargets(base, state.present, targets) });
    }
    case "continue":
      return begin(state.saved, event.stored);
    case "served":
      return event.document.revision > state.saved.revision ? rebaseOnto(state, event.document) : state;
    case "saving":
      return { ...state, status: "saving", failure: null };
    case "saved": {
      const { sent, document } = event;
      // Edits that were made during the save stay unsaved changes.
      const present = rebase(sent, state.present, documentOf(document)).document;
      return { ...state, saved: document, present, discarded: [], conflict: null, status: "saved" };
    }
    case "overtaken":
      return reduce({ ...state, status: "idle" }, { type: "served", document: event.document });
    case "refused":
      return { ...state, status: "idle" };
    case "failed":
      return { ...state, status: "idle", failure: event.failure };
    case "take theirs": {
      const present = restoreTargets(state.saved, state.present, [event.target]);
      const isMine = changesBetween(state.saved, present).length > 0;
      return { ...state, present, conflict: isMine ? state.conflict : null };
    }
    case "dismiss conflict":
      return { ...state, conflict: null };
  }
}

/** An edit does not end a save that is on its way, but clears the outcome of the last one. */
function edited(state: DraftState, change: Partial<Pick<DraftState, "present" | "discarded">>): DraftState {
  const status = state.status === "saving" ? "saving" : "idle";
  return withoutPresent({ ...state, ...change, status, failure: null });
}

function removed({ present, discarded }: DraftState, targets: readonly Target[]) {
  const wanted = new Set(targets);
  const isWanted = (entry: Entry) => wanted.has(targetKey(entry));
  const gone = [...present.personal, ...present.regional].filter(isWanted);
  const goneNow = new Set(gone.map(targetKey));
  const earlier = discarded.filter((entry) => !goneNow.has(targetKey(entry)));
  return { present: removeTargets(present, targets), discarded: [...earlier, ...gone] };
}

/** Entries that are present again are no longer discarded. */
function withoutPresent(state: DraftState): DraftState {
  if (state.discarded.length === 0) return state;
  const there = new Set([...state.present.personal, ...state.present.regional].map(targetKey));
  const discarded = state.discarded.filter((entry) => !there.has(targetKey(entry)));
  return discarded.length === state.discarded.length ? state : { ...state, discarded };
}

/** My changes, applied to what somebody else has saved since. */
function rebaseOnto(state: DraftState, theirs: SavedOutgoingNumbers): DraftState {
  const { saved, present, conflict } = state;
  const { document, overlaps } = rebase(documentOf(saved), present, documentOf(theirs), conflict?.overlaps);
  const isMine = changesBetween(theirs, document).length > 0;
  const { savedAt, savedBy } = theirs;
  const changed = groupChanges(changesBetween(saved, theirs)).length;
  return {
    ...state,
    saved: theirs,
    present: document,
    conflict: isMine ? { savedAt, savedBy, overlaps, theirs: changed } : null,
  };
}
