import { useState } from "react";
import type { Read } from "../api/documents.ts";
import { isSame, mergeFields, type FieldOverlap } from "./fields.ts";
import type { Conflict, SavedInBetween } from "./save-over.ts";

/**
 * The fields of a form that others may save, too.
 * @param served the stored fields; newer ones are shown at once while nothing is changed here
 */
export function useFields<T extends object>(served: Read<T>) {
  /** Null while nothing is changed here. */
  const [edited, setEdited] = useState<Readonly<{ base: Read<T>; fields: T }> | null>(null);
  const [conflict, setConflict] = useState<Conflict<FieldOverlap<T>> | null>(null);
  const untouched = { base: served, fields: served.body };
  const { base, fields } = edited ?? untouched;

  const change = (next: (fields: T) => T) =>
    setEdited((edited) => {
      const { base, fields } = edited ?? untouched;
      const changed = next(fields);
      return isSame(base.body, changed) ? null : { base, fields: changed };
    });

  return {
    /** What the changes are based on. */
    base,
    fields,
    isChanged: edited !== null,
    set: (changed: Partial<T>) => change((fields) => ({ ...fields, ...changed })),
    setAll: (fields: T) => change(() => fields),
    conflict,
    onSaved: () => {
      setEdited(null);
      setConflict(null);
    },
    /** Applies the changes to what somebody else has saved. */
    onConflict: ({ newer, problem: { savedBy = null, savedAt = null } }: SavedInBetween<T>) => {
      const merged = mergeFields(base.body, fields, newer.body);
      setEdited({ base: newer, fields: merged.fields });
      setConflict({ savedBy, savedAt, overlaps: merged.overlaps });
    },
  };
}
