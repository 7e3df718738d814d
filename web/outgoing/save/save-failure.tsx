import { FailureNote } from "../../ui/failure-note.tsx";
import { useDraft } from "../draft-context.ts";
import { useSought } from "../use-sought.ts";

/** Where it is sought: see `goTo`. */
export const FAILURE = "failure";

/** Why the last save did not go through; the foot of the page, which has no room for it, leads here. */
export function SaveFailure() {
  const { failure } = useDraft();
  const note = useSought<HTMLDivElement>(FAILURE);
  if (!failure) return null;
  return (
    <div ref={note} tabIndex={-1}>
      <FailureNote error={failure} />
    </div>
  );
}
