import { isUnreachable } from "../../api/request-failed.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { useDraft } from "../draft-context.ts";
import { FAILURE, useFocusTarget } from "../spotlight.tsx";

/** Why the last save failed; the foot of the page, which has no room for it, links here. */
export function SaveFailure() {
  const { failure } = useDraft();
  const note = useFocusTarget<HTMLDivElement>(FAILURE);
  if (!failure || isUnreachable(failure)) return null;
  return (
    <div ref={note} tabIndex={-1}>
      <FailureNote error={failure} />
    </div>
  );
}
