import { useState } from "react";
import type { Read } from "../api/documents.ts";
import type { Failure } from "../api/failure.ts";
import { isSame, laidOver, overlapsOf, type Overlap } from "./two-edits.ts";

/** Somebody else saved in between; my changes lie over his state, unsaved. */
export type Conflict<T> = Readonly<{
  /** Null where it is not known: his state came with a look, not with a refusal. */
  who: string | null;
  /** ISO 8601. */
  at: string | null;
  overlaps: readonly Overlap<T>[];
}>;

/**
 * The fields of a form, while others may save them too.
 * @param served as the service has them now; what is newer is shown at once while nothing is changed here
 */
export function useFields<T extends object>(served: Read<T>) {
  const [base, setBase] = useState(served);
  const [fields, setFields] = useState(served.body);
  const [conflict, setConflict] = useState<Conflict<T> | null>(null);
  const become = (read: Read<T>) => {
    setBase(read);
    setFields(read.body);
  };
  if (served.etag !== base.etag && isSame(base.body, fields)) become(served);
  return {
    /** What they were changed from. */
    base,
    fields,
    isChanged: !isSame(base.body, fields),
    set: (changed: Partial<T>) => setFields((fields) => ({ ...fields, ...changed })),
    setAll: setFields,
    conflict,
    saved: (read: Read<T>) => {
      become(read);
      setConflict(null);
    },
    /** Lays what is changed here over what somebody else has saved. */
    meet: (newer: Read<T>, { problem: { savedBy = null, savedAt = null } }: Failure) => {
      setBase(newer);
      setFields((mine) => laidOver(base.body, mine, newer.body));
      setConflict({ who: savedBy, at: savedAt, overlaps: overlapsOf(base.body, fields, newer.body) });
    },
  };
}
